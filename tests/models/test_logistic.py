"""Logistic regression against scikit-learn's own, and its gradient against finite differences."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import check_grad, minimize
from sklearn import linear_model
from sklearn.datasets import make_blobs
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler

from dragonviz.dragons import TASKS, bundled_columns
from dragonviz.models import LogisticRegression
from dragonviz.models.kernels.log_loss import Problem, evaluate, n_free_classes
from dragonviz.models.learner import Verdict


@pytest.fixture(scope="module")
def tasks():
    """The training and test dragons of the lesson's two tasks."""
    datasets = {name: TASKS[name](bundled_columns(), seed=2) for name in ("fire", "colour")}
    return {name: ((d.X_train, d.y_train), (d.X_test, d.y_test)) for name, d in datasets.items()}


def objective_of(problem):
    """The objective and its gradient, as functions of the coefficients."""

    def compute(coefficients):
        gradient = np.empty_like(coefficients)
        objective, _, _ = evaluate(problem, coefficients, gradient)
        return objective, gradient

    return compute


@pytest.mark.parametrize("n_classes", [2, 3, 5])
@pytest.mark.parametrize("size", [0.1, 10.0])
def test_the_gradient_is_that_of_the_objective(n_classes, size):
    rng = np.random.default_rng(n_classes)
    X, y = rng.normal(size=(40, 3)), rng.integers(n_classes, size=40)
    objective = objective_of(Problem(X, y, n_classes, penalty=0.1))
    coefficients = size * rng.normal(size=n_free_classes(n_classes) * 4)
    error = check_grad(lambda c: objective(c)[0], lambda c: objective(c)[1], coefficients, seed=0)
    assert error < 1e-5 * max(1, np.abs(objective(coefficients)[1]).max())


@pytest.mark.parametrize(
    ("task", "standardize", "tol", "rtol"),
    [
        ("fire", False, 1e-4, 1e-6),
        ("fire", True, 1e-4, 1e-6),
        # Raw, the colours' valley is so flat that rounding steers the last iterations.
        ("colour", False, 1e-8, 1e-4),
        ("colour", True, 1e-4, 1e-6),
    ],
)
@pytest.mark.parametrize("C", [0.01, 1.0, 100.0])
def test_the_coefficients_are_scikit_learns(tasks, task, standardize, tol, rtol, C):
    X, y = tasks[task][0]
    ours = LogisticRegression(C=C, max_iter=2000, tol=tol, standardize=standardize).fit(X, y)
    scaler = StandardScaler(with_mean=standardize, with_std=standardize).fit(X)
    theirs = linear_model.LogisticRegression(C=C, max_iter=2000, tol=tol).fit(scaler.transform(X), y)
    own = slice(1 if len(ours.classes_) == 2 else 0, None)
    largest = np.abs(theirs.coef_).max()
    np.testing.assert_allclose(ours.predictor_.weights[own], theirs.coef_, rtol=rtol, atol=rtol * largest)
    np.testing.assert_allclose(
        ours.predictor_.biases[own], theirs.intercept_, rtol=rtol, atol=rtol * np.abs(theirs.intercept_).max()
    )
    assert abs(ours.n_iter_ - theirs.n_iter_[0]) <= (1 if rtol < 1e-5 else 0.1 * theirs.n_iter_[0])
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(scaler.transform(X)), atol=10 * rtol)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(scaler.transform(X)))


def blobs(n_classes, n_features):
    return make_blobs(60, n_features, centers=n_classes, cluster_std=3.0, random_state=n_features)


def both_fitted(X, y, C):
    return [
        kind(C=C, tol=1e-9, max_iter=2000).fit(X, y) for kind in (LogisticRegression, linear_model.LogisticRegression)
    ]


@pytest.mark.parametrize("n_classes", [2, 3, 5])
@pytest.mark.parametrize("n_features", [1, 2, 7])
@pytest.mark.parametrize("C", [0.001, 1.0])
def test_blobs_of_any_number_come_out_as_scikit_learns(n_classes, n_features, C):
    ours, theirs = both_fitted(*blobs(n_classes, n_features), C)
    largest = np.abs(np.column_stack((theirs.coef_, theirs.intercept_))).max()
    np.testing.assert_allclose(ours.coef_, theirs.coef_, atol=1e-4 * largest)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, atol=1e-4 * largest)


