"""What was begun on one file's dragons is not done to another's."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QLabel

from tests import on_screen
from tests.random_actions.files import write_large
from tests.regressions.programs import run_program


def title(robot):
    return on_screen.scene(robot.window).source.title


def test_a_menu_opened_on_one_files_dragon_does_nothing_to_the_next_files(robot, files):
    many = files.good[4]
    menu = robot.right_click(robot.place(robot.lonely(0)))
    robot.drop(many)
    assert title(robot) != many.name
    robot.wait_until(lambda: title(robot) == many.name, "the file is there")
    labels = robot.dragons.y.copy()
    if robot.popup() is menu:
        robot.choose(menu, "relabel-1")
    np.testing.assert_array_equal(robot.dragons.y, labels)


def test_a_selection_does_not_outlive_its_dragons(robot, files):
    three = files.good[2]
    robot.click(robot.place(robot.lonely()))
    n = len(robot.dragons)
    robot.drop(three)
    robot.wait_until(lambda: title(robot) == three.name, "the file is there")
    assert len(robot.dragons) == n
    assert len(robot.canvas.picked) == 0


def test_inspecting_a_dragon_that_is_gone_does_not_end_the_program(tmp_path):
    assert run_program("inspect_a_dragon_that_is_gone", tmp_path).returncode == 0


def test_an_error_while_painting_does_not_end_the_program(tmp_path):
    assert run_program("paint_with_an_error", tmp_path).returncode == 0


def test_it_is_said_that_a_file_is_being_read(robot, tmp_path):
    large = write_large(tmp_path / "very-large.csv")
    robot.drop(large)
    said = []

    def is_there():
        said.append(_is_said(robot, large.name))
        return title(robot) == large.name

    robot.wait_until(is_there, "the file is there")
    assert any(said[:-1])


def _is_said(robot, name):
    return any(name in label.text() for label in robot.window.findChildren(QLabel) if label.isVisible())
