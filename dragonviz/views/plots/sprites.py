"""Small pictures of dragons, and of what marks some of them, so that any number is painted in one call."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap, QTransform

from dragonviz.views.style.style import CLASS_SHAPES, Style

# In sizes of a dragon. Rings and halos are discs, the inner one in the surface's colour: those of dragons in one place
# flow into one outline, where lines would pile up to a black column.
_CELL = 2.0
_OUTLINE, _HOLLOW = 1 / 12, 2.5 / 12
_RING_RADIUS, _RING = 0.85, 1.25 / 12
_HALO_RADIUS, _RIM = 1.1, 2.5 / 12
_THINNEST_RING_PX = 1.25
_MARK_CELL = 2 * (_HALO_RADIUS + _RIM + _OUTLINE)


class Mark(IntEnum):
    """What is drawn under dragons, all of one mark before the next, or around one."""

    RIM = 0
    HALO = 1
    RING = 2
    RING_INSIDE = 3
    VISITED = 4


SELECTED = Mark.RIM, Mark.HALO
MISCLASSIFIED = Mark.RING, Mark.RING_INSIDE


def draw_dragon(
    painter: QPainter,
    centre: QPointF,
    label: int,
    colours: Sequence[str],
    style: Style,
    is_train: bool = True,
    size: float | None = None,
) -> None:
    """Paint one dragon: a training dragon is solid, a test dragon hollow.

    Parameters
    ----------
    painter : QPainter
    centre : QPointF
    label : int
    colours : sequence of str
        Each class's: see `Style.class_colours`.
    style : Style
    is_train : bool
    size : float, optional
        In pixels; the style's if None.
    """
    size = style.dragon_px if size is None else size
    shape = QTransform().translate(centre.x(), centre.y()).scale(size, size).map(Symbols[CLASS_SHAPES[label]])
    colour, outline = QColor(colours[label]), QColor(style.theme.outline)
    if is_train:
        painter.setPen(QPen(outline, _OUTLINE * size))
        painter.setBrush(QBrush(colour))
        painter.drawPath(shape)
        return
    # Filled, so that it stays hollow on top of a solid one.
    painter.setBrush(QColor(style.theme.surface))
    # The dark line beneath keeps a pale class visible on its own pale region.
    for pen in (QPen(outline, (_HOLLOW + 2 * _OUTLINE) * size), QPen(colour, _HOLLOW * size)):
        painter.setPen(pen)
        painter.drawPath(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_mark(painter: QPainter, centre: QPointF, mark: Mark, style: Style, size: float | None = None) -> None:
    """Paint one mark of a dragon of this size, the style's if None."""
    size, theme = style.dragon_px if size is None else size, style.theme
    ring = max(_RING, _THINNEST_RING_PX / size)
    painter.setPen(Qt.PenStyle.NoPen)
    if mark is Mark.VISITED:
        painter.setPen(QPen(QColor(theme.border), _RIM * size, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = _HALO_RADIUS
    else:
        colour, radius = {
            Mark.RIM: (theme.accent, _HALO_RADIUS + _RIM),
            Mark.HALO: (theme.surface, _HALO_RADIUS),
            Mark.RING: (theme.border, _RING_RADIUS + ring / 2),
            Mark.RING_INSIDE: (theme.surface, _RING_RADIUS - ring / 2),
        }[mark]
        painter.setBrush(QColor(colour))
    painter.drawEllipse(centre, radius * size, radius * size)


def class_icon(label: int, colours: Sequence[str], style: Style, is_train: bool = True) -> QIcon:
    """A dragon of a class as an icon for lists, menus and buttons; parameters as in `draw_dragon`."""
    pixmap = QPixmap(2 * style.icon_px, 2 * style.icon_px)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(style.icon_px / 2, style.icon_px / 2)
    draw_dragon(painter, middle, label, colours, style, is_train, size=0.7 * style.icon_px)
    painter.end()
    return QIcon(pixmap)


class _Sheet:
    """Pictures in the square cells of one pixmap."""

    def __init__(self, cell, n_columns, n_rows, pixel_ratio):
        self.pixel_ratio = pixel_ratio
        self._cell = round(cell * pixel_ratio)
        self._side = self._cell / pixel_ratio
        self._pixmap = QPixmap(self._cell * n_columns, self._cell * n_rows)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        self._fragments = PrimitiveArray(QPainter.PixmapFragment, 10)
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(pixel_ratio, pixel_ratio)
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
    """All dragons that there can be.

    Parameters
    ----------
    style : Style
    colours : sequence of str
        Each class's.
    pixel_ratio : float
        Device pixels per pixel.
    size : float, optional
        Of a dragon, in pixels; the style's if None.
    """

    def __init__(self, style: Style, colours: Sequence[str], pixel_ratio: float, size: float | None = None) -> None:
        self._style, self._colours = style, colours
        self._size = style.dragon_px if size is None else size
        super().__init__(_CELL * self._size, 2, len(colours), pixel_ratio)

    def _draw(self, painter, centre, column, row):
        draw_dragon(painter, centre, row, self._colours, self._style, bool(column), self._size)

    def paint(self, painter: QPainter, centres: np.ndarray, labels: np.ndarray, is_train: np.ndarray) -> None:
        """Draw dragons in one call.

        Parameters
        ----------
        painter : QPainter
            Whose unit is the pixel.
        centres : ndarray of shape (n_dragons, 2)
        labels : ndarray of shape (n_dragons,), int
        is_train : ndarray of shape (n_dragons,), bool
        """
        self._paint(painter, centres, is_train, labels)


class MarkSheet(_Sheet):
    """All marks; parameters as in `SpriteSheet`."""

    def __init__(self, style: Style, pixel_ratio: float, size: float | None = None) -> None:
        self._style = style
        self._size = style.dragon_px if size is None else size
        super().__init__(_MARK_CELL * self._size, len(Mark), 1, pixel_ratio)

    def _draw(self, painter, centre, column, row):
        draw_mark(painter, centre, Mark(column), self._style, self._size)

    def paint(self, painter: QPainter, centres: np.ndarray, mark: Mark) -> None:
        """Draw one mark at all of these centres, of shape (n_centres, 2), in one call."""
        self._paint(painter, centres, int(mark), 0)
