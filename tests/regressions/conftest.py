"""The robot before a window that has become quiet, and files for it to open."""

import pytest

from tests import on_screen
from tests.random_actions.files import Files


@pytest.fixture
def robot(robot):
    robot.wait_until(lambda: on_screen.report(robot.window) is not None, "there is a run")
    robot.let_run(50)
    return robot


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)
