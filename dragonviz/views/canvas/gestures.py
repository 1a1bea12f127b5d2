"""What the mouse may be in the middle of. Each gesture answers moves with the gesture that it has become."""

from __future__ import annotations

_CLICK_SLACK_PX = 4


class Press:
    """A left button that went down, on a dragon or not, and has not yet moved."""

    def __init__(self, canvas, position, hit, shift):
        self._canvas, self._position, self._hit, self._shift = canvas, position, hit, shift

    def moved(self, position):
        """Become a drag of dragons, of the view or of a rectangle, once it is clearly no click."""
        if (position - self._position).manhattanLength() <= _CLICK_SLACK_PX:
            return self
        if self._shift:
            # Among very many dragons there may be no empty place to begin at.
            return Band(self._canvas, self._position).moved(position)
        if self._hit is None:
            return Pan(self._canvas, self._position).moved(position)
        if self._hit not in self._canvas.selection:
            self._canvas.select([self._hit])
        return Drag(self._canvas, self._position).moved(position)

    def released(self, position):
        """A click: select the dragon, or ask for a new one."""
        if self._hit is None:
            self._canvas.add_requested.emit(*self._canvas.place_of(self._position))
        elif self._shift:
            self._canvas.toggle(self._hit)
        else:
            self._canvas.select([self._hit])


class Drag:
    """The selected dragons in the hand."""

    def __init__(self, canvas, position):
        self._canvas = canvas
        self.indices = canvas.selection
        self._grip = canvas.place_of(position)
        self._points = canvas.points_of(self.indices)
        self._position = position

    def moved(self, position):
        """Ask for the dragons to be where the hand is."""
        if position != self._position:
            self._position = position
            points = self._points + (self._canvas.place_of(position) - self._grip)
            self._canvas.ask_to_move(self.indices, points, self)
        return self

    def released(self, position):
        """Put them down."""
        self.moved(position)
        self._canvas.drag_ended.emit()


class Band:
    """A rectangle being pulled open to select what is inside."""

    def __init__(self, canvas, position):
        self._canvas, self._corner = canvas, canvas.place_of(position)

    def moved(self, position):
        """Pull it open."""
        self._canvas.show_band(self._corner, self._canvas.place_of(position))
        return self

    def released(self, position):
        """Select."""
        self._canvas.select_inside(self._corner, self._canvas.place_of(position))


class Pan:
    """The view in the hand."""

    def __init__(self, canvas, position):
        self._canvas, self._position = canvas, position

    def moved(self, position):
        """Move the view along."""
        self._canvas.pan_by(position - self._position)
        self._position = position
        return self

    def released(self, position):
        """Leave the view where it is."""
