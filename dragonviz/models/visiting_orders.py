"""In which order the epochs visit the training samples."""

from __future__ import annotations

import numpy as np

_FOR_EVER = np.iinfo(np.int64).max


class VisitingOrders:
    """The order given, in every epoch, or a fresh random one for each.

    Parameters
    ----------
    rng : numpy.random.Generator or None
        None for the order given.
    """

    def __init__(self, rng):
        self._rng = rng

    def resize(self, n_samples, epoch):
        """Order this many samples, beginning anew in `epoch`."""
        # Many epochs at a time, so that the compiled loop is not left for each; how many depends on nothing but the
        # number of samples, so that the orders do not depend on how the steps are divided among calls.
        n_epochs = 1 if self._rng is None else max(1, 65_536 // max(1, n_samples))
        self._in_order = np.tile(np.arange(n_samples, dtype=np.uint64), (n_epochs, 1))
        self._draw(epoch)

    def from_place(self, place):
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
        if self._rng is None:
            return self._orders, self._first, _FOR_EVER
        n_epochs, n_samples = self._orders.shape
        if place.epoch == self._first + n_epochs:
            self._draw(place.epoch)
        return self._orders, self._first, (self._first + n_epochs - place.epoch) * n_samples - place.step

    def latest(self, place):
        """The index of the sample that the step before `place` visited, as an array of shape (1,)."""
        n_epochs, n_samples = self._orders.shape
        epoch, step = (place.epoch, place.step) if place.step else (place.epoch - 1, n_samples)
        return self._orders[(epoch - self._first) % n_epochs, step - 1 : step].astype(np.int64)

    def _draw(self, epoch):
        self._first = epoch
        self._orders = self._in_order if self._rng is None else self._rng.permuted(self._in_order, axis=1)
