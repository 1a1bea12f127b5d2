"""Training in its thread, driven as the window drives it: by scenes and commands, and seen through its reports."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QThread

from dragonviz.models.learner import Verdict
from dragonviz.scenes.edits import AddDragon, ChooseModel, MoveDragons, RelabelDragons, RemoveDragons
from dragonviz.scenes.speed import FASTEST, Speed, Unit
from dragonviz.training.run import Run
from tests.app.laboratory import ENDLESS, Laboratory, ended, scene_of
from tests.training.few_dragons import make_dragons


@pytest.fixture
def laboratory(qtbot):
    laboratory = Laboratory(qtbot)
    yield laboratory
    assert laboratory.stop()


def parameters(snapshot):
    return snapshot.predictor.weights.tobytes(), snapshot.predictor.biases.tobytes()


def taken_to_its_end(scene):
    """What the same run comes to without any thread."""
    run = Run(scene.dataset, scene.setup.model, scene.setup.values, scene.setup.seed)
    run.finish()
    return run.snapshot()


def test_a_run_begins_untrained_and_trains_only_when_told(laboratory):
    laboratory.begin()
    assert laboratory.snapshot.untrained
    assert not laboratory.report.playing
    assert len(laboratory.reports) == 1


@pytest.mark.parametrize("model", ["logistic", "perceptron", "multiclass"])
def test_training_goes_to_the_end_with_the_bits_of_a_run_without_a_thread(laboratory, model):
    scene = laboratory.begin(model)
    laboratory.stage.toggle_training()
    laboratory.wait_for(ended)
    expected = taken_to_its_end(scene)
    assert parameters(laboratory.snapshot) == parameters(expected)
    assert laboratory.snapshot.epoch == expected.epoch == len(laboratory.snapshot.history.epoch) - 1


def test_steps_and_epochs_are_counted_one_by_one(laboratory):
    laboratory.begin(**ENDLESS)
    places = []
    for order in ("step", "step", "epoch", "epoch", "step"):
        getattr(laboratory.stage, order)()
        laboratory.wait_for_another(lambda report: not report.playing)
        places.append((laboratory.snapshot.epoch, laboratory.snapshot.step))
    assert places == [(0, 1), (0, 2), (1, 0), (2, 0), (2, 1)]


def test_pause_stops_and_training_goes_on_from_there(laboratory):
    scene = laboratory.begin(max_iter=1500, tol=0.0)
    # One step a second: it cannot have ended before the pause.
    laboratory.set_speed(Speed(1, Unit.STEP))
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: report.playing)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: not report.playing)
    assert laboratory.snapshot.verdict is Verdict.UNDER_WAY
    laboratory.stage.step()
    laboratory.wait_for_another(lambda report: not report.playing)
    laboratory.set_speed(FASTEST)
    laboratory.stage.toggle_training()
    laboratory.wait_for(ended)
    assert parameters(laboratory.snapshot) == parameters(taken_to_its_end(scene))


def test_a_run_that_lasts_reports_again_and_again_and_can_be_paused(laboratory):
    laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda _: len({report.snapshot.epoch for report in laboratory.reports}) >= 4)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: not report.playing)
    epochs = [report.snapshot.epoch for report in laboratory.reports]
    assert epochs == sorted(epochs)
    for report in laboratory.reports:
        assert len(report.snapshot.history.epoch) == report.snapshot.epoch + 1


def test_a_step_pauses_a_run_that_trains(laboratory):
    laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: report.playing and report.snapshot.epoch > 0)
    laboratory.stage.epoch()
    laboratory.wait_for(lambda report: not report.playing)
    assert laboratory.snapshot.step == 0


def test_one_more_epoch_extends_a_run_that_has_had_all_its_epochs(laboratory):
    laboratory.begin(max_iter=4, tol=0.0)
    laboratory.stage.toggle_training()
    laboratory.wait_for(ended)
    laboratory.stage.epoch()
    laboratory.wait_for_another(ended)
    assert laboratory.snapshot.epoch == 6
    laboratory.stage.toggle_training()
    laboratory.wait_for_another(ended)
    assert laboratory.snapshot.epoch == 11


def test_the_same_start_is_the_same_run_and_a_new_start_another(laboratory):
    ends = []
    for seed in (1, 1, 2):
        laboratory.begin(seed=seed, shuffle=True, max_iter=30, tol=0.0)
        laboratory.stage.toggle_training()
        laboratory.wait_for(ended)
        ends.append(parameters(laboratory.snapshot))
    assert ends[0] == ends[1] != ends[2]


def left_and_come_back_to(laboratory, between=lambda scene: scene):
    """Choose another model and the first one again; `between` changes the scene meanwhile."""
    laboratory.do(ChooseModel("logistic"))
    spec = laboratory.stage.spec
    laboratory.wait_for(lambda report: report.spec is spec)
    laboratory.show(between(ChooseModel("perceptron").apply(laboratory.scene)))
    spec = laboratory.stage.spec
    laboratory.wait_for(lambda report: report.spec is spec)
    return laboratory.snapshot


def test_a_model_that_was_left_is_found_as_it_was_and_goes_on_bit_for_bit(laboratory):
    laboratory.begin("perceptron", **ENDLESS)
    for _ in range(3):
        laboratory.stage.epoch()
    laboratory.wait_for(lambda report: report.snapshot.epoch == 3)
    before = laboratory.snapshot
    again = left_and_come_back_to(laboratory)
    assert again.epoch == 3
    assert again.history.series is before.history.series
    laboratory.stage.epoch()
    laboratory.wait_for(lambda report: report.snapshot.epoch == 4)
    run = Run(before.dataset, "perceptron", before.settings, 1)
    run.advance(4 * run.steps_per_epoch)
    assert parameters(laboratory.snapshot) == parameters(run.snapshot())


@pytest.mark.parametrize(
    "between",
    [
        lambda scene: replace(scene, dataset=scene.dataset.move([0], [[0.5, 0.5]])),
        lambda scene: scene.with_setup(scene.setup.with_setting("tol", 0.25)),
        lambda scene: scene.with_setup(replace(scene.setup, seed=7)),
    ],
    ids=["dragons", "settings", "seed"],
)
def test_with_other_dragons_or_settings_it_begins_anew(laboratory, between):
    laboratory.begin("perceptron", **ENDLESS)
    laboratory.stage.epoch()
    laboratory.wait_for(lambda report: report.snapshot.epoch == 1)
    assert left_and_come_back_to(laboratory, between).untrained


def test_so_it_does_at_the_same_start(laboratory):
    laboratory.begin("perceptron", **ENDLESS)
    laboratory.stage.epoch()
    laboratory.wait_for(lambda report: report.snapshot.epoch == 1)
    assert not left_and_come_back_to(laboratory).untrained
    laboratory.stage.restart()
    laboratory.wait_for(lambda report: report.spec is laboratory.stage.spec)
    assert laboratory.snapshot.untrained


def test_a_new_run_goes_on_training_if_the_one_before_it_did(laboratory):
    laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: report.playing)
    laboratory.begin("multiclass", **ENDLESS)
    laboratory.wait_for(lambda report: report.spec is laboratory.stage.spec and report.snapshot.epoch > 0)
    assert laboratory.report.playing


def test_other_dragons_are_taken_up_while_it_trains_and_training_goes_on(laboratory):
    scene = laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: report.playing and report.snapshot.epoch > 0)
    for edit in (
        lambda scene: MoveDragons(scene, [3], [[50.0, 50.0]]),
        lambda scene: RelabelDragons(scene, [3], 1),
        lambda scene: AddDragon((4.0, 4.0), 1, True),
        lambda scene: RemoveDragons(scene, [0, 1]),
    ):
        before = laboratory.snapshot
        laboratory.do(edit(laboratory.scene))
        dataset = laboratory.scene.dataset
        assert dataset is not scene.dataset
        laboratory.wait_for(lambda report, dataset=dataset: report.snapshot.dataset is dataset)
        there = laboratory.snapshot
        assert there.epoch >= before.epoch
        laboratory.wait_for(lambda report, there=there: report.snapshot.epoch > there.epoch)
        assert laboratory.report.playing
        assert len(laboratory.snapshot.predicted) == len(dataset)


def test_dragons_that_change_faster_than_the_worker_looks_are_dropped_but_the_last(laboratory):
    laboratory.begin(**ENDLESS)
    for k in range(200):
        laboratory.do(MoveDragons(laboratory.scene, [0], [[k, k]]))
    laboratory.wait_for(lambda report: report.snapshot.dataset is laboratory.scene.dataset)
    assert laboratory.stage._trainer.orders.is_empty


def test_without_a_run_nothing_is_obeyed_until_there_is_another(laboratory):
    scene = laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    laboratory.do(RemoveDragons(scene, np.flatnonzero(scene.dataset.y == 1)))
    for order in ("toggle_training", "toggle_training", "step", "epoch", "drop"):
        getattr(laboratory.stage, order)()
    laboratory.begin()
    assert laboratory.snapshot.untrained
    assert not laboratory.report.playing
    assert laboratory.failures == []


# Errors


def test_an_error_at_the_start_is_told_and_the_next_start_works(laboratory):
    laboratory.show(scene_of(make_dragons(0), "mlp", hidden_layer_sizes=(100_000, 100_000)))
    laboratory.wait_for_failure(1)
    ((sentence, details),) = laboratory.failures
    assert "million weights" in sentence
    assert "Traceback" in details
    assert laboratory.stage.spec is None
    laboratory.begin()
    laboratory.stage.toggle_training()
    laboratory.wait_for(ended)


def test_an_error_while_training_stops_the_run_and_the_next_start_works(laboratory, monkeypatch):
    laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: report.playing)
    with monkeypatch.context() as broken:
        broken.setattr(Run, "advance", lambda *_: 1 / 0)
        laboratory.wait_for_failure(1)
    assert "division by zero" in laboratory.failures[0][0]
    # The thread lives, and nothing trains any more.
    laboratory.stage.step()
    laboratory.begin(max_iter=5)
    assert laboratory.snapshot.untrained
    assert not laboratory.report.playing
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: report.spec is laboratory.stage.spec and ended(report))
    assert len(laboratory.failures) == 1


@pytest.mark.parametrize("order", ["toggle_training", "step", "epoch"])
def test_an_error_in_a_snapshot_is_told_like_any_other(laboratory, monkeypatch, order):
    laboratory.begin()
    with monkeypatch.context() as broken:
        broken.setattr(Run, "snapshot", lambda _: {}["missing"])
        getattr(laboratory.stage, order)()
        laboratory.wait_for_failure(1)
    laboratory.begin()


# Threads


def test_a_run_trains_in_the_training_thread(laboratory, monkeypatch):
    threads = []
    advance = Run.advance

    def advance_and_note(run, steps):
        threads.append(QThread.currentThread().objectName())
        return advance(run, steps)

    monkeypatch.setattr(Run, "advance", advance_and_note)
    laboratory.begin()
    laboratory.stage.step()
    laboratory.wait_for(lambda report: report.snapshot.step == 1)
    assert threads == ["training"]


def test_everything_stops_while_it_trains(qtbot):
    laboratory = Laboratory(qtbot)
    laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: report.playing)
    assert laboratory.stop()
