"""The MLP kernel's solvers: each one loop over all parameters, with the arithmetic of `torch.optim`.

What is too small to make a difference becomes zero: left alone, what the solvers remember of neurons that are off would
sink to denormal numbers, which are slow. A nan stays a nan.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.models.kernels.compiling import compiled

SGD, ADAM = range(2)

_F = np.float32
_ZERO = _F(0)
_BETA_1, _BETA_2, _EPSILON = 0.9, 0.999, _F(1e-8)
_NEW_1, _NEW_2 = _F(1 - _BETA_1), _F(1 - _BETA_2)
_LEAST, _LEAST_SQUARE = _F(1e-16), _F(1e-30)
_REORDERING = {"contract", "reassoc", "nsz", "arcp"}


class Solver(NamedTuple):
    """One of the solvers above and its settings.

    Parameters
    ----------
    kind : int
    rate : float
    momentum : float
        Of SGD.
    alpha : float
        What is added to the gradient, times the parameter (an L2 penalty).
    l1 : float
        What is added to the gradient, times the parameter's sign, which is 0 for 0 (an L1 penalty).
    """

    kind: int
    rate: float
    momentum: float
    alpha: float
    l1: float

    @property
    def n_moments(self) -> int:
        """How many numbers it remembers for each parameter."""
        return 2 if self.kind == ADAM else 1


@compiled(inline="always")
def update(memory: np.ndarray, solver: Solver, n_updates: int) -> None:
    """Do a network's next update, its `n_updates`-th.

    Parameters
    ----------
    memory : ndarray of shape (2 + n_moments, n), float32
        Parameters, what the solver remembers, and the gradient.
    solver : Solver
    n_updates : int
    """
    rate, alpha = _F(solver.rate), _F(solver.alpha)
    if solver.l1 > 0:
        _add_signs(memory[0], memory[-1], _F(solver.l1))
    if solver.kind == ADAM:
        corrected_rate = _F(solver.rate / (1 - _BETA_1**n_updates))
        correction = _F(1 / np.sqrt(1 - _BETA_2**n_updates))
        _adam(memory[0], memory[1], memory[2], memory[-1], corrected_rate, correction, alpha)
    elif solver.momentum > 0:
        _momentum(memory[0], memory[1], memory[-1], rate, _F(solver.momentum), alpha)
    else:
        _descend(memory[0], memory[-1], rate, alpha)


@compiled
def _add_signs(parameters, gradient, l1):
    # By itself, so that who has no such penalty does not wait for it.
    for i in range(len(parameters)):
        if parameters[i] > 0:
            gradient[i] += l1
        elif parameters[i] < 0:
            gradient[i] -= l1


@compiled(fastmath=_REORDERING)
def _adam(parameters, means, squares, gradient, rate, correction, alpha):
    # Kingma and Ba 2015, with the corrections of both means in `rate` and `correction`.
    for i in range(len(parameters)):
        g = gradient[i] + alpha * parameters[i]
        g = _ZERO if abs(g) < _LEAST else g
        mean = means[i] + (g - means[i]) * _NEW_1
        mean = _ZERO if abs(mean) < _LEAST else mean
        square = squares[i] + (g * g - squares[i]) * _NEW_2
        square = _ZERO if square < _LEAST_SQUARE else square
        means[i], squares[i] = mean, square
        parameters[i] -= rate * mean / (np.sqrt(square) * correction + _EPSILON)


@compiled(fastmath=_REORDERING)
def _momentum(parameters, velocities, gradient, rate, momentum, alpha):
    for i in range(len(parameters)):
        velocity = momentum * velocities[i] + (gradient[i] + alpha * parameters[i])
        velocities[i] = _ZERO if abs(velocity) < _LEAST_SQUARE else velocity
        parameters[i] -= rate * velocities[i]


@compiled(fastmath=_REORDERING)
def _descend(parameters, gradient, rate, alpha):
    for i in range(len(parameters)):
        parameter = parameters[i] - rate * (gradient[i] + alpha * parameters[i])
        parameters[i] = _ZERO if abs(parameter) < _LEAST_SQUARE else parameter
