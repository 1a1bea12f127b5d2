"""The three linear models as scikit-learn estimators."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

import dragonviz.models
from dragonviz.models import LogisticRegression, MulticlassPerceptron, Perceptron

ALL = [LogisticRegression, Perceptron, MulticlassPerceptron]


@parametrize_with_checks(
    [
        LogisticRegression(),
        LogisticRegression(standardize=True),
        Perceptron(),
        Perceptron(standardize=True, shuffle=True),
        MulticlassPerceptron(),
        MulticlassPerceptron(standardize=True, shuffle=True),
    ]
)
def test_scikit_learns_own_checks_pass(estimator, check):
    check(estimator)


def named_dragons(names, seed=0):
    """Overlapping clusters whose labels are words, the names not in alphabetical order."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(len(names), size=80)
    return rng.normal([8.0, 190.0], [2.0, 12.0], (80, 2)) + np.outer(codes, [3.0, 25.0]), np.array(names)[codes]


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("model", ALL)
@pytest.mark.parametrize("names", [["red", "blue"], ["red", "yellow", "blue"]])
def test_coefficients_are_for_unscaled_features_and_labels_are_kept(model, names, standardize):
    if model is Perceptron and len(names) > 2:
        pytest.skip("two classes only")
    X, y = named_dragons(names)
    estimator = model(standardize=standardize).fit(X, y)
    scores = X @ estimator.coef_.T + estimator.intercept_
    assert estimator.coef_.shape == (1 if len(names) == 2 else 3, 2)
    winners = scores[:, 0] > 0 if len(names) == 2 else scores.argmax(axis=1)
    np.testing.assert_array_equal(np.sort(names)[winners.astype(int)], estimator.predict(X))
    np.testing.assert_allclose(estimator.decision_function(X), scores.squeeze(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("model", ALL)
def test_standardising_inside_is_standardising_before(model):
    X, y = named_dragons(["red", "blue"])
    inside = model(standardize=True).fit(X, y)
    before = make_pipeline(StandardScaler(), model()).fit(X, y)
    np.testing.assert_allclose(inside.decision_function(X), before.decision_function(X), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("model", ALL)
def test_a_fitted_estimator_survives_pickling_and_a_clone_trains_alike(model):
    X, y = named_dragons(["red", "blue"])
    estimator = model().fit(X, y)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(estimator)).predict(X), estimator.predict(X))
    np.testing.assert_array_equal(clone(estimator).fit(X, y).coef_, estimator.coef_)


def test_only_logistic_regression_says_how_sure_it_is():
    X, y = named_dragons(["red", "yellow", "blue"])
    probabilities = LogisticRegression(max_iter=500).fit(X, y).predict_proba(X)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert not hasattr(MulticlassPerceptron(), "predict_proba")
    hard = MulticlassPerceptron().fit(X, y).predictor_
    np.testing.assert_array_equal(hard.probabilities(X), np.eye(3)[hard.classify(X)])


@pytest.mark.parametrize(
    ("estimator", "words"),
    [
        (Perceptron(max_iter=0), "'max_iter' parameter of Perceptron must be an int in the range"),
        (MulticlassPerceptron(max_iter=1.5), "'max_iter' parameter of MulticlassPerceptron must be an int"),
        (Perceptron(tol=-0.1), "'tol' parameter of Perceptron must be a float in the range"),
        (Perceptron(tol=np.nan), "'tol' parameter of Perceptron must be a float in the range"),
        (Perceptron(shuffle="yes"), "'shuffle' parameter of Perceptron must be"),
        (LogisticRegression(C=0), "'C' parameter of LogisticRegression must be a float in the range"),
        (LogisticRegression(C="1"), "'C' parameter of LogisticRegression must be a float in the range"),
        (LogisticRegression(max_iter=0), "'max_iter' parameter of LogisticRegression must be an int in the range"),
    ],
)
def test_a_parameter_out_of_its_range_is_refused_by_name(estimator, words):
    X, y = named_dragons(["red", "blue"])
    with pytest.raises(ValueError, match=words):
        estimator.fit(X, y)
    with pytest.raises(ValueError, match=words):
        estimator.start(X, np.arange(80) % 2, 2)


@pytest.mark.parametrize("model", ALL)
def test_one_class_is_not_enough(model):
    with pytest.raises(ValueError, match=f"{model.__name__} needs samples of at least 2 classes; y has only one class"):
        model().fit([[1.0], [2.0]], ["red", "red"])


def test_what_a_window_needs_before_it_is_painted_loads_nothing_heavy():
    code = (
        "import sys, dragonviz.models.predictors, dragonviz.models.learner, dragonviz.models.catalogue;"
        "print(*{'sklearn', 'scipy', 'torch', 'numba', 'pandas'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == []


def test_every_model_that_is_exported_is_there_and_no_other():
    assert {getattr(dragonviz.models, name).__name__ for name in dragonviz.models.__all__} == {
        "LogisticRegression",
        "Perceptron",
        "MulticlassPerceptron",
        "MLPClassifier",
    }
    with pytest.raises(AttributeError, match="no attribute 'DecisionTree'"):
        _ = dragonviz.models.DecisionTree
