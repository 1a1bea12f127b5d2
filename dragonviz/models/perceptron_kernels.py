"""The perceptron rules, compiled: many steps, over as many epochs as need be, in one call that does not hold the GIL.

The arithmetic is that of the plain loops, in the same order, so that the results are the same to the last bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.models.compiling import compiled

UNDER_WAY, CONVERGED, DIVERGED = 0, 1, 2


class Samples(NamedTuple):
    """Scaled feature values, shape (n_samples, n_features), and class indices."""

    X: np.ndarray
    y: np.ndarray


class Parameters(NamedTuple):
    """Weights of shape (n_rows, n_features) and biases of shape (n_rows,): one row for two classes, or one each."""

    weights: np.ndarray
    biases: np.ndarray


class Place(NamedTuple):
    """Where training stands: steps of the epoch under way, epochs finished, and the summed |Δw| of the former."""

    step: int
    epoch: int
    change: float
    outcome: int


@compiled
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
    n_right : ndarray of shape (2, n), int64
        For each epoch that ends: how many samples of `train` and of `test` are then classified correctly. Nothing is
        counted beyond its n columns.

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
        if not (np.isfinite(parameters.weights).all() and np.isfinite(parameters.biases).all()):
            parameters.weights[:], parameters.biases[:] = epoch_start.weights, epoch_start.biases
            step, change, outcome = 0, 0.0, DIVERGED
        elif step == n_samples:
            epoch_start.weights[:], epoch_start.biases[:] = parameters.weights, parameters.biases
            if epoch - start < n_right.shape[1]:
                n_right[0, epoch - start] = _count_right(train, parameters)
                n_right[1, epoch - start] = _count_right(test, parameters)
            if change < tol:
                outcome = CONVERGED
            step, epoch, change = 0, epoch + 1, 0.0
    return Place(step, epoch, change, outcome)


@compiled
def _visit_two_classes(train, parameters, order, rate, change):
    X, y = train
    weights, biases = parameters
    for i in order:
        predicted = _score(weights, biases, 0, X, i) > 0
        error = y[i] - predicted
        if error != 0:
            size = 0.0
            for j in range(X.shape[1]):
                delta = rate * error * X[i, j]
                weights[0, j] += delta
                size += abs(delta)
            biases[0] += rate * error
            change += size
    return change


@compiled
def _visit_classes(train, parameters, order, rate, change):
    X, y = train
    weights, biases = parameters
    for i in order:
        true, predicted = y[i], _largest(weights, biases, X, i)
        if predicted != true:
            size = 0.0
            for j in range(X.shape[1]):
                delta = rate * X[i, j]
                weights[true, j] += delta
                weights[predicted, j] -= delta
                size += abs(delta) + abs(delta)
            biases[true] += rate
            biases[predicted] -= rate
            change += size
    return change


@compiled
def _count_right(samples, parameters):
    X, y = samples
    weights, biases = parameters
    n_right = 0
    for i in range(len(y)):
        if len(biases) == 1:
            predicted = int(_score(weights, biases, 0, X, i) > 0)
        else:
            predicted = _largest(weights, biases, X, i)
        n_right += predicted == y[i]
    return n_right


@compiled
def _score(weights, biases, c, X, i):
    score = 0.0
    for j in range(X.shape[1]):
        score += weights[c, j] * X[i, j]
    return score + biases[c]


@compiled
def _largest(weights, biases, X, i):
    best, best_score = 0, _score(weights, biases, 0, X, i)
    for c in range(1, len(biases)):
        score = _score(weights, biases, c, X, i)
        if score > best_score:
            best, best_score = c, score
    return best
