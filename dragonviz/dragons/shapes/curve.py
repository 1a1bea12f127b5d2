"""Points above and below a curve that somebody has drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.dragons.errors import DragonsError
from dragonviz.dragons.shapes.shape import Shape, only_two_classes
from dragonviz.dragons.task import Task

_LEAST_ROOM = 0.01  # of the height, on each side of the curve
_COLUMNS = 512  # across, in which the room above and below is measured
_MOST_CORNERS = 100_000


@dataclass(frozen=True)
class DrawnCurve(Shape):
    """Points that lie evenly above a curve and evenly below it; the noise moves some to the other side.

    Parameters
    ----------
    corners : tuple of (float, float)
        The curve, from the left to the right or from the right to the left, in the units of the axes.
    rect : tuple of (x_min, x_max, y_min, y_max)
        Where points may lie. They lie above or below the curve only, not beside it.
    features : tuple of two str
        What the axes say.

    Raises
    ------
    DragonsError
        If the curve has no two corners, turns back, or leaves no room above or below.
    """

    noise: float = 0.0
    corners: tuple[tuple[float, float], ...] = ((-2.0, -1.0), (2.0, 1.0))
    rect: tuple[float, float, float, float] = (-2.0, 2.0, -2.0, 2.0)
    features: tuple[str, str] = ("x", "y")

    name = "curve"
    title = "Above or below a curve"
    purpose = "You know the true border, since you drew it: see how near to it a model comes."
    limits = only_two_classes(Shape.limits)

    @property
    def task(self) -> Task:
        """What is predicted of the points."""
        return Task(self.name, self.features, "side", ("below", "above"), "point")

    def curve(self) -> tuple[np.ndarray, np.ndarray]:
        """The part of the curve within the view, from the left to the right: x and y, ndarrays of shape (n,)."""
        if not 2 <= len(self.corners) <= _MOST_CORNERS:
            raise DragonsError(
                f"A curve has 2 to {_MOST_CORNERS:,} corners, and {len(self.corners):,} were drawn: draw it from the "
                "left to the right in one go."
            )
        x, y = _one_way(np.array(self.corners, dtype=np.float64))
        left, right = max(x[0], self.rect[0]), min(x[-1], self.rect[1])
        if not left < right:
            raise DragonsError("The curve lies beside what is in view: draw it among the dragons.")
        inside = x[(x > left) & (x < right)]
        across = np.concatenate(([left], inside, [right]))
        return across, np.interp(across, x, y)

    def _points(self, counts, rng):
        x, y = self.curve()
        _, _, bottom, top = self.rect
        across = np.linspace(x[0], x[-1], _COLUMNS)
        height = np.interp(across, x, y).clip(bottom, top)
        sides = []
        for count, room, edge, side in (
            (counts[0], height - bottom, bottom, "below"),
            (counts[1], top - height, top, "above"),
        ):
            if room.mean() < _LEAST_ROOM * (top - bottom):
                raise DragonsError(f"The curve leaves no room {side} it: draw it across the middle of the view.")
            x_drawn = _as_wide_as(room, across, count, rng)
            on_curve = np.interp(x_drawn, x, y).clip(bottom, top)
            # From the edge up to the curve, but never upon it.
            sides.append(np.column_stack((x_drawn, edge + rng.random(count) * (on_curve - edge))))
        points = np.concatenate(sides)
        return points + rng.normal(0, self.noise, points.shape) * _unit(self.rect)


def _unit(rect):
    """What the noise is measured in, as the other shapes are about 4 wide and high."""
    return np.array([rect[1] - rect[0], rect[3] - rect[2]]) / 4


def _as_wide_as(room, across, count, rng):
    """Draw x so that the points lie evenly in a band that is `room` high: ndarray of shape (count,)."""
    areas = np.concatenate(([0.0], np.cumsum((room[1:] + room[:-1]) / 2)))
    return np.interp(rng.random(count) * areas[-1], areas, across)


def _one_way(corners):
    """The curve from the left to the right, without the places where the hand stood still."""
    if corners.ndim != 2 or corners.shape[1] != 2 or not np.isfinite(corners).all():
        raise DragonsError("The corners of a curve are pairs of finite numbers.")
    corners = corners[np.append(True, (np.diff(corners, axis=0) != 0).any(axis=1))]
    if corners[0, 0] > corners[-1, 0]:
        corners = corners[::-1]
    back = np.flatnonzero(np.diff(corners[:, 0]) <= 0)
    if len(back) or len(corners) < 2:
        x, y = corners[back[0] if len(back) else 0]
        raise DragonsError(
            f"The curve turns back or goes straight up or down at ({x:g}, {y:g}), so that above and below it are not "
            "told apart: draw it from the left to the right."
        )
    return corners.T
