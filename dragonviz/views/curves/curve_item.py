"""A curve that is quick to draw, however noisy, at any width."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPainter, QPen, QTransform

from dragonviz.views.plots.guarded_paint import guarded_paint


class CurveItem(pg.PlotCurveItem):
    """A line through points, with gaps where they are not finite.

    Qt draws antialiased lines that are one device pixel wide some thirty times as fast as wider ones (a noisy dashed
    curve of 400 points: 0.1 ms against 4). So a wide line is several of those, one above the other.

    Parameters
    ----------
    pen : QPen
        With its width and its dashes in pixels, as everywhere: on a finer screen they take more device pixels.
    """

    def __init__(self, pen):
        super().__init__(pen=pen, antialias=True, connect="finite")
        self._pen = QPen(pen)

    @guarded_paint
    def paint(self, painter, option, widget):
        """Draw it."""
        if self.xData is None or len(self.xData) < 2:
            return
        pixel_ratio = painter.device().devicePixelRatioF()
        width = self._pen.widthF() * pixel_ratio
        hairline = QPen(self._pen)
        hairline.setCosmetic(True)
        hairline.setWidthF(1)
        if dashes := self._pen.dashPattern():
            hairline.setDashPattern([width * length for length in dashes])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(hairline)
        path, to_pixels = self.getPath(), painter.transform()
        beyond = max(0.0, width - 1)
        for shift in np.linspace(-beyond / 2, beyond / 2, 1 + math.ceil(beyond)):
            painter.setTransform(to_pixels * QTransform.fromTranslate(0, shift / pixel_ratio))
            painter.drawPath(path)
        painter.setTransform(to_pixels)
