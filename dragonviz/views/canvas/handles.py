"""Handles on a model's line: two to move it by, and the tip of its weight vector, to turn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.app.commands import EndGesture
from dragonviz.app.moment import Moment
from dragonviz.scenes.by_hand import EditParameters, Line, line_in_hand
from dragonviz.scenes.scene import Scene
from dragonviz.training.snapshot import Snapshot
from dragonviz.views.canvas.gestures import Gesture
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.line_drawing import draw_path, line_pen
from dragonviz.views.plots.pixels import in_pixels, on_screen
from dragonviz.views.plots.whole_view_item import WholeViewItem
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style

if TYPE_CHECKING:
    from dragonviz.views.canvas.canvas_plot import CanvasPlot

BEGIN, END, TIP = range(3)
_AT = 0.25, 0.75  # of what is seen of the line
_ARROW_PX, _HEAD_PX = 56, 12
_DEPTH = 5.0


class Handles:
    """Where the handles are, and what is drawn of them.

    Parameters
    ----------
    style : Style
    plot : CanvasPlot
    """

    def __init__(self, style: Style, plot: CanvasPlot) -> None:
        self._plot, self._hit_px = plot, style.hit_px + style.dragon_px / 2
        self._item = HandlesItem(style)
        self._item.setZValue(_DEPTH)
        plot.addItem(self._item, ignoreBounds=True)
        self.held: tuple[np.ndarray, np.ndarray] | None = None
        self.snapshot: Snapshot | None = None
        self.line: Line | None = None
        self.places: tuple[np.ndarray, np.ndarray] | None = None
        self.positive_left = True

    def show_moment(self, moment: Moment) -> None:
        """Have handles on the line of a moment's model, where somebody wants them."""
        known, view = moment.current, moment.scene.view
        self.snapshot, self.line, self.places = known, None, None
        if known is not None and view.by_hand:
            self.line = line_in_hand(known.predictor, view, known.dataset.task.classes)
        if self.line is not None:
            self.places = self.held or _ends_in_view(self.line, self._plot.rect_in_view())
        if self.line is None or self.places is None:
            self._item.show_handles(None)
            return
        begin, end = self.places
        self.positive_left = _is_left(self.line, begin, end, self._plot.rect_in_view())
        self._item.show_handles((begin, end, self.positive_left, self.line.name))

    def at(self, position: QPointF) -> int | None:
        """Which handle is under a position on the plot: BEGIN, END or TIP."""
        if self.places is None:
            return None
        pixels = [np.array(self._pixel_of(place)) for place in (*self.places, self._tip())]
        mouse = np.array((position.x(), position.y()))
        distances = [float(np.hypot(*(mouse - pixel))) for pixel in pixels]
        nearest = int(np.argmin(distances))
        return nearest if distances[nearest] <= self._hit_px else None

    def _pixel_of(self, place):
        pixel = self._plot.pixel_of(float(place[0]), float(place[1]))
        return pixel.x(), pixel.y()

    def _tip(self):
        """Where the weight vector ends, in feature coordinates."""
        begin, end = (np.array(self._pixel_of(place), dtype=float) for place in self.places)
        x, y = arrow_tip(begin, end, self.positive_left)
        return self._plot.place_of(QPointF(x, y))


class HandleDrag:
    """A handle in somebody's hand.

    Parameters
    ----------
    plot : CanvasPlot
    handles : Handles
    which : int
        BEGIN, END or TIP.
    """

    def __init__(self, plot: CanvasPlot, handles: Handles, which: int) -> None:
        assert handles.snapshot is not None
        assert handles.line is not None
        assert handles.places is not None
        self.gesture = object()
        self._plot, self._handles, self._which = plot, handles, which
        self._snapshot, self._line = handles.snapshot, handles.line
        self._places, self._positive_left = handles.places, handles.positive_left
        self._of = plot.scene_shown
        handles.held = self._places

    def moved(self, position: QPointF) -> Gesture:
        """Ask for the line to follow."""
        place = self._plot.place_of(position)
        begin, end = self._places
        x_min, x_max, y_min, y_max = self._plot.rect_in_view()
        size = np.array([x_max - x_min, y_max - y_min])
        if self._which == BEGIN:
            begin = place
        elif self._which == END:
            end = place
        else:
            begin, end = _turned(begin, end, place, self._positive_left, np.array(self._plot.view.viewPixelSize()))
        line = self._line.through(begin, end, self._positive_left, size)
        if line is not None:
            self._places = self._handles.held = begin, end
            edit = EditParameters(self._snapshot.model, self._snapshot.predictor, line, self.gesture)
            self._plot.wanted.emit(edit)
        return self

    def released(self, position: QPointF) -> None:
        """Leave the line where it is."""
        self.dropped()

    def dropped(self) -> None:
        """Leave the line where it is."""
        self._handles.held = None
        self._plot.wanted.emit(EndGesture(self.gesture))

    def still_fits(self, scene: Scene) -> bool:
        """Whether it is still the line of the same model, on the same data."""
        return scene.setup.model == self._of.setup.model and scene.source is self._of.source and scene.view.by_hand


