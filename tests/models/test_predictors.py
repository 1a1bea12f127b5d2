"""What a linear predictor computes from given coefficients."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragonviz.models.predictors import LinearPredictor, Scaling, softmax


def test_the_first_of_the_largest_scores_wins():
    weights, biases = np.array([[0.0], [1.0], [1.0]]), np.array([0.0, -2.0, -2.0])
    predictor = LinearPredictor(weights, biases, Scaling.raw(1), probabilistic=False)
    codes = predictor.classify(np.array([[1.0], [2.0], [2.5]]))
    assert codes.dtype == np.int64
    np.testing.assert_array_equal(codes, [0, 0, 1])
    np.testing.assert_array_equal(predictor.probabilities(np.array([[2.5]])), [[0, 1, 0]])


def test_one_weight_vector_beside_zeros_is_the_sigmoid():
    predictor = LinearPredictor(np.array([[0.0], [1.0]]), np.array([0.0, -2.0]), Scaling.raw(1), probabilistic=True)
    X = np.array([[-1.0], [2.0], [3.5]])
    np.testing.assert_allclose(predictor.probabilities(X)[:, 1], 1 / (1 + np.exp(2 - X[:, 0])))


def test_raw_coefficients_give_the_scores_of_the_scaled_features():
    rng = np.random.default_rng(0)
    X = rng.normal([8.0, 190.0], [2.0, 30.0], (50, 2))
    predictor = LinearPredictor(
        rng.normal(size=(3, 2)), rng.normal(size=3), Scaling.standardising(X), probabilistic=False
    )
    weights, biases = predictor.raw_coefficients()
    np.testing.assert_allclose(X @ weights.T + biases, predictor.scores(X), rtol=1e-10, atol=1e-10)


def test_a_constant_feature_is_only_shifted():
    X = np.array([[7.0, 1.0], [7.0, 3.0]])
    np.testing.assert_array_equal(Scaling.standardising(X)(X), [[0.0, -1.0], [0.0, 1.0]])


@given(
    value=st.one_of(st.sampled_from([0.1, 36.6, 98.6, -273.15, 1e-300, 1e15, 0.0]), st.floats(-1e15, 1e15)),
    n=st.integers(1, 500),
)
def test_a_constant_column_of_any_value_becomes_zero_and_is_divided_by_nothing_small(value, n):
    X = np.full((n, 1), value)
    scaling = Scaling.standardising(X)
    np.testing.assert_array_equal(scaling(X), 0)
    assert scaling.scale[0] >= 1


@pytest.mark.parametrize("value", [0.1, 36.6, 98.6, -1e15])
def test_a_column_that_differs_by_rounding_is_constant_too(value):
    X = np.array([[value], [np.nextafter(value, np.inf)]] * 20)
    np.testing.assert_allclose(Scaling.standardising(X)(X), 0, atol=1e-14)


@given(
    column=st.lists(st.integers(-1000, 1000), min_size=2, max_size=60).filter(lambda column: len(set(column)) > 1),
    size=st.sampled_from([1e-190, 1e-30, 1.0, 1e9, 1e12]),
    offset=st.sampled_from([0.0, 0.1, 1e3, -1e9]),
)
def test_any_other_column_has_mean_0_and_deviation_1_by_exact_arithmetic(column, size, offset):
    X = size * (np.array(column, dtype=float)[:, np.newaxis] + offset)
    exactly = [Fraction(value) for value in X[:, 0].tolist()]
    mean = sum(exactly) / len(exactly)
    variance = sum((value - mean) ** 2 for value in exactly) / len(exactly)
    deviation = Fraction(math.isqrt(int(variance * 10**800))) / 10**400
    expected = [float((value - mean) / deviation) for value in exactly]
    rounding = float(max(map(abs, exactly)) / deviation) * 1e-15
    np.testing.assert_allclose(Scaling.standardising(X)(X)[:, 0], expected, rtol=1e-12, atol=1e-12 + rounding)


@pytest.mark.parametrize("shift", [0.0, 1000.0, -1000.0])
def test_softmax_of_shifted_scores_is_the_same(shift):
    scores = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
    expected = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(softmax(scores + shift), expected)
