"""The scatter plot of the canvas: draws a moment, and says what the mouse and the keys ask for."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from typing_extensions import override

from dragonviz.app.moment import Moment
from dragonviz.scenes.edits import AddDragon, Look, Pick, Zoom
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.view_state import Tool
from dragonviz.views.canvas.canvas_menu import MenuRequest
from dragonviz.views.canvas.drawing import Drawing
from dragonviz.views.canvas.drawn_dragons import columns_drawn_apart, drawn
from dragonviz.views.canvas.gestures import Band, Drag, Gesture, Pan, Press
from dragonviz.views.canvas.handles import HandleDrag, Handles
from dragonviz.views.canvas.keyboard import Keyboard
from dragonviz.views.canvas.tools import TOOLS, tool_cursor, tool_radius
from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.plots.hit_testing import nearest_within
from dragonviz.views.style.style import Style

_ZOOM_PER_NOTCH = 0.85
# A click that brings a window to the front comes right after the window did, on some desktops right before.
_ACTIVATION = 0.1  # seconds
_NOBODY = np.empty(0, dtype=np.int64)


class CanvasPlot(FeaturePlot):
    """Dragons in their two features. Changes nothing itself: it emits what a person wants.

    Parameters
    ----------
    style : Style

    Attributes
    ----------
    scene_shown : Scene or None
        The last moment's: what is under the mouse, and what edits are about.
    panning_key_held : bool
        Whether dragging moves the view.
    wanted : Signal(Edit or Command)
    menu_wanted : Signal(MenuRequest)
    """

    wanted = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self.scene_shown: Scene | None = None
        self.panning_key_held = False
        self._hit_px, self._dragon_px = style.hit_px, style.dragon_px
        self.tool_radius = tool_radius(style)
        self._tool_cursors = {tool: tool_cursor(tool, style) for tool in TOOLS}
        self._axis_names: tuple[str, str] | None = None
        self._gesture: Gesture | None = None
        self._added: tuple[Scene, np.ndarray] | None = None
        self._activated_at = -_ACTIVATION
        self._drawing = Drawing(style, self)
        self._keyboard = Keyboard(style, self)
        self._handles = Handles(style, self)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    # What is shown

    def show_moment(self, moment: Moment) -> None:
        """Draw a moment. What is in the hand leaves it if it is gone, or somewhere else."""
        scene, before = moment.scene, self.scene_shown
        self.scene_shown = scene
        names = _axis_names(scene)
        if names != self._axis_names:
            self._axis_names = names
            self.name_axes(*names)
        if before is None or scene.view.tool is not before.view.tool:
            self._show_cursor(None)
        if self._gesture is not None and not self._gesture.still_fits(scene):
            self.dismiss()
        self._keyboard.show_scene(scene)
        self.show_rect(scene.rect)
        self._drawing.show_moment(moment)
        self._handles.show_moment(moment)

    @property
    def picked(self) -> np.ndarray:
        """Indices of the selected dragons."""
        return _NOBODY if self.scene_shown is None else self.scene_shown.view.picked

    @property
    def points_drawn(self) -> np.ndarray:
        """Where the scene's dragons are drawn, an array of shape (n_dragons, 2); hidden ones infinitely far away."""
        return drawn(self.scene_shown.dataset, self.scene_shown.view).X

    def dragon_at(self, position: QPointF) -> int | None:
        """The index of the dragon under a position on this widget."""
        return self.dragon_near(self.place_of(position))

    def dragon_near(self, place: ArrayLike) -> int | None:
        """The index of the dragon at a place in feature coordinates, or as near as the mouse has to be."""
        return nearest_within(self.points_drawn, place, self.view.viewPixelSize(), self._hit_px)

    def room_for_dragons(self) -> tuple[np.ndarray, np.ndarray]:
        """The least and the greatest feature values at which a dragon is seen whole."""
        x_min, x_max, y_min, y_max = self.rect_in_view()
        room = np.minimum(np.array(self.view.viewPixelSize()) * self._dragon_px, (x_max - x_min, y_max - y_min)) / 2
        return np.array([x_min, y_min]) + room, np.array([x_max, y_max]) - room

    def show_band(self, corner: np.ndarray, opposite: np.ndarray) -> None:
        """Draw the rectangle that is being pulled open."""
        self._drawing.show_band(corner, opposite)

    def hide_band(self) -> None:
        """Draw no such rectangle."""
        self._drawing.hide_band()

    def show_curve(self, corners: np.ndarray) -> None:
        """Draw a line through these places, in feature coordinates: an array of shape (n, 2)."""
        self._drawing.show_curve(corners)

    def hide_curve(self) -> None:
        """Draw no such line."""
        self._drawing.hide_band()

    # What is asked for

    def add_at(self, place: np.ndarray) -> None:
        """Ask for a dragon; the one that was asked for there and is not drawn yet is selected instead."""
        scene = self.scene_shown
        if self._was_added_at(place):
            self.wanted.emit(Pick([len(scene.dataset)]))
            return
        self._added = scene, np.array([place])
        self.wanted.emit(AddDragon((float(place[0]), float(place[1])), scene.view.label, scene.view.adds_training))

    def _was_added_at(self, place):
        scene, places = self._added or (None, None)
        pixel_size = self.view.viewPixelSize()
        return scene is self.scene_shown and nearest_within(places, place, pixel_size, self._hit_px) is not None

    def open_menu(self, hit: int | None, place: np.ndarray, position: QPoint) -> None:
        """Ask for the menu: for the selected dragons, if the one that is hit is one of them, for that one, or a place.

        Parameters
        ----------
        hit : int or None
        place : ndarray of shape (2,)
            In feature coordinates.
        position : QPoint
            On the screen.
        """
        indices = self.picked
        if hit is None:
            indices = _NOBODY
        elif hit not in indices:
            indices = np.array([hit], dtype=np.int64)
            self.wanted.emit(Pick(indices))
        self.menu_wanted.emit(MenuRequest(self.scene_shown, hit, indices, tuple(map(float, place)), position))

    # The mouse

    @property
    def just_activated(self) -> bool:
        """Whether the window has only now come to the front: a click may have been meant for that alone."""
        return time.perf_counter() - self._activated_at < _ACTIVATION

    def dismiss(self) -> None:
        """End what the mouse is in the middle of; what it was about stays as it is."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.dropped()

    def _show_cursor(self, position):
        tool = None if self.scene_shown is None else self._tool_cursors.get(self.scene_shown.view.tool)
        if tool is not None and not self.panning_key_held:
            if self.viewport().cursor().pixmap().cacheKey() != tool.pixmap().cacheKey():
                self.viewport().setCursor(tool)
            return
        if position is None:
            shape = Qt.CursorShape.CrossCursor
        elif isinstance(self._gesture, Drag | Pan | HandleDrag):
            shape = Qt.CursorShape.ClosedHandCursor
        elif self.panning_key_held or self._handles.at(position) is not None or self._over_dragon(position):
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = Qt.CursorShape.CrossCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _over_dragon(self, position):
        return self.scene_shown is not None and self.is_in_plot(position) and self.dragon_at(position) is not None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        position = event.position()
        if self.scene_shown is None or self._gesture is not None or not self.is_in_plot(position):
            return
        self._keyboard.hide_cross_hair()
        if event.button() == Qt.MouseButton.RightButton:
            self.open_menu(self.dragon_at(position), self.place_of(position), event.globalPosition().toPoint())
        elif event.button() == Qt.MouseButton.MiddleButton or self.panning_key_held:
            self._gesture = Pan(self, position)
        elif event.button() == Qt.MouseButton.LeftButton:
            tool = TOOLS.get(self.scene_shown.view.tool)
            if tool is not None:
                self._gesture = tool(self, position)
                return
            handle = self._handles.at(position)
            if handle is not None:
                self._gesture = HandleDrag(self, self._handles, handle)
                return
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            hit = self.dragon_at(position)
            self._gesture = Band(self, position) if shift and hit is None else Press(self, position, hit, shift)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._gesture is not None:
            self._gesture = self._gesture.moved(event.position())
        self._show_cursor(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._gesture is not None and not event.buttons():
            gesture, self._gesture = self._gesture, None
            gesture.released(event.position())
        self._show_cursor(event.position())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # A quick second click is another click.
        self.mousePressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        if self.scene_shown is not None:
            factor = _ZOOM_PER_NOTCH ** (event.angleDelta().y() / 120)
            self.wanted.emit(Zoom(factor, tuple(map(float, self.place_of(event.position())))))

    # Keys, and the window

    @override
    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.WindowActivate:
            self._activated_at = time.perf_counter()
        elif kind == QEvent.Type.ShortcutOverride and self._takes_key(event):
            # Else an action of the window with the same keys would be triggered instead.
            event.accept()
            return True
        return super().event(event)

    def _takes_key(self, event):
        ends_gesture = event.key() == Qt.Key.Key_Escape and self._gesture is not None
        return self.scene_shown is not None and (ends_gesture or self._keyboard.takes(event))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes_key(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            self.wanted.emit(Look({"tool": Tool.POINTER}))
            self.wanted.emit(Pick(_NOBODY))
        else:
            self._keyboard.press(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        if not event.isAutoRepeat():
            self._keyboard.release()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._keyboard.release()
        # A menu is about the place at which the cross-hair is.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._keyboard.hide_cross_hair()


def _axis_names(scene):
    """What the axes measure; also that what is drawn apart there is not where it is."""
    apart = columns_drawn_apart(scene.dataset) if scene.view.jitter else (False, False)
    return tuple(
        f"{name} (drawn apart)" if is_apart else name
        for name, is_apart in zip(scene.dataset.task.features, apart, strict=True)
    )
