"""Logistic regression under training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from dragonviz.models import learner_state
from dragonviz.models.curved_predictor import CurvedPredictor, predictor_of
from dragonviz.models.derived_inputs import scaling_for
from dragonviz.models.interrupt import Interrupt
from dragonviz.models.kernels.log_loss import Problem, count_right, evaluate, n_free_classes
from dragonviz.models.kernels.outcomes import CONVERGED, DIVERGED, STALLED, UNDER_WAY
from dragonviz.models.lbfgs import LBFGS
from dragonviz.models.learner import AnyArrays, EpochRecords, Learner, Samples, checked_parameters
from dragonviz.models.predictors import LinearPredictor

# Where the optimiser ends because of rounding, the largest component of the gradient, features scaled to a root mean
# square of 1, was measured below 1.3e-7 beside the minimum, and from 2e-3 on where it was stuck far from it.
_LEAST_SLOPE = 1e-5


class Place(NamedTuple):
    """Where training stands: epochs finished, and whether it goes on."""

    epoch: int
    outcome: int


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
    inputs : sequence of str
        Derived from the features: see `dragonviz.models.derived_inputs`.
    """

    _place: Place
    changeable = frozenset({"C", "tol", "max_iter"})
    steps_per_epoch = 1
    step = 0
    learning_rate = None

    def __init__(
        self,
        X: np.ndarray,
        y: np.ndarray,
        n_classes: int,
        test: Samples | None,
        *,
        C: float,
        max_epochs: int,
        tol: float,
        standardize: bool,
        inputs: Sequence[str] = (),
    ) -> None:
        self.interrupt = Interrupt()
        self.max_epochs = max_epochs
        self._n_classes, self._C, self._tol, self._standardize = n_classes, float(C), float(tol), standardize
        self._inputs = inputs
        self._n_visited = 0
        self._place = Place(0, UNDER_WAY)
        self._optimiser = LBFGS(np.zeros(n_free_classes(n_classes) * (X.shape[1] + len(inputs) + 1)), self._tol)
        self.replace(X, y, test)

    def advance(self, steps: int, *, record: bool = True) -> EpochRecords:
        """Do at most `steps` iterations: see `Learner.advance`."""
        last = min(self.max_epochs, self.epoch + steps)
        records = []
        while self.epoch < last and self._place.outcome == UNDER_WAY and not self.interrupt.is_set:
            has_moved = self._iterate()
            self._place = Place(self.epoch + has_moved, self._find_outcome())
            if has_moved:
                self._n_visited = len(self._train.y)
                if self._watched and record:
                    n_right_of_test = count_right(self._test, self._optimiser.point)
                    records.append((self._n_right, n_right_of_test, self._loss))
        n_right_of_train, n_right_of_test, losses = np.array(records, dtype=np.float64).reshape(-1, 3).T
        return EpochRecords(
            n_right_of_train / len(self._train.y), n_right_of_test / (len(self._test.y) or np.nan), losses
        )

    def replace(self, X: np.ndarray, y: np.ndarray, test: Samples | None) -> None:
        """Go on from the present coefficients on other samples: see `Learner.replace`."""
        self._scaling = scaling_for(X, self._standardize, self._inputs)
        self._watched = test is not None
        self._train = self._problem(X, y)
        self._test = self._problem(*((X[:0], y[:0]) if test is None else test))
        if self._n_visited != len(y):
            self._n_visited = 0
        self._place = Place(self.epoch, UNDER_WAY)
        self._optimiser = LBFGS(self._optimiser.point, self._tol)

    def watch(self, test: tuple[np.ndarray, np.ndarray]) -> None:
        """Record how other test samples fare: see `Learner.watch`."""
        self._test = self._problem(*test)

    def predictor(self) -> LinearPredictor | CurvedPredictor:
        """The present coefficients."""
        rows = self._optimiser.point.reshape(n_free_classes(self._n_classes), -1)
        rows = np.vstack((np.zeros((self._n_classes - len(rows), rows.shape[1])), rows))
        return predictor_of(rows[:, :-1].copy(), rows[:, -1].copy(), self._scaling, probabilistic=True)

    def last_visited(self) -> np.ndarray:
        """The indices of all samples; none before the first step."""
        return np.arange(self._n_visited)

    def set_parameters(self, weights: AnyArrays, biases: AnyArrays) -> None:
        """Go on from other coefficients: see `Learner.set_parameters`."""
        n_inputs = len(self._scaling.mean)
        rows = np.column_stack(
            self._scaling.scaled_coefficients(*checked_parameters(weights, biases, self._n_classes, n_inputs))
        )
        free = rows[1:] - rows[:1] if n_free_classes(self._n_classes) == 1 else rows
        self._optimiser = LBFGS(free.ravel(), self._tol)
        self._place = Place(self.epoch, UNDER_WAY)

    def _change_settings(self, settings: Mapping[str, Any]) -> None:
        self._C, self._tol = float(settings.get("C", self._C)), float(settings.get("tol", self._tol))
        if "C" in settings or ("tol" in settings and self._optimiser.has_ended):
            # What it remembers is of another function, or nothing is left for it to do.
            self._train = self._train._replace(penalty=self._penalty(len(self._train.y)))
            self._optimiser = LBFGS(self._optimiser.point, self._tol)
        self._optimiser.tol = self._tol
        if settings.keys() - {"max_iter"}:
            self._place = Place(self.epoch, UNDER_WAY)
        self._limit_epochs(settings.get("max_iter", self.max_epochs))

    def _arrays(self, place: learner_state.Place) -> tuple[np.ndarray, ...]:
        return self._optimiser.arrays()

    def _note_restored(self, has_visited: bool) -> None:
        self._n_visited = len(self._train.y) if has_visited else 0

    def _iterate(self) -> bool:
        try:
            return self._optimiser.iterate(self._evaluate)
        except FloatingPointError:
            self._place = self._place._replace(outcome=DIVERGED)
            return False

    def _evaluate(self, coefficients: np.ndarray, gradient: np.ndarray) -> float:
        objective, self._loss, self._n_right = evaluate(self._train, coefficients, gradient)
        return objective

    def _find_outcome(self) -> int:
        if not self._optimiser.has_ended:
            return self._place.outcome
        gradient = np.abs(self._optimiser.gradient)
        if gradient.max() <= self._tol:
            return CONVERGED
        # Rounding lets no step lower the loss: at its minimum, or because features differ too much in size.
        sizes = np.append(np.sqrt(np.mean(self._train.X**2, axis=0)), 1.0)
        slopes = gradient.reshape(-1, len(sizes)) / np.where(sizes > 0, sizes, 1.0)
        return CONVERGED if slopes.max() <= _LEAST_SLOPE else STALLED

    def _problem(self, X: np.ndarray, y: np.ndarray) -> Problem:
        return Problem(self._scaling(X), np.array(y, dtype=np.int64), self._n_classes, self._penalty(len(y)))

    def _penalty(self, n_samples: int) -> float:
        return 1 / (self._C * max(n_samples, 1))
