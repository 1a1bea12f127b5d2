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

    def between(self, first: int, last: int) -> Epochs:
        """Copies of the entries of these epochs and of those between them: a series of its own."""
        chosen = slice(np.searchsorted(self.epoch, first), np.searchsorted(self.epoch, last, side="right"))
        columns = np.vstack(self[:4])[:, chosen].copy()
        columns.flags.writeable = False
        epoch, train_accuracy, test_accuracy, loss = columns
        return Epochs(epoch, train_accuracy, test_accuracy, loss, series=object())


_NOTHING = np.empty(0)
NO_EPOCHS = Epochs(_NOTHING, _NOTHING, _NOTHING, _NOTHING, series=None)
MOST = 1 << 18  # entries, which take 8 MB


class History:
    """Append-only records of one run; the training thread writes while others read earlier entries.

    Parameters
    ----------
    capacity : int
        The most entries that are kept (the default takes 8 MB). When they are full, every second one of the older
        half is let go, so that a run may last for days and its curve keep its shape.
    """

    def __init__(self, capacity: int = MOST) -> None:
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

    @property
    def last_epoch(self) -> int:
        """The latest epoch that there is an entry for, 0 before the first."""
        return int(self._columns[0, self._n - 1]) if self._n else 0

    def until(self, epoch: int) -> History:
        """A history of its own of the epochs up to this one."""
        return History.of(self.epochs().between(0, epoch), self._capacity)

    @classmethod
    def of(cls, epochs: Epochs, capacity: int = MOST) -> History:
        """A history that begins with these epochs, no more than its capacity."""
        history = cls(capacity)
        history._columns = np.vstack(epochs[:4])
        history._n = len(epochs.epoch)
        return history

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
