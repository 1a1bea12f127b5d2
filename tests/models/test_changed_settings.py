"""Settings that change under way, against the plain rules with other settings from there on."""

import numpy as np
import pytest
from sklearn.datasets import make_blobs

from dragonviz.models import LogisticRegression, MLPClassifier, MulticlassPerceptron, Perceptron
from dragonviz.models.learner import Verdict


def samples(n=40, n_classes=2, seed=0):
    return make_blobs(n, centers=n_classes, cluster_std=3.0, random_state=seed)


def visits(learner, n):
    """The samples that the next n steps look at."""
    seen = []
    for _ in range(n):
        learner.advance(1)
        seen.extend(learner.last_visited().tolist())
    return seen


def test_a_perceptron_whose_order_changes_begins_the_epoch_again_in_the_new_one():
    X, y = samples()
    learner = Perceptron(tol=0.0, random_state=5).start(X, y, 2)
    learner.advance(2 * 40 + 7)
    before = learner.predictor().weights
    learner.change_settings({"shuffle": True})
    assert (learner.epoch, learner.step) == (2, 0)
    assert learner.last_visited().size == 0
    np.testing.assert_array_equal(learner.predictor().weights, before)
    rng = np.random.default_rng(5)
    for _ in range(3):
        assert visits(learner, 40) == rng.permutation(40).tolist()
    learner.change_settings({"shuffle": False})
    assert visits(learner, 80) == [*range(40), *range(40)]
    assert learner.epoch == 7


def test_a_perceptron_shuffled_before_its_first_step_is_one_that_was_shuffled_from_the_start():
    X, y = samples(n_classes=3)
    changed = MulticlassPerceptron(tol=0.0, random_state=5).start(X, y, 3)
    changed.change_settings({"shuffle": True})
    shuffled = MulticlassPerceptron(tol=0.0, random_state=5, shuffle=True).start(X, y, 3)
    for one in (changed, shuffled):
        one.advance(3001)
    np.testing.assert_array_equal(changed.predictor().weights, shuffled.predictor().weights)


def test_a_batch_size_divides_the_same_order_anew():
    X, y = samples()
    learner = MLPClassifier((3,), batch_size=6).start(X, y, 2)
    first = visits(learner, 7)
    second = visits(learner, 4)
    learner.change_settings({"batch_size": 9})
    assert (learner.epoch, learner.step, learner.steps_per_epoch) == (1, 0, 5)
    again = visits(learner, 5)
    assert again[:24] == second
    assert sorted(first) == sorted(again) == list(range(40))


def test_divergence_after_a_change_goes_back_to_the_end_of_the_last_epoch():
    X, y = samples()
    learner = MLPClassifier((8,), "leaky_relu", "sgd", learning_rate_init=1e-3, momentum=0.5).start(X, y, 2)
    learner.advance(80)
    parameters = learner.predictor().parameters
    learner.advance(3)
    learner.change_settings({"learning_rate_init": 1e20, "momentum": 0.0})
    learner.advance(100)
    assert (learner.verdict, learner.epoch, learner.step) == (Verdict.DIVERGED, 2, 0)
    np.testing.assert_array_equal(learner.predictor().parameters, parameters)
    learner.change_settings({"learning_rate_init": 1e-3})
    learner.advance(100)
    assert learner.verdict is Verdict.UNDER_WAY
    assert not np.array_equal(learner.predictor().parameters, parameters)


def test_another_penalty_leads_logistic_regression_to_its_own_minimum():
    X, y = samples()
    learner = LogisticRegression(C=100.0, max_iter=1000, tol=1e-8).start(X, y, 2)
    learner.advance(1000)
    assert learner.verdict is Verdict.CONVERGED
    learner.change_settings({"C": 0.01})
    assert learner.verdict is Verdict.UNDER_WAY
    learner.advance(1000)
    anew = LogisticRegression(C=0.01, max_iter=1000, tol=1e-8).fit(X, y)
    np.testing.assert_allclose(learner.predictor().weights, anew.predictor_.weights, atol=1e-6)


def test_logistic_regression_ends_by_the_tolerance_that_it_has_by_then():
    X, y = samples(n_classes=3)
    loose, strict = (LogisticRegression(tol=tol, max_iter=1000).fit(X, y).n_iter_ for tol in (1e-2, 1e-8))
    learner = LogisticRegression(tol=1e-2, max_iter=1000).start(X, y, 3)
    learner.advance(loose - 1)
    learner.change_settings({"tol": 1e-8})
    learner.advance(1000)
    # As if it had been so from the start: what the optimiser remembers is kept.
    assert (learner.epoch, learner.verdict) == (strict, Verdict.CONVERGED)
    learner.change_settings({"tol": 1e-2})
    learner.advance(10)
    assert (learner.epoch, learner.verdict) == (strict, Verdict.CONVERGED)
    learner = LogisticRegression(tol=1e-2, max_iter=1000).start(X, y, 3)
    learner.advance(1000)
    assert learner.epoch == loose
    learner.change_settings({"tol": 1e-8})
    learner.advance(1000)
    assert learner.epoch > loose
    assert learner.verdict is Verdict.CONVERGED


def test_a_perceptron_that_had_stopped_goes_on_by_a_smaller_tolerance():
    X, y = samples()
    learner = Perceptron(tol=1e9).start(X, y, 2)
    learner.advance(10**4)
    assert (learner.verdict, learner.epoch) == (Verdict.CONVERGED, 1)
    learner.change_settings({"tol": 0.1})
    learner.advance(10**6)
    plain = Perceptron(tol=0.1).fit(X, y)
    assert learner.epoch == plain.n_iter_ > 1
    np.testing.assert_array_equal(learner.predictor().weights, plain.predictor_.weights)


@pytest.mark.parametrize("model", [LogisticRegression(), Perceptron(), MLPClassifier((4,))])
def test_epochs_alone_change_nothing_else_and_never_end_a_run_before_where_it_stands(model):
    X, y = samples()
    learner = model.start(X, y, 2)
    learner.advance(int(4.5 * learner.steps_per_epoch))
    place = learner.epoch, learner.step
    learner.change_settings({"max_iter": 1})
    assert learner.max_epochs == learner.epoch + (learner.step > 0)
    assert (learner.epoch, learner.step) == place
    learner.change_settings({"max_iter": 50})
    assert learner.max_epochs == 50 + isinstance(model, Perceptron)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (LogisticRegression(), "standardize"),
        (Perceptron(), "inputs"),
        (MLPClassifier((4,)), "solver"),
        (MLPClassifier((4,)), "hidden_layer_sizes"),
        (MLPClassifier((4,)), "activation"),
    ],
)
def test_what_only_another_run_can_have_is_refused(model, name):
    learner = model.start(*samples(), 2)
    epochs = learner.max_epochs
    with pytest.raises(ValueError, match=f"^'{name}' cannot be changed under way, only .*max_iter.*: start anew.$"):
        learner.change_settings({"max_iter": 3, name: "anything"})
    assert learner.max_epochs == epochs
