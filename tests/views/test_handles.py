"""The model's line in the hand: on the canvas, with the mouse."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from dragonviz.scenes.edits import ChooseModel

W = Qt.Key.Key_W


@pytest.fixture
def handles(window, robot):
    window.do(ChooseModel("perceptron"))
    robot.key(W)
    robot.wait_until(lambda: window.canvas._handles.places is not None, "there are handles")
    return window.canvas._handles


def pixel(robot, place):
    return robot.canvas.pixel_of(*map(float, place))


def pull(robot, begin, way):
    """Drag from one pixel by so much, in small steps."""
    robot.press(begin)
    for k in range(1, 11):
        robot.move(begin + way * (k / 10))
    robot.release(begin + way)


def line_on_screen(window):
    known = window.moment.current
    weights, biases = known.predictor.raw_coefficients()
    return weights[1] - weights[0], biases[1] - biases[0]


def by_hand_now(window, robot):
    """Wait until the run has the line that the hand left; returns it."""
    weights, biases = robot.scene.setup.by_hand.weights, robot.scene.setup.by_hand.biases
    wanted = weights[1] - weights[0]
    robot.wait_until(lambda: np.allclose(line_on_screen(window)[0], wanted, rtol=1e-9), "the run has the line")
    robot.wait_for_screen()
    return wanted, biases[1] - biases[0]


def test_a_handle_is_followed_by_the_border_scores_and_rings(window, robot, handles):
    other = handles.places[1]
    begin = pixel(robot, handles.places[0])
    pull(robot, begin, QPoint(0, 40))
    w, b = by_hand_now(window, robot)
    assert w @ other + b == pytest.approx(0, abs=1e-6)
    held = robot.canvas.place_of((begin + QPoint(0, 40)).toPointF())
    assert abs(w @ held + b) < 1e-6 * (np.abs(w * held).sum() + abs(b))
    known = window.moment.current
    said = (known.dataset.X @ w + b > 0).astype(int)
    assert np.array_equal(known.predicted, said)
    assert len(robot.dragons) == 480


def test_a_drag_is_one_undo_which_brings_back_the_line_that_was_there(window, robot, handles):
    pull(robot, pixel(robot, handles.places[1]), QPoint(-30, 60))
    robot.wait_until(lambda: window.moment.side.snapshot.marks, "the run was set by hand")
    robot.trigger("undo")
    robot.wait_until(lambda: not window.moment.side.snapshot.marks, "it is as it was")
    assert not line_on_screen(window)[0].any()
    assert not window.controller.undo_stack.undo_text.startswith("move")


def test_the_arrow_turns_the_line_to_the_other_side(window, robot, handles):
    pull(robot, pixel(robot, handles.places[0]), QPoint(0, 10))
    before, _ = by_hand_now(window, robot)
    tip = pixel(robot, handles._tip())
    pull(robot, tip, QPoint(0, 130))
    robot.wait_until(lambda: line_on_screen(window)[0] @ before < 0, "it has turned")


def test_space_learns_on_from_there(window, robot, handles):
    pull(robot, pixel(robot, handles.places[0]), QPoint(0, 30))
    by_hand, _ = by_hand_now(window, robot)
    assert window.status._sentence.text().startswith("Set by hand")
    robot.trigger("step")
    robot.wait_until(lambda: window.moment.side.snapshot.step == 1, "it has learned on")
    after, _ = line_on_screen(window)
    visited = window.moment.side.snapshot.visited
    # One mistake moves the weights by that dragon's features, or nothing does.
    moved = np.abs(after - by_hand)
    assert np.allclose(moved, np.abs(robot.dragons.X[visited[0]])) or np.allclose(moved, 0)


def test_of_several_classes_it_is_the_current_ones_line(window, robot):
    window.do(ChooseModel("multiclass"))
    robot.trigger("train")
    robot.wait_until(lambda: window.moment.side.snapshot is not None and window.moment.side.snapshot.epoch > 1, "…")
    robot.trigger("train")
    robot.key(W)
    robot.wait_until(lambda: window.canvas._handles.line is not None, "there are handles")
    assert window.canvas._handles.line.name == "border"  # of two classes


def test_without_handles_a_click_there_adds_a_dragon(window, robot, handles):
    place = pixel(robot, (handles.places[0] + handles.places[1]) / 2)
    robot.key(W)
    robot.wait_until(lambda: window.canvas._handles.places is None, "there are no handles")
    robot.click(place)
    assert len(robot.dragons) == 481
