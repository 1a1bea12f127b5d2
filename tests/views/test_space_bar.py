"""The space bar: a tap trains, a drag while it is held moves the view."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication

from dragonviz.scenes.edits import Show

SPACE = Qt.Key.Key_Space


@pytest.fixture
def train(window, qtbot):
    """How often training was asked for."""
    times, action = [], window.action_set.by_name["train"]
    action.triggered.disconnect()
    action.triggered.connect(lambda: times.append(1))
    return times


def test_a_tap_trains_once_and_another_pauses(robot, train):
    for n in (1, 2):
        robot.key_down(SPACE)
        assert len(train) == n - 1
        robot.key_up(SPACE)
        assert len(train) == n


def test_a_tap_trains_wherever_the_focus_is(window, robot, train):
    window.do(Show("options", True))
    robot.wait_until(lambda: robot.find("boundary-switch").isVisible())
    for name in ("setting-C", "boundary-switch", "train-button"):
        robot.find(name).setFocus()
        assert robot.find(name).hasFocus()
        robot.key_down(SPACE)
        robot.key_up(SPACE)
    assert len(train) == 3
    assert robot.find("boundary-switch").isChecked()


def test_a_drag_moves_the_view_even_from_a_dragon_and_does_not_train(window, robot, train):
    dataset, place, way = robot.dragons, robot.place(robot.lonely()), QPoint(70, -20)
    under = robot.canvas.place_of(place.toPointF())
    robot.key_down(SPACE)
    robot.drag(place, place + way)
    robot.key_up(SPACE)
    robot.wait_until(lambda: window.moment.scene is robot.scene, "the view has moved")
    np.testing.assert_allclose(robot.canvas.place_of((place + way).toPointF()), under, rtol=1e-9)
    assert robot.dragons is dataset
    assert not train


def test_after_the_drag_the_mouse_adds_dragons_again(window, robot, train):
    robot.key_down(SPACE)
    robot.drag(robot.empty_place(), robot.empty_place() + QPoint(20, 0))
    robot.key_up(SPACE)
    n = len(robot.dragons)
    robot.click(robot.empty_place())
    assert len(robot.dragons) == n + 1


def test_a_space_bar_that_another_window_sees_released_does_not_stay_held(window, robot, train):
    robot.key_down(SPACE)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    n = len(robot.dragons)
    robot.click(robot.empty_place())
    assert len(robot.dragons) == n + 1
    robot.key_up(SPACE)
    assert not train
