"""What the window's thread tells the training thread about runs, and what it hears of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragonviz.dragons import Dataset
from dragonviz.scenes.setup import ByHand, Setup
from dragonviz.training.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class RunSpec:
    """What a run is started from. Each start is a run of its own, whatever it has in common with others."""

    model: str
    settings: Mapping[str, object]
    seed: int

    @classmethod
    def of(cls, setup: Setup) -> RunSpec:
        """A new run of a setup."""
        return cls(setup.model, setup.values, setup.seed)


@dataclass(frozen=True, eq=False)
class RunOrder:
    """Which run there is to be, and on which dragons: all that the training thread needs to know to catch up.

    Parameters
    ----------
    spec : RunSpec or None
        None for no run.
    dataset : Dataset or None
    again : bool
        Whether retraining begins again from the same start, or goes on from the present parameters. To begin again is
        a fresh run: it counts the epochs of one fit, and what it comes to depends on these dragons only.
    dragged : bool
        Whether dragons were dragged, which retrains any run that has begun to learn; other changes retrain a run that
        has ended, and one under way just goes on.
    playing : bool
        Whether a run that begins trains at once.
    settings : mapping, optional
        What the run learns with from now on; the spec's if None.
    by_hand : ByHand, optional
        What the run's parameters were set to last.
    afresh : bool
        Whether the run begins at its start even if one like it was left when another model was chosen.
    since : int
        The number of the last command that was given before the run was wanted: it is not meant for this run.
    """

    spec: RunSpec | None
    dataset: Dataset | None = None
    again: bool = False
    dragged: bool = False
    playing: bool = False
    settings: Mapping[str, object] | None = None
    by_hand: ByHand | None = None
    afresh: bool = False
    since: int = 0

    def after(self, earlier: RunOrder | None) -> RunOrder:
        """Take the place of an earlier order that was not carried out: what that one wanted is not forgotten."""
        if earlier is None or earlier.spec is not self.spec:
            return self
        dragged = self.dragged or earlier.dragged
        return replace(self, dragged=dragged, playing=earlier.playing, afresh=earlier.afresh, since=earlier.since)


@dataclass(frozen=True)
class Seek:
    """A moment of the run that is to be looked at: the number of the command, and how many epochs are finished then."""

    number: int
    epoch: int


@dataclass(frozen=True, eq=False)
class RunReport:
    """What the training thread tells.

    Parameters
    ----------
    spec : RunSpec
    snapshot : Snapshot
    playing : bool
        Whether it is training.
    heard : int
        The number of the last command that it had carried out by then, or that was given before the run was wanted.
    told : Dataset or None
        The dragons that it was last told of: others than the snapshot's if it looks back at those of then.
    """

    spec: RunSpec
    snapshot: Snapshot
    playing: bool
    heard: int
    told: Dataset | None = None

    def looks_back_from(self, dataset: Dataset) -> bool:
        """Whether it knows of these dragons, and shows a moment before they were there."""
        return self.snapshot.is_looking_back and self.told is dataset


@dataclass(frozen=True, eq=False)
class RunFailure:
    """Why a run ended with an error: which run it was, a sentence, and the traceback."""

    spec: RunSpec
    sentence: str
    details: str
