"""The estimators against oracles: literal loops, scikit-learn, and a hand-written torch loop."""

import numpy as np
import pytest
import torch
from sklearn import linear_model

from dragonviz.dragons import TASKS, bundled_columns
from dragonviz.models import LogisticRegression, MLPClassifier, MulticlassPerceptron, Perceptron


@pytest.fixture(scope="module")
def fire():
    return TASKS["fire"](bundled_columns(), seed=1)


@pytest.fixture(scope="module")
def colour():
    return TASKS["colour"](bundled_columns(), seed=1)


def literal_perceptron(X, y, epochs, tol=0.1):
    w, b = np.zeros(X.shape[1]), 0.0
    for k in range(epochs):
        change = 0.0
        for x, label in zip(X, y, strict=True):
            error = label - (sum(w[j] * x[j] for j in range(len(x))) + b > 0)
            if error:
                delta = 1 / (k + 1) * error * x
                w, b, change = w + delta, b + 1 / (k + 1) * error, change + abs(delta).sum()
        yield w, b
        if change < tol:
            return


def literal_multiclass(X, y, n_classes, epochs, tol=0.1):
    w, b = np.zeros((n_classes, X.shape[1])), np.zeros(n_classes)
    for k in range(epochs):
        change = 0.0
        for x, label in zip(X, y, strict=True):
            scores = [w[c, 0] * x[0] + w[c, 1] * x[1] + b[c] for c in range(n_classes)]
            predicted = int(np.argmax(scores))
            if predicted != label:
                delta = 1 / (k + 1) * x
                w[label] += delta
                w[predicted] -= delta
                b[label] += 1 / (k + 1)
                b[predicted] -= 1 / (k + 1)
                change += 2 * abs(delta).sum()
        yield w.copy(), b.copy()
        if change < tol:
            return


def test_perceptron_equals_the_literal_loop_epoch_by_epoch(fire):
    learner = Perceptron(max_iter=200).start(fire.X_train, fire.y_train, 2)
    for w, b in literal_perceptron(fire.X_train, fire.y_train, 201):
        learner.advance(len(fire.y_train))
        np.testing.assert_array_equal(learner.predictor().weights[1], w)
        assert learner.predictor().biases[1] == b
    assert learner.verdict != "under way"


def test_multiclass_perceptron_equals_the_literal_loop_epoch_by_epoch(colour):
    learner = MulticlassPerceptron(max_iter=60).start(colour.X_train, colour.y_train, 3)
    for w, b in literal_multiclass(colour.X_train, colour.y_train, 3, 61):
        learner.advance(len(colour.y_train))
        np.testing.assert_array_equal(learner.predictor().weights, w)
        np.testing.assert_array_equal(learner.predictor().biases, b)
    assert learner.verdict != "under way"


@pytest.mark.parametrize(
    "model", [Perceptron(max_iter=80, shuffle=True, random_state=3), MLPClassifier((4,), max_iter=3)]
)
def test_a_run_split_anywhere_equals_the_run_unsplit(fire, model):
    whole = model.start(fire.X_train, fire.y_train, 2, (fire.X_test, fire.y_test))
    records = whole.advance(10**6)
    split, parts, rng = (
        model.start(fire.X_train, fire.y_train, 2, (fire.X_test, fire.y_test)),
        [],
        np.random.default_rng(0),
    )
    while split.verdict == "under way":
        parts.append(split.advance(int(rng.integers(1, 700))))
    np.testing.assert_array_equal(np.concatenate([part.test_accuracy for part in parts]), records.test_accuracy)
    points = fire.X[:50]
    np.testing.assert_array_equal(split.predictor().scores(points), whole.predictor().scores(points))


@pytest.mark.parametrize("standardize", [False, True])
def test_logistic_regression_has_scikit_learns_coefficients(fire, colour, standardize):
    for dataset in (fire, colour):
        X, y = dataset.X_train, dataset.y_train
        ours = LogisticRegression(standardize=standardize, max_iter=1000).fit(X, y).predictor_
        theirs = linear_model.LogisticRegression(max_iter=1000).fit(ours.scaling(X), y)
        rows = ours.weights[1:] if len(theirs.coef_) == 1 else ours.weights
        np.testing.assert_allclose(rows, theirs.coef_, rtol=0.02, atol=0.005)
        assert (ours.classify(dataset.X) == theirs.predict(ours.scaling(dataset.X))).mean() > 0.99


def test_the_first_weights_are_torchs_own_for_the_seed():
    with torch.random.fork_rng():
        torch.manual_seed(2021)
        layers = [torch.nn.Linear(2, 10), torch.nn.Linear(10, 3)]
    learner = MLPClassifier((10,)).start(np.zeros((3, 2)), np.arange(3), 3)
    for (weights, biases), layer in zip(learner.predictor().layers, layers, strict=True):
        np.testing.assert_array_equal(weights, layer.weight.detach().numpy())
        np.testing.assert_array_equal(biases, layer.bias.detach().numpy())


@pytest.mark.parametrize("activation", ["relu", "logistic", "tanh", "leaky_relu"])
@pytest.mark.parametrize("batch_size", [1, 7, "all"])
def test_mlp_steps_are_plain_gradient_descent_on_the_cross_entropy(colour, activation, batch_size):
    X, y = colour.X_train[:40] / 100, colour.y_train[:40]
    model = MLPClassifier((5, 4), activation, "sgd", learning_rate_init=0.05, batch_size=batch_size, random_state=7)
    learner = model.start(X, y, 3)
    first = learner.predictor()
    parameters = [torch.tensor(array, requires_grad=True) for layer in first.layers for array in layer]
    function = {
        "relu": torch.relu,
        "logistic": torch.sigmoid,
        "tanh": torch.tanh,
        "leaky_relu": torch.nn.functional.leaky_relu,
    }[activation]
    for _ in range(5):
        learner.advance(1)
        batch = learner.last_visited()
        values = torch.tensor(X[batch], dtype=torch.float32)
        for k in range(0, len(parameters), 2):
            values = values @ parameters[k].T + parameters[k + 1]
            values = function(values) if k < len(parameters) - 2 else values
        loss = -torch.log_softmax(values, dim=1)[torch.arange(len(batch)), torch.tensor(y[batch])].mean()
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            parameter.data -= 0.05 * gradient
    arrays = [array for layer in learner.predictor().layers for array in layer]
    for ours, theirs in zip(arrays, parameters, strict=True):
        np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-4, atol=1e-6)


def test_a_learning_rate_that_diverges_keeps_the_last_finite_epoch(colour):
    model = MLPClassifier((8,), "leaky_relu", "sgd", learning_rate_init=1e20, max_iter=50)
    learner = model.start(colour.X_train, colour.y_train, 3)
    learner.advance(10**6)
    assert learner.verdict == "diverged"
    assert np.isfinite(learner.predictor().scores(colour.X)).all()


def test_a_net_that_does_not_fit_is_refused_with_its_size():
    with pytest.raises(ValueError, match="million weights"):
        MLPClassifier((100_000, 100_000)).start(np.zeros((2, 2)), np.arange(2), 2)
