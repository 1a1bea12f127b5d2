"""What a line in a plot stands for, in words beside a piece of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dragonviz.views.palette import GRID, SMALL_TEXT_PX

_LINE_LENGTH_PX = 28


class LineLegend(QWidget):
    """A piece of a line, and its name.

    Parameters
    ----------
    text : str
    pen : QPen
        The line's own.
    meaning : str
        The tooltip.
    palette : Palette
    """

    def __init__(self, text, pen, meaning, palette):
        super().__init__()
        self.text = text
        self._pen = QPen(pen)
        self._pen.setCosmetic(False)
        self._colour = palette.text
        font = QFont(self.font())
        font.setPixelSize(SMALL_TEXT_PX)
        self.setFont(font)
        self.setAccessibleName(f"legend: {text}")
        self.setToolTip(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self):
        """Room for the line and the text."""
        metrics = self.fontMetrics()
        return QSize(_LINE_LENGTH_PX + GRID + metrics.horizontalAdvance(self.text) + 1, metrics.height())

    def paintEvent(self, event):
        """Draw both."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(self._pen)
        painter.drawLine(QPointF(0, middle), QPointF(_LINE_LENGTH_PX, middle))
        painter.setPen(self._colour)
        metrics = self.fontMetrics()
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(_LINE_LENGTH_PX + GRID, baseline), self.text)
