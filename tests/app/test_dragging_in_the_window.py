"""A dragon dragged with the mouse in the real window: what model and borders are while the button is still down."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from dragonviz.app import training_worker
from dragonviz.models.learner import Verdict
from dragonviz.models.regions import regions_of
from dragonviz.scenes.edits import ChooseModel, Look, Pick, SetSetting, Show, UseSource
from dragonviz.scenes.speed import FASTEST
from dragonviz.scenes.view_state import default_speeds
from dragonviz.training.run import Run
from tests.robot import Robot

FLAT_OUT = Look({"speeds": dict.fromkeys(default_speeds(), FASTEST)})
SMALL = {"hidden_layer_sizes": (4,), "batch_size": 96, "max_iter": 5}
LARGER = {"hidden_layer_sizes": (64, 64), "batch_size": 4, "max_iter": 200}


class Teacher(Robot):
    """Chooses a model, trains it, and drags the longest training dragon."""

    def __init__(self, window):
        super().__init__(window)
        self.moments = []
        window.frames.moment_came.connect(self._take)

    def _take(self, moment):
        if moment.side.snapshot is not None:
            self.moments.append(moment)

    @property
    def snapshots(self):
        """What has been seen of the run, each once, in turn."""
        return list(dict.fromkeys(moment.side.snapshot for moment in self.moments))

    @property
    def snapshot(self):
        """The newest."""
        return self.moments[-1].side.snapshot

    def set_up(self, model, **chosen):
        self.window.do((ChooseModel(model), *(SetSetting(*setting) for setting in chosen.items()), FLAT_OUT))

    def predict(self, task):
        self.window.do(UseSource(self.scene.source.choosing(task)))

    def train(self, model, **chosen):
        self.set_up(model, **chosen)
        self.trigger("train")
        self.wait_until(self.trained_on_the_present_dragons, "it is trained")
        self.moments.clear()

    def trained_on_the_present_dragons(self):
        """Whether what is on screen is of a run that has ended, on the dragons as they are now."""
        return self.shows_the_present_dragons() and not self.moments[-1].side.playing and has_ended(self.snapshot)

    def shows_the_present_dragons(self):
        return bool(self.moments) and self.snapshot.dataset is self.scene.dataset

    def let_the_training_thread_do_all_it_was_told(self):
        stage = self.window.stage
        stage._command(stage._pause)
        self.wait_until(lambda: stage._report.heard == stage._n_commands, "the training thread has answered")

    def grab(self):
        dataset = self.scene.dataset
        # Nobody learns from a test dragon.
        index = np.where(dataset.is_train, dataset.X[:, 1], 0).argmax()
        self._start = self.canvas.pixel_of(*dataset.X[index])
        self.press(self._start)

    def carry(self, x, y):
        self._carried_to = self._start + QPoint(x, y)
        self.move(self._carried_to)

    def let_go(self):
        self.release(self._carried_to)

    def switch(self, name):
        """Click a switch of the options; whether it is on then."""
        self.window.do(Show("options", True))
        box = self.find(f"{name}-switch")
        self.wait_until(box.isVisible, "the options are there")
        self.be_quiet()
        self.click_on(box)
        self.wait_until(lambda: self.window.moment.scene is self.scene, "the switch is as it was set")
        return box.isChecked()


@pytest.fixture
def robot(window):
    teacher = Teacher(window)
    teacher.come_to_front()
    teacher.be_quiet()
    return teacher


def has_ended(snapshot):
    return snapshot.verdict is not Verdict.UNDER_WAY


def trained_from_the_start(scene):
    run = Run(scene.dataset, scene.setup.model, scene.setup.values, scene.setup.seed)
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
    robot.predict(task)
    robot.train(model)
    robot.grab()
    for x, y in ((0, 120), (60, 240)):
        before = robot.scene
        robot.carry(x, y)
        assert robot.scene is not before
        robot.wait_until(robot.trained_on_the_present_dragons)
        assert same(robot.snapshot, trained_from_the_start(robot.scene))
        drawn = robot.moments[-1].side.regions
        expected = regions_of(trained_from_the_start(robot.scene).predictor, drawn.rect, len(drawn.image))
        for line, other in zip(drawn.borders, expected.borders, strict=True):
            np.testing.assert_array_equal(line, other)
        np.testing.assert_array_equal(drawn.image, expected.image)
    snapshot = robot.snapshot
    robot.let_go()
    robot.let_the_training_thread_do_all_it_was_told()
    assert same(robot.snapshot, snapshot)


@linear_models
def test_live_nothing_half_trained_is_ever_shown(robot, monkeypatch, model, task):
    monkeypatch.setattr(training_worker, "_AT_ONCE", 60)  # however slow the machine is
    robot.predict(task)
    robot.train(model)
    robot.grab()
    for k in range(1, 25):
        robot.carry(2 * k, 8 * k)
        if k % 4 == 0:
            robot.wait_until(robot.shows_the_present_dragons)
    robot.let_go()
    robot.wait_until(robot.trained_on_the_present_dragons)
    assert len(robot.snapshots) >= 6
    for moment in robot.moments:
        snapshot = moment.side.snapshot
        assert not moment.side.playing
        assert has_ended(snapshot)
        assert len(snapshot.history.epoch) == 1 + snapshot.epoch


@pytest.mark.parametrize("model", ["logistic", "perceptron", "mlp"])
def test_on_release_the_model_waits_for_the_mouse(robot, model):
    robot.train(model, **(SMALL if model == "mlp" else {}))
    assert robot.switch("live") is False
    if model == "mlp":
        assert robot.switch("mlp-again") is True
    robot.moments.clear()
    robot.grab()
    robot.carry(0, 120)
    robot.carry(60, 240)
    assert robot.scene.dataset.X[:, 1].max() < 300
    robot.let_the_training_thread_do_all_it_was_told()
    robot.wait_until(lambda: robot.moments and robot.moments[-1].dataset is robot.scene.dataset, "it is drawn")
    assert not robot.moments[-1].following
    assert all(snapshot.dataset is not robot.scene.dataset for snapshot in robot.snapshots)
    robot.let_go()
    robot.wait_until(robot.trained_on_the_present_dragons)
    assert same(robot.snapshot, trained_from_the_start(robot.scene))


def test_live_the_mlp_goes_on_from_where_it_is(robot):
    robot.train("mlp", **SMALL)
    run = Run(robot.scene.dataset, "mlp", robot.scene.setup.values, robot.scene.setup.seed)
    run.finish()
    robot.grab()
    robot.carry(60, 240)
    robot.wait_until(robot.trained_on_the_present_dragons)
    run.replace(robot.scene.dataset)
    run.go_on()
    run.finish()
    assert robot.snapshot.epoch == 10
    assert same(robot.snapshot, run.snapshot())
    robot.let_go()


def test_live_the_mlp_is_trained_again_from_the_same_start(robot):
    robot.train("mlp", **SMALL)
    assert robot.switch("mlp-again") is True
    robot.grab()
    for x, y in ((0, 120), (60, 240)):
        robot.carry(x, y)
        robot.wait_until(robot.trained_on_the_present_dragons)
        assert robot.snapshot.epoch == 5
        assert same(robot.snapshot, trained_from_the_start(robot.scene))
    robot.let_go()


def test_live_an_mlp_that_takes_longer_is_shown_as_it_learns_while_the_hand_rests(robot, monkeypatch):
    monkeypatch.setattr(training_worker, "_AT_ONCE", 0.001)
    robot.set_up("mlp", **LARGER)
    robot.trigger("epoch")
    robot.wait_until(lambda: robot.moments and robot.snapshot.epoch == 1)
    assert robot.switch("mlp-again") is True
    robot.grab()
    robot.carry(60, 240)
    robot.moments.clear()
    robot.wait_until(robot.trained_on_the_present_dragons)
    dataset = robot.scene.dataset
    shown = [snapshot for snapshot in robot.snapshots if snapshot.dataset is dataset]
    places = [(snapshot.epoch, snapshot.step) for snapshot in shown]
    assert len(places) > 1
    assert places == sorted(set(places))
    for moment in robot.moments:
        if moment.side.snapshot.dataset is dataset and not has_ended(moment.side.snapshot):
            assert moment.side.playing
    assert same(robot.snapshot, trained_from_the_start(robot.scene))
    # To let go where the robot has rested changes nothing, and nothing is trained once more.
    last = robot.snapshot
    robot.moments.clear()
    robot.let_go()
    robot.let_the_training_thread_do_all_it_was_told()
    assert all(same(snapshot, last) for snapshot in robot.snapshots)
    assert robot.snapshot.epoch == LARGER["max_iter"]


def test_a_model_that_has_not_begun_to_learn_stays_so(robot):
    robot.moments.clear()
    robot.grab()
    robot.carry(60, 240)
    robot.wait_until(robot.shows_the_present_dragons)
    robot.let_go()
    robot.let_the_training_thread_do_all_it_was_told()
    assert all(snapshot.untrained for snapshot in robot.snapshots)


def test_undo_after_a_drag_brings_dragon_and_model_back(robot):
    robot.train("perceptron")
    before = robot.scene
    robot.grab()
    robot.carry(0, 120)
    robot.carry(60, 240)
    robot.let_go()
    robot.wait_until(robot.trained_on_the_present_dragons)
    robot.click_on("undo-button")
    assert robot.scene.dataset is before.dataset
    assert robot.scene.setups is before.setups
    robot.wait_until(robot.trained_on_the_present_dragons)
    assert same(robot.snapshot, trained_from_the_start(before))


def test_on_release_the_picked_dragon_is_judged_where_it_is(robot):
    robot.train("logistic")
    robot.switch("live")
    card = robot.find("picked-text")
    robot.grab()
    robot.carry(0, 40)
    robot.wait_until(lambda: "model says: no\xa0fire" in card.text(), "it is judged", seconds=10)
    robot.carry(0, 330)
    robot.wait_until(lambda: "model says: breathes\xa0fire" in card.text(), "it is judged again", seconds=10)
    robot.let_go()


def test_a_picked_dragon_outlives_a_task_with_fewer_classes(robot):
    robot.predict("colour")
    robot.train("multiclass")
    dataset = robot.scene.dataset
    snapshot = robot.window.moment.side.snapshot
    robot.window.do(Pick([np.flatnonzero(snapshot.predicted == 2)[0]]))
    card = robot.find("picked-text")
    robot.wait_until(lambda: "model says: Yellow" in card.text(), "it is judged")
    robot.predict("fire")
    assert robot.scene.dataset is not dataset
    robot.wait_until(lambda: robot.window.moment.scene is robot.scene)
    assert "model says" not in card.text()


def test_the_two_switches_say_what_they_do(robot):
    robot.set_up("mlp")
    robot.window.do(Show("options", True))
    for name in ("live", "mlp-again"):
        box, action = robot.find(f"{name}-switch"), robot.window.action_set.by_name[name]
        robot.wait_until(box.isVisible, "the options are there")
        assert box.accessibleName() == action.text()
        assert "On:" in box.toolTip()
        assert "Off:" in box.toolTip()
        checked = box.isChecked()
        robot.trigger(name)
        robot.wait_until(lambda box=box, checked=checked: box.isChecked() is not checked, "it is switched")
        assert action.isChecked() is box.isChecked()