@pytest.mark.parametrize("n_classes", [2, 3, 5])
@pytest.mark.parametrize("n_features", [1, 2, 7])
@pytest.mark.parametrize("C", [0.001, 1.0, 1000.0])
def test_in_any_valley_however_flat_it_comes_as_low_as_scikit_learn(n_classes, n_features, C):
    # Where blobs hardly overlap and C is large, coefficients far apart lie as low to the last digit, and rounding
    # decides on which of them an optimiser ends: the objective, its slope and the probabilities are what is determined.
    X, y = blobs(n_classes, n_features)
    ours, theirs = both_fitted(X, y, C)
    objective = objective_of(Problem(X, y, n_classes, penalty=1 / (C * len(y))))
    (low, slope), (their_low, _) = (objective(np.column_stack((m.coef_, m.intercept_)).ravel()) for m in (ours, theirs))
    assert low == pytest.approx(their_low, rel=0, abs=1e-11)
    assert np.abs(slope).max() < 2e-6
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=0, atol=1e-6)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))


@pytest.mark.parametrize("task", ["fire", "colour"])
def test_each_iteration_is_recorded_with_the_coefficients_that_it_ended_with(tasks, task):
    train, test = tasks[task]
    n_classes = int(train[1].max()) + 1
    learner = LogisticRegression(tol=1e-8).start(*train, n_classes, test)
    n_played = 0
    while learner.verdict is Verdict.UNDER_WAY:
        record = learner.advance(1)
        if len(record.loss) == 0:
            break
        n_played += 1
        theirs = linear_model.LogisticRegression(tol=1e-8, max_iter=n_played)
        predictor = learner.predictor()
        assert record.train_accuracy == np.mean(predictor.classify(train[0]) == train[1])
        assert record.test_accuracy == np.mean(predictor.classify(test[0]) == test[1])
        np.testing.assert_allclose(record.loss, log_loss(train[1], predictor.probabilities(train[0])), rtol=1e-9)
        if n_played in (1, 5, 20):
            with pytest.warns(match="failed to converge"):
                theirs.fit(*train)
            own = slice(1 if n_classes == 2 else 0, None)
            np.testing.assert_allclose(predictor.weights[own], theirs.coef_, rtol=1e-6, atol=1e-12)
    assert n_played > 20
    assert learner.epoch == n_played


@settings(max_examples=15, deadline=None)
@given(slices=st.lists(st.integers(1, 30), min_size=1, max_size=8))
def test_a_run_split_anywhere_equals_the_run_unsplit(tasks, slices):
    (X, y), test = tasks["fire"]

    def run(slices):
        learner = LogisticRegression(tol=1e-8).start(X, y, 2, test)
        records = np.concatenate([learner.advance(some) for some in slices], axis=1)
        learner.replace(X[:100] + 5, y[:100], test)
        records = np.concatenate((records, *(learner.advance(some) for some in slices)), axis=1)
        return records, learner.predictor().weights, learner.epoch, learner.verdict

    for whole, split in zip(run([sum(slices)]), run(slices), strict=True):
        np.testing.assert_array_equal(split, whole)


def test_raising_the_epochs_goes_on_as_if_they_had_been_asked_for_at_first(tasks):
    (X, y), _ = tasks["fire"]
    learner = LogisticRegression(max_iter=5).start(X, y, 2)
    learner.advance(100)
    assert learner.verdict is Verdict.EPOCHS_REACHED
    assert learner.epoch == 5
    learner.max_epochs = 100
    assert learner.verdict is Verdict.UNDER_WAY
    learner.advance(100)
    assert learner.verdict is Verdict.CONVERGED
    straight = LogisticRegression(max_iter=100).fit(X, y)
    assert learner.epoch == straight.n_iter_
    np.testing.assert_array_equal(learner.predictor().weights, straight.predictor_.weights)


