"""What a linear predictor computes from given coefficients."""

import numpy as np
import pytest

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


@pytest.mark.parametrize("shift", [0.0, 1000.0, -1000.0])
def test_softmax_of_shifted_scores_is_the_same(shift):
    scores = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
    expected = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(softmax(scores + shift), expected)
