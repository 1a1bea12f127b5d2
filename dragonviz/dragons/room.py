"""Arrays with room at their ends, which datasets share that each have a few dragons more than the one before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


class Room:
    """Arrays of one length that grow without being copied each time; what is in them never changes.

    Parameters
    ----------
    arrays : sequence of ndarray of shape (n, ...)
        What they begin with.
    n_more : int
        How much is to be appended first.
    """

    def __init__(self, arrays: Sequence[np.ndarray], n_more: int) -> None:
        self._used = len(arrays[0])
        capacity = 2 * (self._used + n_more)
        self._arrays = [np.empty((capacity, *array.shape[1:]), array.dtype) for array in arrays]
        for own, array in zip(self._arrays, arrays, strict=True):
            own[: self._used] = array

    def has_place_after(self, n: int, n_more: int) -> bool:
        """Whether so many can be appended to the first `n`: not if something else was meanwhile, as before an undo."""
        return n == self._used and n + n_more <= len(self._arrays[0])

    def append(self, values: Sequence[object], n_more: int) -> list[np.ndarray]:
        """Append so many of each value, or one value so many times, and return the arrays up to there, read-only."""
        end = self._used + n_more
        views = []
        for own, value in zip(self._arrays, values, strict=True):
            own[self._used : end] = value
            view = own[:end]
            view.flags.writeable = False
            views.append(view)
        self._used = end
        return views
