"""The maps of a network's hidden neurons as tiles, one picture for each layer."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from dragonviz.models.neuron_maps import STRONGEST
from dragonviz.views.canvas.neuron_item import map_colours
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.palette import GRID, SMALL_TEXT_PX
from dragonviz.views.style.widgets import column, heading, text_label

_LARGEST_TILE_PX, _SMALLEST_TILE_PX, _GAP_PX = 24, 4, 1
_HIGHEST_PX = 4 * (_LARGEST_TILE_PX + _GAP_PX)  # of a layer's picture


class NeuronsView(QWidget):
    """A section for the hidden layers.

    Parameters
    ----------
    palette : Palette

    Attributes
    ----------
    pointed_at : Signal(object)
        The map of the neuron under the mouse, as `NeuronMaps.codes` has it; None when there is none.
    """

    pointed_at = Signal(object)

    def __init__(self, palette):
        super().__init__(objectName="neurons-view")
        self._palette = palette
        self._layers = []
        self._under_mouse = None
        self._words = text_label()
        self._words.setStyleSheet(f"font-size: {SMALL_TEXT_PX}px; color: {palette.quiet}")
        self._pictures = column()
        self.setLayout(column(heading("Hidden neurons"), self._words, self._pictures))
        self.clear()

    def clear(self):
        """Show that there is nothing to be seen yet."""
        self.show_neurons([])

    def show_neurons(self, layers):
        """Draw the maps of hidden layers: a list of `NeuronMaps`."""
        while len(self._layers) > len(layers):
            self._layers.pop().deleteLater()
        while len(self._layers) < len(layers):
            layer = _Layer(len(self._layers), self._palette)
            layer.pointed_at.connect(self._point_at)
            self._layers.append(layer)
            self._pictures.addWidget(layer)
        for layer, maps in zip(self._layers, layers, strict=True):
            layer.show_maps(maps)
        self._tell()

    def _point_at(self, number, neuron):
        self._under_mouse = (number, neuron) if neuron >= 0 else None
        self._tell()

    def _tell(self):
        maps, neuron = self._maps_under_mouse()
        if maps is not None:
            self._words.setText(
                f"Layer {self._under_mouse[0] + 1}, neuron {neuron + 1:,}, from {maps.lowest[neuron]:.3g} to "
                f"{maps.highest[neuron]:.3g}: now on the canvas."
            )
        elif self._layers:
            self._words.setText("Blue above zero, orange below. Point at one to see it on the canvas.")
        else:
            self._words.setText("They appear here once the MLP has been trained a little.")
        self.pointed_at.emit(None if maps is None else maps.codes[neuron])

    def _maps_under_mouse(self):
        number, neuron = self._under_mouse or (0, -1)
        if neuron >= 0 and number < len(self._layers) and neuron < len(self._layers[number].maps.codes):
            return self._layers[number].maps, neuron
        return None, -1


class _Layer(QWidget):
    """All neurons of one layer, as large as fits; says which one is pointed at, -1 for none."""

    pointed_at = Signal(int, int)

    def __init__(self, number, palette):
        super().__init__(objectName=f"neurons-of-layer-{number + 1}")
        self.maps = None
        self._number = number
        self._colours = map_colours(palette)
        self._image = None
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_maps(self, maps):
        """Draw these `NeuronMaps`."""
        if self.maps is None or len(maps.codes) != len(self.maps.codes):
            self.setAccessibleName(f"hidden layer {self._number + 1}: {len(maps.codes):,} neurons")
            self.updateGeometry()
        self.maps = maps
        self._image = None
        self.update()

    def sizeHint(self):
        """As high as its rows."""
        return QSize(200, self.heightForWidth(200))

    def heightForWidth(self, width):
        """The height of all rows."""
        n = len(self.maps.codes) if self.maps is not None else 0
        tile, across = _tiling(n, width)
        return math.ceil(n / across) * (tile + _GAP_PX) + GRID // 2

    @guarded_paint
    def paintEvent(self, event):
        """Draw the tiles in one picture."""
        if self.maps is not None:
            if self._image is None or self._image.width() != self._picture_width():
                self._image = self._make_image()
            QPainter(self).drawImage(QRect(QPoint(0, 0), self._image.deviceIndependentSize().toSize()), self._image)

    def resizeEvent(self, event):
        """Other tiles fit now."""
        self._image = None

    def mouseMoveEvent(self, event):
        """Say which neuron is pointed at."""
        tile, across = _tiling(len(self.maps.codes), self.width())
        column_, row = (int(v) // (tile + _GAP_PX) for v in (event.position().x(), event.position().y()))
        neuron = row * across + column_
        inside = 0 <= column_ < across and 0 <= neuron < len(self.maps.codes)
        self.pointed_at.emit(self._number, neuron if inside else -1)

    def leaveEvent(self, event):
        """Nothing is pointed at any more."""
        self.pointed_at.emit(self._number, -1)

    def _picture_width(self):
        tile, across = _tiling(len(self.maps.codes), self.width())
        return round(across * (tile + _GAP_PX) * self.devicePixelRatioF())

    def _make_image(self):
        n, side = self.maps.codes.shape[:2]
        tile, across = _tiling(n, self.width())
        ratio = self.devicePixelRatioF()
        pitch, shown = round((tile + _GAP_PX) * ratio), round(tile * ratio)
        rows = math.ceil(n / across)
        # Row 0 of a map is at the bottom.
        picked = np.arange(shown) * side // shown
        small = self.maps.codes[:, side - 1 - picked[:, np.newaxis], picked]
        pixels = np.zeros((rows, pitch, across, pitch, 4), dtype=np.uint8)
        k = np.arange(n)
        pixels[k // across, :shown, k % across, :shown, :3] = self._colours[small.astype(np.int16) + STRONGEST]
        pixels[k // across, :shown, k % across, :shown, 3] = 255
        height, width = rows * pitch, across * pitch
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        image.setDevicePixelRatio(ratio)
        return image


def _tiling(n, width):
    """The side of a tile, and how many lie in a row: the largest with which all rows are low enough."""
    for tile in range(_LARGEST_TILE_PX, _SMALLEST_TILE_PX, -1):
        across = max(1, width // (tile + _GAP_PX))
        if math.ceil(n / across) * (tile + _GAP_PX) <= _HIGHEST_PX:
            return tile, across
    return _SMALLEST_TILE_PX, max(1, width // (_SMALLEST_TILE_PX + _GAP_PX))
