"""The canvas in the window: adding, selecting, moving, removing dragons and looking around, with mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from dragonviz.views.curves.line_legend import LineLegend
from tests.robot import MIDDLE, RIGHT, SHIFT


def undo(window):
    window.actions_by_name["undo"].trigger()


def rect(window):
    return np.array(window.canvas.rect_in_view())


def select_box(robot):
    """Select the dragons with 10 toes, with a rectangle; returns which they are."""
    robot.drag(robot.canvas.pixel_of(9.5, 125), robot.canvas.pixel_of(11, 279), modifiers=SHIFT)
    return np.flatnonzero(robot.dragons.X[:, 0] == 10)


# Adding


@pytest.mark.parametrize("label", [0, 1])
def test_a_click_adds_a_dragon_of_the_class_that_a_number_key_chose(robot, label):
    n = len(robot.dragons)
    robot.key(Qt.Key.Key_1 + label)
    robot.click(robot.empty_place())
    assert len(robot.dragons) == n + 1
    assert robot.dragons.y[-1] == label
    assert robot.dragons.is_train[-1]
    assert (robot.place(n) - robot.empty_place()).manhattanLength() <= 1


def test_a_double_click_adds_one_dragon_and_selects_it(robot):
    n = len(robot.dragons)
    for _ in range(2):
        robot.click(robot.empty_place())
    assert len(robot.dragons) == n + 1
    assert list(robot.canvas.selection) == [n]


def test_a_number_without_a_class_does_nothing(window, robot):
    scene = window.controller.scene
    robot.click(robot.place(robot.lonely()))
    robot.key(Qt.Key.Key_7)
    assert window.controller.scene is scene
    assert window.dragons_panel.label == 0


# Selecting


def test_a_click_selects_and_shift_click_adds_and_takes_out(robot):
    first, second = robot.lonely(0), robot.lonely(1)
    robot.click(robot.place(first))
    assert list(robot.canvas.selection) == [first]
    robot.click(robot.place(second), modifiers=SHIFT)
    assert set(robot.canvas.selection) == {first, second}
    robot.click(robot.place(first), modifiers=SHIFT)
    assert list(robot.canvas.selection) == [second]
    robot.click(robot.place(first))
    assert list(robot.canvas.selection) == [first]


def test_shift_drag_selects_the_dragons_in_the_rectangle(robot):
    np.testing.assert_array_equal(select_box(robot), robot.canvas.selection)
    assert len(robot.canvas.selection) > 20


def test_a_rectangle_may_begin_on_a_dragon_which_does_not_move(window, robot):
    scene, index = window.controller.scene, robot.lonely()
    robot.drag(robot.place(index), robot.place(index) + QPoint(30, 30), modifiers=SHIFT)
    assert list(robot.canvas.selection) == [index]
    assert window.controller.scene is scene


def test_escape_lets_go_and_ctrl_a_takes_all(robot):
    robot.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(robot.canvas.selection) == len(robot.dragons)
    robot.key(Qt.Key.Key_Escape)
    assert len(robot.canvas.selection) == 0


def test_escape_ends_a_rectangle_that_is_being_pulled_open(robot):
    corner, opposite = robot.canvas.pixel_of(9.5, 125), robot.canvas.pixel_of(11, 279)
    robot.press(corner, modifiers=SHIFT)
    robot.move(opposite)
    robot.key(Qt.Key.Key_Escape)
    robot.release(opposite)
    assert len(robot.canvas.selection) == 0


def test_a_number_key_relabels_the_selection_in_one_undoable_step(window, robot):
    box = select_box(robot)
    labels = robot.dragons.y[box].copy()
    assert set(labels) == {0, 1}
    robot.key(Qt.Key.Key_2)
    assert (robot.dragons.y[box] == 1).all()
    np.testing.assert_array_equal(robot.canvas.selection, box)
    undo(window)
    np.testing.assert_array_equal(robot.dragons.y[box], labels)


# Moving and removing


def test_dragging_one_selected_dragon_moves_all_by_as_much_and_undo_takes_all_back(window, robot):
    box = select_box(robot)
    before = robot.dragons
    grip = robot.place(box[0])
    robot.drag(grip, grip + QPoint(100, 30))
    moved = np.flatnonzero((robot.dragons.X != before.X).any(axis=1))
    np.testing.assert_array_equal(moved, box)
    steps = robot.dragons.X[box] - before.X[box]
    np.testing.assert_allclose(steps, np.broadcast_to(steps[0], steps.shape), rtol=1e-9)
    assert (robot.place(box[0]) - grip - QPoint(100, 30)).manhattanLength() <= 2
    undo(window)
    assert robot.dragons is before


def test_dragging_another_dragon_moves_only_that_one(robot):
    select_box(robot)
    other = robot.lonely()
    before = robot.dragons
    robot.drag(robot.place(other), robot.place(other) + QPoint(60, 0))
    assert list(np.flatnonzero((robot.dragons.X != before.X).any(axis=1))) == [other]
    assert list(robot.canvas.selection) == [other]


def test_a_shaky_click_moves_nothing(window, robot):
    scene = window.controller.scene
    place = robot.place(robot.lonely())
    robot.press(place)
    robot.move(place + QPoint(2, 1))
    robot.release(place + QPoint(2, 1))
    assert window.controller.scene is scene


def test_delete_removes_the_selection(robot):
    box = select_box(robot)
    n = len(robot.dragons)
    robot.key(Qt.Key.Key_Delete)
    assert len(robot.dragons) == n - len(box)
    assert not (robot.dragons.X[:, 0] == 10).any()
    assert len(robot.canvas.selection) == 0


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Delete,), (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)])
def test_what_is_removed_or_undone_while_it_is_dragged_leaves_the_hand(window, robot, keys):
    index = robot.lonely()
    place = robot.place(index)
    robot.press(place)
    robot.move(place + QPoint(40, 0))
    robot.key(*keys)
    dragons = robot.dragons
    robot.move(place + QPoint(80, 0))
    robot.release(place + QPoint(80, 0))
    assert robot.dragons is dragons
    assert not window.status._notice.isVisible()


def test_a_number_key_relabels_a_dragon_in_the_hand_and_the_drag_goes_on(robot):
    index = robot.lonely(0)
    place = robot.place(index)
    robot.press(place)
    robot.move(place + QPoint(40, 0))
    robot.key(Qt.Key.Key_2)
    robot.release(place + QPoint(80, 0))
    assert robot.dragons.y[index] == 1
    assert (robot.place(index) - place - QPoint(80, 0)).manhattanLength() <= 1


def test_another_button_does_not_disturb_a_drag(robot):
    index = robot.lonely()
    place = robot.place(index)
    robot.press(place)
    robot.move(place + QPoint(40, 0))
    robot.click(place + QPoint(40, 0), button=RIGHT)
    robot.move(place + QPoint(80, 0))
    robot.release(place + QPoint(80, 0))
    assert (robot.place(index) - place - QPoint(80, 0)).manhattanLength() <= 1


# Looking around


@pytest.mark.parametrize("notches", [3, -2])
def test_the_wheel_zooms_about_the_mouse(window, robot, notches):
    place = robot.place(robot.lonely())
    under, before = robot.canvas.place_of(place.toPointF()), rect(window)
    robot.wheel(place, notches)
    after = rect(window)
    assert (np.diff(after)[::2] < np.diff(before)[::2]).all() == (notches > 0)
    np.testing.assert_allclose(robot.canvas.place_of(place.toPointF()), under, rtol=1e-9)


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, MIDDLE])
def test_dragging_the_background_or_the_middle_button_moves_the_view_with_the_mouse(window, robot, button):
    scene, begin, way = window.controller.scene, robot.empty_place(), QPoint(-60, 25)
    under = robot.canvas.place_of(begin.toPointF())
    robot.drag(begin, begin + way, button=button)
    np.testing.assert_allclose(robot.canvas.place_of((begin + way).toPointF()), under, rtol=1e-9)
    assert window.controller.scene is scene


def test_a_middle_drag_from_a_dragon_moves_the_view_and_not_the_dragon(window, robot):
    scene, begin = window.controller.scene, robot.place(robot.lonely())
    before = rect(window)
    robot.drag(begin, begin + QPoint(50, 0), button=MIDDLE)
    assert window.controller.scene is scene
    assert (rect(window)[:2] < before[:2]).all()


def test_home_brings_all_dragons_back_into_view(window, robot):
    before = rect(window)
    robot.wheel(robot.empty_place(), 10)
    robot.key(Qt.Key.Key_Home)
    np.testing.assert_allclose(rect(window), before)
    x_min, x_max, y_min, y_max = before
    assert (((x_min, y_min) < robot.dragons.X) & ((x_max, y_max) > robot.dragons.X)).all()


@pytest.mark.parametrize("direction", [-1, 1])
def test_zooming_for_ever_ends_and_home_comes_back(window, robot, direction):
    before = rect(window)
    for _ in range(200):
        robot.wheel(robot.empty_place(), direction)
    assert np.isfinite(rect(window)).all()
    robot.key(Qt.Key.Key_Home)
    np.testing.assert_allclose(rect(window), before)


def test_the_cursor_says_what_the_mouse_would_do(robot):
    shape = lambda: robot.canvas.viewport().cursor().shape()  # noqa: E731
    robot.move(robot.empty_place())
    assert shape() == Qt.CursorShape.CrossCursor
    place = robot.place(robot.lonely())
    robot.move(place)
    assert shape() == Qt.CursorShape.OpenHandCursor
    robot.press(place)
    robot.move(place + QPoint(30, 0))
    assert shape() == Qt.CursorShape.ClosedHandCursor
    robot.release(place + QPoint(30, 0))
    assert shape() == Qt.CursorShape.OpenHandCursor


# What is shown


def test_b_hides_the_regions_and_borders_and_shows_them_again(window, robot, qtbot):
    robot.key(Qt.Key.Key_Right)
    items = window.canvas._regions, window.canvas._borders
    qtbot.waitUntil(lambda: all(item.isVisible() for item in items), timeout=60_000)
    robot.key(Qt.Key.Key_B)
    assert not any(item.isVisible() for item in items)
    robot.key(Qt.Key.Key_B)
    assert all(item.isVisible() for item in items)


def test_t_shows_the_truth_beside_the_predictions(window, robot):
    assert not window.truth.isVisible()
    robot.key(Qt.Key.Key_T)
    assert window.truth.isVisible()
    assert window.findChild(object, "ground-truth-switch").isChecked()
    robot.key(Qt.Key.Key_T)
    assert not window.truth.isVisible()


def test_pointing_at_the_curves_reads_their_values(window, robot, qtbot):
    robot.key(Qt.Key.Key_Right)
    robot.key(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window._report.snapshot.epoch == 2, timeout=60_000)
    plot = window.findChild(object, "curves-plot")
    qtbot.waitUntil(lambda: plot.view.viewRange()[0][1] > 2)
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(2, 0.5)))
    robot.move(place, on=plot.viewport())
    # Figures follow the report a moment later.
    qtbot.waitUntil(lambda: window.findChild(object, "curves-readout").text() == "epoch 2")
    legends = [legend.value for legend in window.curves.findChildren(LineLegend)]
    assert any(f"{window._report.snapshot.test.accuracy:.3f}" in text for text in legends)
