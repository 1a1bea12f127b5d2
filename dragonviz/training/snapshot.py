"""What the views need to show one moment of a run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dragonviz.dragons import Dataset
from dragonviz.models.learner import Verdict
from dragonviz.models.predictors import AnyPredictor
from dragonviz.training.course import Branch
from dragonviz.training.history import Epochs
from dragonviz.training.scores import Scores
from dragonviz.training.timeline import Mark


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One moment of a run, immutable.

    Parameters
    ----------
    dataset : Dataset
        The dragons that the rest was computed on.
    model : str
        The model's name in the catalogue.
    settings : mapping
        That model's settings, read-only.
    predictor : LinearPredictor, CurvedPredictor or NetworkPredictor
    predicted : ndarray of shape (n_dragons,), int64
        The class that the model gives to each dragon of `dataset`.
    train, test : Scores
    epoch, step, steps_per_epoch : int
        Epochs finished, steps done in the one under way, and out of how many.
    max_epochs : int
        How many epochs are finished when the run ends, if nothing ends it before.
    learning_rate : float or None
    verdict : Verdict
    best_epoch : int
        The first one with the best test accuracy since something was last changed, which `Run.seek` goes to.
    history : Epochs
        Of all epochs that the run has come to, those after this one included if it looks back.
    furthest_epoch : int
        How many epochs that are; `epoch` itself where the run stands at its furthest.
    is_looking_back : bool
        Whether the run has been further than this moment, if only by a step.
    can_look_back : bool
        Whether there is a way back to earlier moments: for the largest networks there is no room.
    marks : tuple of Mark
        What was changed under way, oldest first.
    branches : tuple of Branch
        What the run came to on ways that it left when something was changed in its past.
    visited : ndarray of shape (n_visited,), int64
        Indices into `dataset` of the dragons that the latest step looked at; none if it looked at all of them.
    collapsed : bool
        Whether it is a network that gives every training dragon the same scores.
    before : LinearPredictor, CurvedPredictor, NetworkPredictor or None
        What it was before its latest step, if just that one step of one dragon was asked for.
    """

    dataset: Dataset
    model: str
    settings: Mapping[str, Any]
    predictor: AnyPredictor
    predicted: np.ndarray
    train: Scores
    test: Scores
    epoch: int
    step: int
    steps_per_epoch: int
    max_epochs: int
    learning_rate: float | None
    verdict: Verdict
    best_epoch: int
    history: Epochs
    furthest_epoch: int
    is_looking_back: bool
    can_look_back: bool
    marks: tuple[Mark, ...]
    branches: tuple[Branch, ...]
    visited: np.ndarray
    collapsed: bool
    before: AnyPredictor | None = None

    @property
    def loss(self) -> float:
        """The loss after the last epoch that was finished by then; nan if it is not known, or the model has none."""
        number = int(np.searchsorted(self.history.epoch, self.epoch, side="right")) - 1
        return float(self.history.loss[number]) if number >= 0 else math.nan

    @property
    def untrained(self) -> bool:
        """Whether nothing has been learned yet."""
        return self.epoch == 0 and self.step == 0
