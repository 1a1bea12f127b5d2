"""The space bar: a tap trains, a drag while it is held moves the view."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


@pytest.fixture
def train(window, qtbot):
    """How often training was asked for."""
    times = []
    window.actions_by_name["train"].triggered.disconnect()
    window.actions_by_name["train"].triggered.connect(lambda: times.append(1))
    return times


def space(window, begin):
    (QTest.keyPress if begin else QTest.keyRelease)(window.windowHandle(), Qt.Key.Key_Space)


def test_a_tap_trains_once_and_another_pauses(window, train):
    for n in (1, 2):
        space(window, True)
        assert len(train) == n - 1
        space(window, False)
        assert len(train) == n


def test_a_tap_trains_wherever_the_focus_is(window, train):
    for name in ("setting-C", "boundary-switch", "train-button"):
        window.findChild(object, name).setFocus()
        space(window, True)
        space(window, False)
    assert len(train) == 3
    assert window.findChild(object, "boundary-switch").isChecked()


def test_a_drag_moves_the_view_even_from_a_dragon_and_does_not_train(window, hand, train):
    scene, place, way = window.controller.scene, hand.place(hand.lonely()), QPoint(70, -20)
    under = hand.canvas.place_of(place.toPointF())
    space(window, True)
    hand.drag(place, place + way)
    space(window, False)
    np.testing.assert_allclose(hand.canvas.place_of((place + way).toPointF()), under, rtol=1e-9)
    assert window.controller.scene is scene
    assert not train


def test_after_the_drag_the_mouse_adds_dragons_again(window, hand, train):
    space(window, True)
    hand.drag(hand.empty_place(), hand.empty_place() + QPoint(20, 0))
    space(window, False)
    n = len(hand.dragons)
    hand.click(hand.empty_place())
    assert len(hand.dragons) == n + 1


def test_a_space_bar_that_another_window_sees_released_does_not_stay_held(window, hand, train):
    space(window, True)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    n = len(hand.dragons)
    hand.click(hand.empty_place())
    assert len(hand.dragons) == n + 1
    space(window, False)
    assert not train
