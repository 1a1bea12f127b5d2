"""The contract between a model and whoever trains it step by step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

import numpy as np

from dragonviz.models.interrupt import Interrupt
from dragonviz.models.kernels.outcomes import CONVERGED, DIVERGED, STALLED, UNDER_WAY
from dragonviz.models.learner_state import LearnerState, Place, read_only_copy
from dragonviz.models.predictors import AnyPredictor
from dragonviz.models.sample_order import SampleOrder

AnyArrays = np.ndarray | Sequence[np.ndarray]
Samples = tuple[np.ndarray, np.ndarray]  # X of shape (n_samples, n_features), and y of shape (n_samples,)


class Verdict(StrEnum):
    """Whether a run goes on, and if not, why.

    STALLED: the optimiser could not lower the loss any further though it is not at its minimum, since features of very
    different sizes leave it no step that rounding does not swallow. Standardised features help.

    STOPPED_EARLY: the run has waited in vain for the test samples to fare better. No learner says so itself.
    """

    UNDER_WAY = "under way"
    CONVERGED = "converged"
    STALLED = "stalled"
    EPOCHS_REACHED = "epochs reached"
    STOPPED_EARLY = "stopped early"
    DIVERGED = "diverged"


_VERDICTS = {
    UNDER_WAY: Verdict.UNDER_WAY,
    CONVERGED: Verdict.CONVERGED,
    STALLED: Verdict.STALLED,
    DIVERGED: Verdict.DIVERGED,
}


class EpochRecords(NamedTuple):
    """One entry for each epoch that ended, measured with the parameters that it ended with.

    All are float64 arrays of shape (n_epochs_ended,); `test_accuracy` is nan where there is no test dragon.
    """

    train_accuracy: np.ndarray
    test_accuracy: np.ndarray
    loss: np.ndarray


class Learner(ABC):
    """An estimator under training: its parameters, its optimiser's state and its place in the epoch.

    ``estimator.start(X, y, n_classes, test=None)`` makes one; ``estimator.fit`` is a learner advanced to its verdict.
    A subclass keeps its kernel's `Place` in `_place`, and what orders its samples, if anything does, in `_orders`.
    However the steps are divided among calls of `advance`, the parameters come out the same, bit for bit.

    Attributes
    ----------
    max_epochs : int
        Where the run stops if nothing stops it before; raise it to let an ended run go on.
    interrupt : Interrupt
        Once another thread sets it, `advance` returns soon, even from a step that takes long.
    changeable : frozenset of str
        The estimator's parameters that `change_settings` takes.
    """

    max_epochs: int
    interrupt: Interrupt
    changeable: ClassVar[frozenset[str]]
    _place: Place
    _orders: SampleOrder | None = None

    @property
    def epoch(self) -> int:
        """Epochs finished."""
        return self._place.epoch

    @property
    @abstractmethod
    def step(self) -> int:
        """Steps done in the epoch under way, 0 <= step < steps_per_epoch.

        It is `steps_per_epoch` itself where an interrupt came before the epoch's last step had been followed by its
        record.
        """

    @property
    @abstractmethod
    def steps_per_epoch(self) -> int:
        """Steps in a whole epoch.

        A step is one update: one dragon (perceptrons), one batch (MLP), one iteration of the optimiser (logistic
        regression, whose epoch is that one step).
        """

    @property
    @abstractmethod
    def learning_rate(self) -> float | None:
        """The rate of the next step; None for a model that has none."""

    @property
    def verdict(self) -> Verdict:
        """The verdict so far."""
        if self._place.outcome == UNDER_WAY and self.epoch >= self.max_epochs:
            return Verdict.EPOCHS_REACHED
        return _VERDICTS[self._place.outcome]

    @abstractmethod
    def advance(self, steps: int, *, record: bool = True) -> EpochRecords:
        """Do at most `steps` steps, across epochs if need be; stop at the verdict, or soon after an interrupt.

        Parameters
        ----------
        steps : int
        record : bool
            Without records, the same steps take less time.

        Returns
        -------
        EpochRecords
            Of the epochs that ended in this call. Empty arrays without records, and when the learner was started
            without `test`.
        """

    @abstractmethod
    def replace(self, X: np.ndarray, y: np.ndarray, test: Samples | None) -> None:
        """Go on from the present parameters on other samples.

        The place in the epoch is kept if there are as many samples as before; else the epoch under way begins again.
        A verdict falls, so that training can go on.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
        y : ndarray of shape (n_samples,)
            Class indices.
        test : (X, y) or None
        """

    @abstractmethod
    def watch(self, test: tuple[np.ndarray, np.ndarray]) -> None:
        """Record how other test samples fare from now on: (X, y). Nothing else changes."""

    @abstractmethod
    def set_parameters(self, weights: AnyArrays, biases: AnyArrays) -> None:
        """Go on from other parameters, with an optimiser that remembers nothing; a verdict falls.

        They are for unscaled inputs, whether or not the estimator standardises: what ``raw_coefficients`` of a linear
        predictor gives, ``coefficients`` of one with derived inputs, or ``raw_layers`` of a network.

        Parameters
        ----------
        weights : ndarray of shape (n_classes, n_inputs), or a sequence of those of each layer of a network
        biases : ndarray of shape (n_classes,), or such a sequence
            Of two classes that have only one weight vector, all that matters is by how much the second leads.

        Raises
        ------
        ValueError
            For other shapes, and for numbers that are not finite.
        """

    def change_settings(self, settings: Mapping[str, Any]) -> None:
        """Go on from the present parameters with other values of some of the estimator's parameters.

        The place in the epoch is kept, unless its steps become other ones by another batch size or order: then the
        epoch under way begins again. A verdict falls, so that training can go on, unless only `max_iter` is
        given; and no run ends, by that, before where it stands.

        Parameters
        ----------
        settings : mapping
            By name, in the ranges that the estimator allows.

        Raises
        ------
        ValueError
            For a parameter that only another run can have.
        """
        for name in settings:
            if name not in self.changeable:
                raise ValueError(
                    f"'{name}' cannot be changed under way, only {', '.join(sorted(self.changeable))}: start anew."
                )
        self._change_settings(settings)

    @abstractmethod
    def _change_settings(self, settings: Mapping[str, Any]) -> None:
        """As `change_settings`, for parameters that can change."""

    def _limit_epochs(self, max_epochs: int) -> None:
        self.max_epochs = max(max_epochs, self.epoch + (self.step > 0))

    def state(self) -> LearnerState:
        """All that this moment is, apart from samples and settings: parameters, optimiser, place and order of visiting.

        A learner of the same samples and settings that is given it by `restore` goes on bit for bit as this one does.
        """
        return LearnerState(
            place=self._place,
            max_epochs=self.max_epochs,
            arrays=tuple(map(read_only_copy, self._arrays(self._place))),
            order=None if self._orders is None else self._orders.state(),
            has_visited=len(self.last_visited()) > 0,
        )

    @property
    def state_nbytes(self) -> int:
        """About how much memory a `state` takes between two epochs, in bytes; twice as much in the midst of one."""
        return sum(array.nbytes for array in self._arrays(self._place))

    def restore(self, state: LearnerState) -> None:
        """Be as the learner was whose `state` this is, which had the same samples and settings.

        Raises
        ------
        ValueError
            If numbers of samples or of parameters show that it had others.
        """
        if self._orders is not None and state.order is not None:
            self._orders.restore(state.order)
        state.copy_to(self._arrays(state.place))
        self._place, self.max_epochs = state.place, state.max_epochs
        self._note_restored(state.has_visited)

    @abstractmethod
    def _arrays(self, place: Place) -> tuple[np.ndarray, ...]:
        """What steps change and later steps depend on, in a state whose place is this."""

    @abstractmethod
    def _note_restored(self, has_visited: bool) -> None:
        """Renew what follows from a state that has just been restored, and from whether there was a latest step."""

    @abstractmethod
    def predictor(self) -> AnyPredictor:
        """The present parameters as an immutable predictor (a copy: further steps do not change it)."""

    @abstractmethod
    def last_visited(self) -> np.ndarray:
        """Indices of the training samples that the latest step looked at, an int array; empty before the first step."""


def checked_parameters(
    weights: AnyArrays, biases: AnyArrays, n_outputs: int, n_inputs: int
) -> tuple[np.ndarray, np.ndarray]:
    """Weights and biases as float64 arrays.

    Raises
    ------
    ValueError
        If they have other shapes than these numbers say, or are not finite.
    """
    checked = np.asarray(weights, dtype=np.float64), np.asarray(biases, dtype=np.float64)
    if (checked[0].shape, checked[1].shape) != ((n_outputs, n_inputs), (n_outputs,)):
        raise ValueError(
            f"Weights of shape {checked[0].shape} and biases of shape {checked[1].shape} were given; "
            f"{(n_outputs, n_inputs)} and {(n_outputs,)} are needed."
        )
    if not all(np.isfinite(array).all() for array in checked):
        raise ValueError("Weights and biases must be finite numbers.")
    return checked
