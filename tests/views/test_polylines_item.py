"""Lines of the canvas, on coarse and on fine screens."""

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QBuffer, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtSvg import QSvgGenerator

from dragonviz.views.canvas.class_lines import ClassLines
from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.plots.line_drawing import draw_path, line_pen
from dragonviz.views.plots.polylines_item import PolylinesItem
from dragonviz.views.style.style import Style

STYLE = Style()


@pytest.fixture
def plot(qtbot):
    plot = FeaturePlot(STYLE)
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    plot.show_rect((-0.06, 1.06, -0.06, 1.06))
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


@pytest.mark.parametrize(("width", "off"), [(1.0, 0.2), (1.5, 0.2), (2.0, 0.1), (4.0, 0.1)])
@pytest.mark.parametrize("pixel_ratio", [1, 2, 3])
def test_a_line_is_as_wide_on_a_fine_screen(plot, pixel_ratio, width, off):
    line = PolylinesItem(line_pen("#000000", width))
    plot.addItem(line)
    line.show_lines([np.array([[0.0, 0.5], [1.0, 0.5]])])
    assert ink(plot, pixel_ratio, (0.5, 0.5)) == pytest.approx(width, abs=off)


@pytest.mark.parametrize("way", [(1, 0), (0, 1), (1, 1), (1, -2)])
def test_a_line_is_as_wide_in_every_direction(plot, way):
    """Drawn as many thin lines, it covers what Qt's own wide line covers."""
    pen = line_pen("#000000", 5)
    pictures = []
    for draw in (
        lambda painter, path: draw_path(painter, path, pen),
        lambda painter, path: draw_wide(painter, path, pen),
    ):
        image = QImage(400, 400, QImage.Format.Format_RGB32)
        image.fill("#ffffff")
        painter = QPainter(image)
        path = QPainterPath(QPointF(200 - 80 * way[0], 200 - 80 * way[1]))
        path.lineTo(200 + 80 * way[0], 200 + 80 * way[1])
        draw(painter, path)
        painter.end()
        pictures.append(1 - np.array(image.constBits()).reshape(400, 400, 4)[:, :, 0] / 255)
    assert pictures[0].sum() == pytest.approx(pictures[1].sum(), rel=0.12)
    # Nowhere a gap.
    assert (pictures[0][pictures[1] > 0.99] > 0.5).all()


def draw_wide(painter, path, pen):
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawPath(path)


def test_in_a_file_of_shapes_it_is_one_line(plot):
    line = PolylinesItem(line_pen("#123456", 4.0))
    plot.addItem(line)
    line.show_lines([np.array([[0.0, 0.5], [1.0, 0.7]])])
    assert svg_of(plot).count('stroke="#123456"') == 1


def svg_of(plot):
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(plot.size())
    painter = QPainter(generator)
    plot.render(painter, QRectF(plot.rect()), plot.viewport().rect())
    painter.end()
    return bytes(buffer.data()).decode()


def test_there_are_no_lines_between_lines(plot):
    line = PolylinesItem(line_pen("#000000", 2.0))
    plot.addItem(line)
    line.show_lines([np.array([[0.0, 0.9], [0.4, 0.9]]), np.array([[0.6, 0.1], [1.0, 0.1]])])
    assert ink(plot, 1, (0.5, 0.5)) == 0
    line.show_lines([])
    assert ink(plot, 1, (0.2, 0.9)) == 0


def test_a_class_line_is_dashed_and_says_whose_score_is_zero(plot):
    lines = ClassLines(STYLE, plot, lines_depth=1, labels_depth=2)
    shown, classes = [(2, np.array([[0.0, 0.5], [1.0, 0.5]]))], ("Blue", "Red", "Yellow")
    lines.show_lines(shown, classes)
    labels = [item for item in plot.getPlotItem().items if isinstance(item, pg.TextItem)]
    assert [text.isVisible() for text in labels] == [False, False, True]
    assert labels[2].textItem.toPlainText() == "Yellow: score 0"
    row = plot.pixel_of(0.5, 0.5).y()
    left, right = plot.pixel_of(0.3, 0.5).x(), plot.pixel_of(0.8, 0.5).x()
    along = picture(plot, 1)[row - 1 : row + 2, left:right].mean(axis=0)
    assert (along > 250).any()
    assert (along < 220).any()
    lines.show_lines([], classes)
    assert (picture(plot, 1)[row - 1 : row + 2, left:right] > 250).all()


def test_a_class_may_have_several_curves_with_one_label_on_the_longest(plot):
    lines = ClassLines(STYLE, plot, lines_depth=1, labels_depth=2)
    short = np.array([[0.1, 0.9], [0.2, 0.9]])
    curve = np.array([[0.5, 0.1], [0.4, 0.3], [0.5, 0.5], [0.6, 0.7], [0.5, 0.9]])
    lines.show_lines([(1, short), (1, curve), (1, short + [0, -0.5])], ("Blue", "Red"))
    labels = [item for item in plot.getPlotItem().items if isinstance(item, pg.TextItem)]
    assert [text.isVisible() for text in labels] == [False, True]
    assert labels[1].pos().toTuple() == pytest.approx((0.58, 0.74))  # a fifth of the way, from above
    left, right = plot.pixel_of(0.1, 0.9).x(), plot.pixel_of(0.2, 0.9).x()
    for height in (0.9, 0.4):
        row = plot.pixel_of(0.1, height).y()
        assert (picture(plot, 1)[row - 1 : row + 2, left:right] < 220).any()


def test_class_lines_are_those_of_other_classes_after_another_task(plot):
    lines = ClassLines(STYLE, plot, lines_depth=1, labels_depth=2)
    ends = np.array([[0.0, 0.5], [1.0, 0.5]])
    lines.show_lines([(2, ends)], ("Blue", "Red", "Yellow"))
    lines.show_lines([(1, ends)], ("no fire", "breathes fire"))
    labels = [item for item in plot.getPlotItem().items if isinstance(item, pg.TextItem)]
    assert [text.textItem.toPlainText() for text in labels] == ["no fire: score 0", "breathes fire: score 0"]
    assert [text.isVisible() for text in labels] == [False, True]
