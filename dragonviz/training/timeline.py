"""The moments of a run that are kept, between which the same steps lead again."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dragonviz.dragons import Dataset
from dragonviz.models.learner_state import LearnerState
from dragonviz.training.early_stopping import Best
from dragonviz.training.history import Epochs

MOST_BYTES = 256_000_000
_MOST = 10_000  # checkpoints: of more, even looking after the objects would be noticed
_OVERHEAD = 1_000  # bytes of a checkpoint beside its state
_FEWEST = 4  # of a run's largest checkpoints, without which there is no going back


class Place(NamedTuple):
    """Where in a run: epochs finished, and steps done in the one under way."""

    epoch: int
    step: int


class Mark(NamedTuple):
    """Something that was changed under way.

    Parameters
    ----------
    epoch : int
        Epochs finished by then.
    words : str
        Such as "learning rate 0.01 → 0.001".
    """

    epoch: int
    words: str


@dataclass(frozen=True, eq=False)
class Stretch:
    """A part of a run in which there were steps and nothing else.

    Parameters
    ----------
    before : Stretch, optional
        The one that something was changed in.
    left_at : Place, optional
        Where in that one.
    """

    before: Stretch | None = None
    left_at: Place | None = None


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """One moment of a run, immutable: all that is needed to go on from there.

    Parameters
    ----------
    place : Place
    position : float
        The place, in epochs.
    state : LearnerState
    dataset : Dataset
    settings : mapping
    marks : tuple of Mark
        Of the changes until then.
    best : Best
    stretch : Stretch
    history : Epochs, optional
        Of the epochs finished by then, perhaps of later ones too; None where the run itself remembers them.
    start : Checkpoint, optional
        An earlier moment, from which steps lead to this one.
    """

    place: Place
    position: float
    state: LearnerState
    dataset: Dataset
    settings: Mapping[str, Any]
    marks: tuple[Mark, ...]
    best: Best
    stretch: Stretch
    history: Epochs | None = None
    start: Checkpoint | None = None


@dataclass
class _Entry:
    checkpoint: Checkpoint
    is_change: bool
    end: Place | None = None  # where a change came whose checkpoint is no longer kept

    @property
    def place(self) -> Place:
        return self.checkpoint.place


class Timeline:
    """Checkpoints of one run in the order of their places, within a bound on their memory.

    When they take too much, every second one is let go, so that they stay evenly spread over the run. The first and the
    last one stay, and so do those where something was changed, as long as these take no more than half the memory:
    then every second of them goes, and the moments from there to the next checkpoint cannot be gone back to.

    Parameters
    ----------
    most_bytes : int
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._entries: list[_Entry] = []
        self._nbytes = 0
        self._spacing = 0.0

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def nbytes(self) -> int:
        """How much memory the checkpoints take, in bytes; datasets that they share count once."""
        return self._nbytes

    @property
    def places(self) -> list[Place]:
        """Where the checkpoints are."""
        return [entry.place for entry in self._entries]

    def has_room_for(self, nbytes: int) -> bool:
        """Whether states of so many bytes are small enough for it to be of use."""
        return _FEWEST * nbytes <= self._most_bytes

    def distance_to_next(self, position: float) -> float:
        """How many epochs there are from a `position`, in epochs, to that from which on it takes another checkpoint."""
        return self._entries[-1].checkpoint.position + self._spacing - position if self._entries else 0.0

    def keep(self, checkpoint: Checkpoint, *, is_change: bool = False) -> None:
        """Add the latest checkpoint; what lies at its place or beyond has been left, and is let go.

        Parameters
        ----------
        checkpoint : Checkpoint
        is_change : bool
            Whether something else than steps led there.
        """
        first_stale = bisect.bisect_left(self._entries, checkpoint.place, key=_place)
        stale = self._entries[first_stale:]
        if stale and stale[0].place == checkpoint.place:
            is_change |= stale[0].is_change
        del self._entries[first_stale:]
        if stale:
            self._count()
        if self._entries and self._entries[-1].end is not None and self._entries[-1].end >= checkpoint.place:
            self._entries[-1].end = None  # what came there has been left as well
        entry = _Entry(checkpoint, is_change)
        self._nbytes += _size(entry, self._entries[-1] if self._entries else None)
        self._entries.append(entry)
        while len(self._entries) > 2 and (self._nbytes > self._most_bytes or len(self._entries) > _MOST):
            self._thin()

    def lead_to(self, checkpoint: Checkpoint) -> bool:
        """Let go of all but what a run passed on its way to a checkpoint, which may be from another way.

        Returns
        -------
        bool
            Whether steps lead from the last checkpoint that is left to this one, and nothing else is needed.
        """
        stretch = checkpoint.stretch
        followed_to = {stretch: checkpoint.place}
        while stretch.before is not None and stretch.left_at is not None:
            followed_to[stretch.before] = stretch.left_at
            stretch = stretch.before
        self._entries = [
            entry
            for entry in self._entries
            if entry.checkpoint.stretch in followed_to and entry.place <= followed_to[entry.checkpoint.stretch]
        ]
        self._count()
        if self._entries and self._entries[-1].checkpoint.stretch is checkpoint.stretch:
            return True
        if self._entries:
            # Perhaps there was more on the way than is left.
            self._entries[-1].end = followed_to[self._entries[-1].checkpoint.stretch]
        if checkpoint.start is None or checkpoint.start.stretch is not checkpoint.stretch:
            return False
        self.keep(checkpoint.start, is_change=True)
        return True

    def start_for(self, place: Place) -> Checkpoint:
        """The checkpoint from which steps lead to a place, or to the first place after it that there is a way to."""
        number = max(0, bisect.bisect_right(self._entries, place, key=_place) - 1)
        end = self._entries[number].end
        if end is not None and place >= end:
            number += 1
        return self._entries[number].checkpoint

    def first_of(self, stretch: Stretch) -> Checkpoint | None:
        """The earliest checkpoint of a stretch; None if none is left."""
        return next((entry.checkpoint for entry in self._entries if entry.checkpoint.stretch is stretch), None)

    def next_after(self, place: Place) -> tuple[Place, Checkpoint | None] | None:
        """How far steps lead from a place before something else is to be done, if anything is.

        Returns
        -------
        place : Place
        checkpoint : Checkpoint or None
            What to go on from there; None to go on as one is.
        """
        number = bisect.bisect_right(self._entries, place, key=_place)
        if number in (0, len(self._entries)):
            return None
        current, following = self._entries[number - 1 : number + 1]
        if current.end is not None:
            return current.end, following.checkpoint
        return following.place, following.checkpoint if following.is_change else None

    def _thin(self) -> None:
        inner = self._entries[1:-1]
        changes = [entry for entry in inner if entry.is_change]
        others = [entry for entry in inner if not entry.is_change]
        if not others or 2 * sum(map(_own_size, changes)) > self._most_bytes:
            self._let_go(changes[::2] or others[::2])
        else:
            self._let_go(others[::2])
            span = self._entries[-1].checkpoint.position - self._entries[0].checkpoint.position
            self._spacing = max(2 * self._spacing, span / len(self._entries))
        self._count()

    def _let_go(self, some: Sequence[_Entry]) -> None:
        gone = set(map(id, some))
        kept: list[_Entry] = []
        for entry in self._entries:
            if id(entry) not in gone:
                kept.append(entry)
            elif entry.is_change and kept[-1].end is None:
                kept[-1].end = entry.place
            elif entry.end is not None and kept[-1].end is None:
                kept[-1].end = entry.end
        self._entries = kept

    def _count(self) -> None:
        before = [None, *self._entries]
        self._nbytes = sum(map(_size, self._entries, before))


def _place(entry: _Entry) -> Place:
    return entry.place


def _size(entry: _Entry, before: _Entry | None) -> int:
    shares_dragons = before is not None and entry.checkpoint.dataset is before.checkpoint.dataset
    return _own_size(entry) - (_dataset_size(entry) if shares_dragons else 0)


def _own_size(entry: _Entry) -> int:
    return entry.checkpoint.state.nbytes + _dataset_size(entry) + _OVERHEAD


def _dataset_size(entry: _Entry) -> int:
    dataset = entry.checkpoint.dataset
    return dataset.X.nbytes + dataset.y.nbytes + dataset.is_train.nbytes
