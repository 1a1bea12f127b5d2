"""Small pictures of dragons: one for each class, membership and correctness."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap, QTransform

from dragonviz.views.style.palette import CLASS_SHAPES, DRAGON_PX

_CELL = 2 * DRAGON_PX
_OUTLINE_PX, _HOLLOW_PX, _RING_PX = 1.0, 2.5, 2.0
_HALO_RADIUS, _RIM_PX = 1.1 * DRAGON_PX, 2.5
_MARK_CELL = 2 * (_HALO_RADIUS + _RIM_PX + 1)


def draw_dragon(painter, centre, label, palette, is_train=True, wrong=False, size=DRAGON_PX):
    """Paint one dragon.

    Parameters
    ----------
    painter : QPainter
    centre : QPointF
    label : int
    palette : Palette
    is_train : bool
        A training dragon is solid, a test dragon hollow.
    wrong : bool
        A misclassified dragon wears a ring.
    size : float
        In pixels.
    """
    shape = QTransform().translate(centre.x(), centre.y()).scale(size, size).map(Symbols[CLASS_SHAPES[label]])
    colour, outline = QColor(palette.classes[label]), QColor(palette.outline)
    if is_train:
        painter.setPen(QPen(outline, _OUTLINE_PX))
        painter.setBrush(QBrush(colour))
        painter.drawPath(shape)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # The dark line beneath keeps a pale class visible on its own pale region.
        for pen in (QPen(outline, _HOLLOW_PX + 2 * _OUTLINE_PX), QPen(colour, _HOLLOW_PX)):
            painter.setPen(pen)
            painter.drawPath(shape)
    if wrong:
        painter.setPen(QPen(QColor(palette.border), _RING_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = 0.85 * size
        painter.drawEllipse(centre, radius, radius)


def class_icon(label, palette, is_train=True):
    """A dragon of this class as an icon for lists, menus and buttons."""
    size = DRAGON_PX + 6
    pixmap = QPixmap(2 * size, 2 * size)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_dragon(painter, QPointF(size / 2, size / 2), label, palette, is_train)
    painter.end()
    return QIcon(pixmap)


class _Sheet:
    """Pictures in the square cells of one pixmap, so that any number of them is painted in one call."""

    def __init__(self, cell, n_columns, n_rows, pixel_ratio, scale=1.0):
        self.pixel_ratio = pixel_ratio
        density = pixel_ratio * scale
        self._cell = round(cell * density)
        self._side = self._cell / density
        self._pixmap = QPixmap(self._cell * n_columns, self._cell * n_rows)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        self._fragments = PrimitiveArray(QPainter.PixmapFragment, 10)
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(density, density)
        for column in range(n_columns):
            for row in range(n_rows):
                self._draw(painter, self._centre(column, row), column, row)
        painter.end()

    def _centre(self, column, row):
        return QRectF(column * self._side, row * self._side, self._side, self._side).center()

    def _paint(self, painter, centres, columns, rows):
        self._fragments.resize(len(centres))
        fragments = self._fragments.ndarray()
        fragments[:, 0:2] = centres
        fragments[:, 2] = columns * self._cell
        fragments[:, 3] = rows * self._cell
        fragments[:, 4:6] = self._cell
        fragments[:, 6:8] = 1 / self.pixel_ratio
        fragments[:, 8:] = (0.0, 1.0)
        painter.drawPixmapFragments(*self._fragments.drawargs(), self._pixmap)


class SpriteSheet(_Sheet):
    """All looks of a dragon.

    Parameters
    ----------
    palette : Palette
    n_classes : int
    pixel_ratio : float
        Device pixels per pixel.
    scale : float
        Of a dragon's usual size.
    """

    def __init__(self, palette, n_classes, pixel_ratio, scale=1.0):
        self._palette = palette
        super().__init__(_CELL, 4, n_classes, pixel_ratio, scale)

    def _draw(self, painter, centre, column, row):
        draw_dragon(painter, centre, row, self._palette, is_train=bool(column & 1), wrong=bool(column & 2))

    def paint(self, painter, centres, labels, is_train, wrong):
        """Draw dragons in one call.

        Parameters
        ----------
        painter : QPainter
            Whose unit is the pixel.
        centres : ndarray of shape (n_dragons, 2)
        labels : ndarray of shape (n_dragons,), int
        is_train, wrong : ndarray of shape (n_dragons,), bool
        """
        self._paint(painter, centres, is_train + 2 * wrong, labels)


class Mark(IntEnum):
    """What may be drawn around a dragon: first all rims and then all halos, so that halos flow into one another."""

    RIM = 0
    HALO = 1
    VISITED = 2


class MarkSheet(_Sheet):
    """All marks of dragons.

    Parameters
    ----------
    palette : Palette
    pixel_ratio : float
    """

    def __init__(self, palette, pixel_ratio):
        self._palette = palette
        super().__init__(_MARK_CELL, len(Mark), 1, pixel_ratio)

    def _draw(self, painter, centre, column, row):
        radius = _HALO_RADIUS + _RIM_PX * (column == Mark.RIM)
        if column == Mark.VISITED:
            painter.setPen(QPen(QColor(self._palette.border), _RIM_PX, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._palette.accent if column == Mark.RIM else self._palette.surface))
        painter.drawEllipse(centre, radius, radius)

    def paint(self, painter, centres, mark):
        """Draw one mark at all of these centres, in one call."""
        self._paint(painter, centres, int(mark), 0)


def on_screen(transform, points):
    """Where points of shape (n_points, 2) lie in pixels, by a painter's transform without rotation."""
    pixels = points * (transform.m11(), transform.m22()) + (transform.dx(), transform.dy())
    # Qt's raster engine counts in fixed point: what lies further out is nowhere near the screen.
    return np.clip(pixels, -1e6, 1e6)
