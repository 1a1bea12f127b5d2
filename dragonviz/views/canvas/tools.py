"""What a pressed left button does with the brush, the eraser and the pen in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

from dragonviz.app.commands import EndGesture
from dragonviz.dragons.shapes import DrawnCurve
from dragonviz.scenes.data_edits import BrushDragons, EraseDragons
from dragonviz.scenes.edits import Look, UseSource
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source
from dragonviz.scenes.view_state import Tool
from dragonviz.views.canvas.gestures import Gesture
from dragonviz.views.style.style import Style

if TYPE_CHECKING:
    from dragonviz.views.canvas.canvas_plot import CanvasPlot

_RADIUS = 2.5  # of brush and eraser, in dragons
_PX_PER_DRAGON = 9  # how far the brush goes for each dragon that it leaves
_PEN_PX = 3  # between corners of a curve


class _Stroke:
    """A tool that leaves something wherever the mouse goes.

    Parameters
    ----------
    plot : CanvasPlot
    position : QPointF
        Where the button went down.
    """

    def __init__(self, plot: CanvasPlot, position: QPointF) -> None:
        self.gesture = object()
        self._plot, self._of = plot, plot.scene_shown
        self._radii = plot.tool_radius * np.array(plot.view.viewPixelSize())
        self._last = position
        self._leave([position])

    def moved(self, position: QPointF) -> Gesture:
        """Leave it along the way, however fast the hand was."""
        way = position - self._last
        n = int(np.hypot(way.x(), way.y()) / _PX_PER_DRAGON)
        if n:
            self._leave([self._last + way * (k / n) for k in range(1, n + 1)])
            self._last = position
        return self

    def released(self, position: QPointF) -> None:
        """End the stroke."""
        self.moved(position)
        self.dropped()

    def dropped(self) -> None:
        """End the stroke where it is."""
        self._plot.wanted.emit(EndGesture(self.gesture))

    def still_fits(self, scene: Scene) -> bool:
        """Whether it is still the same data that it paints on."""
        return scene.source is self._of.source

    def _leave(self, positions: list[QPointF]) -> None:
        raise NotImplementedError


class Brush(_Stroke):
    """Paints dragons of the current class, one here and there within a circle about the mouse."""

    def __init__(self, plot: CanvasPlot, position: QPointF) -> None:
        # The same stroke on the same data leaves the same dragons.
        self._rng = np.random.default_rng(len(plot.scene_shown.dataset))
        super().__init__(plot, position)

    def _leave(self, positions):
        places = np.array([self._plot.place_of(position) for position in positions])
        angle, radius = self._rng.uniform(0, 2 * np.pi, len(places)), np.sqrt(self._rng.random(len(places)))
        points = places + self._radii * (radius * np.array([np.cos(angle), np.sin(angle)])).T
        view = self._plot.scene_shown.view
        self._plot.wanted.emit(BrushDragons(points, view.label, view.adds_training, self.gesture))


class Eraser(_Stroke):
    """Removes all dragons that a circle about the mouse reaches."""

    def _leave(self, positions):
        radii = tuple(map(float, self._radii))
        for position in positions:
            centre = tuple(map(float, self._plot.place_of(position)))
            self._plot.wanted.emit(EraseDragons(centre, radii, self.gesture))


class Pen:
    """Draws the curve that new points lie above or below.

    Parameters
    ----------
    plot : CanvasPlot
    position : QPointF
        Where the curve begins.
    """

    def __init__(self, plot: CanvasPlot, position: QPointF) -> None:
        self._plot, self._last = plot, position
        self._corners = [plot.place_of(position)]

    def moved(self, position: QPointF) -> Gesture:
        """Draw on."""
        if (position - self._last).manhattanLength() >= _PEN_PX:
            self._last = position
            self._corners.append(self._plot.place_of(position))
            self._plot.show_curve(np.array(self._corners))
        return self

    def released(self, position: QPointF) -> None:
        """Ask for points above and below it, and put the pen down."""
        self.moved(position)
        self._plot.hide_curve()
        plot, scene = self._plot, self._plot.scene_shown
        shape = DrawnCurve(
            corners=tuple((float(x), float(y)) for x, y in self._corners),
            rect=plot.rect_in_view(),
            features=scene.dataset.task.features,
        )
        plot.wanted.emit(UseSource(Source.of_shape(shape), "draw a curve"))
        plot.wanted.emit(Look({"tool": Tool.POINTER}))

    def dropped(self) -> None:
        """Leave the data as they are."""
        self._plot.hide_curve()

    def still_fits(self, scene: Scene) -> bool:
        """Always: it is about no dragon."""
        return True


TOOLS = {Tool.BRUSH: Brush, Tool.ERASER: Eraser, Tool.CURVE: Pen}


def tool_radius(style: Style) -> float:
    """How far brush and eraser reach, in pixels."""
    return _RADIUS * style.dragon_px


def tool_cursor(tool: Tool, style: Style) -> QCursor:
    """What the mouse looks like with a tool in hand: a circle as large as it reaches."""
    if tool is Tool.CURVE:
        return QCursor(Qt.CursorShape.CrossCursor)
    radius = tool_radius(style)
    size = 2 * int(radius + 2) + 1
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dashes = Qt.PenStyle.DashLine if tool is Tool.ERASER else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(style.theme.text), style.line_px, dashes))
    painter.drawEllipse(QPointF(size / 2, size / 2), radius, radius)
    painter.end()
    return QCursor(pixmap)
