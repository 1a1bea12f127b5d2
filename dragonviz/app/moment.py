"""One moment: all that is on screen at one time, computed from one snapshot of each run."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from dragonviz.app.run_order import RunSpec
from dragonviz.dragons import Dataset, Task
from dragonviz.explain.separability import Separability
from dragonviz.models.regions import Regions
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import Setup
from dragonviz.training.history import Epochs
from dragonviz.training.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Side:
    """A setup, and how far its run has come.

    Parameters
    ----------
    setup : Setup
    run : RunSpec or None
        None if there can be no run: `obstacle` says why.
    snapshot : Snapshot or None
        None as long as nothing is known of the run.
    regions : Regions or None
        Of that snapshot; None as long as there is no canvas.
    region_image : QImage or None
        The same, painted for the canvas as it is now.
    playing : bool
    obstacle : str
        Why there is no run, in a sentence; empty if there is one.
    separability : Separability or None
        Whether the mistakes of a linear model that has ended need be, once that is known.
    """

    setup: Setup
    run: RunSpec | None = None
    snapshot: Snapshot | None = None
    regions: Regions | None = None
    region_image: QImage | None = None
    playing: bool = False
    obstacle: str = ""
    separability: Separability | None = None


@dataclass(frozen=True, eq=False)
class Ghost:
    """A run that is over, for comparison.

    Parameters
    ----------
    label : str
        Which run it was, in a few words.
    task : Task
    history : Epochs
    """

    label: str
    task: Task
    history: Epochs


@dataclass(frozen=True, eq=False)
class Moment:
    """What every instrument shows until the next moment.

    Parameters
    ----------
    scene : Scene
    dataset : Dataset
        The dragons to be drawn. While a run follows a hand they are those that its newest snapshot was computed on, a
        frame or so behind the scene's, so that dragons, rings, regions and figures belong together.
    sides : tuple of Side
        One for each setup that is shown.
    following : bool
        Whether everything belongs together. If not, the run is too slow for the hand: the dragons are the scene's, what
        the model says is of the dragons before, and has to look like that.
    """

    scene: Scene
    dataset: Dataset
    sides: tuple[Side, ...]
    following: bool = True
    ghost: Ghost | None = None

    @property
    def side(self) -> Side:
        """The side that is shown."""
        return self.sides[0]

    @property
    def current(self) -> Snapshot | None:
        """What is known of the model, if it is known of just these dragons."""
        return self.side.snapshot if self.following else None
