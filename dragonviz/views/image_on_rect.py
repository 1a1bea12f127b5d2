"""A coarse picture drawn on a rectangle of the canvas, smoothly."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter


class ImageOnRect(pg.GraphicsObject):
    """What the decision regions and a neuron's map have in common.

    pyqtgraph's own ImageItem draws an image upside down, through a mirroring transform, which takes Qt five times as
    long as one that is the right way up.
    """

    def __init__(self):
        super().__init__()
        # The image is a view of the pixels.
        self._rect, self._pixels, self._image = QRectF(), None, QImage()

    def show_image(self, codes, colours, rect):
        """Draw a picture.

        Parameters
        ----------
        codes : ndarray of shape (n, n), uint8
            Row 0 is at the bottom.
        colours : ndarray of shape (256,), uint32
            What `pixel_values` gives.
        rect : tuple of (x_min, x_max, y_min, y_max)
        """
        n = len(codes)
        self._pixels = colours[codes[::-1]]
        self._image = QImage(self._pixels.data, n, n, 4 * n, QImage.Format.Format_RGB32)
        x_min, x_max, y_min, y_max = rect
        self.prepareGeometryChange()
        self._rect = QRectF(x_min, y_min, x_max - x_min, y_max - y_min)
        self.update()

    def boundingRect(self):
        """The rectangle."""
        return self._rect

    def paint(self, painter, option, widget):
        """Draw without tiles showing."""
        on_screen = painter.transform().mapRect(self._rect)
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(on_screen, self._image)
        painter.restore()


def pixel_values(rgb):
    """Colours of shape (n, 3), uint8, as the n values that Qt keeps for opaque pixels, uint32."""
    return (rgb.astype(np.uint32) << np.array([16, 8, 0], dtype=np.uint32)).sum(axis=1, dtype=np.uint32) | np.uint32(
        0xFF << 24
    )
