"""What every epoch of a run came to, kept from the first to the last."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.models.learner import EpochRecords


class Epochs(NamedTuple):
    """Read-only columns, one entry an epoch, oldest first.

    Parameters
    ----------
    epoch, train_accuracy, test_accuracy, loss : ndarray of shape (n_epochs,), float64
    series : object
        Of two `Epochs` with the same one, the longer begins with the entries of the shorter. A new run has another, and
        so has a run from which older entries were dropped.
    """

    epoch: np.ndarray
    train_accuracy: np.ndarray
    test_accuracy: np.ndarray
    loss: np.ndarray
    series: object


_NOTHING = np.empty(0)
NO_EPOCHS = Epochs(_NOTHING, _NOTHING, _NOTHING, _NOTHING, series=None)


class History:
    """Append-only records of one run; the training thread writes while others read earlier entries.

    Parameters
    ----------
    capacity : int
        The most entries that are kept (the default takes 8 MB). When they are full, every second one of the older
        half is let go, so that a run may last for days and its curve keep its shape.
    """

    def __init__(self, capacity: int = 1 << 18) -> None:
        self._capacity = capacity
        self._columns = np.empty((4, min(capacity, 1024)))
        self._n = 0
        self._series = object()

    def append(self, first_epoch: int, records: EpochRecords) -> None:
        """Add the epochs `first_epoch`, `first_epoch` + 1, … with their `EpochRecords`, however many.

        What is kept does not depend on how the epochs are divided among calls.
        """
        n_new = len(records.loss)
        new = np.vstack((np.arange(first_epoch, first_epoch + n_new), *records))
        while new.size:
            if self._n == self._capacity:
                self._thin()
            some, new = np.split(new, [self._capacity - self._n], axis=1)
            self._grow(self._n + some.shape[1])
            self._columns[:, self._n : self._n + some.shape[1]] = some
            self._n += some.shape[1]

    def epochs(self) -> Epochs:
        """All entries so far. What is returned never changes, since entries are written once, and moved by copying."""
        columns = self._columns[:, : self._n]
        columns.flags.writeable = False
        epoch, train_accuracy, test_accuracy, loss = columns
        return Epochs(epoch, train_accuracy, test_accuracy, loss, self._series)

    def _thin(self) -> None:
        half = self._n // 2
        kept = np.concatenate((np.arange(0, half, 2), np.arange(half, self._n)))
        self._columns = self._columns[:, kept]
        self._n = len(kept)
        self._series = object()

    def _grow(self, n: int) -> None:
        size = self._columns.shape[1]
        if n > size:
            larger = np.empty((4, min(self._capacity, max(2 * size, n))))
            larger[:, : self._n] = self._columns[:, : self._n]
            self._columns = larger
