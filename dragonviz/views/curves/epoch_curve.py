"""A quantity over epochs: its line, and the band that it lies in where epochs share pixels."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor, QPen

from dragonviz.views.curves.downsampling import NOTHING_DRAWN, Downsampled, GrowingSeries
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.polylines_item import PolylinesItem

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
        self._shown = NOTHING_DRAWN
        self._line = PolylinesItem(pen)
        plot.addItem(self._line, ignoreBounds=True)

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

    def show_downsampled(self, downsampled: Downsampled) -> None:
        """Draw this much of the series."""
        if not (np.array_equal(downsampled.x, self._shown.x) and np.array_equal(downsampled.mean, self._shown.mean)):
            self._shown = downsampled
            self._line.setData(downsampled.x, downsampled.mean)


class BandItem(pg.BarGraphItem):
    """What lies between the least and the greatest epoch of each bin.

    Parameters
    ----------
    plot : pyqtgraph.PlotWidget
        Where it is drawn.
    colour : QColor
    """

    def __init__(self, plot: pg.PlotWidget, colour: QColor) -> None:
        nothing = np.empty(0)
        super().__init__(x0=nothing, x1=nothing, y0=nothing, y1=nothing, pen=None, brush=faint(colour))
        self.is_empty = True
        self.setZValue(-1)
        plot.addItem(self, ignoreBounds=True)

    paint = guarded_paint(pg.BarGraphItem.paint)

    def show_downsampled(self, downsampled: Downsampled) -> None:
        """Draw the bins, as far as they are finite."""
        drawn = np.isfinite(downsampled.low) & np.isfinite(downsampled.high)
        if self.is_empty and not drawn.any():
            return
        self.is_empty = not drawn.any()
        left, right, low, high = (column[drawn] for column in downsampled[2:])
        self.setOpts(x0=left, x1=right, y0=low, y1=high)


def faint(colour: QColor) -> QColor:
    """The colour of a band beside a line of this colour."""
    result = QColor(colour)
    result.setAlphaF(BAND_OPACITY)
    return result
