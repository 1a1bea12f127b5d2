"""How a scene is looked at: every fact of the interface that is not the dragons or the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.speed import SPEEDS, Speed, Unit

Rect = tuple[float, float, float, float]

BOUNDARY, CLASS_LINES, LOSS = "boundary", "class-lines", "loss"
NOBODY = np.empty(0, dtype=np.int64)
NOBODY.flags.writeable = False


class Tool(StrEnum):
    """What the left button does on the canvas."""

    POINTER = "pointer"
    BRUSH = "brush"
    ERASER = "eraser"
    CURVE = "curve"


def default_speeds() -> dict[str, Speed]:
    """Speeds at which an eye can follow, by the models' names."""
    return {name: Speed(kind.epochs_per_second, Unit.EPOCH) for name, kind in MODELS.items()}


@dataclass(frozen=True, eq=False)
class ViewState:
    """What is shown, and how the program answers the hand.

    Parameters
    ----------
    rect : tuple of (x_min, x_max, y_min, y_max), optional
        What the canvas shows; all dragons if None.
    shown : frozenset of str
        What is drawn on canvas and curves besides dragons and accuracy, and the names of the open instruments.
    speeds : mapping of str to Speed
        Each model's.
    live : bool
        Whether a run hears of dragged dragons at every move, or when they are dropped.
    mlp_starts_again : bool
        Whether other dragons have a network trained again from the same start, or go on from where it is. The models
        whose whole training is done at once always start again.
    picked : ndarray of int64, read-only
        Indices of the selected dragons.
    label : int
        The class that a click adds.
    adds_training : bool
        Whether a click adds a training dragon.
    matrix_of_training : bool
        Whether the confusion matrix counts the training dragons, or the test dragons.
    neuron : (int, int), optional
        The hidden layer and the neuron in it whose map is on the canvas.
    tool : Tool
        What the left button does on the canvas.
    by_hand : bool
        Whether the model's line has handles to take hold of.
    hides_test : bool
        Whether test dragons are not drawn.
    jitter : bool
        Whether dragons whose features are whole numbers are drawn a little apart; see `dragonviz.dragons.jitter`.
    """

    rect: Rect | None = None
    shown: frozenset[str] = frozenset({BOUNDARY})
    speeds: Mapping[str, Speed] = field(default_factory=default_speeds)
    live: bool = True
    mlp_starts_again: bool = False
    picked: np.ndarray = field(default_factory=lambda: NOBODY)
    label: int = 0
    adds_training: bool = True
    matrix_of_training: bool = False
    neuron: tuple[int, int] | None = None
    tool: Tool = Tool.POINTER
    by_hand: bool = False
    hides_test: bool = False
    jitter: bool = False

    def showing(self, name: str, wanted: bool) -> ViewState:
        """The view with something shown, or not."""
        return replace(self, shown=self.shown | {name} if wanted else self.shown - {name})

    def with_speed(self, model: str, speed: Speed) -> ViewState:
        """The view with another speed of one model."""
        return replace(self, speeds={**self.speeds, model: speed})


def next_speed(speed: Speed, by: int) -> Speed:
    """The speed so many places further in `SPEEDS`, or the last one there."""
    return SPEEDS[min(max(SPEEDS.index(speed) + by, 0), len(SPEEDS) - 1)]
