"""A quantity over epochs: its line, and the band that it lies in where epochs share pixels."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.views.curves.downsampling import NOTHING_DRAWN, Downsampled, GrowingSeries
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.polylines_item import PolylinesItem
from dragonviz.views.plots.whole_view_item import WholeViewItem

BAND_OPACITY = 0.14


class EpochCurve:
    """A series and the line that shows it.

    Parameters
    ----------
    plot : pyqtgraph.PlotWidget
        Where it is drawn.
    pen : QPen
    """

    def __init__(self, plot: pg.PlotWidget, pen: QPen) -> None:
        self.series = GrowingSeries()
        self.colour = pen.color()
        self.shown = NOTHING_DRAWN
        self._seen: tuple[float, float, int] | None = None
        self._line = PolylinesItem(pen)
        plot.addItem(self._line, ignoreBounds=True)

    def take(self, x: np.ndarray, values: np.ndarray, owner: object) -> None:
        """Take the newest state of the series, see `GrowingSeries.update`."""
        self.series.update(x, values, owner)
        self._seen = None

    def has_values(self) -> bool:
        """Whether there is anything but nan; a run has either a test dragon from its first epoch on or none."""
        values = self.series.values
        return bool(len(values)) and not (math.isnan(values[0]) and math.isnan(values[-1]))

    def dot_at(self, epoch: float) -> tuple[float, float, QColor] | None:
        """The point nearest to an epoch, for `DotsItem`; None if there is none, or no value."""
        k = self.series.nearest(epoch)
        if k is None or not math.isfinite(self.series.values[k]):
            return None
        return float(self.series.x[k]), float(self.series.values[k]), self.colour

    def show(self, first: float, last: float, most: int) -> bool:
        """Draw what is in view, see `GrowingSeries.downsampled`.

        Returns
        -------
        bool
            Whether it is anything else than before.
        """
        if self._seen == (first, last, most):
            return False
        self._seen = first, last, most
        return self.show_downsampled(self.series.downsampled(first, last, most))

    def show_downsampled(self, downsampled: Downsampled) -> bool:
        """Draw this much of the series; say whether it is anything else than before."""
        if all(map(np.array_equal, downsampled, self.shown)):
            return False
        self.shown = downsampled
        self._line.show_points(downsampled.x, downsampled.mean)
        return True


class BandItem(WholeViewItem):
    """What lies between the least and the greatest epoch of each bin.

    Parameters
    ----------
    plot : pyqtgraph.PlotWidget
        Where it is drawn.
    colour : QColor
    """

    def __init__(self, plot: pg.PlotWidget, colour: QColor) -> None:
        super().__init__()
        self._path, self._brush = QPainterPath(), QBrush(faint(colour))
        self.note_contents(False)
        self.setZValue(-1)
        plot.addItem(self, ignoreBounds=True)

    @property
    def is_empty(self) -> bool:
        """Whether it has no bin."""
        return self._path.isEmpty()

    def show_downsampled(self, downsampled: Downsampled) -> None:
        """Draw the bins, as far as they are finite."""
        drawn = np.isfinite(downsampled.low) & np.isfinite(downsampled.high)
        if not drawn.any():
            if not self.is_empty:
                self._path = QPainterPath()
                self.note_contents(False)
            return
        left, right, low, high = (column[drawn] for column in downsampled[2:])
        x = np.column_stack((left, right)).ravel()
        above, below = np.repeat(high, 2), np.repeat(low, 2)
        self._path = pg.arrayToQPath(np.concatenate((x, x[::-1])), np.concatenate((above, below[::-1])))
        self.note_contents(True)

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.fillPath(self._path, self._brush)


def faint(colour: QColor) -> QColor:
    """The colour of a band beside a line of this colour."""
    result = QColor(colour)
    result.setAlphaF(BAND_OPACITY)
    return result
