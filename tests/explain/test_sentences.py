"""What the status line says about every state of a run."""

from dataclasses import replace

import numpy as np
import pytest

from dragonviz.explain.sentences import describe, obstacle
from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from dragonviz.training.run import Run
from tests.training.few_dragons import make_dragons


def make_run(model, dataset, **chosen):
    return Run(dataset, model, {**MODELS[model].defaults(), **chosen}, 1)


def test_with_all_classes_among_the_training_dragons_nothing_stands_in_the_way():
    assert obstacle(make_dragons(0)) is None


def test_without_dragons_the_sentence_says_how_to_add_one():
    assert obstacle(make_dragons(0).remove(range(20))) == "There are no dragons: click on the canvas to add one."


@pytest.mark.parametrize(
    ("n_classes", "left", "lacking"),
    [(2, [0], "“yes”"), (2, [1], "“no”"), (3, [1], "“blue” or “yellow”"), (3, [0, 1], "“yellow”")],
)
def test_a_class_without_training_dragons_is_named(n_classes, left, lacking):
    dataset = make_dragons(0, n_classes)
    # Its test dragons do not help.
    outsiders = np.flatnonzero(~np.isin(dataset.y, left))
    for changed in (dataset.remove(outsiders), dataset.set_membership(outsiders, False)):
        assert f"no training dragon is {lacking}." in obstacle(changed)


def test_an_untrained_run_says_how_the_model_learns():
    for model in MODELS:
        sentence = describe(make_run(model, make_dragons(0)).snapshot(), playing=False)
        assert sentence == f"Not trained yet: press Space to train. {MODELS[model].rule}"


def test_a_run_under_way_says_where_it_is():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=0.0)
    run.advance(15 + 4)
    snapshot = run.snapshot()
    assert describe(snapshot, playing=True) == "Training: epoch 2, step 4 of 15, learning rate 0.5."
    assert describe(snapshot, playing=False) == "Paused: epoch 2, step 4 of 15, learning rate 0.5."


def test_logistic_regression_has_neither_steps_nor_a_rate():
    run = make_run("logistic", make_dragons(0))
    run.advance(2)
    assert describe(run.snapshot(), playing=False) == "Paused: epoch 3."


def test_a_separable_task_converges_with_every_dragon_right():
    run = make_run("perceptron", make_dragons(0, overlap=0.1))
    run.finish()
    assert describe(run.snapshot(), False) == (
        f"Converged after {run.snapshot().epoch} epochs: every training dragon is on its right side."
    )


def test_a_perceptron_that_stops_short_says_so():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=1e6)
    run.finish()
    wrong = run.snapshot().train.n_wrong
    assert wrong > 1
    assert describe(run.snapshot(), False) == (
        "Converged after 1 epoch: the steps have become too small to matter, and "
        f"{wrong} of 15 training dragons are still misclassified."
    )


def test_logistic_regression_converges_to_the_minimum_of_its_loss():
    run = make_run("logistic", make_dragons(0, overlap=9.0))
    run.finish()
    snapshot = run.snapshot()
    assert snapshot.verdict is Verdict.CONVERGED
    assert describe(snapshot, False).startswith(f"Converged after {snapshot.epoch} epochs: the loss is at its minimum,")


def test_one_dragon_is_misclassified_and_two_are():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=0.0, max_iter=3)
    run.finish()
    snapshot = run.snapshot()
    for n_wrong, words in ((1, "1 of 15 training dragons is still"), (2, "2 of 15 training dragons are still")):
        matrix = np.array([[8, n_wrong], [0, 7 - n_wrong]])
        sentence = describe(replace(snapshot, train=replace(snapshot.train, matrix=matrix)), False)
        assert sentence == f"All 4 epochs done: {words} misclassified. Train again to go on from here."


def test_a_network_that_tells_no_dragons_apart_is_not_advised_to_train_on():
    run = make_run("mlp", make_dragons(0), hidden_layer_sizes=(3,), max_iter=2)
    run.advance(1)
    under_way = run.snapshot()
    run.finish()
    for snapshot in (under_way, run.snapshot()):
        assert "stopped telling dragons apart" not in describe(snapshot, False)
        sentence = describe(replace(snapshot, collapsed=True), False)
        assert "The network has stopped telling dragons apart" in sentence
        assert "Train again" not in sentence


def test_a_run_that_diverges_in_its_first_epoch_says_so():
    dataset = make_dragons(0, n_classes=3)
    run = make_run(
        "mlp", dataset, activation="leaky_relu", solver="sgd", learning_rate_init=10.0, momentum=0.9, max_iter=50
    )
    run.finish()
    snapshot = run.snapshot()
    assert snapshot.verdict is Verdict.DIVERGED
    assert snapshot.untrained
    assert describe(snapshot, playing=False) == (
        "Diverged in epoch 1: the numbers grew beyond all bounds, so training stopped; nothing is learned. "
        "Try a smaller learning rate, or standardise the features."
    )
