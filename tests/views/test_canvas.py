"""The canvas in the window: adding, selecting, moving, removing dragons and looking around, with mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from dragonviz.views.curves.line_legend import LineLegend
from tests.robot import MIDDLE, RIGHT, SHIFT


def rect(robot):
    """What the canvas shows of the features' plane."""
    robot.wait_for_screen()
    return np.array(robot.canvas.rect_in_view())


def selection(robot):
    """The dragons that the canvas shows as selected."""
    robot.wait_for_screen()
    return robot.canvas.picked


def is_only_looked_at(robot, before):
    """Whether neither dragons nor models have changed since an earlier scene."""
    return robot.scene.dataset is before.dataset and robot.scene.setups is before.setups


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
    assert list(selection(robot)) == [n]


def test_a_number_without_a_class_does_nothing(window, robot):
    robot.click(robot.place(robot.lonely()))
    scene = robot.scene
    robot.key(Qt.Key.Key_7)
    assert robot.scene is scene
    assert scene.view.label == 0
    assert robot.find("class-0").isChecked()


# Selecting


def test_a_click_selects_and_shift_click_adds_and_takes_out(robot):
    first, second = robot.lonely(0), robot.lonely(1)
    robot.click(robot.place(first))
    assert list(selection(robot)) == [first]
    robot.click(robot.place(second), modifiers=SHIFT)
    assert set(selection(robot)) == {first, second}
    robot.click(robot.place(first), modifiers=SHIFT)
    assert list(selection(robot)) == [second]
    robot.click(robot.place(first))
    assert list(selection(robot)) == [first]


def test_shift_drag_selects_the_dragons_in_the_rectangle(robot):
    np.testing.assert_array_equal(select_box(robot), selection(robot))
    assert len(selection(robot)) > 20


def test_a_rectangle_may_begin_on_a_dragon_which_does_not_move(window, robot):
    scene, index = robot.scene, robot.lonely()
    # Around the dragon, however its place is rounded to pixels, and too small to hold another.
    corner = robot.place(index) - QPoint(2, 2)
    assert robot.canvas.dragon_at(corner.toPointF()) == index
    robot.drag(corner, corner + QPoint(20, 20), modifiers=SHIFT)
    assert list(selection(robot)) == [index]
    assert is_only_looked_at(robot, scene)


def test_escape_lets_go_and_ctrl_a_takes_all(robot):
    robot.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(selection(robot)) == len(robot.dragons)
    robot.key(Qt.Key.Key_Escape)
    assert len(selection(robot)) == 0


def test_escape_ends_a_rectangle_that_is_being_pulled_open(robot):
    corner, opposite = robot.canvas.pixel_of(9.5, 125), robot.canvas.pixel_of(11, 279)
    robot.press(corner, modifiers=SHIFT)
    robot.move(opposite)
    robot.key(Qt.Key.Key_Escape)
    robot.release(opposite)
    assert len(selection(robot)) == 0


def test_a_number_key_relabels_the_selection_in_one_undoable_step(window, robot):
    box = select_box(robot)
    labels = robot.dragons.y[box].copy()
    assert set(labels) == {0, 1}
    robot.key(Qt.Key.Key_2)
    assert (robot.dragons.y[box] == 1).all()
    np.testing.assert_array_equal(selection(robot), box)
    robot.trigger("undo")
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
    robot.trigger("undo")
    assert robot.dragons is before


def test_dragging_another_dragon_moves_only_that_one(robot):
    select_box(robot)
    other = robot.lonely()
    before = robot.dragons
    robot.drag(robot.place(other), robot.place(other) + QPoint(60, 0))
    assert list(np.flatnonzero((robot.dragons.X != before.X).any(axis=1))) == [other]
    assert list(selection(robot)) == [other]


def test_a_shaky_click_moves_nothing(window, robot):
    scene, view = robot.scene, rect(robot)
    place = robot.place(robot.lonely())
    robot.press(place)
    robot.move(place + QPoint(2, 1))
    robot.release(place + QPoint(2, 1))
    assert is_only_looked_at(robot, scene)
    np.testing.assert_array_equal(rect(robot), view)


