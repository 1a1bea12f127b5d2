"""Inputs derived from two features, against columns that are built by hand before a model without any sees them."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression as ScikitLearns
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from dragonviz.explain.perceptron import multiclass_perceptron, perceptron
from dragonviz.models import LogisticRegression, MLPClassifier, MulticlassPerceptron, Perceptron
from dragonviz.models.curved_predictor import CurvedPredictor
from dragonviz.models.derived_inputs import TITLES, scaling_for
from dragonviz.models.learner import Verdict
from dragonviz.models.predictors import Scaling
from tests.models.test_mlp_training import TorchLoop, assert_same_first_weights, assert_same_parameters

ALL = tuple(TITLES)
SQUARES = ("x2", "xy", "y2")  # in the order of scikit-learn's PolynomialFeatures
MODELS = [LogisticRegression(), Perceptron(), MulticlassPerceptron(), MLPClassifier((5,), max_iter=3)]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
either_scale = pytest.mark.parametrize("standardize", [False, True], ids=["raw", "standardised"])


def plane(seed=0, n=60, n_classes=2, scale=(2.0, 1.5), centre=(1.0, -0.5)):
    """Samples with labels that no line separates."""
    rng = np.random.default_rng(seed)
    X = rng.normal(centre, scale, (n, 2))
    y = (np.arctan2(*(X - centre).T) // (np.pi / n_classes)).astype(int) % n_classes
    y[:n_classes] = np.arange(n_classes)
    return X, y


def columns_of(X, names, standardize, like=None):
    """The inputs, one sample and one number at a time."""
    like = X if like is None else like
    rows = [list(row) for row in X]
    if standardize:
        rows = [[(v - m) / s for v, m, s in zip(row, like.mean(0), like.std(0), strict=True)] for row in rows]
    for row in rows:
        x, y = row
        values = {"x2": x * x, "y2": y * y, "xy": x * y, "sin_x": np.sin(x), "sin_y": np.sin(y)}
        row.extend(values[name] for name in names)
    inputs = np.array(rows)
    if standardize:
        own = inputs if like is X else columns_of(like, names, False)
        inputs[:, 2:] = (inputs[:, 2:] - own[:, 2:].mean(0)) / own[:, 2:].std(0)
    return inputs


@either_scale
@pytest.mark.parametrize("names", [("xy",), SQUARES, ("sin_y", "x2"), ALL])
def test_the_inputs_are_the_features_and_what_is_derived_from_them(names, standardize):
    X, _ = plane(1)
    scaling = scaling_for(X, standardize, names)
    np.testing.assert_allclose(scaling(X), columns_of(X, names, standardize), rtol=1e-12, atol=1e-12)
    if standardize:
        np.testing.assert_allclose(scaling(X).mean(0), 0, atol=1e-12)
        np.testing.assert_allclose(scaling(X).std(0), 1)


@either_scale
def test_without_derived_inputs_the_scaling_is_the_plain_one(standardize):
    X, _ = plane(2)
    assert type(scaling_for(X, standardize)) is Scaling
    np.testing.assert_array_equal(scaling_for(X, standardize, ALL)(X)[:, :2], scaling_for(X, standardize)(X))


@either_scale
@pytest.mark.parametrize("n_classes", [0, 2, 3])
def test_a_perceptrons_steps_are_those_of_the_literal_loop_on_the_columns(n_classes, standardize):
    X, y = plane(3, n_classes=n_classes or 2)
    kind = MulticlassPerceptron if n_classes else Perceptron
    learner = kind(max_iter=6, tol=0.0, standardize=standardize, inputs=ALL).start(X, y, n_classes or 2)
    columns = scaling_for(X, standardize, ALL)(X).tolist()
    rule = (multiclass_perceptron, (n_classes,)) if n_classes else (perceptron, ())
    steps = list(rule[0](columns, y.tolist(), *rule[1], max_iter=6, tol=0.0))
    for step in steps:
        learner.advance(1)
        predictor = learner.predictor()
        np.testing.assert_array_equal(predictor.weights[0 if n_classes else 1 :], step.weights)
        np.testing.assert_array_equal(predictor.biases[0 if n_classes else 1 :], step.biases)
    assert len(steps[0].weights[0]) == 7
    assert learner.verdict is not Verdict.UNDER_WAY


@either_scale
@pytest.mark.parametrize("C", [0.1, 10.0])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_logistic_regression_comes_out_as_scikit_learns_on_polynomial_features(n_classes, C, standardize):
    X, y = plane(4, n=90, n_classes=n_classes)
    ours = LogisticRegression(C, max_iter=3000, tol=1e-8, standardize=standardize, inputs=SQUARES).fit(X, y)
    polynomial = PolynomialFeatures(2, include_bias=False)
    before = (StandardScaler(), polynomial, StandardScaler()) if standardize else (polynomial,)
    theirs = make_pipeline(*before, ScikitLearns(C=C, max_iter=3000, tol=1e-8)).fit(X, y)
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X), rtol=1e-4, atol=1e-4)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    if not standardize:
        np.testing.assert_allclose(ours.coef_, theirs[-1].coef_, rtol=1e-3, atol=1e-3)


@either_scale
def test_a_network_takes_torchs_steps_on_the_columns(standardize):
    X, y = plane(5, n_classes=3)
    model = MLPClassifier((9, 4), "tanh", batch_size=7, max_iter=100, standardize=standardize, inputs=ALL)
    columns = columns_of(X, ALL, standardize)
    learner, loop = model.start(X, y, 3), TorchLoop(model, columns, y, 3)
    assert_same_first_weights(learner, loop)
    learner.advance(100)
    loop.advance(100)
    assert_same_parameters(learner, loop)


@each_model
@either_scale
def test_test_samples_and_any_place_are_given_the_training_samples_inputs(model, standardize):
    X, y = plane(6)
    X_test, y_test = plane(7, scale=(4.0, 4.0))
    model = clone(model).set_params(standardize=standardize, inputs=ALL)
    learner = model.start(X, y, 2, (X_test, y_test))
    records = learner.advance(10**6)
    predictor = learner.predictor()
    own = predictor.scaling(X_test)
    np.testing.assert_allclose(own, columns_of(X_test, ALL, standardize, like=X) if not standardize else own)
    assert records.test_accuracy[-1] == np.mean(predictor.classify(X_test) == y_test)
    if isinstance(predictor, CurvedPredictor):
        np.testing.assert_allclose(predictor.scores(X_test), own @ predictor.weights.T + predictor.biases, rtol=1e-9)
        weights, biases = predictor.coefficients()
        features = predictor.scaling.features(X_test)
        plain = columns_of(features, ALL, standardize=False)
        np.testing.assert_allclose(predictor.scores(X_test), plain @ weights.T + biases, rtol=1e-9, atol=1e-9)


@each_model
def test_other_samples_make_other_inputs_as_if_it_had_started_there(model):
    (X, y), (X_other, _) = plane(8), plane(9, scale=(0.5, 3.0))
    model = clone(model).set_params(standardize=True, inputs=ALL)
    learner, fresh = model.start(X, y, 2), model.start(X_other, y, 2)
    learner.replace(X_other, y, None)
    for each in (learner, fresh):
        each.advance(40)
    np.testing.assert_array_equal(learner.predictor().scores(X), fresh.predictor().scores(X))


@each_model
def test_a_fitted_estimator_survives_pickling_and_a_clone_trains_alike(model):
    X, y = plane(10)
    model = clone(model).set_params(standardize=True, inputs=ALL).fit(X, y)
    assert model.n_features_in_ == 2
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(model)).predict(X), model.predict(X))
    np.testing.assert_array_equal(clone(model).fit(X, y).predictor_.scores(X), model.predictor_.scores(X))


@either_scale
def test_logistic_regression_solves_xor_with_the_product_and_rings_with_squares(standardize):
    rng = np.random.default_rng(11)
    X = rng.uniform(-1, 1, (300, 2))
    is_clear = (np.abs(X[:, 0] * X[:, 1]) > 0.02) & (np.abs((X**2).sum(1) - 0.5) > 0.05)
    X = X[is_clear]
    for names, y in ((("xy",), X[:, 0] * X[:, 1] > 0), (("x2", "y2"), (X**2).sum(1) > 0.5)):
        plain = LogisticRegression(1e3, 1000, standardize=standardize)
        assert plain.fit(X, y).score(X, y) < 0.8
        assert plain.set_params(inputs=names).fit(X, y).score(X, y) == 1.0


@pytest.mark.parametrize("kind", [Perceptron, MulticlassPerceptron])
def test_the_perceptron_separates_rings_with_squares(kind):
    rng = np.random.default_rng(12)
    angle, y = rng.uniform(0, 2 * np.pi, 100), np.arange(100) % 2
    X = (1 + y)[:, np.newaxis] * np.column_stack((np.cos(angle), np.sin(angle)))
    assert kind(inputs=("x2", "y2"), standardize=True).fit(X, y).score(X, y) == 1.0


# What is refused


@each_model
@pytest.mark.parametrize(
    ("X", "inputs", "sentence"),
    [
        ([[1.0, 2.0]], ("x3",), "Derived inputs: “x3” is not allowed; give any of x2, y2, xy, sin_x, sin_y."),
        ([[1.0, 2.0]], ("x2", "x2"), "Derived inputs: “x2” is given twice."),
        ([[1.0, 2.0, 3.0]], ("x2",), "Derived inputs: they are made of two features, and X has 3."),
        ([[1.0]], ("sin_x", "xy"), "Derived inputs: they are made of two features, and X has 1."),
        (
            [[1e200, 5.0]],
            ("y2", "x2"),
            "Input x²: that of sample 1, at (1e+200, 5), would be beyond ±1e15; standardise the features, or leave "
            "the input out.",
        ),
        (
            [[1e8, -1e8]],
            ("xy",),
            "Input xy: that of sample 1, at (1e+08, -1e+08), would be beyond ±1e15; standardise the features, or leave "
            "the input out.",
        ),
        (
            [[5.0, 5000.0]],
            ("sin_x", "sin_y"),
            "Input sin y: it goes up and down every 2π, and the samples' y spans 5000; standardise the features, or "
            "leave the input out.",
        ),
    ],
)
def test_inputs_that_cannot_be_are_refused_in_one_sentence(model, X, inputs, sentence):
    X = np.vstack((np.zeros((1, len(X[0]))), X))
    y = np.array([0, 1])
    model = clone(model).set_params(inputs=inputs)
    for train in (lambda: model.fit(X, y), lambda: model.start(X, y, 2)):
        with pytest.raises(ValueError, match="[Ii]nput") as refusal:
            train()
        assert str(refusal.value) == sentence


@each_model
def test_test_samples_are_looked_at_too(model):
    X, y = plane(13)
    with pytest.raises(ValueError, match="sample 0, at"):
        clone(model).set_params(inputs=("x2",)).start(X, y, 2, (np.array([[1e9, 0.0]]), y[:1]))


@each_model
def test_the_largest_inputs_that_are_allowed_are_trained_and_asked_about_anywhere(model):
    # Every warning is an error: see pytest's settings.
    X, y = plane(14)
    X *= 3e7 / np.abs(X).max()
    learner = clone(model).set_params(inputs=SQUARES).start(X, y, 2, (X, y))
    learner.advance(40)
    far = np.array([[1e15, -1e15], [1e200, 1e-200], [-3e38, 0.0]])
    assert np.isfinite(learner.predictor().scores(far)).all()


@pytest.mark.parametrize("value", [0.1, 36.6, 98.6])
def test_a_constant_feature_gives_inputs_that_do_not_vary(value):
    rng = np.random.default_rng(15)
    X = np.column_stack((np.full(50, value), rng.normal(size=50)))
    inputs = scaling_for(X, True, ALL)(X)
    for j, name in enumerate(("x", "y", *ALL)):
        assert np.ptp(inputs[:, j]) < 1e-6 if name in ("x", "x2", "xy", "sin_x") else np.ptp(inputs[:, j]) > 1
