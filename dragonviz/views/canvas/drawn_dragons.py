"""Where dragons are drawn, which for the eye's sake may be elsewhere than where they are, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dragonviz.dragons import Dataset, Task
from dragonviz.dragons.jitter import jittered, whole_columns
from dragonviz.scenes.view_state import ViewState

_WHOLE = 4  # datasets: those of the scene and of the moment, and of the ones before


@dataclass(frozen=True, eq=False)
class DrawnDragons:
    """A dataset as it is drawn: indices into it are those into the dataset.

    Parameters
    ----------
    task : Task
    X : ndarray of shape (n_dragons, 2), float64
        Where each dragon is drawn; infinitely far away if it is hidden.
    y : ndarray of shape (n_dragons,), int64
    is_train : ndarray of shape (n_dragons,), bool
    """

    task: Task
    X: np.ndarray
    y: np.ndarray
    is_train: np.ndarray

    def __len__(self) -> int:
        return len(self.y)


def drawn(dataset: Dataset, view: ViewState) -> Dataset | DrawnDragons:
    """How a dataset is drawn in a view: the same object for the same arguments, the dataset itself where it can be."""
    jitter = view.jitter and any(columns_drawn_apart(dataset))
    return _drawn(dataset, view.hides_test, jitter) if view.hides_test or jitter else dataset


@lru_cache(maxsize=_WHOLE)
def columns_drawn_apart(dataset: Dataset) -> tuple[bool, bool]:
    """Which features have whole numbers only, so that jitter would draw them apart."""
    return whole_columns(dataset.X) if len(dataset) else (False, False)


@lru_cache(maxsize=_WHOLE)
def _drawn(dataset: Dataset, hides_test: bool, jitter: bool) -> DrawnDragons:
    X = jittered(dataset.X, columns_drawn_apart(dataset)) if jitter else dataset.X
    if hides_test:
        X = np.where(dataset.is_train[:, np.newaxis], X, np.inf)
    return DrawnDragons(dataset.task, X, dataset.y, dataset.is_train)
