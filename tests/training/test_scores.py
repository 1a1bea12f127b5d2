"""Scores, against scikit-learn's metrics."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, recall_score

from dragonviz.training.scores import Scores


@st.composite
def labels(draw, fewest=2, most=8):
    k = draw(st.integers(fewest, most))
    pairs = draw(st.lists(st.tuples(st.integers(0, k - 1), st.integers(0, k - 1)), min_size=1, max_size=60))
    y_true, y_pred = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return k, y_true, y_pred


@pytest.mark.slow
@settings(deadline=None)
@given(labels())
def test_matrix_and_accuracy_equal_scikit_learns(case):
    k, y_true, y_pred = case
    scores = Scores.of(y_true, y_pred, k)
    np.testing.assert_array_equal(scores.matrix, confusion_matrix(y_true, y_pred, labels=range(k)))
    assert scores.matrix.dtype == np.int64
    assert scores.accuracy == pytest.approx(accuracy_score(y_true, y_pred))
    assert scores.n == len(y_true)
    assert scores.n_wrong == len(y_true) - accuracy_score(y_true, y_pred, normalize=False)


@pytest.mark.slow
@settings(deadline=None)
@given(labels(most=2))
def test_rates_are_the_recalls_of_the_two_classes(case):
    _, y_true, y_pred = case
    scores = Scores.of(y_true, y_pred, 2)
    detection = recall_score(y_true, y_pred, pos_label=1, zero_division=math.nan)
    specificity = recall_score(y_true, y_pred, pos_label=0, zero_division=math.nan)
    assert scores.detection_rate == pytest.approx(detection, nan_ok=True)
    assert scores.false_positive_rate == pytest.approx(1 - specificity, nan_ok=True)


@settings(deadline=None)
@given(labels(fewest=3))
def test_rates_are_undefined_for_more_than_two_classes(case):
    k, y_true, y_pred = case
    scores = Scores.of(y_true, y_pred, k)
    assert math.isnan(scores.detection_rate)
    assert math.isnan(scores.false_positive_rate)


def test_without_dragons_every_share_is_undefined():
    none = np.empty(0, dtype=np.int64)
    scores = Scores.of(none, none, 2)
    assert scores.n == 0
    assert all(map(math.isnan, (scores.accuracy, scores.detection_rate, scores.false_positive_rate)))


def test_scores_cannot_be_changed():
    scores = Scores.of(np.array([0, 1]), np.array([0, 0]), 2)
    with pytest.raises(ValueError, match="read-only"):
        scores.matrix[0, 0] = 5
