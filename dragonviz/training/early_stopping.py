"""Whether a run has waited long enough for the test dragons to fare better."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

PATIENCE = "patience"  # the setting: how many epochs it waits; 0 for as long as it takes


class Best(NamedTuple):
    """The best test accuracy since something was last changed.

    Parameters
    ----------
    epoch : int
        The first one with it; where the change was, before any epoch has ended.
    accuracy : float
    """

    epoch: int
    accuracy: float = -math.inf

    def after(self, first_epoch: int, accuracies: np.ndarray) -> Best:
        """The best one with those of some more epochs, of which `first_epoch` is the first.

        Without test dragons, whose accuracy is nan, every epoch is as good as any, and nothing is waited for.
        """
        if not len(accuracies):
            return self
        if np.isnan(accuracies[-1]):
            return self._replace(epoch=first_epoch + len(accuracies) - 1)
        best = int(accuracies.argmax())
        if accuracies[best] <= self.accuracy:
            return self
        return Best(first_epoch + best, float(accuracies[best]))

    def has_passed(self, epoch: int, patience: int) -> bool:
        """Whether the patience with it is at an end in `epoch`."""
        return 0 < patience <= epoch - self.epoch
