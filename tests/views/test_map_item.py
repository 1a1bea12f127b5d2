"""Maps on the canvas: each value in its colour, at its place."""

import numpy as np
import pytest
from dragonviz.views.style.palette import LIGHT
from PySide6.QtGui import QColor

from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.plots.map_item import MapItem


@pytest.fixture
def plot(qtbot):
    plot = FeaturePlot(LIGHT)
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.item = MapItem()
    plot.addItem(plot.item, ignoreBounds=True)
    plot.show()
    plot.set_bounds((0.0, 4.0, 0.0, 2.0))
    plot.fit()
    return plot


def colour_at(plot, x, y):
    at = plot.pixel_of(x, y)
    return plot.viewport().grab().toImage().pixelColor(at)


def test_each_tile_has_its_colour_and_the_first_row_is_at_the_bottom(plot):
    colours = np.array([[200, 0, 0], [0, 200, 0], [0, 0, 200]], dtype=np.uint8)
    plot.item.show_codes(np.array([[0, 1], [2, 0]], dtype=np.uint8), (0.0, 4.0, 0.0, 2.0), colours)
    for x, y, code in ((0.5, 0.2, 0), (3.5, 0.2, 1), (0.5, 1.8, 2), (3.5, 1.8, 0)):
        assert colour_at(plot, x, y) == QColor(*map(int, colours[code]))


def test_it_fills_its_rectangle_and_nothing_else(plot):
    plot.item.show_codes(np.zeros((8, 8), dtype=np.uint8), (1.0, 3.0, 0.5, 1.5), np.array([[10, 20, 30]], np.uint8))
    for x, y in ((1.1, 0.55), (2.9, 1.45)):
        assert colour_at(plot, x, y) == QColor(10, 20, 30)
    for x, y in ((0.9, 1.0), (3.1, 1.0), (2.0, 0.4), (2.0, 1.6)):
        assert colour_at(plot, x, y) == QColor(LIGHT.surface)


def test_without_a_map_nothing_is_drawn(plot):
    assert colour_at(plot, 2.0, 1.0) == QColor(LIGHT.surface)
