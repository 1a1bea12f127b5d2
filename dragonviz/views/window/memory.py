"""What the window remembers from one start to the next: its place, its arrangement, its looks, and recent files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from dragonviz.scenes.view_state import BOUNDARY
from dragonviz.views.instrument import Place
from dragonviz.views.style.themes import THEMES
from dragonviz.views.window.appearance import SYSTEM, Appearance

VERSION = 1  # of docks and toolbars: an arrangement of another version fits no more
_MOST_RECENT = 8
_FORGOTTEN = "What was remembered of the window could not be read, so it starts as it did at first."


@dataclass(frozen=True, eq=False)
class Remembered:
    """What an earlier start left.

    Parameters
    ----------
    appearance : Appearance
    geometry, arrangement : QByteArray
        As Qt saves them; empty if there are none.
    shown : frozenset of str or None
        What was open; None if nothing is known.
    pulled : frozenset of Place
        Where a person has chosen the panels' sizes.
    recent : tuple of str
        Paths of files, the newest first.
    complaint : str
        A sentence if something could not be used; empty else.
    """

    appearance: Appearance = Appearance()
    geometry: QByteArray = QByteArray()
    arrangement: QByteArray = QByteArray()
    shown: frozenset[str] | None = None
    pulled: frozenset[Place] = frozenset()
    recent: tuple[str, ...] = ()
    complaint: str = ""


class Memory:
    """Reads and writes the settings file."""

    def __init__(self) -> None:
        self._settings = QSettings("dragonviz", "dragonviz")

    def load(self) -> Remembered:
        """What is remembered; defaults, and a sentence, for what cannot be used."""
        settings = self._settings
        if not settings.allKeys():
            broken = settings.status() is not QSettings.Status.NoError
            return Remembered(complaint=_FORGOTTEN if broken else "")
        try:
            appearance = Appearance(_one_of(_text(settings, "theme"), (SYSTEM, *THEMES)), _whole(settings, "zoom"))
            recent = tuple(_texts(settings, "recent"))[:_MOST_RECENT]
            if settings.value("version") is None or _whole(settings, "version") != VERSION:
                return Remembered(
                    appearance,
                    recent=recent,
                    complaint="The window's arrangement was saved by another version, so it starts as it did at first.",
                )
            return Remembered(
                appearance,
                _bytes(settings, "geometry"),
                _bytes(settings, "arrangement"),
                frozenset(_texts(settings, "shown")) or frozenset({BOUNDARY}),
                frozenset(map(Place, _texts(settings, "pulled"))),
                recent,
            )
        except (ValueError, TypeError):
            return Remembered(complaint=_FORGOTTEN)

    def save(
        self,
        appearance: Appearance,
        geometry: QByteArray,
        arrangement: QByteArray,
        shown: frozenset[str],
        pulled: frozenset[Place],
    ) -> None:
        """Remember the window. Where nothing can be written, nothing is remembered."""
        for key, value in (
            ("version", VERSION),
            ("theme", appearance.theme),
            ("zoom", appearance.notches),
            ("geometry", geometry),
            ("arrangement", arrangement),
            ("shown", sorted(shown)),
            ("pulled", sorted(map(str, pulled))),
        ):
            self._settings.setValue(key, value)
        self._settings.sync()

    def add_recent(self, path: str) -> tuple[str, ...]:
        """Remember a file that was opened; returns all that are remembered, the newest first."""
        path = str(Path(path).absolute())
        known = [other for other in self._recent() if other != path]
        recent = (path, *known)[:_MOST_RECENT]
        self._settings.setValue("recent", list(recent))
        return recent

    def _recent(self):
        try:
            return list(_texts(self._settings, "recent"))
        except (ValueError, TypeError):
            return []


def _text(settings, key):
    return str(settings.value(key, "", type=str))


def _texts(settings, key):
    value = settings.value(key, [])
    # One alone is written like a text.
    return [value] if isinstance(value, str) and value else [str(each) for each in value or []]


def _whole(settings, key):
    return int(settings.value(key, 0))


def _bytes(settings, key):
    value = settings.value(key, QByteArray())
    if not isinstance(value, QByteArray):
        raise TypeError(key)
    return value


def _one_of(value, allowed):
    if value not in allowed:
        raise ValueError(value)
    return value
