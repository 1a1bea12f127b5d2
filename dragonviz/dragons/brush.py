"""Many dragons at once: painted with a brush, or rubbed out."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dragonviz.dragons.dataset import MAX_DRAGONS, Dataset
from dragonviz.dragons.errors import DragonsError


def paint(dataset: Dataset, points: ArrayLike, label: int, is_train: bool) -> Dataset:
    """The dataset with more dragons of one class, which are visited last.

    A stroke after a stroke costs what it adds, not what there is: they share arrays that have room at their ends.

    Parameters
    ----------
    dataset : Dataset
    points : array-like of shape (k, 2)
    label : int
    is_train : bool

    Returns
    -------
    Dataset

    Raises
    ------
    DragonsError
        If there would be more than `MAX_DRAGONS`, or a point or the label is none.
    """
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if len(dataset) + len(points) > MAX_DRAGONS:
        raise DragonsError(
            f"There are {len(dataset):,} {dataset.task.samples}, and {MAX_DRAGONS:,} is the most: these "
            f"{len(points):,} are too many."
        )
    return dataset.extend(points, label, is_train) if len(points) else dataset


def within(dataset: Dataset, centre: tuple[float, float], radii: tuple[float, float]) -> np.ndarray:
    """Which dragons an eraser reaches.

    Parameters
    ----------
    dataset : Dataset
    centre : (float, float)
    radii : (float, float)
        Across and up, in the units of the axes: what is round on screen is seldom so in them.

    Returns
    -------
    ndarray of shape (k,), int64
        Their indices.
    """
    # Column by column: along the short axis numpy takes a hundred times as long.
    across, up = ((dataset.X[:, axis] - centre[axis]) / radii[axis] for axis in (0, 1))
    return np.flatnonzero(across**2 + up**2 <= 1)
