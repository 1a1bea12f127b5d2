"""Lines of the canvas, on coarse and on fine screens."""

import numpy as np
import pytest
from dragonviz.views.plots.lines_item import LinesItem
from dragonviz.views.style.palette import LIGHT, LINE_PX
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from dragonviz.views.canvas.class_lines import ClassLines
from dragonviz.views.plots.feature_plot import FeaturePlot


@pytest.fixture
def plot(qtbot):
    plot = FeaturePlot(LIGHT)
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    plot.fit()
    return plot


def picture(plot, pixel_ratio):
    """The plot as a screen with this many device pixels per pixel shows it: lightness, shape (height, width)."""
    image = QImage(plot.size() * pixel_ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(pixel_ratio)
    painter = QPainter(image)
    plot.render(painter, QRectF(plot.rect()), plot.viewport().rect())
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return np.array(grey.constBits()).reshape(grey.height(), grey.bytesPerLine())[:, : grey.width()]


def ink(plot, pixel_ratio, place):
    """How much dark there is across a line near a place, in pixels."""
    at = pixel_ratio * plot.pixel_of(*place)
    across = picture(plot, pixel_ratio)[at.y() - 10 * pixel_ratio : at.y() + 10 * pixel_ratio, at.x()]
    return (1 - across / 255).sum() / pixel_ratio


@pytest.mark.parametrize("pixel_ratio", [1, 2, 3])
def test_a_line_is_as_wide_on_a_fine_screen(plot, pixel_ratio):
    line = LinesItem("#000000")
    plot.addItem(line)
    line.show_lines([np.array([[0.0, 0.5], [1.0, 0.5]])])
    assert ink(plot, pixel_ratio, (0.5, 0.5)) == pytest.approx(LINE_PX, abs=0.1)


def test_there_are_no_lines_between_lines(plot):
    line = LinesItem("#000000")
    plot.addItem(line)
    line.show_lines([np.array([[0.0, 0.9], [0.4, 0.9]]), np.array([[0.6, 0.1], [1.0, 0.1]])])
    assert ink(plot, 1, (0.5, 0.5)) == 0
    line.show_lines([])
    assert ink(plot, 1, (0.2, 0.9)) == 0


def test_a_class_line_is_dashed_and_says_whose_score_is_zero(plot):
    lines = ClassLines(LIGHT, plot, lines_depth=1, labels_depth=2)
    lines.show_lines([(2, np.array([[0.0, 0.5], [1.0, 0.5]]))], ("Blue", "Red", "Yellow"))
    lines.set_visible(True)
    label = lines._labels[2]
    assert label.textItem.toPlainText() == "Yellow: score 0"
    assert [text.isVisible() for text in lines._labels] == [False, False, True] + 5 * [False]
    row = plot.pixel_of(0.5, 0.5).y()
    left, right = plot.pixel_of(0.3, 0.5).x(), plot.pixel_of(0.8, 0.5).x()
    along = picture(plot, 1)[row - 1 : row + 2, left:right].mean(axis=0)
    assert (along > 250).any()
    assert (along < 220).any()
    lines.set_visible(False)
    assert (picture(plot, 1)[row - 1 : row + 2, left:right] > 250).all()
