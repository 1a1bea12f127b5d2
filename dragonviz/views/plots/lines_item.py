"""Straight and crooked lines on the canvas: borders, class lines, the rectangle that selects."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.palette import LINE_PX

_CASING_PX = 1.0


class LinesItem(pg.PlotCurveItem):
    """Any number of polylines in one pen.

    Parameters
    ----------
    colour : str
    width : float
        In pixels, on a finer screen too.
    casing : str, optional
        The colour of a thin line along both sides, for a colour that is as pale as what it is drawn on.
    pen : Qt.PenStyle
    """

    def __init__(self, colour, width=LINE_PX, casing=None, **pen):
        super().__init__(pen=pg.mkPen(colour, width=width, **pen), connect="finite", antialias=True)
        line = self.opts["pen"]
        self._pens = [line]
        if casing is not None:
            around = pg.mkPen(casing, width=width + 2 * _CASING_PX)
            around.setCapStyle(Qt.PenCapStyle.FlatCap)
            line.setCapStyle(Qt.PenCapStyle.FlatCap)
            # Dashes are counted in widths of the pen.
            around.setDashPattern([length * line.widthF() / around.widthF() for length in line.dashPattern()])
            self._pens.insert(0, around)

    def show_lines(self, lines):
        """Draw these arrays of shape (n_points, 2)."""
        gap = np.full((1, 2), np.nan)
        points = np.concatenate([part for line in lines for part in (line, gap)]) if lines else np.empty((0, 2))
        self.setData(points[:, 0], points[:, 1])

    @guarded_paint
    def paint(self, painter, option, widget):
        """Draw them as wide on a fine screen as on a coarse one: Qt counts their width in the screen's own pixels."""
        if self.xData is None or len(self.xData) == 0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pixel_ratio = painter.device().devicePixelRatioF()
        for pen in self._pens:
            pen = QPen(pen)
            width = pen.widthF() * pixel_ratio
            if pen.style() == Qt.PenStyle.SolidLine:
                self._paint_in_hairlines(painter, pen, width, pixel_ratio)
            else:
                pen.setWidthF(width)
                painter.setPen(pen)
                painter.drawPath(self.getPath())

    def _paint_in_hairlines(self, painter, pen, width, pixel_ratio):
        # Qt draws antialiased lines of one device pixel thirty times as fast as wider ones: see `CurveItem`.
        pen.setWidthF(1)
        painter.setPen(pen)
        path, to_pixels = self.getPath(), painter.transform()
        beyond = max(0.0, width - 1)
        shifts = np.linspace(-beyond / 2, beyond / 2, 1 + math.ceil(beyond)) / pixel_ratio
        for dx in shifts:
            for dy in shifts:
                painter.setTransform(to_pixels * QTransform.fromTranslate(dx, dy))
                painter.drawPath(path)
        painter.setTransform(to_pixels)
