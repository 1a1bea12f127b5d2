"""Figures: a caption, and a number beside it."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import GRID, Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import set_meaning

UNKNOWN = "–"


class Figure(QWidget):
    """A caption, and its figure at the right.

    Parameters
    ----------
    name : str
        The object name of the figure's label.
    caption : str
    px : int
        The figure's height.
    style : Style
    """

    def __init__(self, name: str, caption: str, px: int, style: Style) -> None:
        super().__init__()
        self._caption = Text(style.text_px, style.theme.quiet)
        self._caption.setText(caption)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._value = QLabel(UNKNOWN, objectName=name)
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        font = make_font(px)
        font.setBold(True)
        self._value.setFont(font)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self._caption, 1)
        row.addWidget(self._value)

    def show_value(self, text: str, meaning: str) -> None:
        """Write the figure, and what it means."""
        if text != self._value.text():
            self._value.setText(text)
        for part in (self._value, self._caption):
            set_meaning(part, meaning)


def share_in_figures(share: float) -> str:
    """A share to three decimals that says 0 or 1 only where it is; a dash if it is undefined."""
    if math.isnan(share):
        return UNKNOWN
    if 0 < share < 0.0005:
        return "< 0.001"
    if 0.9995 <= share < 1:
        return "> 0.999"
    return f"{share:.3f}"
