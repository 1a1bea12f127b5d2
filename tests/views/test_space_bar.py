"""The space bar: a tap trains, a drag while it is held moves the view."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication

SPACE = Qt.Key.Key_Space


@pytest.fixture
def train(window, qtbot):
    """How often training was asked for."""
    times = []
    window.actions_by_name["train"].triggered.disconnect()
    window.actions_by_name["train"].triggered.connect(lambda: times.append(1))
    return times


def test_a_tap_trains_once_and_another_pauses(robot, train):
    for n in (1, 2):
        robot.key_down(SPACE)
        assert len(train) == n - 1
        robot.key_up(SPACE)
        assert len(train) == n


def test_a_tap_trains_wherever_the_focus_is(window, robot, train):
    for name in ("setting-C", "boundary-switch", "train-button"):
        window.findChild(object, name).setFocus()
        robot.key_down(SPACE)
        robot.key_up(SPACE)
    assert len(train) == 3
    assert window.findChild(object, "boundary-switch").isChecked()


def test_a_drag_moves_the_view_even_from_a_dragon_and_does_not_train(window, robot, train):
    scene, place, way = window.controller.scene, robot.place(robot.lonely()), QPoint(70, -20)
    under = robot.canvas.place_of(place.toPointF())
    robot.key_down(SPACE)
    robot.drag(place, place + way)
    robot.key_up(SPACE)
    np.testing.assert_allclose(robot.canvas.place_of((place + way).toPointF()), under, rtol=1e-9)
    assert window.controller.scene is scene
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
