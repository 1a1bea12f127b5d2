"""How far to go in a direction of descent: the search of Moré and Thuente 1994 [1]_, compiled.

It ends at a point that lies low enough (Armijo's condition) and is flat enough (the strong Wolfe condition), and keeps
an interval that holds such points from the moment that it knows one.

References
----------
.. [1] J. J. Moré and D. J. Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM Transactions on
   Mathematical Software 20(3), 1994. The constants are those of L-BFGS-B.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from dragonviz.models.kernels.compiling import compiled

_DECREASE, _CURVATURE, _PRECISION = 1e-3, 0.9, 0.1
_LONGEST = 1e10
_SHORTEST_EXTRAPOLATION, _LONGEST_EXTRAPOLATION = 1.1, 4.0
# The interval must shrink to this within two trials.
_SHRINKAGE = 0.66


class Point(NamedTuple):
    """A point on the line: how far from the start, and the function's value and slope there."""

    step: float
    value: float
    slope: float


class Search(NamedTuple):
    """What is known of the line.

    Parameters
    ----------
    start : Point
    low, high : Point
        The ends of the interval: the lowest point so far, and the one on its other side.
    is_bracketed : bool
        Whether the interval holds a minimum.
    is_first_stage : bool
        Whether no point so far was both low enough and on the way up.
    width, width_before : float
        Of the interval, and of the one before.
    shortest, longest : float
        Within these the next trial must lie.
    """

    start: Point
    low: Point
    high: Point
    is_bracketed: bool
    is_first_stage: bool
    width: float
    width_before: float
    shortest: float
    longest: float


@compiled(inline="always")
def begin(value, slope, step):
    """The search that starts at a value and a slope, which is negative, and tries `step` first."""
    start = Point(0.0, value, slope)
    return Search(start, start, start, False, True, _LONGEST, 2 * _LONGEST, 0.0, step + _LONGEST_EXTRAPOLATION * step)


@compiled(inline="always")
def is_over(search, trial):
    """Whether to stay at `trial`: it is good enough, or rounding allows nothing better."""
    if search.is_bracketed and (
        not search.shortest < trial.step < search.longest
        or search.longest - search.shortest <= _PRECISION * search.longest
    ):
        return True
    is_flat = abs(trial.slope) <= -_CURVATURE * search.start.slope
    return is_flat and trial.value <= _highest(search, trial)


@compiled(inline="always")
def narrow(search, trial):
    """Take up what `trial` tells.

    Returns
    -------
    search : Search
    step : float
        The next to try.
    """
    start, low, high, is_bracketed, is_first_stage, width, width_before, shortest, longest = search
    highest = _highest(search, trial)
    if trial.value <= highest and trial.slope >= 0:
        is_first_stage = False
    if is_first_stage and highest < trial.value <= low.value:
        # Minimise what the point lacks instead, so that one is found that is low enough.
        tilt = _DECREASE * start.slope
        low, high, is_bracketed, step = _choose(
            _tilted(low, -tilt), _tilted(high, -tilt), _tilted(trial, -tilt), is_bracketed, shortest, longest
        )
        low, high = _tilted(low, tilt), _tilted(high, tilt)
    else:
        low, high, is_bracketed, step = _choose(low, high, trial, is_bracketed, shortest, longest)
    if is_bracketed:
        distance = high.step - low.step
        if abs(distance) >= _SHRINKAGE * width_before:
            step = low.step + distance / 2
        width_before, width = width, abs(distance)
        shortest, longest = min(low.step, high.step), max(low.step, high.step)
    else:
        shortest = step + _SHORTEST_EXTRAPOLATION * (step - low.step)
        longest = step + _LONGEST_EXTRAPOLATION * (step - low.step)
    step = min(max(step, 0.0), _LONGEST)
    if is_bracketed and (not shortest < step < longest or longest - shortest <= _PRECISION * longest):
        step = low.step
    return Search(start, low, high, is_bracketed, is_first_stage, width, width_before, shortest, longest), step


@compiled
def _highest(search, trial):
    return search.start.value + _DECREASE * trial.step * search.start.slope


@compiled
def _tilted(point, slope):
    return Point(point.step, point.value + slope * point.step, point.slope + slope)


@compiled
def _choose(low, high, trial, is_bracketed, shortest, longest):
    """The interval's new ends, whether it holds a minimum, and the next step: section 4 of the paper, case by case."""
    goes_up = trial.value > low.value
    turns = trial.slope * low.slope < 0
    r, has_minimum = _cubic_minimum(trial, low)
    cubic = trial.step + r * (low.step - trial.step)
    secant = trial.step + trial.slope / (trial.slope - low.slope) * (low.step - trial.step)
    if goes_up:
        distance = trial.step - low.step
        quadratic = low.step + low.slope / ((low.value - trial.value) / distance + low.slope) / 2 * distance
        r, _ = _cubic_minimum(low, trial)
        cubic = low.step + r * distance
        is_nearer = abs(cubic - low.step) < abs(quadratic - low.step)
        step = cubic if is_nearer else cubic + (quadratic - cubic) / 2
        return low, trial, True, step
    if turns:
        step = cubic if abs(cubic - trial.step) > abs(secant - trial.step) else secant
        return trial, low, True, step
    end = longest if trial.step > low.step else shortest
    if abs(trial.slope) < abs(low.slope):
        if not has_minimum or r >= 0:
            cubic = end
        is_nearer = abs(cubic - trial.step) < abs(secant - trial.step)
        step = cubic if is_nearer == is_bracketed else secant
        if is_bracketed:
            limit = trial.step + _SHRINKAGE * (high.step - trial.step)
            step = min(step, limit) if trial.step > low.step else max(step, limit)
        else:
            step = min(max(step, shortest), longest)
    elif is_bracketed:
        r, _ = _cubic_minimum(trial, high)
        step = trial.step + r * (high.step - trial.step)
    else:
        step = end
    return trial, high, is_bracketed, step


@compiled
def _cubic_minimum(a, b):
    """Where the cubic through two points has its minimum, as a share of the way from `a` to `b`; and whether it has."""
    theta = 3 * (a.value - b.value) / (b.step - a.step) + a.slope + b.slope
    size = max(abs(theta), abs(a.slope), abs(b.slope))
    square = (theta / size) ** 2 - (a.slope / size) * (b.slope / size)
    gamma = size * sqrt(max(0.0, square))
    if b.step < a.step:
        gamma = -gamma
    return ((gamma - a.slope) + theta) / (((gamma - a.slope) + gamma) + b.slope), gamma != 0
