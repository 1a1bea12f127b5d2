"""What a person may want that changes no scene, as values."""

from __future__ import annotations

from dataclasses import dataclass


class Command:
    """Something to be done."""


@dataclass(frozen=True)
class ToggleTraining(Command):
    """Train, or pause."""


@dataclass(frozen=True)
class DoStep(Command):
    """Do one step."""


@dataclass(frozen=True)
class DoEpoch(Command):
    """Do one epoch, or the rest of the one under way."""


@dataclass(frozen=True)
class StepBack(Command):
    """Go back by one step."""


@dataclass(frozen=True)
class EpochBack(Command):
    """Go back to the end of the epoch before."""


@dataclass(frozen=True)
class GoTo(Command):
    """Look at a moment of the run: after this many epochs, as far as it has come."""

    epoch: int


@dataclass(frozen=True)
class GoToBest(Command):
    """Go to the epoch with the best test accuracy."""


@dataclass(frozen=True)
class SameStart(Command):
    """Begin again with the same seed."""


@dataclass(frozen=True)
class NewStart(Command):
    """Begin again with the next seed."""


@dataclass(frozen=True)
class ClearGhost(Command):
    """Show the last run's curve no longer."""


@dataclass(frozen=True, eq=False)
class EndGesture(Command):
    """Let go of the dragons that a gesture moved."""

    gesture: object


@dataclass(frozen=True)
class OpenFile(Command):
    """Have a data file read; it becomes the scene's source when it is there."""

    path: str


@dataclass(frozen=True)
class UseReadyMade(Command):
    """Have data of `scenes.ready_made.READY_MADE` made; they become the scene's source when they are there."""

    name: str


@dataclass(frozen=True)
class Undo(Command):
    """Take the last change back."""


@dataclass(frozen=True)
class Redo(Command):
    """Do again what was taken back."""


@dataclass(frozen=True)
class Refuse(Command):
    """Say why something that was typed or asked for cannot be."""

    sentence: str
