"""A few dots on a plot, of the same size at any zoom."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from dragonviz.views.plots.guarded_paint import guarded_paint, saved
from dragonviz.views.plots.whole_view_item import WholeViewItem


class DotsItem(WholeViewItem):
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

    @guarded_paint
    def paint(self, painter, option, widget):
        """Draw them."""
        to_pixels = painter.transform()
        with saved(painter):
            painter.resetTransform()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._outline)
            for x, y, colour in self._dots:
                painter.setBrush(colour)
                painter.drawEllipse(to_pixels.map(QPointF(x, y)), self._size / 2, self._size / 2)
