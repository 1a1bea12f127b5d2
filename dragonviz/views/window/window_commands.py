"""What a person may want of the window itself, as values."""

from __future__ import annotations

from dataclasses import dataclass

from dragonviz.app.commands import Command


@dataclass(frozen=True)
class AskForFile(Command):
    """Let a person choose a file."""


@dataclass(frozen=True)
class AskWhereToSave(Command):
    """Let a person choose where the data are saved."""


@dataclass(frozen=True)
class PasteTable(Command):
    """Open the table that the clipboard holds."""


@dataclass(frozen=True)
class ShowBorder(Command):
    """Look from so far away that the border is in view."""


@dataclass(frozen=True)
class ToggleHelp(Command):
    """Show all keys, or no more."""


@dataclass(frozen=True)
class TogglePresenting(Command):
    """Full screen for the projector, or back."""


@dataclass(frozen=True)
class Dismiss(Command):
    """Leave what is in the way: the last refusal, the selection, the presentation."""


@dataclass(frozen=True)
class ChooseLayout(Command):
    """Arrange the instruments."""

    name: str


@dataclass(frozen=True)
class ChooseTheme(Command):
    """Wear other colours."""

    name: str


@dataclass(frozen=True)
class ZoomContent(Command):
    """Make texts, dragons and lines larger or smaller: by so many notches, or as they were if 0."""

    notches: int


@dataclass(frozen=True)
class Quit(Command):
    """Close the window."""
