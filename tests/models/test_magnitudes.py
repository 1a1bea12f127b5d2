"""Within the promised range, no feature value, however large, small or odd, brings a warning or a nan anywhere."""

import numpy as np
import pytest

from dragonviz.dragons import dataset
from dragonviz.models import LogisticRegression, MLPClassifier, MulticlassPerceptron, Perceptron
from dragonviz.models.learner import Verdict
from dragonviz.models.regions import SURENESS_LEVELS, regions_of

LARGEST = dataset.LARGEST_FEATURE
SIZES = [1e-300, 1e-160, 1e-30, 1e-6, 1.0, 1e6, 1e12, LARGEST]
MODELS = [
    LogisticRegression(),
    Perceptron(max_iter=20),
    MulticlassPerceptron(max_iter=20),
    MLPClassifier((7, 30), max_iter=3),
    MLPClassifier((4,), "tanh", "sgd", 10.0, batch_size="all", momentum=0.9, max_iter=20),
    MLPClassifier((5, 5), "leaky_relu", learning_rate_init=10.0, batch_size=7, max_iter=20),
]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)


def ordinary(rng, n):
    return rng.uniform(-1, 1, (n, 2))


def far_from_zero(rng, n):
    return 0.999 + rng.uniform(-1e-3, 1e-3, (n, 2))


def one_constant_column(rng, n):
    return np.column_stack((np.full(n, 0.7), rng.uniform(-1, 1, n)))


def both_on_one_spot(rng, n):
    return np.full((n, 2), -0.3)


