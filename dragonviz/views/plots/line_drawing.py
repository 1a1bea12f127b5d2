"""How lines are drawn: quickly on a screen, simply in a file of shapes."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTransform

from dragonviz.views.plots.pixels import is_raster


def line_pen(colour: str, width: float, dashes: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen whose width and dashes are in pixels at any zoom.

    Parameters
    ----------
    colour : str
    width : float
    dashes : Qt.PenStyle
    """
    pen = pg.mkPen(colour, width=width, style=dashes)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def widened(pen: QPen, by: float, colour: str) -> QPen:
    """A pen to draw a casing with: wider by so many pixels, in another colour, its dashes as long."""
    wide = QPen(pen)
    wide.setColor(colour)
    wide.setWidthF(pen.widthF() + by)
    if pen.dashPattern():
        # Dashes are counted in widths of the pen.
        wide.setDashPattern([length * pen.widthF() / wide.widthF() for length in pen.dashPattern()])
    return wide


def draw_path(painter: QPainter, path: QPainterPath, pen: QPen) -> None:
    """Draw a path as wide on a fine screen as on a coarse one: Qt counts a pen's width in the screen's own pixels.

    Qt draws antialiased lines that are one device pixel wide some thirty times as fast as wider ones (a noisy dashed
    curve of 400 points: 0.1 ms against 4). So on a screen a wide line is several of those, on a circle around it. In a
    file of shapes it is one line.
    """
    pen = QPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not is_raster(painter):
        painter.setPen(pen)
        painter.drawPath(path)
        return
    pixel_ratio = painter.device().devicePixelRatioF()
    width = pen.widthF() * pixel_ratio
    dashes = [width * length for length in pen.dashPattern()]
    pen.setCosmetic(True)
    pen.setWidthF(1)
    if dashes:
        pen.setDashPattern(dashes)
    painter.setPen(pen)
    to_pixels = painter.transform()
    for dx, dy in _offsets(width):
        painter.setTransform(to_pixels * QTransform.fromTranslate(dx / pixel_ratio, dy / pixel_ratio))
        painter.drawPath(path)
    painter.setTransform(to_pixels)


def _offsets(width):
    """Where lines of width 1 go to make a line of this width: nearer to each other than one pixel."""
    radius = (width - 1) / 2
    if radius <= 0:
        return [(0.0, 0.0)]
    n = 2 * math.ceil(math.pi * radius)
    angles = [math.pi / 2 + math.tau * k / n for k in range(n)]
    return [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
