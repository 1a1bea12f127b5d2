"""Values on a rectangle of the plane, as a smooth picture."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.pixels import in_pixels, is_raster

# Of a picture so much larger than any screen hardly one pixel is in view: it is of data of another scale, and will be
# replaced in a moment.
_LARGEST_PX = 1e7
_OPAQUE = np.uint32(0xFF << 24)


def codes_image(codes: np.ndarray, colours: np.ndarray) -> QImage:
    """A picture with one pixel for each code.

    Parameters
    ----------
    codes : ndarray of shape (n, m), uint8
        Row 0 is at the bottom.
    colours : ndarray of shape (n_codes, 3), uint8
        RGB.
    """
    red, green, blue = colours.T.astype(np.uint32)
    pixels = (_OPAQUE | red << 16 | green << 8 | blue)[codes[::-1]]
    # A copy, for the image would not keep the pixels alive.
    n, m = codes.shape
    return QImage(pixels.data, m, n, 4 * m, QImage.Format.Format_RGB32).copy()


def scaled_smoothly(image: QImage, size: QSize) -> QImage:
    """The picture at another size, its pixels no tiles. Lets other threads work meanwhile.

    `QImage.scaled` takes ten times as long for 256² pixels.
    """
    scaled = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(scaled)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(scaled.rect()), image)
    painter.end()
    return scaled


class MapItem(pg.GraphicsObject):
    """A picture that covers a rectangle.

    Not pyqtgraph's own image: with a table of colours, and upside down through a mirroring transform, Qt takes several
    times as long to draw that.
    """

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._rect = QRectF()

    def show_image(self, image: QImage, rect: tuple[float, float, float, float]) -> None:
        """Draw a picture on a rectangle: pixel for pixel if it has just its size on the screen, else scaled smoothly.

        Parameters
        ----------
        image : QImage
        rect : tuple of (x_min, x_max, y_min, y_max)
        """
        self._image = image
        x_min, x_max, y_min, y_max = rect
        on_rect = QRectF(x_min, y_min, x_max - x_min, y_max - y_min)
        if on_rect != self._rect:
            self.prepareGeometryChange()
            self._rect = on_rect
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._rect

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._image is None:
            return
        with in_pixels(painter) as to_pixels:
            target = to_pixels.mapRect(self._rect)
            ratio = painter.device().devicePixelRatioF()
            if max(target.width(), target.height()) > _LARGEST_PX:
                return
            if is_raster(painter) and size_in_pixels(target, ratio) == self._image.size():
                # Half a pixel aside at most, and thirty times as fast: nothing is scaled.
                painter.scale(1 / ratio, 1 / ratio)
                painter.drawImage(QPoint(round(target.x() * ratio), round(target.y() * ratio)), self._image)
            else:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(target, self._image)


def size_in_pixels(rect: QRectF, ratio: float) -> QSize:
    """How many device pixels a rectangle has."""
    return QSize(round(rect.width() * ratio), round(rect.height() * ratio))
