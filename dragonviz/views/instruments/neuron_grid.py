"""The maps of one hidden layer as the cells of a grid."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dragonviz.models.neuron_maps import STRONGEST, NeuronMaps
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.neuron_colours import map_colours
from dragonviz.views.style.style import GRID, Style

_SMALLEST_PX, _GAP_PX = 4, 1
_SMALLEST_CROSSED_PX = 10  # crosses in smaller cells would be noise: those are grey
_MOST_ROWS = 4  # of the largest cells: a layer with more neurons has smaller ones
_LEFT_FOR_A_WHILE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


@dataclass(frozen=True)
class Tiling:
    """Where the cells of a grid lie, in device pixels: it is drawn by this, and pointed at by this.

    Parameters
    ----------
    n : int
        How many cells there are.
    side, gap : int
        Of a cell, and between two.
    across : int
        How many stand in a row.
    """

    n: int
    side: int
    gap: int
    across: int

    @classmethod
    def of(cls, n: int, width: float, largest: float, ratio: float) -> Tiling:
        """The largest cells with which the grid is low enough.

        Parameters
        ----------
        n : int
        width, largest : float
            Of the grid, and of a cell, in pixels.
        ratio : float
            Device pixels per pixel.
        """
        gap, room = max(1, round(_GAP_PX * ratio)), int(width * ratio)
        highest = _MOST_ROWS * (round(largest * ratio) + gap)
        smallest = max(1, round(_SMALLEST_PX * ratio))
        for side in range(round(largest * ratio), smallest, -1):
            across = max(1, room // (side + gap))
            if math.ceil(n / across) * (side + gap) <= highest:
                return cls(n, side, gap, across)
        return cls(n, smallest, gap, max(1, room // (smallest + gap)))

    @property
    def pitch(self) -> int:
        """From one cell to the next."""
        return self.side + self.gap

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return math.ceil(self.n / self.across)

    def corner(self, k: int) -> tuple[int, int]:
        """The left upper corner of a cell."""
        return k % self.across * self.pitch, k // self.across * self.pitch

    def at(self, x: float, y: float) -> int:
        """The cell at a point, the gap beyond it included; -1 if there is none."""
        column, row = math.floor(x / self.pitch), math.floor(y / self.pitch)
        k = row * self.across + column
        return k if 0 <= column < self.across and 0 <= k < self.n else -1


class NeuronGrid(QWidget):
    """All neurons of a layer, as large as fits. The mouse points at one, or the arrow keys do.

    Parameters
    ----------
    number : int
        The layer's.
    style : Style

    Attributes
    ----------
    pointed_at : Signal(int, int)
        The layer, and the neuron that somebody wants to see large; -1 for none.
    """

    pointed_at = Signal(int, int)

    def __init__(self, number: int, style: Style) -> None:
        super().__init__(objectName=f"neurons-of-layer-{number + 1}")
        self._number, self._style = number, style
        self._colours = map_colours(style.theme)
        self._maps: NeuronMaps | None = None
        self._marked: int | None = None
        self._image: QImage | None = None
        self._tiling: Tiling | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Fixed would be the height of the hint's width.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_maps(self, maps: NeuronMaps, marked: int | None) -> None:
        """Draw these maps, with a frame around one of them."""
        if maps is self._maps and marked == self._marked:
            return
        if self._maps is None or len(maps.codes) != len(self._maps.codes):
            self.setAccessibleName(f"hidden layer {self._number + 1}: {len(maps.codes):,} neurons")
            self._tiling = None
            self.updateGeometry()
        if maps is not self._maps:
            self._image = None
        self._maps, self._marked = maps, marked
        self.update()

    def rect_of(self, neuron: int) -> QRectF:
        """Where a neuron's cell is drawn, in pixels."""
        tiling, ratio = self._tiles(), self.devicePixelRatioF()
        x, y = tiling.corner(neuron)
        return QRectF(x / ratio, y / ratio, tiling.side / ratio, tiling.side / ratio)

    # Layout

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        width = self._style.side_px
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One cell."""
        return QSize(self._largest(), self._largest())

    def heightForWidth(self, width: int) -> int:
        """The height of all rows."""
        tiling = self._tiling_in(width)
        return math.ceil(tiling.n_rows * tiling.pitch / self.devicePixelRatioF()) + GRID // 2

    def resizeEvent(self, event: QEvent) -> None:
        """Let other tiles fit."""
        self._image = self._tiling = None

    def _largest(self):
        return self._style.icon_px + GRID // 2

    def _tiling_in(self, width):
        n = 0 if self._maps is None else len(self._maps.codes)
        return Tiling.of(n, width, self._largest(), self.devicePixelRatioF())

    def _tiles(self):
        if self._tiling is None:
            self._tiling = self._tiling_in(self.width())
        return self._tiling

    # Pointing

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the neuron under the mouse."""
        self._point_at(self._neuron_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at none."""
        self._point_at(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Point at a neighbour of the neuron that is pointed at."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._tiles().across,
            Qt.Key.Key_Down: self._tiles().across,
        }
        if event.key() not in steps or event.modifiers():
            super().keyPressEvent(event)
            return
        neighbour = (self._marked or 0) + steps[event.key()]
        if 0 <= neighbour < self._tiles().n:
            self._point_at(neighbour)

    def event(self, event: QEvent) -> bool:
        """Take arrow keys before they are shortcuts."""
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in arrows and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first neuron."""
        super().focusInEvent(event)
        if self._marked is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._point_at(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at none."""
        super().focusOutEvent(event)
        if event.reason() not in _LEFT_FOR_A_WHILE:
            self._point_at(-1)

    def _neuron_at(self, place: QPointF) -> int:
        ratio = self.devicePixelRatioF()
        return self._tiles().at(place.x() * ratio, place.y() * ratio)

    def _point_at(self, neuron: int) -> None:
        if neuron != (-1 if self._marked is None else self._marked):
            self.pointed_at.emit(self._number, neuron)

    # Drawing

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells in one picture, and the frame."""
        if self._maps is None or not len(self._maps.codes):
            return
        if self._image is None:
            self._image = self._make_image()
        painter = QPainter(self)
        painter.drawImage(QPointF(0, 0), self._image)
        if self._marked is not None:
            width = max(1.0, self._style.curve_px)
            painter.setPen(QPen(QColor(self._style.theme.border), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = width / 2
            painter.drawRect(self.rect_of(self._marked).adjusted(inset, inset, -inset, -inset))

    def _make_image(self):
        n, resolution = self._maps.codes.shape[:2]
        tiling = self._tiles()
        pitch, shown = tiling.pitch, tiling.side
        # Row 0 of a map is at the bottom.
        picked = np.arange(shown) * resolution // shown
        small = self._maps.codes[:, resolution - 1 - picked[:, np.newaxis], picked]
        pixels = np.zeros((tiling.n_rows, pitch, tiling.across, pitch, 4), dtype=np.uint8)
        row, column = np.divmod(np.arange(n), tiling.across)
        pixels[row, :shown, column, :shown, :3] = self._colours[small.astype(np.int16) + STRONGEST]
        pixels[row, :shown, column, :shown, 3] = 255
        self._cross_out(pixels, is_off(self._maps), tiling)
        height, width = tiling.n_rows * pitch, tiling.across * pitch
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def _cross_out(self, pixels, off, tiling):
        row, column = (place[:, np.newaxis] for place in np.divmod(np.flatnonzero(off), tiling.across))
        along, theme = np.arange(tiling.side), self._style.theme
        if tiling.side < _SMALLEST_CROSSED_PX:
            pixels[row, : tiling.side, column, : tiling.side, :3] = QColor(theme.grid).getRgb()[:3]
            return
        colour = QColor(theme.quiet).getRgb()[:3]
        for down in (along, along[::-1]):
            pixels[row, down, column, along, :3] = colour


def is_off(maps: NeuronMaps) -> np.ndarray:
    """Which neurons give zero everywhere.

    Returns
    -------
    ndarray of shape (n_neurons,), bool
    """
    return (maps.lowest == 0) & (maps.highest == 0)
