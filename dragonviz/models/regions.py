"""What a predictor says on every point of a rectangle: decision regions as an image, and their borders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.models.borders import class_lines, grid_borders, linear_borders
from dragonviz.models.predictors import LinearPredictor, softmax

SURENESS_LEVELS = 32
COARSE, FINE = 64, 256


@dataclass(frozen=True, eq=False)
class Regions:
    """Decision regions on a rectangle.

    Parameters
    ----------
    rect : tuple of (x_min, x_max, y_min, y_max)
    image : ndarray of shape (n, n), uint8
        Row 0 is at y_min. A value is the class times `SURENESS_LEVELS`, plus how sure the model is, from 0 (no surer
        than chance) to ``SURENESS_LEVELS - 1`` (certain). A perceptron is always certain.
    borders : list of ndarray of shape (n_points, 2)
    lines : list of (int, ndarray of shape (2, 2))
        Each class's own line, of the multi-class perceptron only.
    """

    rect: tuple[float, float, float, float]
    image: np.ndarray
    borders: list[np.ndarray]
    lines: list[tuple[int, np.ndarray]]


def regions_of(predictor, rect, n):
    """Evaluate `predictor` on n × n points spread over `rect`.

    Returns
    -------
    Regions
    """
    x_min, x_max, y_min, y_max = rect
    # The centres of n × n tiles, so that the image covers the rectangle exactly.
    centres = (np.arange(n) + 0.5) / n
    xs, ys = x_min + (x_max - x_min) * centres, y_min + (y_max - y_min) * centres
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    scores = predictor.scores(grid)
    image = _coded(scores, predictor.probabilistic).reshape(n, n)
    if isinstance(predictor, LinearPredictor):
        has_lines = predictor.n_classes > 2 and not predictor.probabilistic
        lines = class_lines(predictor, rect) if has_lines else []
        return Regions(rect, image, linear_borders(predictor, rect), lines)
    return Regions(rect, image, grid_borders(scores.reshape(n, n, -1), xs, ys), [])


def _coded(scores, probabilistic):
    winners = scores.argmax(axis=1)
    if probabilistic:
        n_classes = scores.shape[1]
        chance = 1 / n_classes
        sureness = (softmax(scores).max(axis=1) - chance) / (1 - chance)
        levels = (sureness * (SURENESS_LEVELS - 1)).round()
    else:
        levels = np.full(len(winners), SURENESS_LEVELS - 1)
    return (winners * SURENESS_LEVELS + levels).astype(np.uint8)
