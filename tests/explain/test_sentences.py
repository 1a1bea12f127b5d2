"""What the status line says about every state of a run."""

import re
from dataclasses import replace

import numpy as np
import pytest

from dragonviz.dragons import Dataset
from dragonviz.explain.sentences import describe, obstacle, run_in_words
from dragonviz.explain.separability import separability
from dragonviz.explain.wording import share_in_figures
from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from dragonviz.training.run import Run
from dragonviz.training.scores import Scores
from tests.explain.line_ends import pieces, plain
from tests.training.few_dragons import make_dragons


def make_run(model, dataset, **chosen):
    return Run(dataset, model, {**MODELS[model].defaults(), **chosen}, 1)


def said(snapshot, playing=False, **known):
    return plain(describe(snapshot, playing, **known))


def with_wrong(snapshot, n_wrong):
    """The snapshot as if so many training dragons were misclassified."""
    n = snapshot.train.n
    matrix = np.array([[n // 2, n_wrong], [0, n - n // 2 - n_wrong]])
    return replace(snapshot, train=Scores(matrix))


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


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("logistic", " Zero weights say “no” everywhere."),
        ("perceptron", " Zero weights say “no” everywhere."),
        ("multiclass", " Zero weights say “no” everywhere."),
        ("mlp", ""),
    ],
)
def test_an_untrained_run_says_what_its_first_weights_say_and_how_the_model_learns(model, says):
    sentence = describe(make_run(model, make_dragons(0)).snapshot(), playing=False)
    assert sentence == f"Not trained yet: press Space to train.{says} {MODELS[model].rule}"


def test_first_weights_that_are_not_zero_are_not_said_to_be():
    snapshot = make_run("perceptron", make_dragons(0)).snapshot()
    given = replace(snapshot, predictor=replace(snapshot.predictor, weights=np.array([[0.0, 1e-9]])))
    assert said(given) == f"Not trained yet: press Space to train. {MODELS['perceptron'].rule}"


def test_a_run_is_named_by_what_it_came_to_though_it_looks_back():
    run = make_run("perceptron", make_dragons(0, overlap=3.0), max_iter=40, tol=0.0)
    run.finish()
    named = run_in_words(run.snapshot())
    assert named == f"Perceptron, fire, test {share_in_figures(run.snapshot().test.accuracy)}"
    run.seek(0)
    assert run.snapshot().test.accuracy != run.snapshot().history.test_accuracy[-1]
    assert run_in_words(run.snapshot()) == named


def test_a_run_that_looks_back_says_at_what_and_how_to_go_on():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=0.0, max_iter=1500)
    run.advance(1200 * 15 + 3)
    run.seek(7)
    snapshot = run.snapshot()
    assert said(snapshot) == "Looking back: epoch 7 of the 1,200 done. Space trains on from here."
    assert said(snapshot, playing=True) == "Training: epoch 8 of 1,501, learning rate 0.125."
    run.seek(7, 4)
    place = "Looking back: epoch 7 of the 1,200 done, and step 4 of 15."
    assert said(run.snapshot()) == f"{place} Space trains on from here."
    run.seek(0)
    assert said(run.snapshot()) == "Looking back: epoch 0 of the 1,200 done. Space trains on from here."
    run.seek(1200, 3)
    assert said(run.snapshot()).startswith("Paused in epoch 1,201, after step 3 of 15")


def test_a_run_under_way_says_where_it_is():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=0.0, max_iter=1500)
    run.advance(15 + 4)
    snapshot = run.snapshot()
    assert said(snapshot, playing=True) == "Training: epoch 2 of 1,501, step 4 of 15, learning rate 0.5."
    assert said(snapshot) == "Paused in epoch 2, after step 4 of 15; learning rate 0.5."


def test_epochs_finished_are_counted_as_the_curve_counts_them():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=0.0)
    run.advance(7 * 15)
    snapshot = run.snapshot()
    assert snapshot.history.epoch[-1] == 7
    assert said(snapshot) == "Paused after epoch 7; learning rate 0.125."
    assert said(snapshot, playing=True) == "Training: epoch 8 of 1,501, learning rate 0.125."


def test_a_run_that_is_extended_says_so():
    run = make_run("mlp", make_dragons(0), hidden_layer_sizes=(3,), max_iter=2)
    run.finish()
    assert said(run.snapshot()).startswith("All 2 epochs done:")
    run.extend(3)
    assert said(run.snapshot(), playing=True) == "Training: epoch 3 of 5, learning rate 0.0002."
    run.finish()
    assert said(run.snapshot()).startswith("All 5 epochs done:")


def test_a_run_about_to_begin_is_training_its_first_epoch():
    assert said(make_run("logistic", make_dragons(0)).snapshot(), playing=True) == "Training: epoch 1 of 100."


