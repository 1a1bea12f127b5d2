"""All that a learner is at one moment, apart from its samples and settings."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from dragonviz.models.sample_order import OrderState


class Place(Protocol):
    """Where training stands, as far as every kernel knows it."""

    @property
    def epoch(self) -> int:
        """Epochs finished."""

    @property
    def outcome(self) -> int:
        """One of `dragonviz.models.kernels.outcomes`."""


@dataclass(frozen=True, eq=False)
class LearnerState:
    """What `Learner.restore` needs to be as it was: immutable, and nothing of it is shared with the learner.

    Parameters
    ----------
    place : Place
        A named tuple of the learner's kernel.
    max_epochs : int
    arrays : tuple of ndarray, read-only
        Parameters and what the optimiser remembers.
    order : OrderState or None
        None for a model whose steps look at all samples.
    has_visited : bool
        Whether there is a latest step whose samples can be told.
    """

    place: Place
    max_epochs: int
    arrays: tuple[np.ndarray, ...]
    order: OrderState | None
    has_visited: bool

    @property
    def nbytes(self) -> int:
        """How much memory it takes, in bytes."""
        order = 0 if self.order is None else sys.getsizeof(self.order) + sys.getsizeof(self.order.generator)
        return sys.getsizeof(self) + sys.getsizeof(self.place) + order + sum(map(sys.getsizeof, self.arrays))

    def copy_to(self, arrays: Sequence[np.ndarray]) -> None:
        """Overwrite a learner's arrays.

        Raises
        ------
        ValueError
            If they are of other shapes.
        """
        if [array.shape for array in arrays] != [array.shape for array in self.arrays]:
            raise ValueError("The state is that of another model, or of the same one with other settings.")
        for own, kept in zip(arrays, self.arrays, strict=True):
            own[...] = kept


def read_only_copy(array: np.ndarray) -> np.ndarray:
    """An array of its own memory that nobody can change."""
    copied = np.array(array, order="C")
    copied.flags.writeable = False
    return copied
