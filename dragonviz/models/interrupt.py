"""How a step under way is abandoned from another thread."""

from __future__ import annotations

import numpy as np


class Interrupt:
    """A flag that compiled loops look at, between the chunks of samples of one step, without Python's lock.

    Whoever sets it clears it before training goes on: while it is set, `Learner.advance` returns at once.

    Attributes
    ----------
    flag : ndarray of shape (1,), uint8
        1 while it is set.
    """

    def __init__(self) -> None:
        self.flag = np.zeros(1, dtype=np.uint8)

    def set(self) -> None:
        """Have `Learner.advance` return as soon as it can; the step under way is as if it had never begun."""
        self.flag[0] = 1

    def clear(self) -> None:
        """Let training go on."""
        self.flag[0] = 0

    @property
    def is_set(self) -> bool:
        """Whether steps are being abandoned."""
        return bool(self.flag[0])
