"""Parameters set by hand, and settings changed under a run, as the training thread carries them out."""

from __future__ import annotations

import numpy as np
import pytest

from dragonviz.scenes.by_hand import EditParameters, Line, line_in_hand
from dragonviz.scenes.edits import SetSetting
from dragonviz.scenes.view_state import ViewState
from dragonviz.training.run import Run
from tests.app.laboratory import ENDLESS, Laboratory


@pytest.fixture
def laboratory(qtbot):
    laboratory = Laboratory(qtbot)
    yield laboratory
    assert laboratory.stop()


def parameters(snapshot):
    return snapshot.predictor.weights.tobytes(), snapshot.predictor.biases.tobytes()


def learn(laboratory, epochs):
    for _ in range(epochs):
        laboratory.stage.epoch()
    wanted = laboratory.snapshot.epoch + epochs
    laboratory.wait_for(lambda report: report.snapshot.epoch == wanted)
    return laboratory.snapshot


def move_line(laboratory, w, b, gesture=None):
    before = laboratory.scene
    edit = EditParameters("perceptron", laboratory.snapshot.predictor, Line("border", np.array(w), b), gesture)
    laboratory.do(edit)
    laboratory.wait_for(lambda report: np.allclose(line_of(report.snapshot).w, w))
    return before


def line_of(snapshot):
    return line_in_hand(snapshot.predictor, ViewState(), ("a", "b"))


def test_a_hand_sets_the_line_and_undoing_brings_back_the_very_moment(laboratory):
    laboratory.begin("perceptron", **ENDLESS)
    before = learn(laboratory, 3)
    scene = move_line(laboratory, [1.0, -2.0], 0.5)
    assert laboratory.snapshot.epoch == 3
    assert [mark.words for mark in laboratory.snapshot.marks] == ["set by hand"]
    on = learn(laboratory, 2)
    assert on.epoch == 5
    by_hand = laboratory.scene
    laboratory.show(scene)
    laboratory.wait_for(lambda report: report.snapshot.epoch == 3)
    assert parameters(laboratory.snapshot) == parameters(before)
    assert laboratory.snapshot.marks == ()
    # What was left is found again, and the run goes on as if there had been no hand.
    laboratory.show(by_hand)
    laboratory.wait_for(lambda report: report.snapshot.epoch == 5)
    assert parameters(laboratory.snapshot) == parameters(on)
    laboratory.show(scene)
    laboratory.wait_for(lambda report: report.snapshot.epoch == 3)
    unbroken = Run(before.dataset, "perceptron", before.settings, 1)
    unbroken.advance(5 * unbroken.steps_per_epoch)
    assert parameters(learn(laboratory, 2)) == parameters(unbroken.snapshot())


def test_a_drag_by_hand_is_one_change_and_one_mark(laboratory):
    laboratory.begin("perceptron", **ENDLESS)
    learn(laboratory, 2)
    gesture = object()
    first = move_line(laboratory, [1.0, 1.0], 0.0, gesture)
    for k in range(2, 6):
        move_line(laboratory, [1.0, float(k)], 0.0, gesture)
    assert len(laboratory.snapshot.marks) == 1
    laboratory.show(first)
    laboratory.wait_for(lambda report: not report.snapshot.marks)
    assert laboratory.snapshot.epoch == 2


def test_the_same_start_is_the_models_own(laboratory):
    laboratory.begin("perceptron", **ENDLESS)
    learn(laboratory, 2)
    move_line(laboratory, [1.0, 1.0], 0.0)
    laboratory.stage.restart()
    spec = laboratory.stage.spec
    laboratory.wait_for(lambda report: report.spec is spec)
    assert laboratory.snapshot.untrained
    assert not laboratory.snapshot.predictor.weights.any()


# Settings


def test_a_setting_that_keeps_the_run_is_changed_under_it_and_marked(laboratory):
    laboratory.begin("perceptron", **ENDLESS)
    before = learn(laboratory, 3)
    spec = laboratory.stage.spec
    laboratory.do(SetSetting("tol", 0.25))
    laboratory.wait_for(lambda report: report.snapshot.settings["tol"] == 0.25)
    assert laboratory.stage.spec is spec
    assert laboratory.snapshot.epoch == 3
    assert parameters(laboratory.snapshot) == parameters(before)
    assert [mark.epoch for mark in laboratory.snapshot.marks] == [3]


def test_before_the_first_step_it_is_a_start_without_a_mark(laboratory):
    laboratory.begin("perceptron", **ENDLESS)
    laboratory.do(SetSetting("tol", 0.25))
    laboratory.wait_for(lambda report: report.snapshot.settings["tol"] == 0.25)
    assert laboratory.snapshot.untrained
    assert laboratory.snapshot.marks == ()


def test_what_makes_another_model_begins_anew(laboratory):
    laboratory.begin("perceptron", **ENDLESS)
    learn(laboratory, 3)
    laboratory.do(SetSetting("standardize", True))
    spec = laboratory.stage.spec
    laboratory.wait_for(lambda report: report.spec is spec)
    assert laboratory.snapshot.untrained
