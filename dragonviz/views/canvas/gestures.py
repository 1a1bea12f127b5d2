"""What the mouse may be in the middle of. Each gesture answers moves with the gesture that it has become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QPointF

from dragonviz.app.commands import EndGesture
from dragonviz.scenes.edits import Look, MoveDragons, Pick, TogglePick
from dragonviz.scenes.scene import Scene
from dragonviz.views.plots.hit_testing import inside

if TYPE_CHECKING:
    from dragonviz.views.canvas.canvas_plot import CanvasPlot

_CLICK_SLACK_PX = 4


class Gesture(Protocol):
    """A button that is down, and what it does."""

    def moved(self, position: QPointF) -> Gesture:
        """Go on, with the mouse at a position on the plot."""

    def released(self, position: QPointF) -> None:
        """End where the button was let go."""

    def dropped(self) -> None:
        """End, for what it is about is gone."""

    def still_fits(self, scene: Scene) -> bool:
        """Whether the scene, as it is now, still has what it is about."""


class _AboutView:
    """A gesture that changes no dragon."""

    def dropped(self) -> None:
        """Nothing has to be told."""

    def still_fits(self, scene: Scene) -> bool:
        """Always: it holds no dragon."""
        return True


class Press(_AboutView):
    """A left button that went down, on a dragon or not, and has not yet moved.

    Parameters
    ----------
    plot : CanvasPlot
    position : QPointF
    hit : int or None
        The dragon under the mouse.
    shift : bool
    """

    def __init__(self, plot: CanvasPlot, position: QPointF, hit: int | None, shift: bool) -> None:
        self._plot, self._position, self._hit, self._shift = plot, position, hit, shift
        self._of = plot.scene_shown
        self._window_was_active = plot.isActiveWindow() and not plot.just_activated

    def moved(self, position: QPointF) -> Gesture:
        """Become a drag of dragons, of the view or of a rectangle, once it is clearly no click."""
        plot = self._plot
        if (position - self._position).manhattanLength() <= _CLICK_SLACK_PX:
            return self
        if self._shift:
            # Among very many dragons there may be no empty place to begin at.
            return Band(plot, self._position).moved(position)
        if self._hit is None:
            return Pan(plot, self._position).moved(position)
        indices = plot.picked
        if self._hit not in indices:
            indices = np.array([self._hit])
            plot.wanted.emit(Pick(indices))
        return Drag(plot, self._position, self._hit, indices).moved(position)

    def released(self, position: QPointF) -> None:
        """A click: select the dragon, or add a new one; not if it only brought the window to the front."""
        if self._hit is not None:
            self._plot.wanted.emit(TogglePick(self._hit) if self._shift else Pick([self._hit]))
        elif self._window_was_active or not self._plot.isActiveWindow():
            self._plot.add_at(self._plot.place_of(self._position))

    def still_fits(self, scene: Scene) -> bool:
        """Whether the dragon that was pressed is still that dragon."""
        return self._hit is None or has_same_dragons(scene, self._of)


class Move:
    """Dragons in somebody's hand, each move counted from where they were at the start.

    Parameters
    ----------
    plot : CanvasPlot
    lead : int
        The dragon that stays in view.
    indices : ndarray of int
        All that move.
    """

    def __init__(self, plot: CanvasPlot, lead: int, indices: np.ndarray) -> None:
        self.gesture = object()
        self._plot, self._of, self._indices = plot, plot.scene_shown, indices
        self._points = self._of.dataset.X[indices]
        self._lead = self._of.dataset.X[lead]
        self._asked: np.ndarray | None = None

    def by(self, way: np.ndarray) -> None:
        """Ask for the dragons to be so far from where they were at the start; the one in the lead stays in view."""
        low, high = self._plot.room_for_dragons()
        low, high = np.minimum(low, self._lead), np.maximum(high, self._lead)
        way = np.clip(self._lead + way, low, high) - self._lead
        self._asked = self._points + way
        self._plot.wanted.emit(MoveDragons(self._of, self._indices, self._asked, self.gesture))

    def end(self) -> None:
        """Put the dragons down."""
        if self._asked is not None:
            self._plot.wanted.emit(EndGesture(self.gesture))

    def still_fits(self, scene: Scene) -> bool:
        """Whether the dragons are still there, and where the hand put them: an undo takes them out of it."""
        if not has_same_dragons(scene, self._of):
            return False
        return self._asked is None or np.array_equal(scene.dataset.X[self._indices], self._asked)


class Drag:
    """Dragons that follow the mouse.

    Parameters
    ----------
    plot : CanvasPlot
    position : QPointF
        Where the mouse took hold.
    hit : int
        The dragon under the mouse.
    indices : ndarray of int
        All that are dragged.
    """

    def __init__(self, plot: CanvasPlot, position: QPointF, hit: int, indices: np.ndarray) -> None:
        self._plot, self._move = plot, Move(plot, hit, indices)
        self._grip, self._position = plot.place_of(position), position

    def moved(self, position: QPointF) -> Gesture:
        """Ask for the dragons to be where the hand is."""
        if position != self._position:
            self._position = position
            self._move.by(self._plot.place_of(position) - self._grip)
        return self

    def released(self, position: QPointF) -> None:
        """Put them down."""
        self.moved(position)
        self._move.end()

    def dropped(self) -> None:
        """Leave them where they are."""
        self._move.end()

    def still_fits(self, scene: Scene) -> bool:
        """Whether they are still in the hand."""
        return self._move.still_fits(scene)


class Band(_AboutView):
    """A rectangle being pulled open to select what is inside."""

    def __init__(self, plot: CanvasPlot, position: QPointF) -> None:
        self._plot, self._corner = plot, plot.place_of(position)

    def moved(self, position: QPointF) -> Gesture:
        """Pull it open."""
        self._plot.show_band(self._corner, self._plot.place_of(position))
        return self

    def released(self, position: QPointF) -> None:
        """Select the dragons inside."""
        self._plot.hide_band()
        self._plot.wanted.emit(Pick(inside(self._plot.points_drawn, self._corner, self._plot.place_of(position))))

    def dropped(self) -> None:
        """Select nothing."""
        self._plot.hide_band()


class Pan(_AboutView):
    """The view in the hand."""

    def __init__(self, plot: CanvasPlot, position: QPointF) -> None:
        self._plot, self._grip = plot, plot.place_of(position)

    def moved(self, position: QPointF) -> Gesture:
        """Have the place that was taken hold of under the mouse again."""
        dx, dy = map(float, self._grip - self._plot.place_of(position))
        x_min, x_max, y_min, y_max = self._plot.rect_in_view()
        self._plot.wanted.emit(Look({"rect": (x_min + dx, x_max + dx, y_min + dy, y_max + dy)}))
        return self

    def released(self, position: QPointF) -> None:
        """Leave the view where the mouse was let go."""
        self.moved(position)


def has_same_dragons(scene: Scene, other: Scene) -> bool:
    """Whether an index into the one's dragons is of the same dragon in the other."""
    return scene.source is other.source and len(scene.dataset) == len(other.dataset)
