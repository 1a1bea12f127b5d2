"""SciPy's L-BFGS-B, one iteration at a time.

`scipy.optimize.minimize` runs to its end. What it calls meanwhile, which is private to SciPy, returns whenever it needs
the function at another point or has finished an iteration, and keeps all that it knows in the arrays that it is given.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import _lbfgsb

# What scikit-learn 1.9 asks of it: the relative gain of an iteration, in units of rounding, at which it ends, how many
# points it tries in a direction, and how many steps it remembers.
_LEAST_GAIN, _MOST_TRIALS, _N_PAIRS = 64.0, 50, 10
# It divides by products of gradients, so that their overflow is as fatal as that of the function.
_STEEPEST = 1e150
_STARTS, _FINISHED_AN_ITERATION, _NEEDS_THE_FUNCTION = 0, 1, 3


class LBFGS:
    """A minimisation without bounds [1]_, which can be stopped after any iteration, and copied by `copy.deepcopy`.

    Parameters
    ----------
    start : ndarray of shape (n,), float64
    tol : float
        It ends when no component of the gradient is larger. It can be changed as long as it has not ended.

    Attributes
    ----------
    point : ndarray of shape (n,), float64
        Where the latest iteration ended; `start` before the first one.
    gradient : ndarray of shape (n,), float64
        Once it has ended, the gradient there.

    References
    ----------
    .. [1] R. H. Byrd, P. Lu, J. Nocedal and C. Zhu, "A limited memory algorithm for bound constrained optimization",
       SIAM Journal on Scientific Computing 16(5), 1995.
    """

    def __init__(self, start: np.ndarray, tol: float) -> None:
        n, m = len(start), _N_PAIRS
        self.point = start.copy()
        self.gradient = np.zeros(n)
        self._trial = start.copy()
        self._value = 0.0
        self.tol = tol
        self._no_bounds = np.zeros(n), np.zeros(n), np.zeros(n, dtype=np.int32)
        self._task = np.zeros(2, dtype=np.int32)
        # As minimize makes them.
        self._numbers = np.zeros(2 * m * n + 5 * n + 11 * m * m + 8 * m), np.zeros(3 * n, dtype=np.int32)
        self._place = np.zeros(4, dtype=np.int32), np.zeros(44, dtype=np.int32), np.zeros(29)
        self._trials = np.zeros(2, dtype=np.int32)

    @property
    def has_ended(self) -> bool:
        """Whether it can lower the function no further: by its tolerance, or because rounding lets no step do so."""
        return self._task[0] not in (_STARTS, _FINISHED_AN_ITERATION, _NEEDS_THE_FUNCTION)

    def arrays(self) -> tuple[np.ndarray, ...]:
        """All that it remembers between iterations, itself: who overwrites these sets it back."""
        return (self.point, self.gradient, self._trial, *self._numbers, self._task, *self._place, self._trials)

    def iterate(self, evaluate: Callable[[np.ndarray, np.ndarray], float]) -> bool:
        """Do one iteration, after which the function was last evaluated at the new `point`.

        Parameters
        ----------
        evaluate : callable
            Given a point, and an array to leave the gradient there in, it returns the function's value.

        Returns
        -------
        bool
            False if it has ended without another iteration.

        Raises
        ------
        FloatingPointError
            If the function or its gradient overflows.
        """
        if self._task[0] == _STARTS:
            self._ask()
        while self._task[0] == _NEEDS_THE_FUNCTION:
            self._value = evaluate(self._trial, self.gradient)
            if not (np.isfinite(self._value) and np.abs(self.gradient).max() < _STEEPEST):
                raise FloatingPointError("The function or its gradient is too large.")
            self._ask()
        if self._task[0] != _FINISHED_AN_ITERATION:
            return False
        self.point[:] = self._trial
        self._ask()  # whether it has ended there
        return True

    def _ask(self) -> None:
        _lbfgsb.setulb(
            _N_PAIRS,
            self._trial,
            *self._no_bounds,
            self._value,
            self.gradient,
            _LEAST_GAIN,
            self.tol,
            *self._numbers,
            self._task,
            *self._place,
            _MOST_TRIALS,
            self._trials,
        )
