"""The written-out perceptron rule, against sums done by hand and against what it promises of each step."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.dragons.bundled import bundled_columns
from dragonviz.dragons.tasks import fire_task
from dragonviz.explain.perceptron import multiclass_perceptron, perceptron
from dragonviz.models import Perceptron


def test_two_classes_by_hand():
    X, y = [(2.0, 1.0), (-1.0, 3.0)], [1, 0]
    steps = list(perceptron(X, y, max_iter=5))
    first, second, third, fourth = steps[:4]
    # w = 0 says 0: wrong, and the dragon is added whole.
    assert (first.scores, first.predicted, first.true, first.errors) == ([0.0], 0, 1, [1])
    assert (first.weights, first.biases, first.epoch_change) == ([[2.0, 1.0]], [1.0], 3.0)
    # 2·(−1) + 1·3 + 1 = 2 says 1: wrong, and the dragon is taken off whole.
    assert (second.scores, second.predicted, second.errors) == ([2.0], 1, [-1])
    assert (second.weight_changes, second.bias_changes) == ([[1.0, -3.0]], [-1.0])
    assert (second.weights, second.biases, second.epoch_change, second.ends_epoch) == ([[3.0, -2.0]], [0.0], 7.0, True)
    # The second epoch finds both right, and is the last.
    assert ([step.scores for step in (third, fourth)]) == [[4.0], [-9.0]]
    assert (third.epoch, third.learning_rate, third.errors, third.weight_changes) == (2, 0.5, [0], [[0.0, 0.0]])
    assert len(steps) == 4


def test_several_classes_by_hand():
    steps = list(islice(multiclass_perceptron([(2.0, -1.0), (1.0, 1.0)], [2, 1], 3), 3))
    # All scores are 0, and the first class wins the tie.
    assert (steps[0].scores, steps[0].predicted, steps[0].true, steps[0].errors) == ([0.0] * 3, 0, 2, [-1, 0, 1])
    assert steps[0].weights == [[-2.0, 1.0], [0.0, 0.0], [2.0, -1.0]]
    assert (steps[0].biases, steps[0].epoch_change) == ([-1.0, 0.0, 1.0], 6.0)
    assert (steps[1].scores, steps[1].predicted) == ([-2.0, 0.0, 2.0], 2)
    assert steps[1].weights == [[-2.0, 1.0], [1.0, 1.0], [1.0, -2.0]]
    assert (steps[1].biases, steps[1].epoch_change, steps[1].ends_epoch) == ([-1.0, 1.0, 0.0], 10.0, True)
    assert (steps[2].epoch, steps[2].learning_rate, steps[2].scores) == (2, 0.5, [-6.0, 2.0, 4.0])


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10**6), n_classes=st.sampled_from([0, 2, 3]), n=st.integers(1, 12))
def test_each_step_tells_its_whole_story(seed, n_classes, n):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(0, 3, (n, 2)).tolist(), rng.integers(n_classes or 2, size=n).tolist()
    rule = multiclass_perceptron(X, y, n_classes, 4) if n_classes else perceptron(X, y, 4)
    before = np.zeros((n_classes or 1, 2)), np.zeros(n_classes or 1)
    changes = {}
    for k, step in enumerate(rule):
        assert (step.epoch - 1, step.dragon) == divmod(k, n)
        assert step.true == y[step.dragon]
        np.testing.assert_allclose(step.scores, np.dot(before[0], X[step.dragon]) + before[1])
        assert any(step.errors) == (step.predicted != step.true)
        expected = np.outer(step.errors, X[step.dragon]) / step.epoch
        np.testing.assert_allclose(step.weight_changes, expected)
        np.testing.assert_allclose(np.subtract(step.weights, before[0]), step.weight_changes, atol=1e-12)
        np.testing.assert_allclose(np.subtract(step.biases, before[1]), step.bias_changes, atol=1e-12)
        changes[step.epoch] = changes.get(step.epoch, 0.0) + np.abs(expected).sum()
        assert step.epoch_change == pytest.approx(changes[step.epoch])
        assert step.ends_epoch == (step.dragon == n - 1)
        before = step.weights, step.biases
    assert step.ends_epoch
    assert all(change >= 0.1 for epoch, change in changes.items() if epoch < step.epoch)
    assert step.epoch == 5 or step.epoch_change < 0.1


def test_it_trains_the_bundled_dragons_as_the_model_does():
    dataset = fire_task(bundled_columns(), 0)
    *_, last = perceptron(dataset.X_train.tolist(), dataset.y_train.tolist(), max_iter=20)
    model = Perceptron(max_iter=20).fit(dataset.X_train, dataset.y_train)
    np.testing.assert_array_equal(model.coef_, last.weights)
    np.testing.assert_array_equal(model.intercept_, last.biases)
