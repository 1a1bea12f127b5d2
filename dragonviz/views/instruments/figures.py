"""Figures: a caption, and a number beside it."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from dragonviz.explain.wording import UNKNOWN
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import set_meaning


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
        self._value = _Number(px)
        self._value.setObjectName(name)
        self._value.setText(UNKNOWN)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.grid_px // 2)
        row.addWidget(self._caption, 1)
        row.addWidget(self._value)

    def show_value(self, text: str, meaning: str) -> None:
        """Write the figure, and what it means."""
        self._value.setText(text)
        for part in (self._value, self._caption):
            set_meaning(part, meaning)


class _Number(Text):
    """Has the room of the widest number that it has shown, so that what stands beside it stays where it is."""

    def __init__(self, px: int) -> None:
        super().__init__(px, most_lines=1, keeps_room=True, bold=True)
        self._widest = 0
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @override
    def room(self) -> int:
        self._widest = max(self._widest, math.ceil(QFontMetricsF(self.font()).horizontalAdvance(self.text())))
        return self._widest

    @override
    def sizeHint(self) -> QSize:
        width = self.room()
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
