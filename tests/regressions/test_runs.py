"""A run knows the dragons that are on screen, and one that is gone draws no more."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from tests import on_screen
from tests.robot import CONTROL

ALT = Qt.KeyboardModifier.AltModifier
LOGISTIC, MULTICLASS, MLP = Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4


def train_flat_out(robot):
    robot.canvas.setFocus()
    for _ in range(16):
        robot.trigger("faster")
    robot.trigger("train")
    robot.wait_until(lambda: on_screen.learns(robot.window), "it learns")


def keep_the_training_thread_busy(robot):
    robot.key(MLP, ALT)
    robot.type_into("setting-hidden_layer_sizes", "512, 512")
    robot.canvas.setFocus()
    robot.trigger("step")
    robot.wait_until(lambda: on_screen.learns(robot.window), "it has begun to learn")
    robot.trigger("epoch")


def drag(robot, index):
    place = robot.place(index)
    robot.drag(place, place + QPoint(40, 20))


def test_another_model_that_is_chosen_between_two_moves_learns_the_dragons_after_the_last(robot):
    keep_the_training_thread_busy(robot)
    index = robot.lonely()
    drag(robot, index)
    robot.key(LOGISTIC, ALT)
    drag(robot, index)
    robot.wait_until(lambda: on_screen.report(robot.window) is not None, "there is a new run")
    robot.wait_until(lambda: on_screen.report(robot.window).snapshot.dataset is robot.dragons, "it knows", seconds=5)


def test_another_task_that_is_chosen_between_two_moves_ends_no_run_with_an_error(robot):
    failures = []
    on_screen.call_on_failure(robot.window, failures.append)
    keep_the_training_thread_busy(robot)
    drag(robot, robot.lonely())
    robot.pick("task", 1)
    drag(robot, robot.lonely())
    robot.wait_until(lambda: failures or on_screen.report(robot.window) is not None, "there is a new run")
    robot.wait_until(
        lambda: failures or on_screen.report(robot.window).snapshot.dataset is robot.dragons, "it knows", seconds=5
    )
    assert not failures


def test_nothing_that_was_learned_stays_when_all_dragons_are_deleted(robot):
    robot.key(MLP, ALT)
    train_flat_out(robot)
    for _ in range(12):
        robot.key(Qt.Key.Key_A, CONTROL)
        robot.key(Qt.Key.Key_Delete)
        robot.let_run(200)
        shown = on_screen.shown(robot.window)
        assert shown.region_classes is None
        assert shown.matrix is None
        robot.trigger("undo")
        robot.trigger("train")
        robot.wait_until(lambda: on_screen.learns(robot.window), "it learns again")


def test_class_lines_of_one_task_are_not_drawn_for_another(robot):
    robot.pick("task", 1)
    robot.key(MULTICLASS, ALT)
    robot.trigger("class-lines")
    for setting, longest in (("max_iter", "1000000"), ("tol", "0")):
        robot.type_into(f"setting-{setting}", longest)
    train_flat_out(robot)
    for k in range(60):
        robot.pick("task", k % 2)
        robot.let_run(20 + k)
    # An exception in a slot fails the test.
    assert on_screen.is_training(robot.window)


@pytest.mark.parametrize("model", [LOGISTIC, Qt.Key.Key_2, MULTICLASS, MLP])
def test_dragging_a_test_dragon_leaves_the_run_as_it_is(robot, model):
    robot.key(model, ALT)
    for epoch in (1, 2, 3):
        robot.trigger("epoch")
        robot.wait_until(lambda epoch=epoch: _epoch(robot) == epoch, "an epoch is over")
    before = on_screen.snapshot(robot.window)
    index = next(i for i in np.flatnonzero(~robot.dragons.is_train) if robot.can_take(i))
    drag(robot, index)
    robot.wait_until(lambda: on_screen.report(robot.window).snapshot.dataset is robot.dragons, "it knows")
    robot.let_run(200)
    after = on_screen.snapshot(robot.window)
    assert not on_screen.is_training(robot.window)
    assert (after.epoch, after.step, after.verdict) == (before.epoch, before.step, before.verdict)
    grid = np.random.default_rng(0).uniform((0, 100), (25, 300), (50, 2))
    np.testing.assert_array_equal(after.predictor.scores(grid), before.predictor.scores(grid))


def _epoch(robot):
    snapshot = on_screen.snapshot(robot.window)
    return None if snapshot is None else snapshot.epoch
