"""Where a linear model's border is when the view does not show it, and which way a mistake moves it.

Of a model with derived inputs, whose borders bend, only what is true of curves: whether one is in view, and to which
class a mistake pulls its place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragonviz.dragons import Task
from dragonviz.explain.wording import number, quoted, unbroken
from dragonviz.models.curved_predictor import CurvedPredictor
from dragonviz.models.predictors import LinearPredictor, WeightedPredictor
from dragonviz.training.snapshot import Snapshot

Rect = tuple[float, float, float, float]  # x_min, x_max, y_min, y_max

# Of the view that shows the border: so many times as wide as the dragons need, they would be one dot.
_WIDEST = 100.0
_BEYOND = 0.15  # of that view's width, which it reaches beyond the border
_ROUNDING = 1e-9  # a place that is so little of the view's side away from 0 is 0
_FINE = 128  # on so many points across and up, curves are looked for: half a millisecond
# By axis, and by whether it is towards smaller or larger values.
_SIDES = (("left of", "right of"), ("below", "above"))
_PULLS = (("to the left", "to the right"), ("down", "up"))


class BorderPlace(NamedTuple):
    """Where the border is, seen from a view.

    Parameters
    ----------
    crosses : bool
        Whether it can be seen in the view.
    sentence : str
        Where it is if not; empty if it can be seen.
    rect : tuple of four floats or None
        A view that would show the dragons and a good piece of the border; None if the border can be seen already, or is
        too far away to be shown with them.
    """

    crosses: bool
    sentence: str
    rect: Rect | None


class _Exit(NamedTuple):
    """Where the model changes its mind first, on the way straight out of a rectangle's middle."""

    axis: int
    towards_larger: int
    distance: float  # in units of the rectangle's sides


class _Lead(NamedTuple):
    """The second class's lead in the middle of a rectangle, and by how much it grows along each side."""

    in_middle: float
    slopes: np.ndarray


def where_is_border(predictor: LinearPredictor, rect: Rect, task: Task, bounds: Rect | None = None) -> BorderPlace:
    """Find the border, or of several the nearest: the end of the region of the class that the view is called.

    Parameters
    ----------
    predictor : LinearPredictor
    rect : tuple of (x_min, x_max, y_min, y_max)
        The view.
    task : Task
    bounds : tuple of (x_min, x_max, y_min, y_max), optional
        What the view that shows the border must hold besides: ``dataset.bounds``. The view if None.

    Returns
    -------
    BorderPlace
    """
    bounds = rect if bounds is None else bounds
    if _crosses(predictor, rect):
        return BorderPlace(True, "", None)
    winner = _winner_in(predictor, rect)
    found = _nearest_exit(predictor, rect, winner)
    shown = bounds if _crosses(predictor, bounds) else _with_border(predictor, bounds, winner)
    if found is None:
        return BorderPlace(False, _no_border(predictor, task, winner), None)
    return BorderPlace(False, _outside(predictor, rect, task, winner, found), shown)


def pull_of_mistake(
    before: WeightedPredictor, after: WeightedPredictor, point: np.ndarray, label: int, rect: Rect, task: Task
) -> str:
    """What a step of a perceptron did to the border, in words.

    Parameters
    ----------
    before, after : LinearPredictor or CurvedPredictor
        The model before the step and after it.
    point : ndarray of shape (2,)
        The raw feature values of the dragon visited.
    label : int
        Its class.
    rect : tuple of (x_min, x_max, y_min, y_max)
        The view, in whose middle the border's movement is told.
    task : Task

    Returns
    -------
    str
        Empty if the step was no mistake.
    """
    predicted = int(before.classify(np.array([point]))[0])
    if predicted == label:
        return ""
    at = unbroken(f"({number(point[0])}, {number(point[1])})")
    mistake = f"The mistake at {at}"
    if before.n_classes > 2:
        return f"{mistake} strengthens {quoted(task.classes[label])} and weakens {quoted(task.classes[predicted])}."
    if not isinstance(before, LinearPredictor) or not isinstance(after, LinearPredictor):
        return f"{mistake} moves the score there towards {quoted(task.classes[label])}."
    winner = _winner_in(after, rect)
    if winner != _winner_in(before, rect) and not _crosses(before, rect) and not _crosses(after, rect):
        return f"{mistake} flips everything in view to {quoted(task.classes[winner])}."
    return f"{mistake} {_movement(_lead(before, rect), _lead(after, rect))}."


def border_in_words(snapshot: Snapshot, rect: Rect) -> str:
    """What is to be said of a model's border in a view: which way the latest mistake moved it, and where it is.

    Parameters
    ----------
    snapshot : Snapshot
        Of a model that has learned something.
    rect : tuple of (x_min, x_max, y_min, y_max)
        The view.

    Returns
    -------
    str
        One or two sentences; empty for a border that is in view and was not moved by a single step, and for a network,
        whose neurons bend it.
    """
    after, before, task = snapshot.predictor, snapshot.before, snapshot.dataset.task
    if not isinstance(after, WeightedPredictor):
        return ""
    pull = ""
    if isinstance(before, WeightedPredictor) and len(snapshot.visited) == 1:
        dragon = int(snapshot.visited[0])
        point, label = snapshot.dataset.X[dragon], int(snapshot.dataset.y[dragon])
        pull = pull_of_mistake(before, after, point, label, rect, task) or "Nothing changes: it was right."
    return " ".join(filter(None, (pull, _whereabouts(after, rect, task))))


