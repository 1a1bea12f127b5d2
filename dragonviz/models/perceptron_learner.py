"""Both perceptrons under training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dragonviz.models import learner, learner_state
from dragonviz.models.curved_predictor import CurvedPredictor, predictor_of
from dragonviz.models.derived_inputs import scaling_for
from dragonviz.models.interrupt import Interrupt
from dragonviz.models.kernels.outcomes import UNDER_WAY
from dragonviz.models.kernels.perceptron import Parameters, Place, Samples, advance
from dragonviz.models.learner import AnyArrays, EpochRecords, Learner, Verdict, checked_parameters
from dragonviz.models.predictors import LinearPredictor
from dragonviz.models.sample_order import SampleOrder

# Of the kernel's samples; features that are added are zero.
_FEWEST_FEATURES = 2
_NOTHING = np.empty(0, dtype=np.int64)


class PerceptronLearner(Learner):
    """The perceptron rule with a learning rate that falls as 1/epoch, for two or more classes.

    A step visits one sample. The parameters start at zero.

    Parameters
    ----------
    X, y, test
        As for `StepwiseClassifier.start`.
    n_columns : int
        1 for the rule with one weight vector for two classes, else the number of classes.
    max_epochs : int
    tol : float
        The run has converged after an epoch whose weight changes add up to less than this in absolute value.
    orders : SampleOrder
    standardize : bool
    inputs : sequence of str
        Derived from the features: see `dragonviz.models.derived_inputs`.
    """

    _place: Place
    _orders: SampleOrder
    changeable = frozenset({"shuffle", "tol", "max_iter"})
    steps_per_epoch = -1  # as many as there never are, until there are samples

    def __init__(
        self,
        X: np.ndarray,
        y: np.ndarray,
        test: learner.Samples | None,
        *,
        n_columns: int,
        max_epochs: int,
        tol: float,
        orders: SampleOrder,
        standardize: bool,
        inputs: Sequence[str] = (),
    ) -> None:
        self.interrupt = Interrupt()
        self.max_epochs = max_epochs
        self._tol = float(tol)
        self._orders = orders
        self._standardize, self._inputs = standardize, inputs
        n_inputs = X.shape[1] + len(inputs)
        self._parameters = _zeros(n_inputs, n_columns)
        self._epoch_start = _zeros(n_inputs, n_columns)
        self._place = Place(0, 0, 0.0, UNDER_WAY)
        self.replace(X, y, test)

    @property
    def step(self) -> int:
        """Steps done in the epoch under way."""
        return self._place.step

    @property
    def learning_rate(self) -> float:
        """The rate of the next step."""
        return 1 / (self.epoch + 1)

    def advance(self, steps: int, *, record: bool = True) -> EpochRecords:
        """Do at most `steps` steps: see `Learner.advance`."""
        first_epoch = self.epoch
        n_right = np.empty((self._most_epochs(steps) if self._watched and record else 0, 2), dtype=np.int64)
        while steps > 0 and self.verdict is Verdict.UNDER_WAY and not self.interrupt.is_set:
            orders, first, most = self._orders.from_place(self._place)
            some = min(steps, most)
            self._place = advance(
                self._train,
                self._test,
                self._parameters,
                self._epoch_start,
                orders,
                first,
                self._place,
                some,
                self.max_epochs,
                self._tol,
                n_right[self.epoch - first_epoch :],
            )
            self._latest = self._orders.latest(self._place)
            steps -= some
        return self._records(n_right[: self.epoch - first_epoch])

    def replace(self, X: np.ndarray, y: np.ndarray, test: learner.Samples | None) -> None:
        """Go on from the present parameters on other samples: see `Learner.replace`."""
        scaling = scaling_for(X, self._standardize, self._inputs)
        self._scaling = scaling
        self._watched = test is not None
        self._train = _samples(scaling, X, y)
        self._test = _samples(scaling, *((X[:0], y[:0]) if test is None else test))
        epoch = self.epoch
        if len(X) != self.steps_per_epoch:
            self.steps_per_epoch = len(X)
            self._orders.resize(len(X), epoch)
            self._begin_epoch_again()
        self._place = self._place._replace(outcome=UNDER_WAY)

    def _begin_epoch_again(self) -> None:
        self._latest = _NOTHING
        self._epoch_start = Parameters(*map(np.copy, self._parameters))
        self._place = self._place._replace(step=0, change=0.0)

    def watch(self, test: tuple[np.ndarray, np.ndarray]) -> None:
        """Record how other test samples fare: see `Learner.watch`."""
        self._test = _samples(self._scaling, *test)

    def predictor(self) -> LinearPredictor | CurvedPredictor:
        """The present parameters."""
        n_features = len(self._scaling.mean)
        weights, biases = self._parameters.weights[:n_features].T.copy(), self._parameters.biases.copy()
        if len(biases) == 1:
            weights, biases = np.vstack((np.zeros_like(weights), weights)), np.append(0.0, biases)
        return predictor_of(weights, biases, self._scaling, probabilistic=False)

    def last_visited(self) -> np.ndarray:
        """The index of the sample that the latest step looked at, in an array; empty if there is none."""
        return self._latest

    def set_parameters(self, weights: AnyArrays, biases: AnyArrays) -> None:
        """Go on from other weights: see `Learner.set_parameters`."""
        own_weights, own_biases = self._parameters
        n_inputs, n_columns = len(self._scaling.mean), len(own_biases)
        rows, row_biases = self._scaling.scaled_coefficients(
            *checked_parameters(weights, biases, max(2, n_columns), n_inputs)
        )
        if n_columns == 1:
            rows, row_biases = rows[1:] - rows[:1], row_biases[1:] - row_biases[:1]
        own_weights[:n_inputs], own_biases[:] = rows.T, row_biases
        self._epoch_start = Parameters(*map(np.copy, self._parameters))
        self._place = self._place._replace(outcome=UNDER_WAY)

    def _change_settings(self, settings: Mapping[str, Any]) -> None:
        self._tol = float(settings.get("tol", self._tol))
        if "shuffle" in settings:
            self._orders.shuffle(settings["shuffle"], self.epoch)
            self._begin_epoch_again()
        if settings.keys() - {"max_iter"}:
            self._place = self._place._replace(outcome=UNDER_WAY)
        # The rule of the lesson, by which the first epoch does not count.
        self._limit_epochs(settings["max_iter"] + 1 if "max_iter" in settings else self.max_epochs)

    def _arrays(self, place: learner_state.Place) -> tuple[np.ndarray, ...]:
        return *self._parameters, *self._epoch_start

    def _note_restored(self, has_visited: bool) -> None:
        self._latest = self._orders.latest(self._place) if has_visited else _NOTHING

    def _most_epochs(self, steps):
        ended = (self.step + steps) // max(1, self.steps_per_epoch)
        return max(0, min(ended, self.max_epochs - self.epoch))

    def _records(self, n_right):
        train_accuracy, test_accuracy = (n_right / (len(self._train.y), len(self._test.y) or np.nan)).T
        return EpochRecords(train_accuracy, test_accuracy, loss=np.full(len(n_right), np.nan))


def _zeros(n_features, n_columns):
    return Parameters(np.zeros((max(n_features, _FEWEST_FEATURES), n_columns)), np.zeros(n_columns))


def _samples(scaling, X, y):
    # Scaling makes a copy even where it changes nothing: the samples cannot change under a run's feet, and the kernel,
    # which is compiled for one type, is not given read-only arrays.
    scaled = scaling(X)
    if scaled.shape[1] < _FEWEST_FEATURES:
        scaled = np.pad(scaled, ((0, 0), (0, _FEWEST_FEATURES - scaled.shape[1])))
    return Samples(scaled, np.array(y, dtype=np.int64), np.ascontiguousarray(scaled.T))