class HandlesItem(WholeViewItem):
    """Two discs, and an arrow with its name.

    Parameters
    ----------
    style : Style
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._line = line_pen(style.theme.accent, style.line_px)
        self._disc, self._outline = QColor(style.theme.accent), QPen(QColor(style.theme.surface), 2)
        self._radius = 0.7 * style.dragon_px
        self._font = make_font(style.text_px)
        self._shown: tuple[np.ndarray, np.ndarray, bool, str] | None = None
        self.note_contents(False)

    def show_handles(self, shown: tuple[np.ndarray, np.ndarray, bool, str] | None) -> None:
        """Draw handles at two places, and on which side of the way between them the score is positive; none if None."""
        if shown is not None or self._shown is not None:
            self._shown = shown
            self.note_contents(shown is not None)

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._shown is None:
            return
        begin, end, positive_left, name = self._shown
        with in_pixels(painter) as to_pixels:
            begin, end = on_screen(to_pixels, np.array([begin, end]))
            middle, tip = (begin + end) / 2, arrow_tip(begin, end, positive_left)
            path = QPainterPath(QPointF(*begin))
            path.lineTo(*end)
            path.moveTo(*middle)
            path.lineTo(*tip)
            draw_path(painter, path, self._line)
            painter.setPen(self._outline)
            painter.setBrush(self._disc)
            for place in (begin, end):
                painter.drawEllipse(QPointF(*place), self._radius, self._radius)
            self._draw_head(painter, middle, tip)
            painter.setFont(self._font)
            painter.setPen(self._disc)
            painter.drawText(QPointF(*tip) + QPointF(self._radius, -self._radius), "w" if name == "border" else name)

    def _draw_head(self, painter, middle, tip):
        way = (tip - middle) / max(1.0, np.hypot(*(tip - middle)))
        across = np.array([-way[1], way[0]])
        back = tip - way * _HEAD_PX / 2
        corners = tip + way * _HEAD_PX / 2, back + across * _HEAD_PX / 2, back - across * _HEAD_PX / 2
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def arrow_tip(begin: np.ndarray, end: np.ndarray, positive_left: bool) -> np.ndarray:
    """Where the arrow on the line between two pixels ends; seen on a screen, whose y goes down."""
    across, down = (end - begin) / max(1e-9, float(np.hypot(*(end - begin))))
    left = np.array([down, -across])
    return (begin + end) / 2 + _ARROW_PX * (left if positive_left else -left)


def _is_left(line, begin, end, rect):
    """Whether the score is positive to the left of the way from `begin` to `end`, where y goes up."""
    if not line.w.any():
        return True
    x_min, x_max, y_min, y_max = rect
    size = np.array([x_max - x_min, y_max - y_min])
    across, up = (end - begin) / size
    return bool(np.array([-up, across]) @ (line.w * size) > 0)


def _turned(begin, end, mouse, positive_left, pixel_size):
    """The line turned about its middle so that its arrow points at the mouse."""
    middle = (begin + end) / 2
    half = (end - begin) / pixel_size / 2
    way = (mouse - middle) / pixel_size
    length = np.hypot(*way)
    if length < 1:
        return begin, end
    way = way / length * np.hypot(*half)
    # With y up, left of a way (a, b) is (-b, a): the way to whose left the arrow is, is (b, -a).
    along = np.array([way[1], -way[0]]) if positive_left else np.array([-way[1], way[0]])
    return middle - along * pixel_size, middle + along * pixel_size


def _ends_in_view(line, rect):
    """Two places on a line within the view; across its middle where the line is not in view, or there is none."""
    x_min, x_max, y_min, y_max = rect
    low, size = np.array([x_min, y_min]), np.array([x_max - x_min, y_max - y_min])
    w, b = line.w * size, line.b + line.w @ low
    points = []
    for axis in (0, 1):
        other = 1 - axis
        for edge in (0.0, 1.0):
            if w[other] != 0:
                value = -(b + w[axis] * edge) / w[other]
                if 0 <= value <= 1:
                    point = np.empty(2)
                    point[axis], point[other] = edge, value
                    points.append(point)
    if len(points) < 2:
        points = [np.array([0.0, 0.5]), np.array([1.0, 0.5])]
    begin = min(points, key=lambda point: (point[0], point[1]))
    end = max(points, key=lambda point: float(np.hypot(*(point - begin))))
    if np.hypot(*(end - begin)) < 0.05:
        begin, end = np.array([0.0, 0.5]), np.array([1.0, 0.5])
    return tuple(low + size * (begin + at * (end - begin)) for at in _AT)