def test_replaced_samples_are_learned_from_the_present_coefficients(tasks):
    (X, y), _ = tasks["fire"]
    learner = LogisticRegression(max_iter=1000, tol=1e-7, standardize=True).start(X, y, 2)
    learner.advance(1000)
    assert learner.verdict is Verdict.CONVERGED
    converged, epoch = learner.predictor(), learner.epoch

    moved = X.copy()
    moved[0] += [1.0, 10.0]
    learner.replace(moved, y, None)
    assert learner.verdict is Verdict.UNDER_WAY
    np.testing.assert_array_equal(learner.predictor().weights, converged.weights)
    learner.advance(1000)
    anew = LogisticRegression(max_iter=1000, tol=1e-7, standardize=True).fit(moved, y)
    np.testing.assert_allclose(learner.predictor().weights, anew.predictor_.weights, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(learner.predictor().scaling.mean, moved.mean(axis=0), rtol=1e-13)
    assert learner.epoch - epoch < anew.n_iter_


def test_a_step_looks_at_every_sample(tasks):
    (X, y), _ = tasks["fire"]
    learner = LogisticRegression().start(X, y, 2)
    assert learner.last_visited().size == 0
    learner.advance(1)
    assert (learner.epoch, learner.step, learner.learning_rate) == (1, 0, None)
    np.testing.assert_array_equal(learner.last_visited(), np.arange(len(y)))
    learner.replace(X[:7], y[:7], None)
    assert learner.last_visited().size == 0


def test_without_test_samples_nothing_is_recorded_and_with_none_their_accuracy_is_unknown(tasks):
    (X, y), _ = tasks["fire"]
    assert [column.shape for column in LogisticRegression().start(X, y, 2).advance(10)] == [(0,)] * 3
    records = LogisticRegression().start(X, y, 2, (X[:0], y[:0])).advance(10)
    assert np.isnan(records.test_accuracy).all()
    assert np.isfinite(records.train_accuracy).all()


def test_features_beyond_all_bounds_are_said_to_diverge():
    X, y = np.array([[1e300, 1.0], [-1e300, 2.0], [2e300, 0.0]]), np.array([0, 1, 1])
    learner = LogisticRegression().start(X, y, 2)
    learner.advance(100)
    assert learner.verdict is Verdict.DIVERGED
    assert np.isfinite(learner.predictor().weights).all()
    with pytest.warns(match="LogisticRegression diverged in epoch 1"):
        LogisticRegression().fit(X, y)


def test_scores_far_beyond_what_can_be_exponentiated_have_their_loss():
    objective = objective_of(Problem(np.array([[1000.0], [-2000.0]]), np.array([0, 1]), 2, penalty=0.0))
    loss, gradient = objective(np.array([1.0, 0.0]))
    assert loss == 1500
    np.testing.assert_allclose(gradient, [1500, 0])


@pytest.mark.parametrize("task", ["fire", "colour"])
def test_every_iteration_is_that_of_scipys_minimize(tasks, task):
    """What steps one by one is private to SciPy; this is the public way to the same points."""
    (X, y), _ = tasks[task]
    n_classes = int(y.max()) + 1
    points = []
    minimize(
        objective_of(Problem(X, y, n_classes, penalty=1 / len(y))),
        np.zeros(n_free_classes(n_classes) * 3),
        method="L-BFGS-B",
        jac=True,
        callback=lambda intermediate_result: points.append(intermediate_result.x.copy()),
        options={"maxiter": 200, "maxls": 50, "gtol": 1e-4, "ftol": 64 * np.finfo(float).eps},
    )
    learner = LogisticRegression(max_iter=200).start(X, y, n_classes)
    own = slice(1 if n_classes == 2 else 0, None)
    for point in points:
        assert learner.verdict is Verdict.UNDER_WAY
        learner.advance(1)
        predictor = learner.predictor()
        found = np.column_stack((predictor.weights[own], predictor.biases[own]))
        np.testing.assert_array_equal(found.ravel(), point)
    assert learner.verdict is Verdict.CONVERGED
    assert len(points) > 40


def test_a_copy_goes_on_as_the_original_does(tasks):
    (X, y), _ = tasks["colour"]
    learner = LogisticRegression().start(X, y, 3)
    learner.advance(17)
    copied = copy.deepcopy(learner)
    learner.advance(30)
    copied.advance(30)
    np.testing.assert_array_equal(copied.predictor().weights, learner.predictor().weights)


def apart(size, offset):
    """Two clusters that a line parts."""
    rng = np.random.default_rng(0)
    y = np.arange(72) % 2
    X = rng.uniform(-1, 1, size=(72, 2)) + np.outer(2 * y - 1, [1.5, 1.5])
    return size * (X + offset), y


@pytest.mark.parametrize("size", [1e4, 1e6, 1e9, 1e12, 1e15])
def test_where_rounding_stops_it_far_from_the_minimum_it_has_stalled(size):
    X, y = apart(size, offset=100.0)
    learner = LogisticRegression(max_iter=1000).start(X, y, 2)
    learner.advance(1000)
    assert learner.verdict is Verdict.STALLED
    assert (learner.predictor().classify(X) != y).any()
    epoch = learner.epoch
    learner.advance(10)
    assert learner.epoch == epoch
    with pytest.warns(ConvergenceWarning, match="LogisticRegression stalled after .*Scale the features"):
        LogisticRegression(max_iter=1000).fit(X, y)
    # The penalty holds the weights of standardised features back: a small one lets it find the line.
    standardised = LogisticRegression(C=100.0, standardize=True, max_iter=1000).start(X, y, 2)
    standardised.advance(1000)
    assert standardised.verdict is Verdict.CONVERGED
    np.testing.assert_array_equal(standardised.predictor().classify(X), y)


@pytest.mark.parametrize("tol", [1e-4, 1e-8, 1e-12])
@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("task", ["fire", "colour"])
def test_where_rounding_stops_it_beside_the_minimum_it_has_converged(tasks, task, standardize, tol):
    (X, y), _ = tasks[task]
    learner = LogisticRegression(max_iter=5000, tol=tol, standardize=standardize).start(X, y, int(y.max()) + 1)
    learner.advance(5000)
    assert learner.verdict is Verdict.CONVERGED
