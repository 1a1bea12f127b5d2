"""In which order the epochs visit the training samples."""

from __future__ import annotations

import pickle
from typing import NamedTuple, Protocol

import numpy as np

_FOR_EVER = np.iinfo(np.int64).max


class Place(Protocol):
    """Where training stands, as far as the order of samples depends on it."""

    @property
    def step(self) -> int:
        """Steps done in the epoch under way."""

    @property
    def epoch(self) -> int:
        """Epochs finished."""


class OrderState(NamedTuple):
    """What `SampleOrder.restore` needs to draw the same orders again.

    Parameters
    ----------
    generator : bytes
        The random generator's state before it drew the orders that are in use; empty without a generator.
    first : int
        Which epoch the first of them is for.
    n_samples, batch_size : int
    """

    generator: bytes
    first: int
    n_samples: int
    batch_size: int


class SampleOrder:
    """The order given, in every epoch, or a fresh random one for each.

    Parameters
    ----------
    rng : numpy.random.Generator or None
        None for the order given, always.
    is_random : bool
        Whether it is random to begin with, if there is a generator.
    """

    def __init__(self, rng: np.random.Generator | None, is_random: bool = True) -> None:
        self._rng = rng
        self._is_random = is_random and rng is not None

    def shuffle(self, is_random: bool, epoch: int) -> None:
        """Order the samples randomly from the beginning of `epoch` on, or as they are given."""
        self._is_random = is_random
        self.resize(self._orders.shape[1], epoch, self._batch_size)

    def rebatch(self, batch_size: int) -> None:
        """Have each step visit so many samples of the same orders."""
        self._batch_size = batch_size

    def state(self) -> OrderState:
        """What there is to know of the orders in use and of those that will follow."""
        return OrderState(self._generator, self._first, self._orders.shape[1], self._batch_size)

    def restore(self, state: OrderState) -> None:
        """Go back to the orders of a moment with as many samples, in batches of the same size.

        Raises
        ------
        ValueError
            For a state of other samples.
        """
        if state[2:] != self.state()[2:]:
            raise ValueError("The state is that of a learner with another number of samples, or other batches.")
        if state != self.state():
            if self._rng is not None:
                self._rng.bit_generator.state = pickle.loads(state.generator)
            self._draw(state.first)

    def resize(self, n_samples: int, epoch: int, batch_size: int = 1) -> None:
        """Order this many samples, of which a step visits `batch_size`, beginning anew in `epoch`."""
        self._batch_size = batch_size
        # Many epochs at a time, so that the compiled loop is not left for each; how many depends on nothing but the
        # number of samples, so that the orders do not depend on how the steps are divided among calls.
        n_epochs = max(1, 65_536 // max(1, n_samples)) if self._is_random else 1
        self._in_order = np.tile(np.arange(n_samples, dtype=np.uint64), (n_epochs, 1))
        self._draw(epoch)

    def from_place(self, place: Place) -> tuple[np.ndarray, int, int]:
        """What the steps that follow `place` need.

        Returns
        -------
        orders : ndarray of shape (n_orders, n_samples), uint64
            One epoch after the other; after the last, the first comes again.
        first_epoch : int
            Which epoch the first of them is for.
        n_steps : int
            For how many steps from `place` on they last.
        """
        if not self._is_random:
            return self._orders, self._first, _FOR_EVER
        n_epochs = len(self._orders)
        if place.epoch == self._first + n_epochs:
            self._draw(place.epoch)
        n_steps = (self._first + n_epochs - place.epoch) * self._steps_per_epoch - place.step
        return self._orders, self._first, n_steps

    def latest(self, place: Place) -> np.ndarray:
        """Indices of the samples that the step before `place` visited."""
        epoch, step = (place.epoch, place.step) if place.step else (place.epoch - 1, self._steps_per_epoch)
        order = self._orders[(epoch - self._first) % len(self._orders)]
        return order[(step - 1) * self._batch_size : step * self._batch_size].astype(np.int64)

    @property
    def _steps_per_epoch(self):
        return -(-self._orders.shape[1] // self._batch_size)

    def _draw(self, epoch):
        self._first = epoch
        # Pickled, since that is immutable for every kind of generator.
        self._generator = b"" if self._rng is None else pickle.dumps(self._rng.bit_generator.state)
        self._orders = self._in_order
        if self._rng is not None and self._is_random:
            self._orders = self._rng.permuted(self._in_order, axis=1)