def test_delete_removes_the_selection(robot):
    box = select_box(robot)
    n = len(robot.dragons)
    robot.key(Qt.Key.Key_Delete)
    assert len(robot.dragons) == n - len(box)
    assert not (robot.dragons.X[:, 0] == 10).any()
    assert len(selection(robot)) == 0


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
    assert window.status.notice is None


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
    under, before = robot.canvas.place_of(place.toPointF()), rect(robot)
    robot.wheel(place, notches)
    after = rect(robot)
    assert (np.diff(after)[::2] < np.diff(before)[::2]).all() == (notches > 0)
    np.testing.assert_allclose(robot.canvas.place_of(place.toPointF()), under, rtol=1e-9)


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, MIDDLE])
def test_dragging_the_background_or_the_middle_button_moves_the_view_with_the_mouse(window, robot, button):
    scene, begin, way = robot.scene, robot.empty_place(), QPoint(-60, 25)
    under = robot.canvas.place_of(begin.toPointF())
    robot.drag(begin, begin + way, button=button)
    robot.wait_for_screen()
    np.testing.assert_allclose(robot.canvas.place_of((begin + way).toPointF()), under, rtol=1e-9)
    assert is_only_looked_at(robot, scene)


def test_a_middle_drag_from_a_dragon_moves_the_view_and_not_the_dragon(window, robot):
    scene, begin = robot.scene, robot.place(robot.lonely())
    before = rect(robot)
    robot.drag(begin, begin + QPoint(50, 0), button=MIDDLE)
    assert is_only_looked_at(robot, scene)
    assert (rect(robot)[:2] < before[:2]).all()


def test_home_brings_all_dragons_back_into_view(window, robot):
    before = rect(robot)
    robot.wheel(robot.empty_place(), 10)
    robot.key(Qt.Key.Key_Home)
    np.testing.assert_allclose(rect(robot), before)
    x_min, x_max, y_min, y_max = before
    assert (((x_min, y_min) < robot.dragons.X) & ((x_max, y_max) > robot.dragons.X)).all()


@pytest.mark.parametrize("direction", [-1, 1])
def test_zooming_for_ever_ends_and_home_comes_back(window, robot, direction):
    before = rect(robot)
    for _ in range(200):
        robot.wheel(robot.empty_place(), direction)
        robot.wait_for_screen()
    assert np.isfinite(rect(robot)).all()
    robot.key(Qt.Key.Key_Home)
    np.testing.assert_allclose(rect(robot), before)


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


def test_b_hides_the_regions_and_borders_and_shows_them_again(robot):
    robot.trigger("epoch")
    drawing = robot.canvas._drawing
    items = drawing.regions, drawing.borders
    robot.wait_until(lambda: all(item.isVisible() for item in items), "regions are there")
    robot.key(Qt.Key.Key_B)
    robot.wait_for_screen()
    assert not any(item.isVisible() for item in items)
    robot.key(Qt.Key.Key_B)
    robot.wait_for_screen()
    assert all(item.isVisible() for item in items)


def test_t_shows_the_truth_beside_the_predictions(window, robot):
    truth, action = window.instruments["ground-truth"], window.action_set.by_name["show-ground-truth"]
    for is_shown in (False, True, False):
        assert truth.isVisible() is action.isChecked() is is_shown
        robot.key(Qt.Key.Key_T)
        robot.wait_for_screen()


def test_pointing_at_the_curves_reads_their_values(window, robot):
    robot.trigger("epoch")
    robot.trigger("epoch")
    robot.wait_until(lambda: window.moment.side.snapshot.epoch == 2, "two epochs are done")
    plot = robot.find("curves-plot")
    robot.wait_until(lambda: plot.view.viewRange()[0][1] > 2, "the curves have room")
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(2, 0.5)))
    robot.move(place, on=plot.viewport())
    readout = robot.find("curves-readout")
    robot.wait_until(lambda: readout.text() == "epoch 2", "the epoch is read")
    legends = [legend.value for legend in window.instruments["curves"].findChildren(LineLegend)]
    assert any(f"{window.moment.side.snapshot.test.accuracy:.3f}" in text for text in legends)
