"""Maps on the canvas: each value in its colour, at its place."""

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.plots.map_item import MapItem, codes_image, scaled_smoothly, size_in_pixels
from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import LIGHT

WHOLE = (0.0, 4.0, 0.0, 2.0)


@pytest.fixture
def plot(qtbot):
    plot = FeaturePlot(Style())
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.item = MapItem()
    plot.addItem(plot.item, ignoreBounds=True)
    plot.show()
    plot.show_rect((-0.24, 4.24, -0.12, 2.12))
    return plot


def colour_at(plot, x, y):
    at = plot.pixel_of(x, y)
    return plot.viewport().grab().toImage().pixelColor(at)


def test_each_tile_has_its_colour_and_the_first_row_is_at_the_bottom(plot):
    colours = np.array([[200, 0, 0], [0, 200, 0], [0, 0, 200]], dtype=np.uint8)
    plot.item.show_image(codes_image(np.array([[0, 1], [2, 0]], dtype=np.uint8), colours), WHOLE)
    for x, y, code in ((0.5, 0.2, 0), (3.5, 0.2, 1), (0.5, 1.8, 2), (3.5, 1.8, 0)):
        assert colour_at(plot, x, y) == QColor(*map(int, colours[code]))


def test_it_fills_its_rectangle_and_nothing_else(plot):
    image = codes_image(np.zeros((8, 8), dtype=np.uint8), np.array([[10, 20, 30]], np.uint8))
    plot.item.show_image(image, (1.0, 3.0, 0.5, 1.5))
    for x, y in ((1.1, 0.55), (2.9, 1.45)):
        assert colour_at(plot, x, y) == QColor(10, 20, 30)
    for x, y in ((0.9, 1.0), (3.1, 1.0), (2.0, 0.4), (2.0, 1.6)):
        assert colour_at(plot, x, y) == QColor(LIGHT.surface)


def test_a_map_of_data_of_another_scale_is_not_drawn_and_does_no_harm(plot):
    image = codes_image(np.zeros((8, 8), dtype=np.uint8), np.array([[10, 20, 30]], np.uint8))
    for size in (1e13, 1e300):
        plot.item.show_image(image, (-size, size, -size, size))
        assert colour_at(plot, 2.0, 1.0) == QColor(LIGHT.surface)
    plot.item.show_image(image, WHOLE)
    assert colour_at(plot, 2.0, 1.0) == QColor(10, 20, 30)


def test_without_a_map_nothing_is_drawn(plot):
    assert colour_at(plot, 2.0, 1.0) == QColor(LIGHT.surface)


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)


def test_a_picture_of_the_right_size_is_drawn_pixel_for_pixel(plot):
    colours = np.array([[200, 0, 0], [0, 200, 0], [0, 0, 200]], dtype=np.uint8)
    coarse = codes_image(np.random.default_rng(0).integers(0, 3, (16, 16), dtype=np.uint8), colours)
    plot.show_rect(WHOLE)
    area = plot.area()
    plot.item.show_image(coarse, WHOLE)
    by_itself = pixels(plot.viewport().grab().toImage())
    ready = scaled_smoothly(coarse, size_in_pixels(area, 1.0))
    plot.item.show_image(ready, WHOLE)
    drawn = pixels(plot.viewport().grab().toImage())
    left, top = round(area.x()), round(area.y())
    # The axes' ticks point inwards.
    inside = drawn[top + 8 : top + ready.height() - 8, left + 8 : left + ready.width() - 8]
    assert (inside == pixels(ready)[8:-8, 8:-8]).all()
    # Half a pixel aside at most: as if it had scaled the coarse one itself.
    assert np.abs(by_itself - drawn).mean() < 5
    plot.show_rect((1.0, 3.0, 0.5, 1.5))
    assert np.abs(pixels(plot.viewport().grab().toImage()) - drawn).mean() > 5


def test_another_thread_may_scale_a_picture(plot):
    colours = np.array([[200, 0, 0], [0, 0, 200]], dtype=np.uint8)
    scaled = scaled_smoothly(codes_image(np.array([[0, 0], [1, 1]], dtype=np.uint8), colours), QSize(40, 30))
    assert scaled.size() == QSize(40, 30)
    assert scaled.pixelColor(20, 1) == QColor(0, 0, 200)
    assert scaled.pixelColor(20, 28) == QColor(200, 0, 0)
