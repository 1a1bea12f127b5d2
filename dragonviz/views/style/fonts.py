"""The one typeface of the program, which it brings along: what is laid out on one machine fits on every other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

FAMILY, MONO_FAMILY = "DejaVu Sans", "DejaVu Sans Mono"
_REGULAR, _MONO = "DejaVuSans.ttf", "DejaVuSansMono.ttf"
_FILES = (_REGULAR, "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf", _MONO)


@dataclass(frozen=True)
class Typeface:
    """The families that texts are set in.

    Parameters
    ----------
    family, mono : str
        Of nearly everything; of code, where every letter is as wide as the next.
    complaint : str
        A sentence that says what could not be loaded; empty if all was.
    """

    family: str
    mono: str
    complaint: str = ""


@cache
def typeface() -> Typeface:
    """Load the program's typeface, once a process. There must be a QApplication."""
    return load_typeface(_matplotlib_fonts())


def load_typeface(folder: Path) -> Typeface:
    """Load the typeface from the files in a folder.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Typeface
        With the machine's own families in place of those that could not be loaded.
    """
    lost = [name for name in _FILES if QFontDatabase.addApplicationFont(str(folder / name)) < 0]
    complaint = ""
    if lost:
        are = "are" if len(lost) > 1 else "is"
        complaint = (
            f"The program's typeface is not complete ({', '.join(lost)} {are} missing or damaged), so texts look "
            "different here; to mend it, reinstall matplotlib."
        )
    system = QFontDatabase.SystemFont
    return Typeface(
        _machines_own(system.GeneralFont) if _REGULAR in lost else FAMILY,
        _machines_own(system.FixedFont) if _MONO in lost else MONO_FAMILY,
        complaint,
    )


def make_font(size: int, mono: bool = False) -> QFont:
    """The program's typeface in one size.

    Parameters
    ----------
    size : int
        In pixels: points are larger or smaller with each screen's settings.
    mono : bool
        Whether every letter is as wide as the next.
    """
    font = QFont(typeface().mono if mono else typeface().family)
    font.setPixelSize(size)
    # Hinting rounds each letter's width, and each machine's settings choose another kind of it.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Colours along a letter's edges, made for one order of a screen's subpixels, are wrong on a projector.
    strategy = QFont.StyleStrategy
    font.setStyleStrategy(strategy(strategy.PreferAntialias | strategy.NoSubpixelAntialias))
    return font


def set_application_font(app: QApplication, size: int) -> None:
    """Set everything in the program's typeface, menus and tooltips too, for which a desktop may have its own.

    Parameters
    ----------
    app : QApplication
    size : int
        In pixels.
    """
    app.setFont(make_font(size))


def _machines_own(kind: QFontDatabase.SystemFont) -> str:
    return QFontDatabase.systemFont(kind).family()


def _matplotlib_fonts() -> Path:
    # Found, but not imported: that would take longer than all else at the start.
    spec = find_spec("matplotlib")
    locations = (spec and spec.submodule_search_locations) or [""]
    return Path(locations[0], "mpl-data", "fonts", "ttf")
