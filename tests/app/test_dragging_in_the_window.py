"""A dragon dragged with the mouse in the real window: what model and borders are while the button is still down."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QLabel

from dragonviz.app import training_worker
from dragonviz.models.regions import regions_of
from dragonviz.training.run import Run
from tests.robot import Robot

SMALL = {"hidden_layer_sizes": (4,), "batch_size": 96, "max_iter": 5}
LARGER = {"hidden_layer_sizes": (64, 64), "batch_size": 4, "max_iter": 4}


class Teacher(Robot):
    """Chooses a model, trains it, and drags the longest dragon."""

    def __init__(self, window):
        super().__init__(window)
        self.reports, self.regions = [], None
        window.controller.reported.connect(self.reports.append)
        window.engine.regions_ready.connect(self._take_regions)

    def _take_regions(self, predictor, regions):
        self.regions = predictor, regions

    @property
    def scene(self):
        return self.window.controller.scene

    def set_up(self, model, **chosen):
        controller = self.window.controller
        controller.choose_model(model)
        for name, value in chosen.items():
            controller.set_setting(name, value)

    def train(self, model, **chosen):
        self.set_up(model, **chosen)
        self.window.engine.set_speed.emit(math.inf)
        self.trigger("train")
        self.wait_until(self.trained_on_the_present_dragons)
        self.reports.clear()

    def trained_on_the_present_dragons(self):
        """Whether the newest report is of a run that has ended, on the dragons as they are now."""
        if not self.reports or self.reports[-1].playing:
            return False
        snapshot = self.reports[-1].snapshot
        return snapshot.dataset is self.scene.dataset and snapshot.verdict != "under way"

    def grab(self):
        X = self.scene.dataset.X
        self._start = self.canvas.pixel_of(*X[X[:, 1].argmax()])
        self.press(self._start)

    def carry(self, x, y):
        self._carried_to = self._start + QPoint(x, y)
        self.move(self._carried_to)

    def let_go(self):
        self.release(self._carried_to)

    def switch(self, name):
        self.click_on(f"{name}-switch")
        return self.find(f"{name}-switch").isChecked()


@pytest.fixture
def robot(window):
    teacher = Teacher(window)
    teacher.come_to_front()
    return teacher


def trained_from_the_start(scene):
    run = Run(scene.dataset, scene.model, scene.values, scene.seed)
    run.finish()
    return run.snapshot()


def same(snapshot, expected):
    ours, theirs = snapshot.predictor.scores(GRID), expected.predictor.scores(GRID)
    return snapshot.epoch == expected.epoch and np.array_equal(ours, theirs)


GRID = np.random.default_rng(0).uniform((0, 100), (25, 300), (200, 2))
linear_models = pytest.mark.parametrize(
    ("model", "task"), [("logistic", "fire"), ("perceptron", "fire"), ("multiclass", "colour"), ("logistic", "colour")]
)


@linear_models
def test_live_model_and_borders_are_trained_on_the_dragon_in_the_hand(robot, model, task):
    robot.window.controller.choose_columns(task)
    robot.train(model)
    robot.grab()
    for x, y in ((0, 120), (60, 240)):
        before = robot.scene
        robot.carry(x, y)
        assert robot.scene is not before
        robot.wait_until(robot.trained_on_the_present_dragons)
        snapshot = robot.reports[-1].snapshot
        assert same(snapshot, trained_from_the_start(robot.scene))
        robot.wait_until(lambda snapshot=snapshot: robot.regions and robot.regions[0] is snapshot.predictor)
        drawn = robot.regions[1]
        expected = regions_of(trained_from_the_start(robot.scene).predictor, drawn.rect, len(drawn.image))
        for line, other in zip(drawn.borders, expected.borders, strict=True):
            np.testing.assert_array_equal(line, other)
        np.testing.assert_array_equal(drawn.image, expected.image)
    n_reports = len(robot.reports)
    robot.let_go()
    assert len(robot.reports) == n_reports


@linear_models
def test_live_nothing_half_trained_is_ever_shown(robot, model, task):
    robot.window.controller.choose_columns(task)
    robot.train(model)
    robot.grab()
    for k in range(1, 25):
        robot.carry(2 * k, 8 * k)
        if k % 4 == 0:
            robot.wait_until(lambda: robot.reports and robot.reports[-1].snapshot.dataset is robot.scene.dataset)
    robot.let_go()
    robot.wait_until(robot.trained_on_the_present_dragons)
    assert len(robot.reports) >= 6
    for report in robot.reports:
        assert not report.playing
        assert report.snapshot.verdict != "under way"
        assert len(report.snapshot.history.epoch) == report.snapshot.epoch


@pytest.mark.parametrize("model", ["logistic", "perceptron", "mlp"])
def test_on_release_the_model_waits_for_the_mouse(robot, model):
    robot.train(model, **(SMALL if model == "mlp" else {}))
    assert robot.switch("live") is False
    if model == "mlp":
        assert robot.switch("mlp-again") is True
    robot.grab()
    robot.carry(0, 120)
    robot.carry(60, 240)
    assert robot.scene.dataset.X[:, 1].max() < 300
    # Whatever has been asked of the training thread until now is done before this.
    robot.window.engine.pause.emit()
    robot.wait_until(lambda: robot.reports)
    (report,) = robot.reports
    assert report.snapshot.dataset is not robot.scene.dataset
    robot.let_go()
    robot.wait_until(robot.trained_on_the_present_dragons)
    assert same(robot.reports[-1].snapshot, trained_from_the_start(robot.scene))


def test_live_the_mlp_goes_on_from_where_it_is(robot):
    robot.train("mlp", **SMALL)
    run = Run(robot.scene.dataset, "mlp", robot.scene.values, robot.scene.seed)
    run.finish()
    robot.grab()
    robot.carry(60, 240)
    robot.wait_until(robot.trained_on_the_present_dragons)
    run.replace(robot.scene.dataset)
    run.go_on()
    run.finish()
    assert robot.reports[-1].snapshot.epoch == 10
    assert same(robot.reports[-1].snapshot, run.snapshot())
    robot.let_go()


def test_live_the_mlp_is_trained_again_from_the_same_start(robot):
    robot.train("mlp", **SMALL)
    assert robot.switch("mlp-again") is True
    robot.grab()
    for x, y in ((0, 120), (60, 240)):
        robot.carry(x, y)
        robot.wait_until(robot.trained_on_the_present_dragons)
        assert robot.reports[-1].snapshot.epoch == 5
        assert same(robot.reports[-1].snapshot, trained_from_the_start(robot.scene))
    robot.let_go()


def test_live_an_mlp_that_takes_longer_is_shown_as_it_learns_while_the_hand_rests(robot, monkeypatch):
    monkeypatch.setattr(training_worker, "_AT_ONCE", 0.001)
    robot.set_up("mlp", **LARGER)
    robot.trigger("epoch")
    robot.wait_until(lambda: robot.reports and robot.reports[-1].snapshot.epoch == 1)
    assert robot.switch("mlp-again") is True
    robot.grab()
    robot.carry(60, 240)
    robot.reports.clear()
    robot.wait_until(robot.trained_on_the_present_dragons)
    places = [(report.snapshot.epoch, report.snapshot.step) for report in robot.reports]
    assert places == sorted(set(places))
    assert all(report.playing for report in robot.reports[:-1])
    assert same(robot.reports[-1].snapshot, trained_from_the_start(robot.scene))
    # To let go where the robot has rested changes nothing, and nothing is trained once more.
    robot.let_go()
    robot.window.engine.pause.emit()
    n_reports = len(robot.reports)
    robot.wait_until(lambda: len(robot.reports) > n_reports)
    assert robot.reports[-1].snapshot.epoch == 4


def test_a_model_that_has_not_begun_to_learn_stays_so(robot):
    robot.wait_until(lambda: robot.reports)
    robot.reports.clear()
    robot.grab()
    robot.carry(60, 240)
    robot.wait_until(lambda: robot.reports and robot.reports[-1].snapshot.dataset is robot.scene.dataset)
    robot.let_go()
    assert all(report.snapshot.untrained for report in robot.reports)


def test_undo_after_a_drag_brings_dragon_and_model_back(robot):
    robot.train("perceptron")
    before = robot.scene
    robot.grab()
    robot.carry(0, 120)
    robot.carry(60, 240)
    robot.let_go()
    robot.wait_until(robot.trained_on_the_present_dragons)
    robot.click_on("undo-button")
    assert robot.scene is before
    robot.wait_until(robot.trained_on_the_present_dragons)
    assert same(robot.reports[-1].snapshot, trained_from_the_start(before))


def test_on_release_the_picked_dragon_is_judged_where_it_is(robot):
    robot.train("logistic")
    robot.switch("live")
    robot.grab()
    robot.carry(0, 40)
    said = robot.window.findChild(QLabel, "picked")
    assert "model says: no\xa0fire" in said.text()
    robot.carry(0, 330)
    assert "model says: breathes\xa0fire" in said.text()
    robot.let_go()


def test_a_picked_dragon_outlives_a_task_with_fewer_classes(robot):
    robot.window.controller.choose_columns("colour")
    robot.train("multiclass")
    dataset = robot.scene.dataset
    snapshot = robot.window._report.snapshot
    robot.window.canvas.select([np.flatnonzero(snapshot.predicted == 2)[0]])
    said = robot.window.findChild(QLabel, "picked")
    assert "model says: Yellow" in said.text()
    robot.window.controller.choose_columns("fire")
    assert robot.scene.dataset is not dataset
    assert "model says" not in said.text()


def test_the_two_switches_say_what_they_do(robot):
    for name in ("live", "mlp-again"):
        box = robot.window.findChild(QCheckBox, f"{name}-switch")
        action = robot.window.actions_by_name[name]
        assert box.accessibleName() == action.text()
        assert "On:" in box.toolTip()
        assert "Off:" in box.toolTip()
        checked = box.isChecked()
        robot.trigger(name)
        assert box.isChecked() is action.isChecked() is not checked
