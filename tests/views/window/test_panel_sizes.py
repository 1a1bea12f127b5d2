"""How much room panels have: what is in them is whole, what a person has chosen stays, and none is a slit."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QDockWidget, QLabel

from dragonviz.scenes.edits import ChooseModel, Show, UseSource


@pytest.fixture
def dock(window):
    return lambda name: window.findChild(QDockWidget, f"{name}-dock")


def choose_task(robot, name):
    robot.window.do(UseSource(robot.scene.source.choosing(name)))
    settle(robot)


def settle(robot):
    robot.wait_until(lambda: robot.window.moment.scene is robot.scene, "it is on screen")
    robot.be_quiet()
    robot.let_run(250)


def pull(robot, start, by):
    """Drag the separator at a point of the window."""
    window = robot.window
    assert window.isSeparator(start), "There is a separator."
    robot.drag(start, start + by, on=window)
    robot.be_quiet()


@pytest.mark.parametrize("size", [QSize(1280, 720), QSize(1920, 1080)])
def test_the_matrix_is_whole_at_the_start_and_with_another_task(window, robot, dock, size):
    window.resize(size)
    settle(robot)
    for task in ("fire", "colour"):
        choose_task(robot, task)
        assert dock("confusion").widget().verticalScrollBar().maximum() == 0
        assert dock("scores").widget().verticalScrollBar().maximum() == 0


def test_sizes_that_a_person_has_chosen_outlast_another_task_and_model(window, robot, dock):
    settle(robot)
    scores = dock("scores").geometry()
    pull(robot, QPoint(scores.center().x(), scores.bottom() + 3), QPoint(0, 50))
    chosen = dock("scores").height()
    assert chosen > scores.height()
    choose_task(robot, "colour")
    window.do(ChooseModel("mlp"))
    settle(robot)
    assert dock("scores").height() == chosen
    window.action_set.by_name["layout-lesson"].trigger()
    settle(robot)
    assert dock("scores").height() != chosen


def test_a_height_of_the_curve_that_a_person_has_chosen_outlasts_another_size(window, robot, dock):
    settle(robot)
    curve = dock("curves").geometry()
    pull(robot, QPoint(curve.center().x(), curve.top() - 3), QPoint(0, -60))
    chosen = dock("curves").height()
    assert chosen == pytest.approx(curve.height() + 60, abs=8)
    window.resize(1290, 730)
    settle(robot)
    assert dock("curves").height() == chosen


def test_truth_and_curve_are_tabs_in_a_narrow_window_and_side_by_side_in_a_wide_one(window, robot, dock):
    window.resize(1024, 768)
    settle(robot)
    window.do(Show("ground-truth", True))
    settle(robot)
    assert window.tabifiedDockWidgets(dock("curves")) == [dock("ground-truth")]
    assert not dock("ground-truth").visibleRegion().isEmpty()
    window.resize(1280, 720)
    settle(robot)
    assert window.tabifiedDockWidgets(dock("curves")) == []
    assert dock("curves").width() == pytest.approx(dock("ground-truth").width(), abs=8)
    assert dock("ground-truth").x() < dock("curves").x()
    window.resize(1024, 768)
    settle(robot)
    assert window.tabifiedDockWidgets(dock("curves")) == [dock("ground-truth")]


def test_a_panel_calls_the_data_what_they_are(window, robot, dock):
    settle(robot)
    title = dock("picked").titleBarWidget().findChild(QLabel)
    assert title.text() == "Picked dragon"
    moment = window.moment
    task = replace(moment.dataset.task, sample="iris")
    dataset = type(moment.dataset)(task, moment.dataset.X, moment.dataset.y, moment.dataset.is_train)
    window.instruments["picked"].show_moment(replace(moment, dataset=dataset))
    assert title.text() == "Picked iris"
    assert dock("picked").windowTitle() == "Picked iris"
