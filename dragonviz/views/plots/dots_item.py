"""A few dots on a plot, of the same size at any zoom."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.pixels import in_pixels
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

    def __init__(self, outline: str, size: float) -> None:
        super().__init__()
        self._outline, self._size, self._dots = QPen(QColor(outline), 1), size, []

    def show_dots(self, dots: list[tuple[float, float, QColor]]) -> None:
        """Draw these: x, y, colour."""
        if dots != self._dots:
            self._dots = dots
            self.update()

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        with in_pixels(painter) as to_pixels:
            painter.setPen(self._outline)
            for x, y, colour in self._dots:
                painter.setBrush(colour)
                painter.drawEllipse(to_pixels.map(QPointF(x, y)), self._size / 2, self._size / 2)