def test_logistic_regression_has_neither_steps_nor_a_rate():
    run = make_run("logistic", make_dragons(0))
    run.advance(2)
    assert said(run.snapshot()) == "Paused after epoch 2."
    assert said(run.snapshot(), playing=True) == "Training: epoch 3 of 100."


# Stopped, separated, converged


@pytest.mark.parametrize("model", ["perceptron", "multiclass"])
def test_a_perceptron_that_separates_its_dragons_stops_and_does_not_converge(model):
    run = make_run(model, make_dragons(0, overlap=0.1))
    run.finish()
    assert said(run.snapshot()) == (
        f"Stopped after {run.snapshot().epoch} epochs: the weights changed by less than 0.1 in an epoch; "
        "the training dragons are separated (none is wrong)."
    )


def test_a_perceptron_may_stop_with_dragons_still_wrong():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=1e6)
    run.finish()
    wrong = run.snapshot().train.n_wrong
    assert wrong > 1
    assert said(run.snapshot()) == (
        "Stopped after 1 epoch: the weights changed by less than 1e+06 in an epoch; "
        f"{wrong} of 15 training dragons are misclassified."
    )


def test_logistic_regression_converges_to_the_minimum_of_its_loss():
    run = make_run("logistic", make_dragons(0, overlap=9.0))
    run.finish()
    snapshot = run.snapshot()
    assert snapshot.verdict is Verdict.CONVERGED
    assert said(snapshot) == (
        f"Converged after {snapshot.epoch} epochs: the loss is at its minimum; "
        f"{snapshot.train.n_wrong} of 15 training dragons are misclassified."
    )


@pytest.mark.parametrize("overlap", [0.1, 9.0])
@pytest.mark.parametrize("model", MODELS)
def test_each_word_is_said_of_what_it_means_only(model, overlap):
    run = make_run(model, make_dragons(0, overlap=overlap), max_iter=30)
    sentences = []
    while run.verdict is Verdict.UNDER_WAY:
        sentences += [said(run.snapshot()), said(run.snapshot(), playing=True)]
        run.advance(run.steps_to_epoch_end)
    snapshot = run.snapshot()
    for sentence in sentences:
        assert not re.search("stopped|separated|converged", sentence, re.IGNORECASE)
    end = said(snapshot)
    assert ("separated" in end) == (snapshot.train.n_wrong == 0)
    assert ("Stopped" in end) == (model in ("perceptron", "multiclass") and snapshot.verdict is Verdict.CONVERGED)
    assert ("Converged" in end) == (model == "logistic" and snapshot.verdict is Verdict.CONVERGED)


@pytest.mark.parametrize(
    ("model", "n_classes", "overlap", "added"),
    [
        ("perceptron", 2, 9.0, " No line can separate all training dragons."),
        ("multiclass", 3, 9.0, " No linear scores can separate all training dragons."),
        ("mlp", 2, 9.0, ""),
    ],
)
def test_whether_dragons_can_be_separated_is_said_when_it_is_known(model, n_classes, overlap, added):
    dataset = make_dragons(0, n_classes, overlap=overlap)
    run = make_run(model, dataset, max_iter=2)
    run.finish()
    snapshot = run.snapshot()
    assert said(snapshot, separability=separability(dataset)) == said(snapshot) + added
    of_other_dragons = separability(make_dragons(0, n_classes, overlap=overlap))
    assert said(snapshot, separability=of_other_dragons) == said(snapshot)


def test_dragons_that_could_be_separated_and_are_not_are_told_apart_from_those_that_are():
    dataset = make_dragons(0, overlap=0.1)
    known = separability(dataset)
    run = make_run("perceptron", dataset)
    run.finish()
    snapshot = run.snapshot()
    assert said(snapshot, separability=known) == said(snapshot)
    one_wrong = said(with_wrong(snapshot, 1), separability=known)
    assert one_wrong.endswith(" misclassified. A line could separate all training dragons.")


# The epochs are over


def test_one_dragon_is_misclassified_and_two_are():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=0.0, max_iter=3)
    run.finish()
    snapshot = run.snapshot()
    for n_wrong, words in ((1, "1 of 15 training dragons is"), (2, "2 of 15 training dragons are")):
        sentence = said(with_wrong(snapshot, n_wrong))
        assert sentence == f"All 4 epochs done: {words} misclassified. Train again to go on."


def test_a_network_that_has_collapsed_is_not_advised_to_train_on():
    run = make_run("mlp", make_dragons(0), hidden_layer_sizes=(3,), max_iter=2)
    run.advance(1)
    under_way = run.snapshot()
    run.finish()
    for snapshot in (under_way, run.snapshot()):
        assert "collapsed" not in said(snapshot)
        sentence = said(replace(snapshot, collapsed=True))
        assert "The network has collapsed: all dragons get the same scores. Try a smaller learning rate" in sentence
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
    assert said(snapshot) == (
        "Diverged in epoch 1: the numbers grew beyond all bounds; nothing is learned. "
        "Try a smaller learning rate, or standardise the features."
    )


