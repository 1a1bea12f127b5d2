"""A long series made short enough to draw: for each few pixels its mean, its least and its greatest entry."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

_BLOCK = 64


class Downsampled(NamedTuple):
    """What to draw of a series.

    Parameters
    ----------
    x, mean : ndarray of shape (n_bins,)
        The line: the series itself where it is short enough.
    left, right, low, high : ndarray of shape (n_bins,)
        The band that the entries of each bin lie in; all empty where the line is the series itself.
    """

    x: np.ndarray
    mean: np.ndarray
    left: np.ndarray
    right: np.ndarray
    low: np.ndarray
    high: np.ndarray


_NOTHING = np.empty(0)
NOTHING_DRAWN = Downsampled(*[_NOTHING] * 6)


class GrowingSeries:
    """A series that grows at its end and can be downsampled quickly, however long it is.

    It keeps the least, the greatest and the sum of each block of 64 entries, so that an update costs what was
    appended and a drawing costs what is seen.
    """

    def __init__(self) -> None:
        self.x = self.values = _NOTHING
        self._owner = None
        self._blocks = np.empty((3, 0))
        self._n_blocks = 0

    def update(self, x: np.ndarray, values: np.ndarray, owner: object = None) -> None:
        """Take the newest state of the series.

        Parameters
        ----------
        x, values : ndarray of shape (n,), float64
            `x` ascends. Entries handed over must not change afterwards.
        owner : object, optional
            Whose series it is: if it is the same one's as last time, and no shorter, only what was appended is looked
            at. See `dragonviz.training.history.Epochs.series`.
        """
        if owner is None or owner is not self._owner or len(values) < len(self.values):
            self._n_blocks = 0
        self.x, self.values, self._owner = x, values, owner
        n_blocks = len(values) // _BLOCK
        if n_blocks > self._blocks.shape[1]:
            larger = np.empty((3, 2 * n_blocks))
            larger[:, : self._n_blocks] = self._blocks[:, : self._n_blocks]
            self._blocks = larger
        if n_blocks > self._n_blocks:
            new = values[self._n_blocks * _BLOCK : n_blocks * _BLOCK]
            # Three times as fast as reducing rows of 64.
            starts = np.arange(0, len(new), _BLOCK)
            for row, reduction in zip(self._blocks, (np.minimum, np.maximum, np.add), strict=True):
                row[self._n_blocks : n_blocks] = reduction.reduceat(new, starts)
            self._n_blocks = n_blocks

    def at(self, k: int) -> float:
        """The entry with this index; nan if there is none."""
        return float(self.values[k]) if k < len(self.values) else math.nan

    def nearest(self, x: float) -> int | None:
        """The index of the entry nearest to `x`; None if there is no entry."""
        if not len(self.x):
            return None
        k = int(np.searchsorted(self.x, x))
        if k == len(self.x) or (k > 0 and x - self.x[k - 1] <= self.x[k] - x):
            k -= 1
        return k

    def downsampled(self, x_min: float, x_max: float, most: int) -> Downsampled:
        """The part of the series from `x_min` to `x_max`, with an entry beyond each end.

        Bins begin at multiples of their width, which is a power of two, so that they stay where they are while the
        series grows.

        Parameters
        ----------
        x_min, x_max : float
        most : int
            About how many entries may be drawn one by one, and how many bins may be drawn.

        Returns
        -------
        Downsampled
        """
        first = max(0, np.searchsorted(self.x, x_min) - 1)
        last = min(len(self.x), np.searchsorted(self.x, x_max, side="right") + 1)
        if last - first <= most:
            return NOTHING_DRAWN._replace(x=self.x[first:last], mean=self.values[first:last])
        span = self.x[last - 1] - self.x[first]
        width = 2.0 ** max(1, np.ceil(np.log2(span / most)))
        x, low, high, total, count, end = self._pieces(first, last, by_block=width >= _BLOCK)
        # The first epoch is 0: where none is left out, bins as wide as a block or wider begin where a block does.
        edges = np.arange(x[0] // width * width, x[-1] + 1, width)
        starts = np.unique(np.searchsorted(x, edges))
        starts = starts[starts < len(x)]
        right = np.append(x[starts[1:]], end)
        return Downsampled(
            x=(x[starts] + right - 1) / 2,
            mean=np.add.reduceat(total, starts) / np.add.reduceat(count, starts),
            left=x[starts] - 0.5,
            right=right - 0.5,
            low=np.minimum.reduceat(low, starts),
            high=np.maximum.reduceat(high, starts),
        )

    def _pieces(self, first, last, by_block):
        """The entries or the blocks in sight: x, low, high, total, count of each, and where the last one ends."""
        x, values = self.x, self.values
        if not by_block:
            seen = values[first:last]
            end = x[last] if last < len(x) else x[-1] + 1
            return x[first:last], seen, seen, seen, np.ones(last - first), end
        first, last = first // _BLOCK, -(-last // _BLOCK)
        low, high, total = self._blocks[:, first : min(last, self._n_blocks)]
        count = np.full(len(low), float(_BLOCK))
        if last > self._n_blocks:
            rest = values[self._n_blocks * _BLOCK :]
            low, high = np.append(low, rest.min()), np.append(high, rest.max())
            total, count = np.append(total, rest.sum()), np.append(count, len(rest))
        end = x[last * _BLOCK] if last * _BLOCK < len(x) else x[-1] + 1
        return x[first * _BLOCK : last * _BLOCK : _BLOCK], low, high, total, count, end
