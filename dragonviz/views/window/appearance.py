"""Which style the window wears: theme, content zoom, and whether it presents."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication

from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import DARK, LIGHT, THEMES, Theme

SYSTEM = "system"
_NOTCH = 1.1
_MOST_NOTCHES = 8
# The size of a window in which text has its usual height; in a larger one it grows, so that it still takes its share.
_USUAL = QSize(1280, 800)
_STEP = 0.05  # sizes change in steps: a window that is pulled larger is not made anew at every pixel


@dataclass(frozen=True)
class Appearance:
    """What a person has chosen.

    Parameters
    ----------
    theme : str
        The name of a theme, or "system" for what the desktop has.
    notches : int
        Of content zoom.
    presenting : bool
    """

    theme: str = LIGHT.name
    notches: int = 0
    presenting: bool = False

    def zoomed(self, notches: int) -> Appearance:
        """Larger or smaller by so many notches, or as it was if 0."""
        wanted = self.notches + notches if notches else 0
        return replace(self, notches=min(max(wanted, -_MOST_NOTCHES), _MOST_NOTCHES))

    def style_for(self, size: QSize) -> Style:
        """The style of a window of this size."""
        share = min(size.width() / _USUAL.width(), size.height() / _USUAL.height())
        grown = max(1.0, _STEP * round(share / _STEP))
        return Style(self._theme(), round(grown * _NOTCH**self.notches, 3), self.presenting)

    def _theme(self) -> Theme:
        if self.theme == SYSTEM:
            is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if is_dark else LIGHT
        return THEMES.get(self.theme, LIGHT)
