"""Dragons drawn small, in one call, for plots that are only looked at."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dragonviz.views.sprites import SpriteSheet

_SCALE = 0.6  # of a dragon on the canvas


class SmallDragonsItem(pg.GraphicsObject):
    """Draws dragons in its view, each as its class and membership want it.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__()
        self._palette = palette
        self._sheet, self._n_classes = None, 0
        self._X = np.empty((0, 2))
        self._look = ()
        self._fragments = PrimitiveArray(QPainter.PixmapFragment, 10)

    def show_dragons(self, X, labels, is_train, wrong, n_classes):
        """Draw these dragons.

        Parameters
        ----------
        X : ndarray of shape (n_dragons, 2)
        labels : ndarray of shape (n_dragons,), int
            Which colour and shape each has.
        is_train, wrong : ndarray of shape (n_dragons,), bool
            Whether each is solid, and whether it wears a ring.
        n_classes : int
        """
        if n_classes != self._n_classes:
            self._sheet, self._n_classes = None, n_classes
        self._X, self._look = X, (labels, is_train, wrong)
        self.update()

    def boundingRect(self):
        """The whole view."""
        return QRectF(self.viewRect()) if self.getViewBox() is not None else QRectF()

    def viewTransformChanged(self):
        """The view is another one."""
        self.prepareGeometryChange()
        super().viewTransformChanged()

    def paint(self, painter, option, widget):
        """Draw all of them."""
        if len(self._X) == 0:
            return
        pixel_ratio = painter.device().devicePixelRatioF()
        if self._sheet is None or self._sheet.pixel_ratio != pixel_ratio * _SCALE:
            self._sheet = SpriteSheet(self._palette, self._n_classes, pixel_ratio * _SCALE)
        to_pixels = painter.transform()
        self._fragments.resize(len(self._X))
        fragments = self._fragments.ndarray()
        fragments[:, 0] = to_pixels.m11() * self._X[:, 0] + to_pixels.dx()
        fragments[:, 1] = to_pixels.m22() * self._X[:, 1] + to_pixels.dy()
        fragments[:, 2], fragments[:, 3] = self._sheet.corners(*self._look)
        fragments[:, 4:6] = self._sheet.cell
        fragments[:, 6:8] = 1 / pixel_ratio
        fragments[:, 8:] = (0.0, 1.0)
        painter.save()
        painter.resetTransform()
        painter.drawPixmapFragments(*self._fragments.drawargs(), self._sheet.pixmap)
        painter.restore()
