"""A dragon dragged with the mouse in the real window: what model and borders are while the button is still down."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QToolButton

from dragonviz.app import training_worker
from dragonviz.models.regions import regions_of
from dragonviz.training.run import Run

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SMALL = {"hidden_layer_sizes": (4,), "batch_size": 96, "max_iter": 5}
LARGER = {"hidden_layer_sizes": (64, 64), "batch_size": 4, "max_iter": 4}


class Hand:
    """Chooses a model, trains it, and drags the longest dragon."""

    def __init__(self, window, qtbot):
        self.window, self._qtbot = window, qtbot
        self.reports, self.regions = [], None
        window.controller.reported.connect(self.reports.append)
        window.engine.regions_ready.connect(self._take_regions)

    def _take_regions(self, predictor, regions):
        self.regions = predictor, regions

    @property
    def scene(self):
        return self.window.controller.scene

    def wait_for(self, condition):
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=30_000)

    def choose(self, model, **chosen):
        controller = self.window.controller
        controller.choose_model(model)
        for name, value in chosen.items():
            controller.set_setting(name, value)

    def train(self, model, **chosen):
        self.choose(model, **chosen)
        self.window.engine.set_speed.emit(math.inf)
        QTest.keyClick(self.window.canvas, Qt.Key.Key_Space)
        self.wait_for(self.trained_on_the_present_dragons)
        self.reports.clear()

    def trained_on_the_present_dragons(self):
        """Whether the newest report is of a run that has ended, on the dragons as they are now."""
        if not self.reports or self.reports[-1].playing:
            return False
        snapshot = self.reports[-1].snapshot
        return snapshot.dataset is self.scene.dataset and snapshot.verdict != "under way"

    def grab(self):
        X = self.scene.dataset.X
        self._start = self.window.canvas.pixel_of(*X[X[:, 1].argmax()])
        QTest.mousePress(self.window.canvas.viewport(), LEFT, NO_KEY, self._start)

    def move(self, x, y):
        self._place = self._start + QPoint(x, y)
        QTest.mouseMove(self.window.canvas.viewport(), self._place)

    def let_go(self):
        QTest.mouseRelease(self.window.canvas.viewport(), LEFT, NO_KEY, self._place)

    def switch(self, name):
        box = self.window.findChild(QCheckBox, f"{name}-switch")
        QTest.mouseClick(box, LEFT, NO_KEY, QPoint(8, box.height() // 2))
        return box.isChecked()


@pytest.fixture
def hand(window, qtbot):
    return Hand(window, qtbot)


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
def test_live_model_and_borders_are_trained_on_the_dragon_in_the_hand(hand, model, task):
    hand.window.controller.choose_columns(task)
    hand.train(model)
    hand.grab()
    for x, y in ((0, 120), (60, 240)):
        before = hand.scene
        hand.move(x, y)
        assert hand.scene is not before
        hand.wait_for(hand.trained_on_the_present_dragons)
        snapshot = hand.reports[-1].snapshot
        assert same(snapshot, trained_from_the_start(hand.scene))
        hand.wait_for(lambda snapshot=snapshot: hand.regions and hand.regions[0] is snapshot.predictor)
        drawn = hand.regions[1]
        expected = regions_of(trained_from_the_start(hand.scene).predictor, drawn.rect, len(drawn.image))
        for line, other in zip(drawn.borders, expected.borders, strict=True):
            np.testing.assert_array_equal(line, other)
        np.testing.assert_array_equal(drawn.image, expected.image)
    n_reports = len(hand.reports)
    hand.let_go()
    assert len(hand.reports) == n_reports


@linear_models
def test_live_nothing_half_trained_is_ever_shown(hand, model, task):
    hand.window.controller.choose_columns(task)
    hand.train(model)
    hand.grab()
    for k in range(1, 25):
        hand.move(2 * k, 8 * k)
        if k % 4 == 0:
            hand.wait_for(lambda: hand.reports and hand.reports[-1].snapshot.dataset is hand.scene.dataset)
    hand.let_go()
    hand.wait_for(hand.trained_on_the_present_dragons)
    assert len(hand.reports) >= 6
    for report in hand.reports:
        assert not report.playing
        assert report.snapshot.verdict != "under way"
        assert len(report.snapshot.history.epoch) == report.snapshot.epoch


@pytest.mark.parametrize("model", ["logistic", "perceptron", "mlp"])
def test_on_release_the_model_waits_for_the_mouse(hand, model):
    hand.train(model, **(SMALL if model == "mlp" else {}))
    assert hand.switch("live") is False
    if model == "mlp":
        assert hand.switch("mlp-again") is True
    hand.grab()
    hand.move(0, 120)
    hand.move(60, 240)
    assert hand.scene.dataset.X[:, 1].max() < 300
    # Whatever has been asked of the training thread until now is done before this.
    hand.window.engine.pause.emit()
    hand.wait_for(lambda: hand.reports)
    (report,) = hand.reports
    assert report.snapshot.dataset is not hand.scene.dataset
    hand.let_go()
    hand.wait_for(hand.trained_on_the_present_dragons)
    assert same(hand.reports[-1].snapshot, trained_from_the_start(hand.scene))


def test_live_the_mlp_goes_on_from_where_it_is(hand):
    hand.train("mlp", **SMALL)
    run = Run(hand.scene.dataset, "mlp", hand.scene.values, hand.scene.seed)
    run.finish()
    hand.grab()
    hand.move(60, 240)
    hand.wait_for(hand.trained_on_the_present_dragons)
    run.replace(hand.scene.dataset)
    run.go_on()
    run.finish()
    assert hand.reports[-1].snapshot.epoch == 10
    assert same(hand.reports[-1].snapshot, run.snapshot())
    hand.let_go()


def test_live_the_mlp_is_trained_again_from_the_same_start(hand):
    hand.train("mlp", **SMALL)
    assert hand.switch("mlp-again") is True
    hand.grab()
    for x, y in ((0, 120), (60, 240)):
        hand.move(x, y)
        hand.wait_for(hand.trained_on_the_present_dragons)
        assert hand.reports[-1].snapshot.epoch == 5
        assert same(hand.reports[-1].snapshot, trained_from_the_start(hand.scene))
    hand.let_go()


def test_live_an_mlp_that_takes_longer_is_shown_as_it_learns_while_the_hand_rests(hand, monkeypatch):
    monkeypatch.setattr(training_worker, "_AT_ONCE", 0.001)
    hand.choose("mlp", **LARGER)
    QTest.keyClick(hand.window.canvas, Qt.Key.Key_Right)
    hand.wait_for(lambda: hand.reports and hand.reports[-1].snapshot.epoch == 1)
    assert hand.switch("mlp-again") is True
    hand.grab()
    hand.move(60, 240)
    hand.reports.clear()
    hand.wait_for(hand.trained_on_the_present_dragons)
    places = [(report.snapshot.epoch, report.snapshot.step) for report in hand.reports]
    assert places == sorted(set(places))
    assert all(report.playing for report in hand.reports[:-1])
    assert same(hand.reports[-1].snapshot, trained_from_the_start(hand.scene))
    # To let go where the hand has rested changes nothing, and nothing is trained once more.
    hand.let_go()
    hand.window.engine.pause.emit()
    n_reports = len(hand.reports)
    hand.wait_for(lambda: len(hand.reports) > n_reports)
    assert hand.reports[-1].snapshot.epoch == 4


def test_a_model_that_has_not_begun_to_learn_stays_so(hand):
    hand.wait_for(lambda: hand.reports)
    hand.reports.clear()
    hand.grab()
    hand.move(60, 240)
    hand.wait_for(lambda: hand.reports and hand.reports[-1].snapshot.dataset is hand.scene.dataset)
    hand.let_go()
    assert all(report.snapshot.untrained for report in hand.reports)


def test_undo_after_a_drag_brings_dragon_and_model_back(hand):
    hand.train("perceptron")
    before = hand.scene
    hand.grab()
    hand.move(0, 120)
    hand.move(60, 240)
    hand.let_go()
    hand.wait_for(hand.trained_on_the_present_dragons)
    QTest.mouseClick(hand.window.findChild(QToolButton, "undo-button"), LEFT)
    assert hand.scene is before
    hand.wait_for(hand.trained_on_the_present_dragons)
    assert same(hand.reports[-1].snapshot, trained_from_the_start(before))


def test_on_release_the_picked_dragon_is_judged_where_it_is(hand):
    hand.train("logistic")
    hand.switch("live")
    hand.grab()
    hand.move(0, 40)
    said = hand.window.findChild(QLabel, "picked")
    assert "model says: no\xa0fire" in said.text()
    hand.move(0, 330)
    assert "model says: breathes\xa0fire" in said.text()
    hand.let_go()


def test_a_picked_dragon_outlives_a_task_with_fewer_classes(hand):
    hand.window.controller.choose_columns("colour")
    hand.train("multiclass")
    dataset = hand.scene.dataset
    snapshot = hand.window._report.snapshot
    hand.window.canvas.select([np.flatnonzero(snapshot.predicted == 2)[0]])
    said = hand.window.findChild(QLabel, "picked")
    assert "model says: Yellow" in said.text()
    hand.window.controller.choose_columns("fire")
    assert hand.scene.dataset is not dataset
    assert "model says" not in said.text()


def test_the_two_switches_say_what_they_do(hand):
    for name in ("live", "mlp-again"):
        box = hand.window.findChild(QCheckBox, f"{name}-switch")
        action = hand.window.actions_by_name[name]
        assert box.accessibleName() == action.text()
        assert "On:" in box.toolTip()
        assert "Off:" in box.toolTip()
        checked = box.isChecked()
        QTest.keyClick(hand.window, action.shortcut()[0].key())
        assert box.isChecked() is action.isChecked() is not checked
