"""Drawing whole numbers a little apart. What is trained never sees it."""

from __future__ import annotations

import numpy as np

# Less than half of what lies between two whole numbers: nobody takes a 6 for a 7.
_MOST = 0.35


def whole_columns(points: np.ndarray) -> tuple[bool, bool]:
    """Which of the two features have whole numbers only, so that dragons lie upon each other.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
    """
    across, up = (bool((points[:, axis] == np.rint(points[:, axis])).all()) for axis in (0, 1))
    return across, up


def jittered(points: np.ndarray, columns_are_whole: tuple[bool, bool], seed: int = 0) -> np.ndarray:
    """Where dragons are drawn so that those upon each other can be seen: for the eye only, never to train on.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
    columns_are_whole : (bool, bool)
        Which features are drawn apart: those of whole numbers.
    seed : int, default=0
        The same one draws each dragon in the same place again, also if there are more of them.

    Returns
    -------
    ndarray of shape (n, 2)
        A new array, within ±0.35 of the points.
    """
    offsets = np.random.default_rng(seed).uniform(-_MOST, _MOST, points.shape)
    return points + offsets * np.asarray(columns_are_whole)
