"""Training that goes on from parameters that somebody has chosen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from sklearn.datasets import make_blobs

from dragonviz.models import LogisticRegression, MLPClassifier, MulticlassPerceptron, Perceptron
from dragonviz.models.kernels.log_loss import Problem, evaluate
from dragonviz.models.learner import Verdict

INPUTS = ("x2", "sin_y")
MODELS_AND_CLASSES = [
    (LogisticRegression, 2),
    (LogisticRegression, 3),
    (Perceptron, 2),
    (MulticlassPerceptron, 2),
    (MulticlassPerceptron, 3),
    (MLPClassifier, 3),
]
every_model = pytest.mark.parametrize(("kind", "n_classes"), MODELS_AND_CLASSES)


def samples(n=40, n_classes=2, seed=0):
    """Clusters on the scale of toes and body lengths."""
    X, y = make_blobs(n, centers=n_classes, cluster_std=3.0, random_state=seed)
    return X * [1.0, 5.0] + [8.0, 190.0], y


def shown(predictor):
    """The parameters for unscaled inputs."""
    (name,) = {"raw_coefficients", "coefficients", "raw_layers"} & set(dir(predictor))
    return getattr(predictor, name)()


@every_model
@settings(max_examples=25, deadline=None)
@given(standardize=st.booleans(), inputs=st.sampled_from([(), INPUTS]), before=st.integers(0, 70), n=st.integers(0, 70))
def test_parameters_that_are_shown_and_given_back_say_the_same(kind, n_classes, standardize, inputs, before, n):
    X, y = samples(n_classes=n_classes)
    model = kind(standardize=standardize, inputs=inputs)
    learner, other = model.start(X, y, n_classes), model.start(X, y, n_classes)
    learner.advance(before)
    other.advance(n)
    place = other.epoch, other.step
    other.set_parameters(*shown(learner.predictor()))
    assert (other.epoch, other.step) == place
    scores, others = learner.predictor().scores(X), other.predictor().scores(X)
    # Of two classes, all that has a meaning is the lead of the second.
    if n_classes == 2:
        scores, others = np.diff(scores), np.diff(others)
    rounding = 1e-4 if kind is MLPClassifier else 1e-9
    np.testing.assert_allclose(others, scores, rtol=0, atol=rounding * max(1, np.abs(scores).max()))


@every_model
def test_raw_features_keep_them_to_the_last_bit(kind, n_classes):
    X, y = samples(n_classes=n_classes)
    rng = np.random.default_rng(0)
    learner = kind().start(X, y, n_classes)
    weights, biases = shown(learner.predictor())
    if kind is MLPClassifier:
        weights = [rng.normal(size=W.shape).astype(np.float32) for W in weights]
        biases = [rng.normal(size=b.shape).astype(np.float32) for b in biases]
    else:
        weights, biases = rng.normal(size=weights.shape), rng.normal(size=biases.shape)
        if kind is not MulticlassPerceptron and n_classes == 2:
            weights[0], biases[0] = 0, 0
    learner.set_parameters(weights, biases)
    for given_ones, found in zip((weights, biases), shown(learner.predictor()), strict=True):
        for one, another in zip(given_ones, found, strict=True):
            np.testing.assert_array_equal(another, one)


def test_a_perceptron_learns_on_from_there():
    X, y = samples()
    w, b = np.array([3.0, -0.2]), 11.0
    learner = Perceptron(tol=0.0).start(X, y, 2)
    learner.set_parameters(np.array([-w / 2, w / 2]), np.array([1.0, 1.0 + b]))
    for epoch in (1, 2, 3):
        for x, label in zip(X, y, strict=True):
            sign = label - int(w @ x + b > 0)
            w, b = w + sign * x / epoch, b + sign / epoch
        learner.advance(len(y))
        np.testing.assert_allclose(learner.predictor().weights[1], w, rtol=1e-12)
        np.testing.assert_allclose(learner.predictor().biases[1], b, rtol=1e-12)


def test_logistic_regression_learns_on_from_there():
    X, y = samples()
    start = np.array([0.3, -0.2, 5.0])

    def objective(coefficients):
        gradient = np.empty(3)
        return evaluate(Problem(X, y, 2, penalty=1 / len(y)), coefficients, gradient)[0], gradient

    points = []
    minimize(
        objective,
        start,
        method="L-BFGS-B",
        jac=True,
        callback=lambda intermediate_result: points.append(intermediate_result.x.copy()),
        options={"maxiter": 5, "maxls": 50, "gtol": 1e-4, "ftol": 64 * np.finfo(float).eps},
    )
    learner = LogisticRegression().start(X, y, 2)
    learner.advance(7)
    learner.set_parameters(np.array([[0.0, 0.0], start[:2]]), np.array([0.0, start[2]]))
    for point in points:
        learner.advance(1)
        predictor = learner.predictor()
        np.testing.assert_array_equal(np.append(predictor.weights[1], predictor.biases[1]), point)


@pytest.mark.parametrize("solver", ["adam", "sgd"])
def test_a_network_learns_on_as_one_that_began_there(solver):
    """Its optimiser remembers nothing of what was before."""
    X, y = samples(n_classes=3)
    model = MLPClassifier((6,), solver=solver, momentum=0.9, batch_size="all", learning_rate_init=1e-4)
    begun = model.start(X, y, 3)
    parameters = shown(begun.predictor())
    learner = model.start(X, y, 3)
    learner.advance(9)
    learner.set_parameters(*parameters)
    for _ in range(5):
        for one in (learner, begun):
            one.advance(1)
        # The orders of the samples differ, and with them the sums' last bits.
        np.testing.assert_allclose(learner.predictor().parameters, begun.predictor().parameters, rtol=1e-3, atol=1e-7)
    assert (learner.epoch, begun.epoch) == (14, 5)


@every_model
def test_a_run_that_had_ended_goes_on(kind, n_classes):
    X, y = samples(n_classes=n_classes)
    learner = (MLPClassifier(max_iter=10**4, learning_rate_init=1e30) if kind is MLPClassifier else kind()).start(
        X, y, n_classes
    )
    parameters = shown(learner.predictor())
    learner.advance(10**6)
    if learner.verdict is Verdict.EPOCHS_REACHED:
        learner.max_epochs += 1
    learner.set_parameters(*parameters)
    assert learner.verdict is Verdict.UNDER_WAY


@every_model
def test_a_state_after_given_parameters_is_complete(kind, n_classes):
    X, y = samples(n_classes=n_classes)
    model = kind(standardize=True)
    learner = model.start(X, y, n_classes)
    parameters = shown(learner.predictor())
    learner.advance(55)
    learner.set_parameters(*parameters)
    for steps in (0, 3):
        learner.advance(steps)
        fresh = model.start(X, y, n_classes)
        fresh.restore(learner.state())
        for one in (learner, fresh):
            one.advance(60)
        for ours, theirs in zip(shown(learner.predictor()), shown(fresh.predictor()), strict=True):
            for one, another in zip(ours, theirs, strict=True):
                np.testing.assert_array_equal(another, one)


@pytest.mark.parametrize("value", [np.nan, np.inf])
@every_model
def test_what_is_no_number_or_of_another_shape_is_refused_and_changes_nothing(kind, n_classes, value):
    X, y = samples(n_classes=n_classes)
    learner = kind().start(X, y, n_classes)
    learner.advance(50)
    before = learner.predictor().scores(X)
    weights, biases = (list(map(np.array, part)) for part in shown(learner.predictor()))
    wild = [part.copy() for part in weights]
    wild[-1][..., 0] = value
    with pytest.raises(ValueError, match="finite"):
        learner.set_parameters(wild, biases)
    for fewer in ((weights[1:], biases), (weights, biases[1:]), (weights[1:], biases[1:])):
        with pytest.raises(ValueError, match="were given; .* are needed"):
            learner.set_parameters(*fewer)
    np.testing.assert_array_equal(learner.predictor().scores(X), before)


def test_a_networks_weights_beyond_float32_are_refused():
    X, y = samples(n_classes=3)
    learner = MLPClassifier((6,)).start(X, y, 3)
    weights, biases = shown(learner.predictor())
    weights[0][0, 0] = 1e39
    with pytest.raises(ValueError, match="within the range of float32"):
        learner.set_parameters(weights, biases)
