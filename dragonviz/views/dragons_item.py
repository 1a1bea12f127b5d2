"""All dragons of the canvas, painted in one call, from a cached picture when they are many."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from dragonviz.views.palette import DRAGON_PX
from dragonviz.views.sprites import SpriteSheet, on_screen

# Above this many, painting all of them afresh in each frame costs more than a frame has.
_CACHE_ABOVE = 2000
_HALO_PX, _HALO_PEN_PX = 1.25 * DRAGON_PX, 2.5


class DragonsItem(pg.GraphicsObject):
    """Draws a dataset in its view.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__()
        self._palette = palette
        self._dataset = None
        self._wrong = np.empty(0, dtype=bool)
        self._selected = np.empty(0, dtype=np.int64)
        self._visited = np.empty(0, dtype=np.int64)
        self._held = np.empty(0, dtype=np.int64)
        self._sheet = None
        self._still, self._still_key = None, None

    def show_dragons(self, dataset, held):
        """Draw `dataset`; while dragons are dragged, only those `held` have moved since the last call."""
        others_stay = len(held) and np.array_equal(held, self._held) and len(dataset) == len(self._dataset)
        if not others_stay:
            self._still_key = None
        if self._dataset is None or len(dataset.task.classes) != len(self._dataset.task.classes):
            self._sheet = None
        if len(self._wrong) != len(dataset):
            self._wrong = np.zeros(len(dataset), dtype=bool)
        self._dataset, self._held = dataset, held
        self.update()

    def show_wrong(self, wrong):
        """Put a ring around the misclassified dragons: a bool array of shape (n_dragons,)."""
        if not np.array_equal(wrong, self._wrong):
            self._wrong = wrong
            if not len(self._held):
                self._still_key = None
            self.update()

    def show_selected(self, indices):
        """Mark the selected dragons."""
        self._selected = indices
        self.update()

    def show_visited(self, indices):
        """Mark the dragons that the latest step looked at."""
        if not np.array_equal(indices, self._visited):
            self._visited = indices
            self.update()

    def boundingRect(self):
        """The whole view: dragons at its edge reach beyond their points."""
        return QRectF(self.viewRect()) if self.getViewBox() is not None else QRectF()

    def viewTransformChanged(self):
        """Repaint for another zoom or place."""
        self.prepareGeometryChange()
        self._still_key = None
        super().viewTransformChanged()

    def paint(self, painter, option, widget):
        """Draw the dragons, then what marks some of them."""
        if self._dataset is None or len(self._dataset) == 0:
            return
        pixel_ratio = painter.device().devicePixelRatioF()
        if self._sheet is None or self._sheet.pixel_ratio != pixel_ratio:
            self._sheet = SpriteSheet(self._palette, len(self._dataset.task.classes), pixel_ratio)
            self._still_key = None
        to_pixels = painter.transform()
        painter.save()
        painter.resetTransform()
        if len(self._dataset) > _CACHE_ABOVE:
            painter.drawPixmap(QPointF(0, 0), self._still_picture(to_pixels, painter.device()))
            self._paint_some(painter, to_pixels, self._held)
        else:
            self._paint_some(painter, to_pixels, np.arange(len(self._dataset)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_halos(painter, to_pixels, self._selected, self._palette.accent, Qt.PenStyle.SolidLine)
        self._paint_halos(painter, to_pixels, self._visited, self._palette.border, Qt.PenStyle.DotLine)
        painter.restore()

    def _still_picture(self, to_pixels, device):
        key = (to_pixels, device.width(), device.height(), self._sheet.pixel_ratio)
        if key != self._still_key:
            picture = QPixmap(self._sheet.pixel_ratio * device.size()) if hasattr(device, "size") else QPixmap()
            picture.setDevicePixelRatio(self._sheet.pixel_ratio)
            picture.fill(Qt.GlobalColor.transparent)
            still = np.ones(len(self._dataset), dtype=bool)
            still[self._held] = False
            painter = QPainter(picture)
            self._paint_some(painter, to_pixels, np.flatnonzero(still))
            painter.end()
            self._still, self._still_key = picture, key
        return self._still

    def _paint_some(self, painter, to_pixels, indices):
        if len(indices) == 0:
            return
        dataset = self._dataset
        centres = on_screen(to_pixels, dataset.X[indices])
        self._sheet.paint(painter, centres, dataset.y[indices], dataset.is_train[indices], self._wrong[indices])

    def _paint_halos(self, painter, to_pixels, indices, colour, style):
        painter.setPen(QPen(QColor(colour), _HALO_PEN_PX, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for x, y in on_screen(to_pixels, self._dataset.X[indices[indices < len(self._dataset)]]):
            painter.drawEllipse(QPointF(x, y), _HALO_PX, _HALO_PX)
