"""The objective of logistic regression, compiled: one pass over the samples for its value and its gradient."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.models.kernels.compiling import compiled


class Problem(NamedTuple):
    """What is minimised: the mean log loss of a linear softmax model, plus half of `penalty` times |w|².

    The biases are not penalised.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,), int64
        Class indices.
    n_classes : int
        With two, the first one's coefficients are fixed at zero, and only those of the second are free.
    penalty : float
    """

    X: np.ndarray
    y: np.ndarray
    n_classes: int
    penalty: float


def n_free_classes(n_classes: int) -> int:
    """How many classes have coefficients."""
    return 1 if n_classes == 2 else n_classes


@compiled(from_python=True)
def evaluate(problem: Problem, coefficients: np.ndarray, gradient: np.ndarray) -> tuple[float, float, int]:
    """Find the objective and its gradient.

    Parameters
    ----------
    problem : Problem
    coefficients : ndarray of shape (n_free_classes * (n_features + 1),)
        For each free class its weights and its bias.
    gradient : ndarray of the same shape
        Is overwritten.

    Returns
    -------
    objective, loss : float
        The latter without the penalty.
    n_right : int
        How often the largest score is the right one, the first one in a tie.
    """
    X, y, n_classes, penalty = problem
    n_samples, n_features = len(y), X.shape[1]
    n_columns = n_features + 1
    n_free = len(coefficients) // n_columns
    n_fixed = n_classes - n_free
    for k in range(len(gradient)):
        gradient[k] = 0.0
    scores = np.empty(n_classes)
    loss, n_right = 0.0, 0
    for i in range(n_samples):
        largest = _find_scores(X, i, coefficients, scores)
        n_right += largest == y[i]
        # Smaller by the largest, so that no exponential overflows.
        top, total = scores[largest], 0.0
        loss += top - scores[y[i]]
        for c in range(n_classes):
            scores[c] = np.exp(scores[c] - top)
            total += scores[c]
        loss += np.log(total)
        for c in range(n_fixed, n_classes):
            residual = scores[c] / total
            if c == y[i]:
                residual -= 1.0
            row = (c - n_fixed) * n_columns
            for j in range(n_features):
                gradient[row + j] += residual * X[i, j]
            gradient[row + n_features] += residual
    loss /= n_samples
    square = 0.0
    for k in range(len(gradient)):
        gradient[k] /= n_samples
        if k % n_columns != n_features:
            gradient[k] += penalty * coefficients[k]
            square += coefficients[k] * coefficients[k]
    return loss + penalty / 2 * square, loss, n_right


@compiled(from_python=True)
def count_right(problem: Problem, coefficients: np.ndarray) -> int:
    """How often the largest score is the right one on the problem's samples."""
    X, y, n_classes, _ = problem
    scores = np.empty(n_classes)
    n_right = 0
    for i in range(len(y)):
        n_right += _find_scores(X, i, coefficients, scores) == y[i]
    return n_right


@compiled
def _find_scores(X, i, coefficients, scores):
    """Leave one sample's scores in `scores`; returns the class of the largest."""
    n_features = X.shape[1]
    n_fixed = len(scores) - len(coefficients) // (n_features + 1)
    largest = 0
    for c in range(len(scores)):
        score = 0.0
        if c >= n_fixed:
            row = (c - n_fixed) * (n_features + 1)
            score = coefficients[row + n_features]
            for j in range(n_features):
                score += coefficients[row + j] * X[i, j]
        scores[c] = score
        if score > scores[largest]:
            largest = c
    return largest
