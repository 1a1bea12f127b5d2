"""The window as a person has it before them."""

import pytest

from tests.robot import Robot


@pytest.fixture
def window(window):
    """The window when it takes keys, and has become quiet."""
    robot = Robot(window)
    robot.come_to_front()
    robot.be_quiet()
    return window