def doubled(rng, n):
    return np.repeat(rng.uniform(-1, 1, (n // 2, 2)), 2, axis=0)


def one_far_from_the_others(rng, n):
    return np.vstack((rng.uniform(-1e-12, 1e-12, (n - 1, 2)), [[1.0, -1.0]]))


def of_two_sizes(rng, n):
    return rng.uniform(-1, 1, (n, 2)) * [1e-200, 1]


def look_everywhere(model, X, y, n_classes, test):
    """Train, and ask everything that the program asks of a model."""
    learner = model.start(X, y, n_classes, test)
    records = learner.advance(40)
    first = learner.predictor()
    more = learner.advance(10**6)
    for predictor in (first, learner.predictor()):
        assert np.isfinite(predictor.scores(X)).all() or learner.verdict is Verdict.DIVERGED
        assert np.isfinite(predictor.probabilities(np.vstack((X, test[0])))).all()
        both = np.vstack((X, test[0]))
        low, high = both.min(axis=0), both.max(axis=0)
        sides = np.where(high > low, high - low, 1.0)
        rect = (low[0] - sides[0] / 20, high[0] + sides[0] / 20, low[1] - sides[1] / 20, high[1] + sides[1] / 20)
        regions = regions_of(predictor, rect, 32, with_neurons=True)
        for line in (*regions.borders, *(ends for _, ends in regions.lines)):
            assert np.isfinite(line).all()
        assert (regions.image // SURENESS_LEVELS < n_classes).all()
        for layer in regions.neurons:
            assert np.isfinite(layer.lowest).all()
            assert np.isfinite(layer.highest).all()
        if predictor.is_linear:
            assert all(np.isfinite(part).all() for part in predictor.raw_coefficients())
    for record in (records, more):
        assert np.isfinite(record.train_accuracy).all()
        assert not np.isinf(record.loss).any()
    return learner


@each_model
@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "place",
    [
        ordinary,
        far_from_zero,
        one_constant_column,
        both_on_one_spot,
        doubled,
        one_far_from_the_others,
        of_two_sizes,
    ],
)
def test_no_warning_and_no_nan(model, standardize, size, place):
    # Every warning is an error: see pytest's settings.
    rng = np.random.default_rng(3)
    n_classes = 2 if isinstance(model, Perceptron) else 3
    X, y = size * place(rng, 24), np.arange(24) % n_classes
    X_test, y_test = size * place(rng, 10), np.arange(10) % n_classes
    model = type(model)(**{**model.get_params(), "standardize": standardize})
    look_everywhere(model, X, y, n_classes, (X_test, y_test))


@each_model
@pytest.mark.parametrize("standardize", [False, True])
def test_test_dragons_may_be_of_another_size(model, standardize):
    rng = np.random.default_rng(4)
    X, y = 1e-100 * rng.uniform(-1, 1, (20, 2)), np.arange(20) % 2
    model = type(model)(**{**model.get_params(), "standardize": standardize})
    look_everywhere(model, X, y, 2, (LARGEST * rng.uniform(-1, 1, (10, 2)), np.arange(10) % 2))


@pytest.mark.parametrize("size", [1e15, 1e20, 1e30, 1e36, 1e37, 1e38])
@pytest.mark.parametrize("hidden", [(), (10,), (10, 20, 100)])
@pytest.mark.parametrize("activation", ["relu", "tanh", "logistic", "leaky_relu"])
@pytest.mark.parametrize(("solver", "rate"), [("adam", 2e-4), ("sgd", 0.01), ("sgd", 10.0)])
def test_beyond_the_range_too_a_network_with_scores_that_are_no_numbers_has_diverged(
    size, hidden, activation, solver, rate
):
    rng = np.random.default_rng(5)
    X, y = size * rng.uniform(-1, 1, (40, 2)), np.arange(40) % 2
    for batch_size in (1, "all"):
        model = MLPClassifier(hidden, activation, solver, rate, batch_size=batch_size, max_iter=4)
        learner = model.start(X, y, 2, (X, y))
        records = learner.advance(10**6)
        assert np.isfinite(records.loss).all()
        if learner.verdict is not Verdict.DIVERGED:
            assert np.isfinite(learner.predictor().scores(X)).all()


@pytest.mark.parametrize("offset", [0.0, 3.0, 1000.0])
@pytest.mark.parametrize("size", [*SIZES[2:], 1e25])
@pytest.mark.parametrize("kind", [LogisticRegression, MulticlassPerceptron])
@pytest.mark.parametrize("standardize", [False, True])
def test_the_map_says_what_the_model_says(kind, size, offset, standardize):
    """Where no other class is within rounding. It did not from 1e19 on, nor of small differences of large values."""
    rng = np.random.default_rng(6)
    y = np.arange(60) % 3
    X = size * (offset + rng.uniform(-0.5, 0.5, (60, 2)) + np.array([[0, 0], [1, 0], [0, 1]])[y])
    predictor = kind(max_iter=50, standardize=standardize).start(X, y, 3)
    predictor.advance(2000)
    predictor = predictor.predictor()
    low, high = X.min(axis=0), X.max(axis=0)
    n = 64
    image = regions_of(predictor, (low[0], high[0], low[1], high[1]), n).image // SURENESS_LEVELS
    centres = (np.arange(n) + 0.5) / n
    xs, ys = low[0] + (high[0] - low[0]) * centres, low[1] + (high[1] - low[1]) * centres
    scores = predictor.scores(np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2))
    second, best = np.sort(scores, axis=1)[:, -2:].T
    is_clear = best - second > 1e-5 * np.ptp(scores, axis=1).max() + 1e-10 * np.abs(scores).max()
    assert is_clear.mean() > 0.9 or np.ptp(scores, axis=0).max() <= 1e-9 * np.abs(scores).max()
    np.testing.assert_array_equal(image.ravel()[is_clear], scores.argmax(axis=1)[is_clear])


@each_model
@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", [ordinary, far_from_zero, one_constant_column, both_on_one_spot, of_two_sizes])
def test_no_warning_and_no_nan_with_derived_inputs(model, standardize, size, place):
    rng = np.random.default_rng(7)
    n_classes = 2 if isinstance(model, Perceptron) else 3
    X, y = size * place(rng, 24), np.arange(24) % n_classes
    test = size * place(rng, 10), np.arange(10) % n_classes
    if not standardize:
        # What is allowed: see `derived_inputs.validate`.
        X, test = np.clip(X, -150, 150), (np.clip(test[0], -150, 150), test[1])
    inputs = ("x2", "y2", "xy", "sin_x", "sin_y")
    model = type(model)(**{**model.get_params(), "standardize": standardize, "inputs": inputs})
    look_everywhere(model, X, y, n_classes, test)
    if not standardize and size <= 1e6:
        model.set_params(inputs=inputs[:3])
        look_everywhere(model, size * place(rng, 24), y, n_classes, test)


@each_model
def test_test_dragons_may_be_of_another_size_with_derived_inputs(model):
    rng = np.random.default_rng(8)
    X, y = 1e-100 * rng.uniform(-1, 1, (20, 2)), np.arange(20) % 2
    model = type(model)(**{**model.get_params(), "standardize": True, "inputs": ("x2", "xy", "sin_y")})
    look_everywhere(model, X, y, 2, (LARGEST * rng.uniform(-1, 1, (10, 2)), np.arange(10) % 2))