@pytest.mark.parametrize(
    ("model", "standardize", "remedy"),
    [
        ("mlp", False, "Try a smaller learning rate, or standardise the features."),
        ("mlp", True, "Try a smaller learning rate."),
        ("logistic", False, "Standardise the features, then train again."),
        ("perceptron", False, "Standardise the features, then train again."),
        ("logistic", True, "Look for training dragons that lie far from all others."),
    ],
)
def test_a_remedy_is_one_that_the_model_has(model, standardize, remedy):
    run = make_run(model, make_dragons(0), standardize=standardize)
    run.advance(run.steps_to_epoch_end)
    snapshot = replace(run.snapshot(), verdict=Verdict.DIVERGED)
    assert said(snapshot) == (f"Diverged in epoch 2: the numbers grew beyond all bounds; shown is epoch 1. {remedy}")


# The features' scale


@pytest.mark.parametrize("model", MODELS)
def test_at_an_extreme_scale_standardising_is_suggested_and_not_training_on(model):
    dataset = make_dragons(0, overlap=0.2)
    dataset = dataset.move(range(20), dataset.X * 1e12)
    run = make_run(model, dataset, max_iter=2)
    run.finish()
    snapshot = with_wrong(run.snapshot(), 5)
    sentence = said(snapshot)
    assert re.search(r" misclassified. Standardise the features: “toes” varies by about 1.5\d?e\+12.$", sentence)
    assert "Train again" not in sentence
    assert "Standardise" not in said(with_wrong(snapshot, 0))
    standardised = replace(snapshot, settings={**snapshot.settings, "standardize": True})
    assert "Standardise" not in said(standardised)


def test_a_stalled_optimiser_is_told_from_one_that_converged():
    run = make_run("logistic", make_dragons(0))
    run.advance(12)
    snapshot = replace(with_wrong(run.snapshot(), 5), verdict=Verdict.STALLED)
    assert re.fullmatch(
        r"Stalled after \d+ epochs: no step lowers the loss any more, though it is not at its minimum; "
        r"5 of 15 training dragons are misclassified. Standardise the features, then train again.",
        said(snapshot),
    )


# How it is said


@pytest.mark.parametrize("model", MODELS)
def test_samples_are_called_what_the_task_calls_them(model):
    dragons = make_dragons(0, overlap=9.0)
    dataset = Dataset(replace(dragons.task, sample="iris"), dragons.X, dragons.y, dragons.is_train)
    run = make_run(model, dataset, max_iter=2)
    sentences = [said(run.snapshot()), said(replace(run.snapshot(), verdict=Verdict.DIVERGED))]
    run.finish()
    sentences += [said(run.snapshot()), said(replace(run.snapshot(), collapsed=True))]
    sentences += [
        plain(obstacle(changed))
        for changed in (dataset.remove(range(20)), dataset.remove([0, 2, 4]))
        if obstacle(changed)
    ]
    assert len(sentences) == 5
    assert not any("dragon" in sentence for sentence in sentences)
    assert "training iriss" in sentences[2]


def test_the_usual_sentences_fit_on_a_line():
    dataset = make_dragons(0, n=480, n_test=192, overlap=9.0)
    run = make_run("perceptron", dataset)
    run.advance(1000 * 288 + 120)
    under_way = run.snapshot()
    run.finish()
    ended = with_wrong(run.snapshot(), 33)
    for sentence in (
        said(under_way),
        said(under_way, playing=True),
        said(ended),
        said(replace(ended, verdict=Verdict.EPOCHS_REACHED, epoch=1501)),
    ):
        assert len(sentence) <= 118


def test_counts_and_names_stay_whole_where_a_sentence_wraps():
    run = make_run("perceptron", make_dragons(0, overlap=9.0), tol=0.0)
    run.advance(15 + 4)
    parts = pieces(describe(run.snapshot(), playing=True))
    assert parts == ["Training:", "epoch 2 of 1,501,", "step 4 of 15,", "learning rate 0.5."]


def test_whether_a_line_can_separate_them_is_nothing_to_a_model_with_derived_inputs():
    dataset = make_dragons(0, overlap=9.0)
    run = make_run("perceptron", dataset, inputs=("x2", "xy"), standardize=True)
    run.finish()
    snapshot = run.snapshot()
    assert snapshot.train.n_wrong > 0
    assert said(snapshot, separability=separability(dataset)) == said(snapshot)


def test_the_scale_of_derived_inputs_is_named():
    dataset = make_dragons(0)
    dataset = dataset.move(range(len(dataset)), dataset.X * 40 + 200)
    sentences = {}
    for inputs in ((), ("y2",)):
        run = make_run("perceptron", dataset, inputs=inputs, max_iter=3)
        run.finish()
        sentences[inputs] = said(with_wrong(run.snapshot(), 1))
    assert "Standardise the features: “length²” varies by about" in sentences["y2",]
    assert "length²" not in sentences[()]
