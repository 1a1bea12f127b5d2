"""Logistic regression's optimiser, L-BFGS, compiled: as many iterations as need be in one call without the GIL.

References
----------
.. [1] J. Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of Computation 35(151), 1980.
.. [2] R. H. Byrd, P. Lu, J. Nocedal and C. Zhu, "A limited memory algorithm for bound constrained optimization",
   SIAM Journal on Scientific Computing 16(5), 1995: first step, restarts and ends are as there, without the bounds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.models.kernels.compiling import compiled
from dragonviz.models.kernels.line_search import Point, begin, is_over, narrow
from dragonviz.models.kernels.log_loss import count_right, evaluate
from dragonviz.models.kernels.outcomes import CONVERGED, DIVERGED, UNDER_WAY

N_PAIRS = 10
_EPSILON = np.finfo(np.float64).eps
# What scikit-learn 1.9 asks of its optimiser.
_LEAST_GAIN, _MOST_TRIALS = 64 * _EPSILON, 50


class Memory(NamedTuple):
    """What the optimiser works on.

    Parameters
    ----------
    coefficients, gradient : ndarray of shape (n,)
        The present point; the gradient is known from the first iteration on.
    trial, trial_gradient, direction : ndarray of shape (n,)
        Room to work in.
    steps, changes : ndarray of shape (N_PAIRS, n)
        Of the newest iterations: by how much the coefficients changed, and the gradient.
    """

    coefficients: np.ndarray
    gradient: np.ndarray
    trial: np.ndarray
    trial_gradient: np.ndarray
    direction: np.ndarray
    steps: np.ndarray
    changes: np.ndarray


class Place(NamedTuple):
    """Where training stands.

    Parameters
    ----------
    epoch : int
        Iterations finished.
    objective : float
        At the present point; nan before the first iteration on these samples.
    n_pairs, newest : int
        How many pairs of `steps` and `changes` are in use, and the index of the newest.
    outcome : int
        `UNDER_WAY`, `CONVERGED` or `DIVERGED`.
    """

    epoch: int
    objective: float
    n_pairs: int
    newest: int
    outcome: int


@compiled(from_python=True)
def advance(train, test, memory, place, steps, max_epochs, tol, records):
    """Do at most `steps` iterations, and keep a record of each.

    Parameters
    ----------
    train, test : Problem
    memory : Memory
        Is changed in place.
    place : Place
    steps, max_epochs : int
    tol : float
        Training has converged when no component of the gradient is larger.
    records : ndarray of shape (n, 3), float64
        For each iteration: how often it is right on `train` and on `test`, and the loss on `train`. Nothing is noted
        beyond its n rows.

    Returns
    -------
    Place
    """
    coefficients, gradient, trial, trial_gradient, direction, _, _ = memory
    epoch, objective, n_pairs, newest, outcome = place
    start = epoch
    last = min(max_epochs, start + steps)
    is_first = np.isnan(objective)
    if is_first and epoch < last and outcome == UNDER_WAY:
        objective, _, _ = evaluate(train, coefficients, gradient)
        outcome = _outcome(objective, gradient, tol)
    while epoch < last and outcome == UNDER_WAY:
        _find_direction(memory, n_pairs, newest)
        first_step = 1 / np.sqrt(_dot(direction, direction)) if is_first else 1.0
        is_found, new_objective, loss, n_right = _search(train, memory, objective, first_step)
        if not is_found:
            # Rounding lets no step lower the objective: not that of the straight way down either, if that was tried.
            outcome = CONVERGED if n_pairs == 0 else UNDER_WAY
            n_pairs = 0
            continue
        outcome = _outcome(new_objective, trial_gradient, tol)
        if outcome == DIVERGED:
            continue
        gain = objective - new_objective
        if gain <= _LEAST_GAIN * max(abs(objective), abs(new_objective), 1.0):
            outcome = CONVERGED
        n_pairs, newest = _remember(memory, n_pairs, newest)
        _copy(trial, coefficients)
        _copy(trial_gradient, gradient)
        if epoch - start < len(records):
            records[epoch - start, 0] = n_right
            records[epoch - start, 1] = count_right(test, coefficients)
            records[epoch - start, 2] = loss
        objective, is_first, epoch = new_objective, False, epoch + 1
    return Place(epoch, objective, n_pairs, newest, outcome)


@compiled
def _outcome(objective, gradient, tol):
    # The optimiser divides by products of gradients, so that their overflow is as fatal as that of the objective.
    if not np.isfinite(objective + _dot(gradient, gradient)):
        return DIVERGED
    for i in range(len(gradient)):
        if abs(gradient[i]) > tol:
            return UNDER_WAY
    return CONVERGED


@compiled(inline="always")
def _find_direction(memory, n_pairs, newest):
    """Leave minus the inverse Hessian's estimate times the gradient in the memory's direction."""
    gradient, direction, steps, changes = memory.gradient, memory.direction, memory.steps, memory.changes
    shares = np.empty(N_PAIRS)
    for i in range(len(direction)):
        direction[i] = -gradient[i]
    for age in range(n_pairs):
        k = (newest - age) % N_PAIRS
        shares[k] = _dot(steps[k], direction) / _dot(steps[k], changes[k])
        _add(-shares[k], changes[k], direction)
    if n_pairs > 0:
        scale = _dot(steps[newest], changes[newest]) / _dot(changes[newest], changes[newest])
        for i in range(len(direction)):
            direction[i] *= scale
    for age in range(n_pairs - 1, -1, -1):
        k = (newest - age) % N_PAIRS
        share = _dot(changes[k], direction) / _dot(steps[k], changes[k])
        _add(shares[k] - share, steps[k], direction)


@compiled(inline="always")
def _search(train, memory, objective, step):
    """Leave a good point in the direction, and its gradient, in the memory's trial."""
    coefficients, _, trial, trial_gradient, direction, _, _ = memory
    slope = _dot(memory.gradient, direction)
    value, loss, n_right = objective, 0.0, 0
    if not slope < 0:
        return False, value, loss, n_right
    search = begin(objective, slope, step)
    for _ in range(_MOST_TRIALS):
        _copy(coefficients, trial)
        _add(step, direction, trial)
        value, loss, n_right = evaluate(train, trial, trial_gradient)
        point = Point(step, value, _dot(trial_gradient, direction))
        if not np.isfinite(point.value + point.slope):
            step /= 10
        elif is_over(search, point):
            return True, value, loss, n_right
        else:
            search, step = narrow(search, point)
    return False, value, loss, n_right


@compiled(inline="always")
def _remember(memory, n_pairs, newest):
    """Keep the step from the present point to the trial one, if the slope rises along it."""
    k = (newest + 1) % N_PAIRS
    step, change = memory.steps[k], memory.changes[k]
    for i in range(len(step)):
        step[i] = memory.trial[i] - memory.coefficients[i]
        change[i] = memory.trial_gradient[i] - memory.gradient[i]
    if _dot(step, change) <= -_EPSILON * _dot(step, memory.gradient):
        return n_pairs, newest
    return min(n_pairs + 1, N_PAIRS), k


@compiled
def _dot(a, b):
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


@compiled
def _copy(source, target):
    for i in range(len(target)):
        target[i] = source[i]


@compiled
def _add(factor, source, target):
    for i in range(len(target)):
        target[i] += factor * source[i]
