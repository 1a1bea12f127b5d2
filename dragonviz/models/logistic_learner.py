"""Logistic regression under training."""

from __future__ import annotations

import numpy as np

from dragonviz.models.kernels.lbfgs import N_PAIRS, Memory, Place, advance
from dragonviz.models.kernels.log_loss import Problem, n_free_classes
from dragonviz.models.kernels.outcomes import UNDER_WAY
from dragonviz.models.learner import EpochRecords, Learner
from dragonviz.models.predictors import LinearPredictor, Scaling


class LogisticLearner(Learner):
    """L-BFGS on the penalised log loss, from zero coefficients; an epoch is one iteration, and so is a step.

    Parameters
    ----------
    X, y, n_classes, test
        As for `StepwiseClassifier.start`.
    C : float
        Inverse strength of the L2 penalty.
    max_epochs : int
    tol : float
        The run has converged when no component of the gradient is larger than this.
    standardize : bool
    """

    steps_per_epoch = 1
    step = 0
    learning_rate = None

    def __init__(self, X, y, n_classes, test, *, C, max_epochs, tol, standardize):
        self.max_epochs = max_epochs
        self._n_classes, self._C, self._tol, self._standardize = n_classes, float(C), float(tol), standardize
        self._n_visited = 0
        n = n_free_classes(n_classes) * (X.shape[1] + 1)
        self._memory = Memory(*(np.zeros(n) for _ in range(5)), np.zeros((N_PAIRS, n)), np.zeros((N_PAIRS, n)))
        self._place = Place(0, np.nan, 0, 0, UNDER_WAY)
        self.replace(X, y, test)

    def advance(self, steps):
        """Do at most `steps` iterations: see `Learner.advance`."""
        first_epoch = self.epoch
        most = max(0, min(steps, self.max_epochs - self.epoch))
        records = np.empty((most if self._watched else 0, 3))
        self._place = advance(
            self._train, self._test, self._memory, self._place, most, self.max_epochs, self._tol, records
        )
        if self.epoch > first_epoch:
            self._n_visited = len(self._train.y)
        n_right_of_train, n_right_of_test, losses = records[: self.epoch - first_epoch].T
        return EpochRecords(
            n_right_of_train / len(self._train.y), n_right_of_test / (len(self._test.y) or np.nan), losses
        )

    def replace(self, X, y, test):
        """Go on from the present coefficients on other samples: see `Learner.replace`."""
        self._scaling = Scaling.standardising(X) if self._standardize else Scaling.raw(X.shape[1])
        self._watched = test is not None
        self._train = self._problem(X, y)
        self._test = self._problem(*(test if self._watched else (X[:0], y[:0])))
        if self._n_visited != len(y):
            self._n_visited = 0
        self._place = Place(self.epoch, np.nan, 0, 0, UNDER_WAY)

    def watch(self, test):
        """Record how other test samples fare: see `Learner.watch`."""
        self._test = self._problem(*test)

    def predictor(self):
        """The present coefficients."""
        rows = self._memory.coefficients.reshape(n_free_classes(self._n_classes), -1)
        rows = np.vstack((np.zeros((self._n_classes - len(rows), rows.shape[1])), rows))
        return LinearPredictor(rows[:, :-1].copy(), rows[:, -1].copy(), self._scaling, probabilistic=True)

    def last_visited(self):
        """The indices of all samples; none before the first step."""
        return np.arange(self._n_visited)

    def _problem(self, X, y):
        penalty = 1 / (self._C * max(len(y), 1))
        return Problem(self._scaling(X), np.array(y, dtype=np.int64), self._n_classes, penalty)
