"""The perceptron rules, compiled: many steps, over as many epochs as need be, in one call that does not hold the GIL.

The arithmetic is that of the plain loops, in the same order, so that the results are the same to the last bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.models.compiling import compiled

UNDER_WAY, CONVERGED, DIVERGED = 0, 1, 2
_BLOCK = 256


class Samples(NamedTuple):
    """Scaled feature values, shape (n_samples, n_features), class indices, and the values once more, transposed."""

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
def advance(train, test, parameters, epoch_start, orders, first_epoch, place, steps, max_epochs, tol, n_right):
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
    for i in order:
        error = y[i] - (_score(weights, biases, X, i) > 0)
        if error != 0:
            size = 0.0
            for j in range(X.shape[1]):
                delta = rate * error * X[i, j]
                weights[j, 0] += delta
                size += abs(delta)
            biases[0] += rate * error
            change += size
    return change


@compiled
def _visit_classes(train, parameters, order, rate, change):
    X, y, _ = train
    weights, biases = parameters
    scores = np.empty(len(biases))
    for i in order:
        true, predicted = y[i], _largest(weights, biases, X, i, scores)
        if predicted != true:
            size = 0.0
            for j in range(X.shape[1]):
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
    weights, biases = parameters
    if len(biases) > 1:
        return _count_right_of_classes(samples, weights, biases)
    n_right = 0
    for i in range(len(samples.y)):
        n_right += (_score(weights, biases, samples.X, i) > 0) == samples.y[i]
    return n_right


@compiled
def _count_right_of_classes(samples, weights, biases):
    # Along the samples, a block at a time, so that the loops vectorise and stay in the cache.
    _, y, X = samples
    scores, best, winners = np.empty(_BLOCK), np.empty(_BLOCK), np.empty(_BLOCK, dtype=np.int64)
    n_right = 0
    for begin in range(0, len(y), _BLOCK):
        n = min(_BLOCK, len(y) - begin)
        _find_scores(X, begin, n, weights[:, 0], biases[0], best)
        winners[:n] = 0
        for c in range(1, len(biases)):
            _find_scores(X, begin, n, weights[:, c], biases[c], scores)
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


# Numba's own inlining, since LLVM's leaves checks in the loop that cost half of the speed.
@compiled(inline="always")
def _score(weights, biases, X, i):
    score = weights[0, 0] * X[i, 0]
    for j in range(1, X.shape[1]):
        score += weights[j, 0] * X[i, j]
    return score + biases[0]


@compiled(inline="always")
def _largest(weights, biases, X, i, scores):
    for c in range(len(biases)):
        score = weights[0, c] * X[i, 0]
        for j in range(1, X.shape[1]):
            score += weights[j, c] * X[i, j]
        scores[c] = score + biases[c]
    # In a loop of its own, without a running maximum: that has no branch to mispredict.
    largest = 0
    for c in range(1, len(biases)):
        if scores[c] > scores[largest]:
            largest = c
    return largest
