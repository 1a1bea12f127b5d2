"""The canvas by keyboard alone: a cross-hair to add and pick dragons at, and keys that move those that are picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.scenes.edits import Pick
from dragonviz.scenes.scene import Scene
from dragonviz.views.canvas.gestures import Move
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.line_drawing import line_pen
from dragonviz.views.plots.pixels import in_pixels
from dragonviz.views.plots.whole_view_item import WholeViewItem
from dragonviz.views.style.style import GRID, Style

if TYPE_CHECKING:
    from dragonviz.views.canvas.canvas_plot import CanvasPlot

_STEP_PX, _LARGE_STEP_PX = GRID, 8 * GRID
_MOVE = 0.01  # of the view
_DEPTH = 10.0
_NO, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Keyboard:
    """What keys do on the canvas.

    Ctrl and the arrows move the cross-hair, with Shift in larger steps; Ctrl+Return picks the dragon at it, or adds
    one; Alt and the arrows move the picked dragons; Menu or Shift+F10 opens the menu.

    Parameters
    ----------
    style : Style
    plot : CanvasPlot
    """

    def __init__(self, style: Style, plot: CanvasPlot) -> None:
        self._plot = plot
        self._cross_hair = CrossHairItem(style)
        plot.addItem(self._cross_hair, ignoreBounds=True)
        self._move: Move | None = None
        self._way = np.zeros(2)
        self._keys = {}
        for key, way in _ARROWS.items():
            self._keys[key, _CTRL] = lambda way=way: self._move_cross_hair(way, _STEP_PX)
            self._keys[key, _CTRL | _SHIFT] = lambda way=way: self._move_cross_hair(way, _LARGE_STEP_PX)
            self._keys[key, _ALT] = lambda way=way: self._move_dragons(way)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keys[key, _CTRL] = self._add_or_pick
        self._keys[Qt.Key.Key_Menu, _NO] = self._open_menu
        self._keys[Qt.Key.Key_F10, _SHIFT] = self._open_menu

    def takes(self, event: QKeyEvent) -> bool:
        """Whether it knows what to do with a key."""
        return _pressed(event) in self._keys

    def press(self, event: QKeyEvent) -> None:
        """Do what a key is for."""
        self._keys[_pressed(event)]()

    def release(self) -> None:
        """Put down the dragons that a held key has moved."""
        move, self._move = self._move, None
        if move is not None:
            move.end()

    def show_scene(self, scene: Scene) -> None:
        """Put down dragons that are gone, or somewhere else."""
        if self._move is not None and not self._move.still_fits(scene):
            self.release()

    def hide_cross_hair(self) -> None:
        """Take the cross-hair away."""
        self._cross_hair.show_at(None)

    def _move_cross_hair(self, way, pixels):
        place = self._place()
        if self._cross_hair.place is not None:
            place = place + np.array(way) * pixels * np.array(self._plot.view.viewPixelSize())
        x_min, x_max, y_min, y_max = self._plot.rect_in_view()
        self._cross_hair.show_at(np.clip(place, (x_min, y_min), (x_max, y_max)))

    def _place(self):
        """Where the cross-hair is; if there is none yet, where it begins."""
        x_min, x_max, y_min, y_max = self._plot.rect_in_view()
        place = self._cross_hair.place
        if place is not None and x_min <= place[0] <= x_max and y_min <= place[1] <= y_max:
            return place
        return np.array([(x_min + x_max) / 2, (y_min + y_max) / 2])

    def _add_or_pick(self):
        place = self._place()
        self._cross_hair.show_at(place)
        hit = self._plot.dragon_near(place)
        if hit is None:
            self._plot.add_at(place)
        else:
            self._plot.wanted.emit(Pick([hit]))

    def _move_dragons(self, way):
        plot, indices = self._plot, self._plot.picked
        if self._move is None:
            if not len(indices):
                return
            self._move, self._way = Move(plot, int(indices[0]), indices), np.zeros(2)
        x_min, x_max, y_min, y_max = plot.rect_in_view()
        self._way = self._way + _MOVE * np.array(way) * (x_max - x_min, y_max - y_min)
        self._move.by(self._way)

    def _open_menu(self):
        plot, picked = self._plot, self._plot.picked
        if self._cross_hair.place is None and len(picked):
            hit, place = int(picked[0]), plot.scene_shown.dataset.X[picked[0]]
        else:
            place = self._place()
            hit = plot.dragon_near(place)
        plot.open_menu(hit, place, plot.viewport().mapToGlobal(plot.pixel_of(*place)))


class CrossHairItem(WholeViewItem):
    """Two lines across the view, which meet at a place.

    Parameters
    ----------
    style : Style
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        theme = style.theme
        self._pens = line_pen(theme.surface, 2 * style.line_px), line_pen(theme.accent, style.line_px)
        self.place: np.ndarray | None = None
        self.setZValue(_DEPTH)

    def show_at(self, place: np.ndarray | None) -> None:
        """Draw it at a place in feature coordinates; nowhere if None."""
        if place is not self.place:
            self.place = place
            self.update()

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self.place is None:
            return
        with in_pixels(painter) as to_pixels:
            view = to_pixels.mapRect(self.boundingRect())
            centre = to_pixels.map(QPointF(*self.place))
            for pen in self._pens:
                painter.setPen(pen)
                painter.drawLine(QPointF(view.left(), centre.y()), QPointF(view.right(), centre.y()))
                painter.drawLine(QPointF(centre.x(), view.top()), QPointF(centre.x(), view.bottom()))


def _pressed(event):
    keypad = Qt.KeyboardModifier.KeypadModifier
    return Qt.Key(event.key()), event.modifiers() & ~keypad
