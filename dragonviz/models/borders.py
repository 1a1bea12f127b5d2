"""Where a predictor changes its mind: decision borders as lines to be drawn."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from dragonviz.models.predictors import LinearPredictor

Rect = tuple[float, float, float, float]


def line_across(w: np.ndarray, b: float, rect: Rect) -> np.ndarray | None:
    """The part of the line w·x + b = 0 that lies in a rectangle.

    Parameters
    ----------
    w : ndarray of shape (2,)
    b : float
    rect : tuple of (x_min, x_max, y_min, y_max)

    Returns
    -------
    ndarray of shape (2, 2) or None
        The two ends, or None if the line misses the rectangle or w is zero.
    """
    origin, sides = _origin_and_sides(rect)
    ends = _across_unit_square(w * sides, b + w @ origin)
    return None if ends is None else origin + sides * ends


def linear_borders(predictor: LinearPredictor, rect: Rect) -> list[np.ndarray]:
    """The borders of a `LinearPredictor`, from its equations.

    Between classes c and d the scores are equal on (w_c - w_d)·x + (b_c - b_d) = 0; of that line, the part counts
    on which no other class scores higher.

    Returns
    -------
    list of ndarray of shape (2, 2)
    """
    weights, biases = predictor.on_unit_square(rect)
    origin, sides = _origin_and_sides(rect)
    borders = []
    for c, d in combinations(range(len(biases)), 2):
        ends = _across_unit_square(weights[c] - weights[d], biases[c] - biases[d])
        if ends is not None:
            begin, end = _part_won(ends @ weights.T + biases, c, d)
            if begin < end:
                borders.append(origin + sides * (ends[0] + np.outer((begin, end), ends[1] - ends[0])))
    return borders


def _origin_and_sides(rect):
    x_min, x_max, y_min, y_max = rect
    return np.array([x_min, y_min]), np.array([x_max - x_min, y_max - y_min])


def _across_unit_square(w, b):
    """The ends of the part of w·x + b = 0 that lies between (0, 0) and (1, 1), or None."""
    largest = np.abs(w).max()
    if not 0 < largest < np.inf or abs(b) > np.abs(w).sum():
        return None
    # So that no square overflows or vanishes.
    w, b = w / largest, b / largest
    length = w @ w
    foot, direction = -b * w / length, np.array([-w[1], w[0]]) / np.sqrt(length)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        low, high = np.sort(np.stack((-foot / direction, (1 - foot) / direction)), axis=0)
    moving = direction != 0
    if np.any(~moving & ((foot < 0) | (foot > 1))):
        return None
    begin, end = low[moving].max(), high[moving].min()
    if begin >= end:
        return None
    return foot + np.outer((begin, end), direction)


def _part_won(scores_at_ends, c, d):
    """Between which fractions of a segment no class scores higher than c and d, which tie on it."""
    begin, end = 0.0, 1.0
    for other in range(scores_at_ends.shape[1]):
        if other not in (c, d):
            lead_begin, lead_end = scores_at_ends[:, c] - scores_at_ends[:, other]
            if lead_begin < 0 and lead_end < 0:
                return 0.0, 0.0
            if lead_begin < 0:
                begin = max(begin, lead_begin / (lead_begin - lead_end))
            elif lead_end < 0:
                end = min(end, lead_begin / (lead_begin - lead_end))
    return begin, end


def class_lines(predictor: LinearPredictor, rect: Rect) -> list[tuple[int, np.ndarray]]:
    """Each class's own line w_c·x + b_c = 0, which is not a border: the overlay of the multi-class perceptron.

    Returns
    -------
    list of (int, ndarray of shape (2, 2))
        The class and the ends of its line, for the classes whose line crosses the rectangle.
    """
    weights, biases = predictor.on_unit_square(rect)
    origin, sides = _origin_and_sides(rect)
    lines = ((c, _across_unit_square(weights[c], biases[c])) for c in range(len(biases)))
    return [(c, origin + sides * ends) for c, ends in lines if ends is not None]


def grid_class_lines(scores: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """The curves on which a class's own score is 0, read off class scores on a grid.

    Parameters
    ----------
    scores : ndarray of shape (n_classes, len(ys), len(xs))
    xs, ys : ndarray
        The grid's coordinates, increasing.

    Returns
    -------
    list of (int, ndarray of shape (n_points, 2))
        A class and one of its curves; a class may have several, or none.
    """
    from contourpy import contour_generator

    return [(c, curve) for c, own in enumerate(scores) for curve in contour_generator(xs, ys, own).lines(0.0)]


def grid_borders(scores: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> list[np.ndarray]:
    """Borders read off class scores on a grid.

    Parameters
    ----------
    scores : ndarray of shape (n_classes, len(ys), len(xs))
    xs, ys : ndarray
        The grid's coordinates, increasing.

    Returns
    -------
    list of ndarray of shape (n_points, 2)
    """
    from contourpy import contour_generator

    borders = []
    n_classes = len(scores)
    # Two classes share one border; with more, each class's lead over the best other is zero on its borders.
    for c in range(1 if n_classes == 2 else n_classes):
        lead = scores[c] - np.delete(scores, c, axis=0).max(axis=0)
        borders += contour_generator(xs, ys, lead).lines(0.0)
    return borders
