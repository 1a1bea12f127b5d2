"""The scatter canvas: draws dragons, regions and borders, and says what the mouse asks for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal

from dragonviz.views.canvas.class_lines import ClassLines
from dragonviz.views.canvas.dragons_item import DragonsItem
from dragonviz.views.canvas.gestures import Band, Drag, Pan, Press
from dragonviz.views.canvas.neuron_item import NeuronItem
from dragonviz.views.canvas.regions_item import RegionsItem
from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.plots.hit_testing import inside, nearest_within
from dragonviz.views.plots.lines_item import LinesItem
from dragonviz.views.style.palette import HIT_PX

_BAND_PX = 1.5
_PATIENCE_MS = 25
_NOTHING = np.empty(0, dtype=np.int64)


class Canvas(FeaturePlot):
    """Dragons in their two features. Changes nothing itself: it emits what a person wants.

    Parameters
    ----------
    palette : Palette
    """

    add_requested = Signal(float, float)
    move_requested = Signal(object, object, object)  # indices, points, the gesture that moves of one drag share
    drag_ended = Signal()
    menu_requested = Signal(object, object, object, object)  # the dragon or None, indices, global position, (x, y)
    selection_changed = Signal(object)

    def __init__(self, palette):
        super().__init__(palette)
        self._dataset = None
        self._selection = _NOTHING
        self._gesture, self._moving_by_hand = None, False
        self.panning_key_held = False
        self._regions = RegionsItem(palette)
        self._neuron = NeuronItem(palette)
        self._borders = LinesItem(palette.border)
        self._dragons = DragonsItem(palette)
        self._band = LinesItem(palette.accent, width=_BAND_PX, style=Qt.PenStyle.DashLine)
        for depth, item in enumerate((self._regions, self._neuron, self._borders, self._dragons, self._band)):
            item.setZValue(depth)
            self.addItem(item, ignoreBounds=True)
        self._class_lines = ClassLines(palette, self, lines_depth=1.5, labels_depth=3.5)
        self._rect = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._paint_again)
        self._regions_shown, self._class_lines_shown = True, False
        self.clear_model()
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What is shown

    def show_dataset(self, dataset):
        """Draw these dragons; those being dragged stay in the hand if they are where the hand put them."""
        if self._dataset is None or dataset.task.features != self._dataset.task.features:
            self.name_axes(*dataset.task.features)
        if self._dataset is not None and dataset.X is not self._dataset.X and not self._moving_by_hand:
            # What was in the hand may be gone, or elsewhere.
            self._drop_gesture()
        if self._dataset is not None and len(dataset) != len(self._dataset):
            self.select(_NOTHING)
        self._dataset = dataset
        self.set_bounds(dataset.bounds)
        self._dragons.show_dragons(dataset, only_selected_moved=self._moving_by_hand)

    def show_wrong(self, wrong):
        """Put a ring around the misclassified dragons: a bool array of shape (n_dragons,)."""
        if self._dataset is not None and len(wrong) == len(self._dataset):
            self._dragons.show_wrong(wrong)

    def show_visited(self, indices):
        """Mark the dragons that the latest step looked at."""
        self._dragons.show_visited(indices)

    def show_regions(self, regions, probabilistic):
        """Draw what a model says everywhere: `dragonviz.models.regions.Regions`."""
        self._regions.show_regions(regions, probabilistic)
        self._rect = regions.rect
        self._borders.show_lines(regions.borders)
        self._paint_again()
        self._class_lines.show_lines(regions.lines, self._dataset.task.classes)
        self._has_model = True
        self._update_visibility()

    def await_regions(self):
        """Paint what has changed together with the regions that belong to it, if they come within a frame or so."""
        if not self._patience.isActive():
            self._patience.start()
            self.viewport().setUpdatesEnabled(False)

    def _paint_again(self):
        self._patience.stop()
        self.viewport().setUpdatesEnabled(True)

    def show_neuron(self, codes):
        """Draw a hidden neuron's map over the regions: one of `NeuronMaps.codes`; no more if None."""
        self._neuron.show_map(codes, self._rect)

    def clear_model(self):
        """Show dragons only: nothing is known yet."""
        self._has_model = False
        self._update_visibility()
        if self._dataset is not None:
            self._dragons.show_wrong(np.zeros(len(self._dataset), dtype=bool))

    def set_regions_shown(self, shown):
        """Show or hide regions and borders."""
        self._regions_shown = shown
        self._update_visibility()

    def set_class_lines_shown(self, shown):
        """Show or hide each class's own line."""
        self._class_lines_shown = shown
        self._update_visibility()

    def _update_visibility(self):
        shown = self._has_model and self._regions_shown
        self._regions.setVisible(shown)
        self._borders.setVisible(shown)
        self._class_lines.set_visible(shown and self._class_lines_shown)

    def dragon_at(self, position):
        """The index of the dragon under a position on this widget, or None."""
        return nearest_within(self._dataset.X, self.place_of(position), self.view.viewPixelSize(), HIT_PX)

    def show_band(self, corner, opposite):
        """Draw the rectangle that is being pulled open."""
        (x0, y0), (x1, y1) = corner, opposite
        self._band.show_lines([np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])])

    # The selection

    @property
    def selection(self):
        """Indices of the selected dragons."""
        return self._selection

    def select(self, indices):
        """Select these dragons and no others."""
        indices = np.asarray(indices, dtype=np.int64)
        if not np.array_equal(indices, self._selection):
            self._selection = indices
            self._dragons.show_selected(indices)
            self.selection_changed.emit(indices)

    def let_go(self):
        """Select nothing, and end what the mouse is in the middle of."""
        self._drop_gesture()
        self.select(_NOTHING)

    def select_inside(self, corner, opposite):
        """Select the dragons in a rectangle."""
        self._band.show_lines([])
        self.select(inside(self._dataset.X, corner, opposite))

    def toggle(self, index):
        """Add a dragon to the selection, or take it out."""
        self.select(np.setxor1d(self._selection, [index]))

    def points_of(self, indices):
        """The feature values of some dragons."""
        return self._dataset.X[indices]

    # The mouse

    def ask_to_move(self, indices, points, gesture):
        """Ask for dragons to be elsewhere, on behalf of a gesture."""
        self._moving_by_hand = True
        self.move_requested.emit(indices, points, gesture)
        self._moving_by_hand = False

    def _drop_gesture(self):
        if isinstance(self._gesture, Drag):
            self.drag_ended.emit()
        self._gesture = None
        self._band.show_lines([])

    def _show_cursor(self, position):
        if isinstance(self._gesture, Drag | Pan):
            shape = Qt.CursorShape.ClosedHandCursor
        elif self.panning_key_held or (self._dataset is not None and self._over_dragon(position)):
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = Qt.CursorShape.CrossCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _over_dragon(self, position):
        return self.is_in_plot(position) and self.dragon_at(position) is not None

    def mousePressEvent(self, event):
        """Begin a gesture, or open the menu."""
        event.accept()
        position = event.position()
        if self._dataset is None or self._gesture is not None or not self.is_in_plot(position):
            return
        if event.button() == Qt.MouseButton.RightButton:
            self._open_menu(event)
        elif event.button() == Qt.MouseButton.MiddleButton or self.panning_key_held:
            self._gesture = Pan(self, position)
        elif event.button() == Qt.MouseButton.LeftButton:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            hit = self.dragon_at(position)
            if hit is not None:
                self._gesture = Press(self, position, hit, shift)
            elif shift:
                self._gesture = Band(self, position)
            else:
                self._gesture = Press(self, position, None, shift)

    def mouseMoveEvent(self, event):
        """Go on with the gesture under way."""
        event.accept()
        if self._gesture is not None:
            self._gesture = self._gesture.moved(event.position())
        self._show_cursor(event.position())

    def mouseReleaseEvent(self, event):
        """End the gesture under way."""
        event.accept()
        if self._gesture is not None and not event.buttons():
            gesture, self._gesture = self._gesture, None
            gesture.released(event.position())
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event):
        """Take a quick second click for what it is: another click."""
        self.mousePressEvent(event)

    def _open_menu(self, event):
        hit = self.dragon_at(event.position())
        if hit is None:
            indices = _NOTHING
        elif hit in self._selection:
            indices = self._selection
        else:
            indices = np.array([hit], dtype=np.int64)
            self.select(indices)
        position, place = event.globalPosition().toPoint(), tuple(self.place_of(event.position()))
        self.menu_requested.emit(hit, indices, position, place)
