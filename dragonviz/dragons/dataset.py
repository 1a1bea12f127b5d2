"""The dragons of a scene: an immutable dataset, and the task that it poses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Task:
    """What is predicted, and from which two features.

    Parameters
    ----------
    name : str
        "fire", "colour", or the name of an opened file's class column.
    features : tuple of two str
        What the axes say, with the unit where there is one: "body length (cm)".
    target : str
        What the classes are classes of, as the legend says it: "colour".
    classes : tuple of str
        The names of the 2 to 8 classes; a label is an index into them. With two classes the second
        is the positive one, whose detection rate is reported.
    """

    name: str
    features: tuple[str, str]
    target: str
    classes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Dragons in the order in which training visits them. Every edit makes a new dataset.

    Parameters
    ----------
    task : Task
    X : ndarray of shape (n_dragons, 2), float64, read-only
        The two feature values of each dragon, finite.
    y : ndarray of shape (n_dragons,), int64, read-only
        Each dragon's class, an index into ``task.classes``.
    is_train : ndarray of shape (n_dragons,), bool, read-only
        True for a training dragon, False for a test dragon.
    """

    task: Task
    X: np.ndarray
    y: np.ndarray
    is_train: np.ndarray
