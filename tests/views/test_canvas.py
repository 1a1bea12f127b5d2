"""The canvas in the window: adding, selecting, moving, removing dragons and looking around, with mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from dragonviz.views.curves.line_legend import LineLegend
from tests.views.conftest import MIDDLE, RIGHT, SHIFT


def undo(window):
    window.actions_by_name["undo"].trigger()


def rect(window):
    return np.array(window.canvas.rect_in_view())


def select_box(hand):
    """Select the dragons with 10 toes, with a rectangle; returns which they are."""
    hand.drag(hand.canvas.pixel_of(9.5, 125), hand.canvas.pixel_of(11, 279), modifiers=SHIFT)
    return np.flatnonzero(hand.dragons.X[:, 0] == 10)


# Adding


@pytest.mark.parametrize("label", [0, 1])
def test_a_click_adds_a_dragon_of_the_class_that_a_number_key_chose(hand, label):
    n = len(hand.dragons)
    hand.key(Qt.Key.Key_1 + label)
    hand.click(hand.empty_place())
    assert len(hand.dragons) == n + 1
    assert hand.dragons.y[-1] == label
    assert hand.dragons.is_train[-1]
    assert (hand.place(n) - hand.empty_place()).manhattanLength() <= 1


def test_a_double_click_adds_one_dragon_and_selects_it(hand):
    n = len(hand.dragons)
    for _ in range(2):
        hand.click(hand.empty_place())
    assert len(hand.dragons) == n + 1
    assert list(hand.canvas.selection) == [n]


def test_a_number_without_a_class_does_nothing(window, hand):
    scene = window.controller.scene
    hand.click(hand.place(hand.lonely()))
    hand.key(Qt.Key.Key_7)
    assert window.controller.scene is scene
    assert window.dragons_panel.label == 0


# Selecting


def test_a_click_selects_and_shift_click_adds_and_takes_out(hand):
    first, second = hand.lonely(0), hand.lonely(1)
    hand.click(hand.place(first))
    assert list(hand.canvas.selection) == [first]
    hand.click(hand.place(second), modifiers=SHIFT)
    assert set(hand.canvas.selection) == {first, second}
    hand.click(hand.place(first), modifiers=SHIFT)
    assert list(hand.canvas.selection) == [second]
    hand.click(hand.place(first))
    assert list(hand.canvas.selection) == [first]


def test_shift_drag_selects_the_dragons_in_the_rectangle(hand):
    np.testing.assert_array_equal(select_box(hand), hand.canvas.selection)
    assert len(hand.canvas.selection) > 20


def test_a_rectangle_may_begin_on_a_dragon_which_does_not_move(window, hand):
    scene, index = window.controller.scene, hand.lonely()
    hand.drag(hand.place(index), hand.place(index) + QPoint(30, 30), modifiers=SHIFT)
    assert list(hand.canvas.selection) == [index]
    assert window.controller.scene is scene


def test_escape_lets_go_and_ctrl_a_takes_all(hand):
    hand.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(hand.canvas.selection) == len(hand.dragons)
    hand.key(Qt.Key.Key_Escape)
    assert len(hand.canvas.selection) == 0


def test_escape_ends_a_rectangle_that_is_being_pulled_open(hand):
    corner, opposite = hand.canvas.pixel_of(9.5, 125), hand.canvas.pixel_of(11, 279)
    hand.press(corner, modifiers=SHIFT)
    hand.move(opposite)
    hand.key(Qt.Key.Key_Escape)
    hand.release(opposite)
    assert len(hand.canvas.selection) == 0


def test_a_number_key_relabels_the_selection_in_one_undoable_step(window, hand):
    box = select_box(hand)
    labels = hand.dragons.y[box].copy()
    assert set(labels) == {0, 1}
    hand.key(Qt.Key.Key_2)
    assert (hand.dragons.y[box] == 1).all()
    np.testing.assert_array_equal(hand.canvas.selection, box)
    undo(window)
    np.testing.assert_array_equal(hand.dragons.y[box], labels)


# Moving and removing


def test_dragging_one_selected_dragon_moves_all_by_as_much_and_undo_takes_all_back(window, hand):
    box = select_box(hand)
    before = hand.dragons
    grip = hand.place(box[0])
    hand.drag(grip, grip + QPoint(100, 30))
    moved = np.flatnonzero((hand.dragons.X != before.X).any(axis=1))
    np.testing.assert_array_equal(moved, box)
    steps = hand.dragons.X[box] - before.X[box]
    np.testing.assert_allclose(steps, np.broadcast_to(steps[0], steps.shape), rtol=1e-9)
    assert (hand.place(box[0]) - grip - QPoint(100, 30)).manhattanLength() <= 2
    undo(window)
    assert hand.dragons is before


def test_dragging_another_dragon_moves_only_that_one(hand):
    select_box(hand)
    other = hand.lonely()
    before = hand.dragons
    hand.drag(hand.place(other), hand.place(other) + QPoint(60, 0))
    assert list(np.flatnonzero((hand.dragons.X != before.X).any(axis=1))) == [other]
    assert list(hand.canvas.selection) == [other]


def test_a_shaky_click_moves_nothing(window, hand):
    scene = window.controller.scene
    place = hand.place(hand.lonely())
    hand.press(place)
    hand.move(place + QPoint(2, 1))
    hand.release(place + QPoint(2, 1))
    assert window.controller.scene is scene


def test_delete_removes_the_selection(hand):
    box = select_box(hand)
    n = len(hand.dragons)
    hand.key(Qt.Key.Key_Delete)
    assert len(hand.dragons) == n - len(box)
    assert not (hand.dragons.X[:, 0] == 10).any()
    assert len(hand.canvas.selection) == 0


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Delete,), (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)])
def test_what_is_removed_or_undone_while_it_is_dragged_leaves_the_hand(window, hand, keys):
    index = hand.lonely()
    place = hand.place(index)
    hand.press(place)
    hand.move(place + QPoint(40, 0))
    hand.key(*keys)
    dragons = hand.dragons
    hand.move(place + QPoint(80, 0))
    hand.release(place + QPoint(80, 0))
    assert hand.dragons is dragons
    assert not window.status._notice.isVisible()


def test_a_number_key_relabels_a_dragon_in_the_hand_and_the_drag_goes_on(hand):
    index = hand.lonely(0)
    place = hand.place(index)
    hand.press(place)
    hand.move(place + QPoint(40, 0))
    hand.key(Qt.Key.Key_2)
    hand.release(place + QPoint(80, 0))
    assert hand.dragons.y[index] == 1
    assert (hand.place(index) - place - QPoint(80, 0)).manhattanLength() <= 1


def test_another_button_does_not_disturb_a_drag(hand):
    index = hand.lonely()
    place = hand.place(index)
    hand.press(place)
    hand.move(place + QPoint(40, 0))
    hand.click(place + QPoint(40, 0), button=RIGHT)
    hand.move(place + QPoint(80, 0))
    hand.release(place + QPoint(80, 0))
    assert (hand.place(index) - place - QPoint(80, 0)).manhattanLength() <= 1


# Looking around


@pytest.mark.parametrize("notches", [3, -2])
def test_the_wheel_zooms_about_the_mouse(window, hand, notches):
    place = hand.place(hand.lonely())
    under, before = hand.canvas.place_of(place.toPointF()), rect(window)
    hand.wheel(place, notches)
    after = rect(window)
    assert (np.diff(after)[::2] < np.diff(before)[::2]).all() == (notches > 0)
    np.testing.assert_allclose(hand.canvas.place_of(place.toPointF()), under, rtol=1e-9)


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, MIDDLE])
def test_dragging_the_background_or_the_middle_button_moves_the_view_with_the_mouse(window, hand, button):
    scene, begin, way = window.controller.scene, hand.empty_place(), QPoint(-60, 25)
    under = hand.canvas.place_of(begin.toPointF())
    hand.drag(begin, begin + way, button=button)
    np.testing.assert_allclose(hand.canvas.place_of((begin + way).toPointF()), under, rtol=1e-9)
    assert window.controller.scene is scene


def test_a_middle_drag_from_a_dragon_moves_the_view_and_not_the_dragon(window, hand):
    scene, begin = window.controller.scene, hand.place(hand.lonely())
    before = rect(window)
    hand.drag(begin, begin + QPoint(50, 0), button=MIDDLE)
    assert window.controller.scene is scene
    assert (rect(window)[:2] < before[:2]).all()


def test_home_brings_all_dragons_back_into_view(window, hand):
    before = rect(window)
    hand.wheel(hand.empty_place(), 10)
    hand.key(Qt.Key.Key_Home)
    np.testing.assert_allclose(rect(window), before)
    x_min, x_max, y_min, y_max = before
    assert (((x_min, y_min) < hand.dragons.X) & ((x_max, y_max) > hand.dragons.X)).all()


@pytest.mark.parametrize("direction", [-1, 1])
def test_zooming_for_ever_ends_and_home_comes_back(window, hand, direction):
    before = rect(window)
    for _ in range(200):
        hand.wheel(hand.empty_place(), direction)
    assert np.isfinite(rect(window)).all()
    hand.key(Qt.Key.Key_Home)
    np.testing.assert_allclose(rect(window), before)


def test_the_cursor_says_what_the_mouse_would_do(hand):
    shape = lambda: hand.canvas.viewport().cursor().shape()  # noqa: E731
    hand.move(hand.empty_place())
    assert shape() == Qt.CursorShape.CrossCursor
    place = hand.place(hand.lonely())
    hand.move(place)
    assert shape() == Qt.CursorShape.OpenHandCursor
    hand.press(place)
    hand.move(place + QPoint(30, 0))
    assert shape() == Qt.CursorShape.ClosedHandCursor
    hand.release(place + QPoint(30, 0))
    assert shape() == Qt.CursorShape.OpenHandCursor


# What is shown


def test_b_hides_the_regions_and_borders_and_shows_them_again(window, hand, qtbot):
    hand.key(Qt.Key.Key_Right)
    items = window.canvas._regions, window.canvas._borders
    qtbot.waitUntil(lambda: all(item.isVisible() for item in items), timeout=60_000)
    hand.key(Qt.Key.Key_B)
    assert not any(item.isVisible() for item in items)
    hand.key(Qt.Key.Key_B)
    assert all(item.isVisible() for item in items)


def test_t_shows_the_truth_beside_the_predictions(window, hand):
    assert not window.truth.isVisible()
    hand.key(Qt.Key.Key_T)
    assert window.truth.isVisible()
    assert window.findChild(object, "ground-truth-switch").isChecked()
    hand.key(Qt.Key.Key_T)
    assert not window.truth.isVisible()


def test_pointing_at_the_curves_reads_their_values(window, hand, qtbot):
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window._report.snapshot.epoch == 2, timeout=60_000)
    plot = window.findChild(object, "curves-plot")
    qtbot.waitUntil(lambda: plot.view.viewRange()[0][1] > 2)
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(2, 0.5)))
    QTest.mouseMove(plot.viewport(), place)
    # Figures follow the report a moment later.
    qtbot.waitUntil(lambda: window.findChild(object, "curves-readout").text() == "epoch 2")
    legends = [legend.value for legend in window.curves.findChildren(LineLegend)]
    assert any(f"{window._report.snapshot.test.accuracy:.3f}" in text for text in legends)
