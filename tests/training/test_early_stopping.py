"""A run that stops when its test dragons have fared no better for long enough."""

import numpy as np
import pytest

from dragonviz.explain.sentences import describe
from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from dragonviz.training.run import Run
from tests.training.few_dragons import make_dragons

MODELS_AND_SETTINGS = [
    ("perceptron", {"tol": 0.0}),
    ("multiclass", {"tol": 0.0, "shuffle": True}),
    ("mlp", {"hidden_layer_sizes": (4,), "batch_size": 4, "learning_rate_init": 0.01, "max_iter": 1500}),
]
every_model = pytest.mark.parametrize(("model", "chosen"), MODELS_AND_SETTINGS)


def make_run(model, chosen, dataset=None, **more):
    dataset = make_dragons(0, overlap=9.0, n=40, n_test=20) if dataset is None else dataset
    return Run(dataset, model, {**MODELS[model].defaults(), **chosen, **more}, 3)


def literal_end(accuracies, patience):
    """The epoch in which to stop, and the best one by then; the accuracies are those from the first epoch on."""
    best = 0
    for epoch in range(1, len(accuracies) + 1):
        if best == 0 or accuracies[epoch - 1] > accuracies[best - 1]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return None


@every_model
@pytest.mark.parametrize("patience", [1, 3, 20])
@pytest.mark.parametrize("slices", [[10**9], [1] * 4000, [7, 113] * 100])
def test_it_stops_when_its_patience_is_at_an_end_however_it_is_sliced(model, chosen, patience, slices):
    patient, run = make_run(model, chosen), make_run(model, chosen, patience=patience)
    patient.finish()
    end, best = literal_end(patient.snapshot().history.test_accuracy[1:], patience)
    for steps in slices:
        run.advance(steps)
    run.finish()
    now = run.snapshot()
    assert (now.verdict, now.epoch, now.step, now.best_epoch) == (Verdict.STOPPED_EARLY, end, 0, best)
    for column, whole in zip(now.history[:-1], patient.snapshot().history[:-1], strict=True):
        np.testing.assert_array_equal(column, whole[: end + 1])
    assert describe(now, False).startswith(f"Stopped early after {end:,}\xa0epoch")


def test_the_best_epoch_can_be_gone_back_to_and_the_end_again():
    run = make_run("mlp", MODELS_AND_SETTINGS[2][1], patience=10)
    run.finish()
    best = run.snapshot().best_epoch
    run.seek(best)
    now = run.snapshot()
    assert (now.epoch, now.verdict) == (best, Verdict.UNDER_WAY)
    assert now.test.accuracy == now.history.test_accuracy[1:].max()
    run.finish()
    assert (run.snapshot().epoch, run.verdict) == (best + 10, Verdict.STOPPED_EARLY)
    assert run.branches == ()


def test_it_goes_on_if_told_to_and_waits_again():
    run = make_run("perceptron", {"tol": 0.0}, patience=5)
    run.finish()
    end = run.snapshot().epoch
    run.advance(100)
    assert run.snapshot().epoch == end
    run.extend()
    assert run.verdict is Verdict.UNDER_WAY
    run.finish()
    assert run.snapshot().epoch > end + 5
    assert run.verdict is Verdict.STOPPED_EARLY
    run.change_settings({"patience": 0})
    assert run.marks[-1].words == "patience 5 → 0"
    assert run.verdict is Verdict.UNDER_WAY
    run.finish()
    assert run.verdict is Verdict.EPOCHS_REACHED


def test_other_dragons_are_waited_for_anew():
    run = make_run("perceptron", {"tol": 0.0}, patience=5)
    run.finish()
    end = run.snapshot().epoch
    checkpoint = run.checkpoint()
    run.replace(make_dragons(1, overlap=9.0, n=40, n_test=20))
    assert run.verdict is Verdict.UNDER_WAY
    run.finish()
    assert run.snapshot().best_epoch > end
    run.resume_from(checkpoint)
    assert (run.verdict, run.snapshot().epoch) == (Verdict.STOPPED_EARLY, end)


def test_without_test_dragons_there_is_nothing_to_wait_for():
    run = make_run("perceptron", {"tol": 0.0, "max_iter": 30}, make_dragons(0, overlap=9.0, n_test=0), patience=2)
    run.finish()
    assert run.verdict is Verdict.EPOCHS_REACHED
