"""How well a model does on some dragons: the confusion matrix, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Scores:
    """A confusion matrix and the rates that are read off it.

    Parameters
    ----------
    matrix : ndarray of shape (n_classes, n_classes), int64, read-only
        Entry (i, j) counts the dragons of class i that the model takes for class j.
    """

    matrix: np.ndarray

    @classmethod
    def of(cls, y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> Scores:
        """Count predictions against the truth.

        Parameters
        ----------
        y_true, y_pred : ndarray of shape (n_dragons,), int
            Class indices, 0 <= index < `n_classes`.
        n_classes : int

        Returns
        -------
        Scores
        """
        cells = np.bincount(y_true * n_classes + y_pred, minlength=n_classes * n_classes)
        matrix = cells.reshape(n_classes, n_classes).astype(np.int64)
        matrix.flags.writeable = False
        return cls(matrix)

    @property
    def n(self) -> int:
        """The number of dragons."""
        return int(self.matrix.sum())

    @property
    def n_wrong(self) -> int:
        """How many of them the model takes for another class than theirs."""
        return self.n - int(np.trace(self.matrix))

    @property
    def accuracy(self) -> float:
        """The share of dragons that the model gets right; nan without dragons."""
        return _share(np.trace(self.matrix), self.matrix.sum())

    @property
    def detection_rate(self) -> float:
        """Of the dragons of class 1, the share that the model takes for class 1.

        Also called recall, sensitivity or true-positive rate. Nan without such dragons, and for any number of classes
        but two.
        """
        return self._share_called_positive(among=1)

    @property
    def false_positive_rate(self) -> float:
        """Of the dragons of class 0, the share that the model takes for class 1; nan as `detection_rate` is."""
        return self._share_called_positive(among=0)

    def _share_called_positive(self, among: int) -> float:
        if len(self.matrix) != 2:
            return float("nan")
        return _share(self.matrix[among, 1], self.matrix[among].sum())


def _share(part: int, whole: int) -> float:
    return float(part / whole) if whole else float("nan")
