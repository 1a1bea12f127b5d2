"""Logistic regression under training."""

from __future__ import annotations

from itertools import takewhile

import numpy as np
from scipy.optimize import minimize
from threadpoolctl import ThreadpoolController

from dragonviz.models.learner import EpochRecords, Learner, Verdict
from dragonviz.models.log_loss import PenalisedLogLoss, accuracies, log_losses
from dragonviz.models.predictors import LinearPredictor, Scaling

# The optimiser's matrices are tiny: on more than one thread it only waits, up to ten times longer on a busy machine.
_LINEAR_ALGEBRA = ThreadpoolController().select(user_api="blas")
# So that a recording of many iterates on many samples takes some MB and not some GB.
_SCORES_AT_ONCE = 1 << 20


class LogisticLearner(Learner):
    """The iterates of L-BFGS on the penalised log loss, from zero coefficients.

    An epoch is one iteration, and so is a step. The optimiser runs when the first step is asked for; then its iterates
    are played. Where it ran into `max_epochs` and that is raised, it runs once more from the same start, so that an
    extended run is the same as one that had all its epochs from the beginning.

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
        self.epoch = 0
        self.max_epochs = max_epochs
        self._n_classes, self._C, self._tol, self._standardize = n_classes, C, tol, standardize
        self._n_visited = 0
        self._coefficients = None
        self.replace(X, y, test)

    @property
    def verdict(self):
        """The verdict so far."""
        if self._path_end and self._n_played == len(self._path):
            return self._path_end
        return Verdict.EPOCHS_REACHED if self.epoch >= self.max_epochs else Verdict.UNDER_WAY

    def advance(self, steps):
        """Play at most `steps` iterates: see `Learner.advance`."""
        if steps > 0 and self.verdict is Verdict.UNDER_WAY and self._n_played == len(self._path):
            self._optimise()
        most = min(steps, self.max_epochs - self.epoch)
        iterates = self._path[self._n_played : self._n_played + max(0, most)]
        if len(iterates):
            self._coefficients = iterates[-1]
            self._n_played += len(iterates)
            self.epoch += len(iterates)
            self._n_visited = len(self._train[1])
        return self._records(iterates)

    def replace(self, X, y, test):
        """Go on from the present coefficients on other samples: see `Learner.replace`."""
        self._scaling = Scaling.standardising(X) if self._standardize else Scaling.raw(X.shape[1])
        self._train = self._scaling(X), np.array(y)
        self._test = None if test is None else (self._scaling(test[0]), np.array(test[1]))
        self._objective = PenalisedLogLoss(*self._train, self._n_classes, self._C)
        if self._coefficients is None:
            self._coefficients = np.zeros(self._objective.n_coefficients)
        if self._n_visited != len(y):
            self._n_visited = 0
        self._path_start, self._path_epoch = self._coefficients, self.epoch
        self._path, self._path_end, self._n_played = self._coefficients[:0], None, 0

    def predictor(self):
        """The present coefficients."""
        rows = self._objective.by_class(self._coefficients)
        return LinearPredictor(rows[:, :-1].copy(), rows[:, -1].copy(), self._scaling, probabilistic=True)

    def last_visited(self):
        """The indices of all samples; none before the first step."""
        return np.arange(self._n_visited)

    def _optimise(self):
        path = []
        # Where features are so large that the loss overflows, the verdict says so.
        with np.errstate(over="ignore", invalid="ignore"), _LINEAR_ALGEBRA.limit(limits=1):
            result = minimize(
                self._objective,
                self._path_start,
                jac=True,
                method="L-BFGS-B",
                callback=path.append,
                # What scikit-learn 1.9 asks of it; but only the iterations are limited, not the evaluations.
                options={
                    "maxiter": self.max_epochs - self._path_epoch,
                    "maxfun": np.iinfo(np.int32).max,
                    "maxls": 50,
                    "gtol": self._tol,
                    "ftol": 64 * np.finfo(float).eps,
                },
            )
            if not self._is_sound(result.x):
                path = list(takewhile(self._is_sound, path))
                self._path_end = Verdict.DIVERGED
            elif result.status != 1:
                # The gradient or the loss has come to rest, or rounding lets no step lower the loss any more.
                self._path_end = Verdict.CONVERGED
        self._path = np.array(path).reshape(len(path), self._objective.n_coefficients)

    def _is_sound(self, coefficients):
        # L-BFGS divides by products of gradients, so that their overflow is as fatal as that of the loss.
        loss, gradient = self._objective(coefficients)
        return np.isfinite(loss + gradient @ gradient)

    def _records(self, iterates):
        records = np.empty((3, 0 if self._test is None else len(iterates)))
        n_scores = self._n_classes * max(len(self._train[1]), 1)
        n_at_once = max(1, _SCORES_AT_ONCE // n_scores)
        for begin in range(0, records.shape[1], n_at_once):
            block = slice(begin, begin + n_at_once)
            rows = self._objective.by_class(iterates[block])
            records[2, block], records[0, block] = log_losses(_scores(rows, self._train[0]), self._train[1])
            records[1, block] = accuracies(_scores(rows, self._test[0]), self._test[1])
        return EpochRecords(*records)


def _scores(rows, X):
    return rows[:, :, :-1] @ X.T + rows[:, :, -1:]
