"""What the window remembers from one start to the next: its place, its arrangement, its looks, and recent files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from dragonviz.scenes.view_state import BOUNDARY, CLASS_LINES, LOSS
from dragonviz.views.instrument import Place
from dragonviz.views.style.themes import THEMES
from dragonviz.views.window.appearance import SYSTEM, Appearance
from dragonviz.views.window.instruments import INSTRUMENTS

VERSION = 1  # of docks and toolbars: an arrangement of another version fits no more
_MOST_RECENT = 8
FORGOTTEN = "What was remembered of the window could not be read, so it starts as it did at first."
_OTHER_VERSION = "The window's arrangement was saved by another version, so it starts as it did at first."
_KNOWN = frozenset({BOUNDARY, CLASS_LINES, LOSS}) | {kind.name for kind in INSTRUMENTS}


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
        remembered = self._read()
        if remembered.complaint or self._settings.isWritable():
            return remembered
        folder = Path(self._settings.fileName()).parent
        complaint = f"The window will not be remembered: nothing can be written in “{folder}”."
        return replace(remembered, complaint=complaint)

    def _read(self) -> Remembered:
        settings = self._settings
        if not settings.allKeys():
            broken = settings.status() is QSettings.Status.FormatError
            return Remembered(complaint=FORGOTTEN if broken else "")
        try:
            appearance = Appearance(_one_of(_text(settings, "theme"), (SYSTEM, *THEMES)), _whole(settings, "zoom"))
            recent = tuple(_texts(settings, "recent"))[:_MOST_RECENT]
            shown = frozenset(_texts(settings, "shown"))
            is_other = settings.value("version") is None or _whole(settings, "version") != VERSION
            if is_other or not shown <= _KNOWN:
                return Remembered(appearance, recent=recent, complaint=_OTHER_VERSION)
            return Remembered(
                appearance,
                _bytes(settings, "geometry"),
                _bytes(settings, "arrangement"),
                shown or frozenset({BOUNDARY}),
                frozenset(map(Place, _texts(settings, "pulled"))),
                recent,
            )
        except (ValueError, TypeError):
            return Remembered(complaint=FORGOTTEN)

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
