"""What a line in a plot stands for, in words beside a piece of it, and what it comes to where the mouse is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.palette import GRID, SMALL_TEXT_PX

_LINE_LENGTH_PX = 28


class LineLegend(QWidget):
    """A piece of a line, its name, and when somebody reads the line, the value there.

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
        self.value = ""
        self._pen = QPen(pen)
        self._pen.setCosmetic(False)
        self._colour = palette.text
        font = QFont(self.font())
        font.setPixelSize(SMALL_TEXT_PX)
        self.setFont(font)
        self.setAccessibleName(f"legend: {text}")
        self.setToolTip(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value):
        """Write a value beside the name; none if empty."""
        if value != self.value:
            self.value = value
            self.update()

    def sizeHint(self):
        """Room for the line, the name and a value."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(f"{self.text}  0.000")
        return QSize(_LINE_LENGTH_PX + GRID + words, metrics.height())

    @guarded_paint
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
        painter.drawText(QPointF(self.width() - metrics.horizontalAdvance(self.value), baseline), self.value)
