"""The window as a person has it before them."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.robot import Robot


@pytest.fixture
def window(window):
    """The window when it takes keys, and has become quiet: its first sentence changes how high the canvas is."""
    robot = Robot(window)
    robot.come_to_front()
    robot.wait_until(lambda: window._report is not None, "there is a run")
    QApplication.processEvents()
    return window
