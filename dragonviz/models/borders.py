"""Where a predictor changes its mind: decision borders as lines to be drawn."""

from __future__ import annotations

from itertools import combinations

import numpy as np


def line_across(w, b, rect):
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
    x_min, x_max, y_min, y_max = rect
    # In units of the rectangle's sides, so that neither axis drowns the other.
    origin, sides = np.array([x_min, y_min]), np.array([x_max - x_min, y_max - y_min])
    w_unit, b_unit = w * sides, b + w @ origin
    length = w_unit @ w_unit
    if not length > 0:
        return None
    foot, direction = -b_unit * w_unit / length, np.array([-w_unit[1], w_unit[0]]) / np.sqrt(length)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        low, high = np.sort(np.stack((-foot / direction, (1 - foot) / direction)), axis=0)
    moving = direction != 0
    if np.any(~moving & ((foot < 0) | (foot > 1))):
        return None
    begin, end = low[moving].max(), high[moving].min()
    if begin >= end:
        return None
    return origin + sides * (foot + np.outer((begin, end), direction))


def linear_borders(predictor, rect):
    """The borders of a `LinearPredictor`, from its equations.

    Between classes c and d the scores are equal on (w_c - w_d)·x + (b_c - b_d) = 0; of that line, the part counts
    on which no other class scores higher.

    Returns
    -------
    list of ndarray of shape (2, 2)
    """
    weights, biases = predictor.raw_coefficients()
    borders = []
    for c, d in combinations(range(len(biases)), 2):
        ends = line_across(weights[c] - weights[d], biases[c] - biases[d], rect)
        if ends is not None:
            begin, end = _part_won(ends @ weights.T + biases, c, d)
            if begin < end:
                borders.append(ends[0] + np.outer((begin, end), ends[1] - ends[0]))
    return borders


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


def class_lines(predictor, rect):
    """Each class's own line w_c·x + b_c = 0, which is not a border: the overlay of the multi-class perceptron.

    Returns
    -------
    list of (int, ndarray of shape (2, 2))
        The class and the ends of its line, for the classes whose line crosses the rectangle.
    """
    weights, biases = predictor.raw_coefficients()
    lines = ((c, line_across(weights[c], biases[c], rect)) for c in range(len(biases)))
    return [(c, ends) for c, ends in lines if ends is not None]


def grid_borders(scores, xs, ys):
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
