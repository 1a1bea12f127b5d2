"""What all plots have in common: how they look, and that pyqtgraph's own buttons and menus stay away."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QFont

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.palette import SMALL_TEXT_PX

_TICK_PX = 4


class PlainAxis(pg.AxisItem):
    """An axis whose painting may fail, as it does where numbers are too large for its ticks."""

    paint = guarded_paint(pg.AxisItem.paint)


class PlainPlot(pg.PlotWidget):
    """A plot with quiet axes whose range changes only when it is told to.

    Parameters
    ----------
    palette : Palette
    axes : tuple of str
        Those that are dressed.
    axisItems : dict of str to PlainAxis, optional
        In place of plain ones.
    options
        Further ones of `pyqtgraph.PlotWidget`.
    """

    def __init__(self, palette, axes=("bottom", "left"), axisItems=None, **options):
        plain = {name: PlainAxis(name) for name in axes}
        super().__init__(background=palette.surface, axisItems=plain | (axisItems or {}), **options)
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        self.view = plot.getViewBox()
        self.view.disableAutoRange()
        self.view.setDefaultPadding(0)
        # A file that is dropped is for the window.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        font = QFont(self.font())
        font.setPixelSize(SMALL_TEXT_PX)
        for name in axes:
            axis = plot.getAxis(name)
            axis.setPen(pg.mkPen(palette.grid))
            axis.setTextPen(pg.mkPen(palette.quiet))
            axis.setTickFont(font)
            axis.setStyle(tickLength=-_TICK_PX)
            axis.enableAutoSIPrefix(False)
