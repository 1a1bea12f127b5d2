"""How an MLP is trained, compiled: as many batches and epochs as need be in one call, which does not hold the GIL.

The arithmetic is float32 throughout, constants included: one float64 among them would halve the speed. Comparisons are
written so that a nan stays a nan, and no fast-math flag assumes that there is none: divergence must be seen.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.models.kernels.compiling import compiled
from dragonviz.models.kernels.mlp_layers import Layers, Space, add, backward, forward, matrix
from dragonviz.models.kernels.mlp_solvers import Solver, update
from dragonviz.models.kernels.outcomes import DIVERGED, UNDER_WAY

_F = np.float32
_ZERO, _ONE = _F(0), _F(1)
# A probability below this makes no difference, and its products would sink to denormal numbers, which are slow.
_LEAST = _F(1e-16)
# Scores within this have a finite loss.
_LARGEST_SCORE = 1e37


class Samples(NamedTuple):
    """Scaled feature values, shape (n_samples, n_features), float32, and class indices."""

    X: np.ndarray
    y: np.ndarray


class Place(NamedTuple):
    """Where training stands.

    Parameters
    ----------
    step : int
        Steps done in the epoch under way.
    epoch : int
        Epochs finished.
    updates, updates_kept : int
        Updates since the beginning, now and when the last epoch ended.
    outcome : int
        `UNDER_WAY` or `DIVERGED`.
    """

    step: int
    epoch: int
    updates: int
    updates_kept: int
    outcome: int


@compiled(from_python=True)
def advance(
    train: Samples,
    test: Samples,
    batch_size: int,
    layers: Layers,
    solver: Solver,
    kept: np.ndarray,
    orders: np.ndarray,
    first: int,
    space: Space,
    place: Place,
    steps: int,
    max_epochs: int,
    records: np.ndarray,
    stop: np.ndarray,
) -> Place:
    """Do at most `steps` steps, and keep a record of each epoch that ends.

    Parameters
    ----------
    train, test : Samples
    batch_size : int
    layers : Layers
        Their memory is changed in place.
    solver : Solver
    kept : ndarray of shape (1 + n_moments, n), float32
        Parameters and moments as they were when the last epoch ended, to which training that diverges goes back.
    orders : ndarray of shape (n_orders, n_samples), uint64
        In which order each epoch from `first` on visits the samples.
    first : int
    space : Space
    place : Place
    steps, max_epochs : int
    records : ndarray of shape (n, 3), float64
        For each epoch that ends: how often it is right on `train` and on `test`, and the loss on `train`. Nothing is
        noted beyond its n rows.
    stop : ndarray of shape (1,), uint8
        Once another thread sets it, the step under way is given up, or the record of an epoch whose steps are done:
        then `step` stays at the number of steps in an epoch, and the next call begins with that record.

    Returns
    -------
    Place
    """
    memory = layers.memory
    n_samples = len(train.y)
    step, epoch, updates, updates_kept, outcome = place
    start = epoch
    while epoch < max_epochs and outcome == UNDER_WAY:
        finite = True
        if step * batch_size < n_samples:
            if steps == 0:
                break
            batch = orders[epoch - first][step * batch_size : (step + 1) * batch_size]
            finite = _find_gradient(train, batch, layers, space, stop)
            if stop[0]:
                break
            if finite:
                updates += 1
                step += 1
                steps -= 1
                update(memory, solver, updates)
        if finite and step * batch_size >= n_samples:
            recorded = epoch - start < len(records)
            if recorded or not _loss_is_surely_finite(train, layers):
                right, loss = _score(train, layers, space, stop)
                finite = np.isfinite(loss)
                if recorded:
                    records[epoch - start, 0] = right
                    records[epoch - start, 1] = _score(test, layers, space, stop)[0]
                    records[epoch - start, 2] = loss
                if stop[0]:
                    break
            if finite:
                _copy(memory, kept)
                step, epoch, updates_kept = 0, epoch + 1, updates
        if not finite:
            _copy(kept, memory)
            step, updates, outcome = 0, updates_kept, DIVERGED
    return Place(step, epoch, updates, updates_kept, outcome)


@compiled
def _copy(source, target):
    for r in range(min(len(source), len(target))):
        for i in range(source.shape[1]):
            target[r, i] = source[r, i]


@compiled(inline="always")
def _find_gradient(samples, batch, layers, space, stop):
    """Leave the gradient of the mean loss over a batch in the layers' memory; False if the loss is not finite."""
    n_features = samples.X.shape[1]
    gradient = layers.memory[-1]
    weight = _ONE / _F(len(batch))
    for begin in range(0, len(batch), space.n_samples):
        if stop[0]:
            break
        n = min(space.n_samples, len(batch) - begin)
        for s in range(n):
            x = samples.X[batch[begin + s]]
            for j in range(n_features):
                space.outputs[s * n_features + j] = x[j]
        scores, at = forward(layers, space, n)
        deltas = matrix(space.deltas, at, n, scores.shape[1])
        finite = True
        for s in range(n):
            true = samples.y[batch[begin + s]]
            finite &= np.isfinite(_find_probabilities(scores[s], true, deltas[s]))
            deltas[s, true] -= _ONE
            for c in range(scores.shape[1]):
                deltas[s, c] *= weight
        if not finite:
            return False
        backward(layers, gradient if begin == 0 else space.partial, space, n, at)
        if begin > 0:
            add(space.partial, gradient)
    return True


@compiled(inline="always")
def _loss_is_surely_finite(samples, layers):
    """Whether no score can be too large, as a bound tells that costs far less than the scores do."""
    parameters, layout = layers.memory[0], layers.layout
    bound = 1.0
    for s in range(len(samples.y)):
        bound += _sum_of_sizes(samples.X[s])
    for k in range(len(layout)):
        n_inputs, n_outputs, weights, biases = layout[k, 0], layout[k, 1], layout[k, 2], layout[k, 3]
        bound *= 1 + _sum_of_sizes(parameters[weights : weights + n_inputs * n_outputs])
        bound += _sum_of_sizes(parameters[biases : biases + n_outputs])
    return bound < _LARGEST_SCORE


@compiled(fastmath={"reassoc"})
def _sum_of_sizes(values):
    total = _ZERO
    for i in range(len(values)):
        total += abs(values[i])
    return total


@compiled
def _score(samples, layers, space, stop):
    """How often the largest score is the right one, and the mean loss; both nan if there is no sample."""
    n_samples, n_features = samples.X.shape
    n_right, loss = 0, 0.0
    for begin in range(0, n_samples, space.n_samples):
        if stop[0]:
            break
        n = min(space.n_samples, n_samples - begin)
        for s in range(n):
            for j in range(n_features):
                space.outputs[s * n_features + j] = samples.X[begin + s, j]
        scores, _ = forward(layers, space, n)
        for s in range(n):
            true = samples.y[begin + s]
            n_right += _largest(scores[s]) == true
            loss += _find_probabilities(scores[s], true, scores[s])
    return n_right / n_samples, loss / n_samples


@compiled
def _largest(z):
    best = 0
    for c in range(1, len(z)):
        if z[c] > z[best]:
            best = c
    return best


@compiled
def _find_probabilities(z, true, probabilities):
    """Leave the softmax of one sample's scores in `probabilities`; returns the cross-entropy."""
    top, z_true = z[_largest(z)], z[true]
    total = _ZERO
    for c in range(len(z)):
        probabilities[c] = np.exp(z[c] - top)
        total += probabilities[c]
    for c in range(len(z)):
        p = probabilities[c] / total
        probabilities[c] = _ZERO if p < _LEAST else p
    return np.log(total) + (top - z_true)
