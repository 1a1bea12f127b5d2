"""Values on a rectangle of the plane, as a smooth picture."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from dragonviz.views.plots.guarded_paint import guarded_paint, saved


class MapItem(pg.GraphicsObject):
    """Codes on a grid, each in its colour. The picture is smoothed, since a coarse one is made of large tiles.

    Not pyqtgraph's own image: with a table of colours, and upside down through a mirroring transform, Qt takes several
    times as long to draw that.
    """

    def __init__(self):
        super().__init__()
        self._image, self._rect = None, QRectF()

    def show_codes(self, codes, rect, colours):
        """Draw a map.

        Parameters
        ----------
        codes : ndarray of shape (n, m), uint8
            Row 0 is at y_min.
        rect : tuple of (x_min, x_max, y_min, y_max)
        colours : ndarray of shape (n_codes, 3), uint8
            RGB.
        """
        red, green, blue = colours.T.astype(np.uint32)
        pixels = (red << 16 | green << 8 | blue)[codes[::-1]]
        # A copy, for the image would not keep the pixels alive.
        n, m = codes.shape
        self._image = QImage(pixels.data, m, n, 4 * m, QImage.Format.Format_RGB32).copy()
        x_min, x_max, y_min, y_max = rect
        self.prepareGeometryChange()
        self._rect = QRectF(x_min, y_min, x_max - x_min, y_max - y_min)
        self.update()

    def boundingRect(self):
        """The rectangle."""
        return self._rect

    @guarded_paint
    def paint(self, painter, option, widget):
        """Draw without tiles showing."""
        if self._image is not None:
            on_screen = painter.transform().mapRect(self._rect)
            with saved(painter):
                painter.resetTransform()
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(on_screen, self._image)
