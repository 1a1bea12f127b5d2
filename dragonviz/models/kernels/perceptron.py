"""The perceptron rules, compiled: many steps, over as many epochs as need be, in one call that does not hold the GIL.

The arithmetic is that of the plain loops, in the same order, so that the results are the same to the last bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.models.kernels.compiling import compiled
from dragonviz.models.kernels.outcomes import CONVERGED, DIVERGED, UNDER_WAY

_BLOCK = 256


class Samples(NamedTuple):
    """Scaled feature values, shape (n_samples, n_features), class indices, and the values once more, transposed.

    There are at least two features: a sample that has one is given a zero besides.
    """

    X: np.ndarray
    y: np.ndarray
    X_by_feature: np.ndarray


class Parameters(NamedTuple):
    """Weights of shape (n_features, n_columns) and biases of shape (n_columns,).

    There is one column for two classes, else one for each: side by side, since the inner loop runs over the classes.
    """

    weights: np.ndarray
    biases: np.ndarray


class Place(NamedTuple):
    """Where training stands: steps of the epoch under way, epochs finished, and the summed |Δw| of the former."""

    step: int
    epoch: int
    change: float
    outcome: int


@compiled(from_python=True)
def advance(
    train: Samples,
    test: Samples,
    parameters: Parameters,
    epoch_start: Parameters,
    orders: np.ndarray,
    first_epoch: int,
    place: Place,
    steps: int,
    max_epochs: int,
    tol: float,
    n_right: np.ndarray,
) -> Place:
    """Do at most `steps` steps, and count the right predictions whenever an epoch ends.

    Parameters
    ----------
    train, test : Samples
    parameters : Parameters
        Changed in place.
    epoch_start : Parameters
        What they were when the epoch under way began: they are taken back to it if they overflow.
    orders : ndarray of shape (n_orders, n_samples), unsigned
        In which order the epochs from `first_epoch` on visit the samples; after the last, the first comes again.
    first_epoch : int
    place : Place
    steps, max_epochs : int
    tol : float
        An epoch whose weight changes add up to less than this is the last.
    n_right : ndarray of shape (n, 2), int64
        For each epoch that ends: how many samples of `train` and of `test` are then classified correctly. Nothing is
        counted once its n rows are filled.

    Returns
    -------
    Place
    """
    n_samples = len(train.y)
    step, epoch, change, outcome = place
    start = epoch
    while steps > 0 and epoch < max_epochs and outcome == UNDER_WAY:
        order = orders[(epoch - first_epoch) % len(orders)]
        end = min(n_samples, step + steps)
        steps -= end - step
        if len(parameters.biases) == 1:
            change = _visit_two_classes(train, parameters, order[step:end], 1.0 / (epoch + 1), change)
        else:
            change = _visit_classes(train, parameters, order[step:end], 1.0 / (epoch + 1), change)
        step = end
        if not _all_finite(parameters):
            _copy(epoch_start, parameters)
            step, change, outcome = 0, 0.0, DIVERGED
        elif step == n_samples:
            _copy(parameters, epoch_start)
            if epoch - start < len(n_right):
                n_right[epoch - start, 0] = _count_right(train, parameters)
                n_right[epoch - start, 1] = _count_right(test, parameters)
            if change < tol:
                outcome = CONVERGED
            step, epoch, change = 0, epoch + 1, 0.0
    return Place(step, epoch, change, outcome)


@compiled
def _all_finite(parameters):
    for c in range(len(parameters.biases)):
        if not np.isfinite(parameters.biases[c]):
            return False
        for j in range(len(parameters.weights)):
            if not np.isfinite(parameters.weights[j, c]):
                return False
    return True


@compiled
def _copy(source, target):
    for c in range(len(source.biases)):
        target.biases[c] = source.biases[c]
        for j in range(len(source.weights)):
            target.weights[j, c] = source.weights[j, c]


@compiled
def _visit_two_classes(train, parameters, order, rate, change):
    X, y, _ = train
    weights, biases = parameters
    # The weights that every model has, and the bias, stay in registers: on the way through memory, each mistake would
    # hold up the next sample. There is no arithmetic with the label, which numba would put in place of the branch.
    w0, w1, b = weights[0, 0], weights[1, 0], biases[0]
    for i in order:
        score = w0 * X[i, 0] + w1 * X[i, 1]
        for j in range(2, X.shape[1]):
            score += weights[j, 0] * X[i, j]
        is_second = score + b > 0
        if is_second != (y[i] > 0):
            signed_rate = -rate if is_second else rate
            delta0, delta1 = signed_rate * X[i, 0], signed_rate * X[i, 1]
            size = abs(delta0) + abs(delta1)
            for j in range(2, X.shape[1]):
                delta = signed_rate * X[i, j]
                weights[j, 0] += delta
                size += abs(delta)
            w0, w1, b = w0 + delta0, w1 + delta1, b + signed_rate
            change += size
    weights[0, 0], weights[1, 0], biases[0] = w0, w1, b
    return change


@compiled
def _visit_classes(train, parameters, order, rate, change):
    X, y, _ = train
    weights, biases = parameters
    # Not `weights.shape`, which makes the loop a fifth slower.
    n_features, n_classes = len(weights), len(biases)
    scores = np.empty(n_classes)
    for i in order:
        x0, x1, true = X[i, 0], X[i, 1], y[i]
        for c in range(n_classes):
            score = weights[0, c] * x0 + weights[1, c] * x1
            for j in range(2, n_features):
                score += weights[j, c] * X[i, j]
            scores[c] = score + biases[c]
        # In a loop of its own, without a running maximum: that has no branch to mispredict.
        predicted = 0
        for c in range(1, n_classes):
            if scores[c] > scores[predicted]:
                predicted = c
        if predicted != true:
            size = 0.0
            for j in range(n_features):
                delta = rate * X[i, j]
                weights[j, true] += delta
                weights[j, predicted] -= delta
                size += abs(delta) + abs(delta)
            biases[true] += rate
            biases[predicted] -= rate
            change += size
    return change


@compiled
def _count_right(samples, parameters):
    # Along the samples, a block at a time, so that the loops vectorise and stay in the cache.
    _, y, X = samples
    weights, biases = parameters
    scores, best, winners = np.empty(_BLOCK), np.empty(_BLOCK), np.empty(_BLOCK, dtype=np.int64)
    n_classes = max(2, len(biases))
    n_right = 0
    for begin in range(0, len(y), _BLOCK):
        n = min(_BLOCK, len(y) - begin)
        # The first of two classes has no column: its score is 0.
        best[:n], winners[:n] = 0, 0
        if len(biases) > 1:
            _find_scores(X, begin, n, weights[:, 0], biases[0], best)
        for c in range(1, n_classes):
            column = c + len(biases) - n_classes
            _find_scores(X, begin, n, weights[:, column], biases[column], scores)
            for i in range(n):
                wins = scores[i] > best[i]
                best[i] = scores[i] if wins else best[i]
                winners[i] = c if wins else winners[i]
        for i in range(n):
            n_right += winners[i] == y[begin + i]
    return n_right


@compiled
def _find_scores(X, begin, n, w, b, scores):
    values = X[0, begin : begin + n]
    for i in range(n):
        scores[i] = w[0] * values[i]
    for j in range(1, len(X)):
        values = X[j, begin : begin + n]
        for i in range(n):
            scores[i] += w[j] * values[i]
    for i in range(n):
        scores[i] += b
