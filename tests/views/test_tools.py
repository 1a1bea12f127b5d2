"""Brush, eraser and pen on the canvas; hidden test dragons, and whole numbers drawn apart."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from dragonviz.scenes.view_state import Tool
from dragonviz.views.canvas.drawn_dragons import drawn
from tests.robot import Robot

BRUSH, ERASER, CURVE = Qt.Key.Key_P, Qt.Key.Key_E, Qt.Key.Key_C


def take(robot, key, tool):
    robot.key(key)
    robot.wait_until(lambda: robot.canvas.scene_shown.view.tool is tool, f"the {tool} is in hand")


def stroke(robot, places):
    """Press, move on from place to place, release."""
    robot.press(places[0])
    for place in places[1:]:
        robot.move(place)
    robot.release(places[-1])


def along(robot, begin, end, n=20):
    """Pixels on the way from one place in feature coordinates to another."""
    begin, end = np.array(begin), np.array(end)
    return [robot.canvas.pixel_of(*(begin + (end - begin) * k / n)) for k in range(n + 1)]


def test_a_stroke_of_the_brush_is_many_dragons_of_the_class_and_one_undo(robot):
    before = robot.scene.dataset
    robot.key(Qt.Key.Key_2)
    take(robot, BRUSH, Tool.BRUSH)
    stroke(robot, along(robot, (12.0, 150.0), (20.0, 150.0)))
    added = robot.dragons.X[len(before) :]
    assert len(added) >= 15
    assert (robot.dragons.y[len(before) :] == 1).all()
    radii = robot.canvas.tool_radius * np.array(robot.canvas.view.viewPixelSize())
    assert (np.abs(added[:, 1] - 150.0) <= radii[1] * 1.1).all()
    assert np.ptp(added[:, 0]) > 6
    robot.trigger("undo")
    assert robot.scene.dataset is before


def test_a_click_with_the_brush_leaves_one(robot):
    n = len(robot.dragons)
    take(robot, BRUSH, Tool.BRUSH)
    robot.click(robot.empty_place())
    assert len(robot.dragons) == n + 1


def test_the_eraser_takes_all_that_it_touches_and_one_undo_gives_it_back(robot):
    before = robot.scene.dataset
    take(robot, ERASER, Tool.ERASER)
    stroke(robot, along(robot, (22.0, 200.0), (22.0, 279.0)))
    touched, untouched = ((before.X[:, 0] == 22) & side for side in (before.X[:, 1] > 202, before.X[:, 1] < 180))
    assert touched.sum() > 50
    assert not ((robot.dragons.X[:, 0] == 22) & (robot.dragons.X[:, 1] > 202)).any()
    assert ((robot.dragons.X[:, 0] == 22) & (robot.dragons.X[:, 1] < 180)).sum() == untouched.sum()
    assert (robot.dragons.X[:, 0] != 22).sum() == (before.X[:, 0] != 22).sum()
    robot.trigger("undo")
    assert robot.scene.dataset is before


def test_the_brush_retrains_what_has_been_trained_as_it_goes(window, robot):
    robot.trigger("train")
    robot.wait_until(lambda: window.moment.current is not None and not window.moment.side.playing, "it has ended")
    take(robot, BRUSH, Tool.BRUSH)
    robot.press(robot.canvas.pixel_of(14.0, 150.0))
    for place in along(robot, (14.0, 150.0), (19.0, 140.0)):
        robot.move(place)
    robot.wait_until(lambda: window.moment.current is not None and len(window.moment.dataset) > 490, "it follows")
    robot.release(robot.canvas.pixel_of(19.0, 140.0))
    robot.wait_until(lambda: window.moment.side.snapshot.dataset is robot.scene.dataset, "it knows the last stroke")


def test_a_curve_that_is_drawn_has_points_above_and_below_it(robot):
    features, before = robot.dragons.task.features, robot.scene
    take(robot, CURVE, Tool.CURVE)
    stroke(robot, along(robot, (5.0, 150.0), (21.0, 250.0)))
    dataset = robot.scene.dataset
    assert dataset.task.features == features
    assert dataset.task.classes == ("below", "above")
    line = 150 + (dataset.X[:, 0] - 5) * 100 / 16
    # What the hand draws is as exact as a pixel.
    sure = np.abs(dataset.X[:, 1] - line) > 2
    assert sure.sum() > 200
    assert ((dataset.X[:, 1] > line) == (dataset.y == 1))[sure].all()
    assert robot.scene.view.tool is Tool.POINTER
    robot.trigger("undo")
    assert robot.scene.dataset is before.dataset


def test_a_curve_that_turns_back_is_refused_in_words_and_changes_nothing(window, robot):
    before = robot.scene.dataset
    take(robot, CURVE, Tool.CURVE)
    stroke(robot, [*along(robot, (5.0, 150.0), (21.0, 200.0)), *along(robot, (21.0, 200.0), (10.0, 250.0))])
    robot.wait_until(lambda: window.status.notice is not None, "it says why")
    assert "turns back" in window.status.notice.sentence
    assert robot.scene.dataset is before


@pytest.mark.parametrize("key", [BRUSH, ERASER, CURVE])
def test_escape_puts_the_tool_down(robot, key):
    take(robot, key, robot_tool(key))
    robot.key(Qt.Key.Key_Escape)
    assert robot.scene.view.tool is Tool.POINTER
    n = len(robot.dragons)
    robot.click(robot.empty_place())
    assert len(robot.dragons) == n + 1


def robot_tool(key):
    return {BRUSH: Tool.BRUSH, ERASER: Tool.ERASER, CURVE: Tool.CURVE}[key]


def test_the_buttons_show_and_choose_the_tool(robot):
    robot.click_on("brush-button")
    assert robot.scene.view.tool is Tool.BRUSH
    take(robot, ERASER, Tool.ERASER)
    assert robot.find("eraser-button").isChecked()
    assert not robot.find("brush-button").isChecked()


# Hidden, and drawn apart


def test_hidden_test_dragons_are_neither_drawn_nor_hit_nor_selected(robot: Robot):
    index = robot.lonely()
    robot.choose(robot.right_click(robot.place(index)), "make-test")
    assert not robot.dragons.is_train[index]
    place = robot.place(index)
    assert robot.canvas.dragon_at(place.toPointF()) == index
    robot.key(Qt.Key.Key_H)
    robot.wait_until(lambda: robot.canvas.scene_shown.view.hides_test, "they are hidden")
    assert robot.canvas.dragon_at(place.toPointF()) is None
    robot.trigger("select-all")
    robot.wait_for_screen()
    assert robot.dragons.is_train[robot.canvas.picked].all()
    assert len(robot.canvas.picked) == robot.dragons.is_train.sum()


def test_whole_numbers_are_drawn_apart_said_so_and_hit_where_they_are_drawn(window, robot):
    before = robot.scene
    robot.key(Qt.Key.Key_J)
    robot.wait_until(lambda: robot.canvas.scene_shown.view.jitter, "they are drawn apart")
    points = robot.canvas.points_drawn
    assert robot.scene.dataset is before.dataset
    assert np.array_equal(points[:, 1], before.dataset.X[:, 1])
    offsets = points[:, 0] - before.dataset.X[:, 0]
    assert 0.2 < np.abs(offsets).max() < 0.5
    assert "drawn apart" in robot.canvas.getPlotItem().getAxis("bottom").label.toPlainText()
    index = int(np.argmax(np.abs(offsets)))
    pixel: QPoint = robot.canvas.pixel_of(*points[index])
    hit = robot.canvas.dragon_at(pixel.toPointF())
    assert np.abs(points[hit] - points[index]).max() < 3


def test_what_is_drawn_is_the_dataset_itself_unless_something_is_different(robot):
    scene = robot.scene
    assert drawn(scene.dataset, scene.view) is scene.dataset
    jittered = scene.with_view(jitter=True).view
    assert drawn(scene.dataset, jittered) is drawn(scene.dataset, jittered)
    uneven = scene.dataset.move(np.arange(len(scene.dataset)), scene.dataset.X + 0.25)
    assert drawn(uneven, jittered) is uneven


def test_nothing_that_is_trained_is_drawn_apart(window, robot):
    robot.key(Qt.Key.Key_J)
    robot.trigger("train")
    robot.wait_until(lambda: window.moment.current is not None, "it has learned")
    assert window.moment.current.dataset is robot.scene.dataset
    assert np.array_equal(robot.scene.dataset.X[:, 0], np.rint(robot.scene.dataset.X[:, 0]))