def _whereabouts(predictor: WeightedPredictor, rect: Rect, task: Task) -> str:
    if isinstance(predictor, LinearPredictor):
        return where_is_border(predictor, rect, task).sentence
    assert isinstance(predictor, CurvedPredictor)
    x_min, x_max, y_min, y_max = rect
    scores = predictor.scores_on_grid(np.linspace(x_min, x_max, _FINE), np.linspace(y_min, y_max, _FINE))
    winners = np.unique(scores.argmax(axis=0))
    if len(winners) > 1:
        return ""
    return f"No border is in view: everything in it is called {quoted(task.classes[winners[0]])}."


def _crosses(predictor: LinearPredictor, rect: Rect) -> bool:
    """Whether more than one class wins in a rectangle: scores are linear, so that its corners decide."""
    x_min, x_max, y_min, y_max = rect
    corners = np.array([(x, y) for x in (x_min, x_max) for y in (y_min, y_max)])
    winners = predictor.classify(corners)
    return bool((winners != winners[0]).any())


def _winner_in(predictor: LinearPredictor, rect: Rect) -> int:
    return int(predictor.classify(np.array([_middle(rect)]))[0])


def _nearest_exit(predictor: LinearPredictor, rect: Rect, winner: int) -> _Exit | None:
    """The first end of the winner's region on the four ways out; None if it has none, however far one goes."""
    weights, _ = predictor.on_unit_square(rect)
    slopes = weights[winner] - weights  # by how much its lead over each class grows along the sides
    scores = predictor.scores(np.array([_middle(rect)]))[0]
    leads = scores[winner] - scores
    exits = []
    for axis in (0, 1):
        for towards_larger, sign in enumerate((-1, 1)):
            shrinking = sign * slopes[:, axis] < 0
            if shrinking.any():
                with np.errstate(over="ignore"):
                    distances = leads[shrinking] / -(sign * slopes[shrinking, axis])
                exits.append(_Exit(axis, towards_larger, float(distances.min())))
    return min(exits, key=lambda way: way.distance, default=None)


def _outside(predictor: LinearPredictor, rect: Rect, task: Task, winner: int, found: _Exit) -> str:
    place = _place(rect, found)
    name, _, unit = task.features[found.axis].partition(" (")
    unit = unit.removesuffix(")")
    border = "The border" if predictor.n_classes == 2 else "The nearest border"
    at = unbroken(f"{name} = ") + unbroken(f"{number(place)} {unit}".strip())
    where = f"{_SIDES[found.axis][found.towards_larger]} the view, at {at}"
    if not np.isfinite(place):
        where = "too far away for any view"
    return f"{border} is {where}: everything in view is called {quoted(task.classes[winner])}."


def _no_border(predictor: LinearPredictor, task: Task, winner: int) -> str:
    called = f"says {quoted(task.classes[winner])} everywhere"
    if predictor.n_classes > 2:
        return f"There is no border: all classes have the same weights, and the model {called}."
    lead = predictor.biases[1] - predictor.biases[0]
    return f"There is no border: {unbroken('w = 0')}, {unbroken(f'b = {number(lead)}')} {called}."


def _with_border(predictor: LinearPredictor, bounds: Rect, winner: int) -> Rect | None:
    """The bounds, stretched on one side until they hold the border in their middle line and some more."""
    found = _nearest_exit(predictor, bounds, winner)
    if found is None or found.distance > _WIDEST:
        return None
    stretched = list(map(float, bounds))
    side = 2 * found.axis + found.towards_larger
    stretched[side] = _place(bounds, found)
    width = stretched[2 * found.axis + 1] - stretched[2 * found.axis]
    stretched[side] += (2 * found.towards_larger - 1) * _BEYOND * width
    x_min, x_max, y_min, y_max = stretched
    return x_min, x_max, y_min, y_max


def _place(rect: Rect, found: _Exit) -> float:
    """The value of the exit's feature."""
    low, high = rect[2 * found.axis : 2 * found.axis + 2]
    sign = 2 * found.towards_larger - 1
    place = _middle(rect)[found.axis] + sign * found.distance * (high - low)
    return 0.0 if abs(place) < _ROUNDING * (high - low) else float(place)


def _middle(rect: Rect) -> tuple[float, float]:
    x_min, x_max, y_min, y_max = rect
    return (x_min + x_max) / 2, (y_min + y_max) / 2


def _lead(predictor: LinearPredictor, rect: Rect) -> _Lead:
    weights, _ = predictor.on_unit_square(rect)
    first, second = predictor.scores(np.array([_middle(rect)]))[0]
    return _Lead(float(second - first), weights[1] - weights[0])


def _movement(before: _Lead, after: _Lead) -> str:
    (lead_before, slopes_before), (lead_after, slopes_after) = before, after
    if not slopes_after.any():
        return "takes the border away"
    if not slopes_before.any():
        return "makes a border"
    axis = int(np.abs(slopes_after).argmax())
    if not slopes_before[axis] * slopes_after[axis] > 0:
        return "turns the border round"
    moved = lead_before / slopes_before[axis] - lead_after / slopes_after[axis]
    if moved == 0:
        return "tilts the border"
    return f"pulls the border {_PULLS[axis][int(moved > 0)]}"
