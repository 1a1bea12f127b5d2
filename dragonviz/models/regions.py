"""What a predictor says on every point of a rectangle: decision regions as an image, and their borders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from dragonviz.models.borders import Rect, class_lines, grid_borders, grid_class_lines, linear_borders
from dragonviz.models.curved_predictor import CurvedPredictor
from dragonviz.models.neuron_maps import NeuronMaps
from dragonviz.models.predictors import AnyPredictor, LinearPredictor, WeightedPredictor

SURENESS_LEVELS = 32
COARSE, FINE = 64, 256
_COARSEST = 16
# Multiplications that a picture may take: some tens of milliseconds while things move, a second or two at rest.
_MOST_MOVING, _MOST_AT_REST = 2e9, 5e10
_MOST_AT_ONCE = 1_000_000_000  # multiplications between two looks whether somebody still waits
# Scores no farther apart than this are at no distance that shows, and those farther apart are as sure as any; float32
# has room for both.
_NEAREST, _FARTHEST = 1e-20, 1e30


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
    lines : list of (int, ndarray of shape (n_points, 2))
        Each class's own lines, of the multi-class perceptron only: one straight line, or any number of curves.
    neurons : list of NeuronMaps
        Of the hidden layers, if they were asked for.
    """

    rect: tuple[float, float, float, float]
    image: np.ndarray
    borders: list[np.ndarray]
    lines: list[tuple[int, np.ndarray]]
    neurons: list[NeuronMaps] = field(default_factory=list)


def grid_size(predictor: AnyPredictor, at_rest: bool) -> int:
    """How many points along each side: coarse while things move, fine at rest, and less for a very large network.

    Parameters
    ----------
    predictor : LinearPredictor, CurvedPredictor or NetworkPredictor
    at_rest : bool

    Returns
    -------
    int
    """
    if isinstance(predictor, WeightedPredictor):
        return FINE
    size, most = (FINE, _MOST_AT_REST) if at_rest else (COARSE, _MOST_MOVING)
    return min(size, max(_COARSEST, int((most / len(predictor.parameters)) ** 0.5)))


def regions_of(
    predictor: AnyPredictor,
    rect: Rect,
    n: int,
    with_neurons: bool = False,
    given_up: Callable[[], bool] | None = None,
) -> Regions | None:
    """Evaluate `predictor` on n × n points spread over `rect`.

    Parameters
    ----------
    predictor : LinearPredictor, CurvedPredictor or NetworkPredictor
    rect : tuple of (x_min, x_max, y_min, y_max)
    n : int
    with_neurons : bool
        Whether the maps of a network's hidden neurons are kept, which come from the same pass.
    given_up : callable, optional
        Whether nobody waits for the answer any more; asked every now and then.

    Returns
    -------
    Regions or None
        None if it was given up.
    """
    x_min, x_max, y_min, y_max = rect
    # The centres of n × n tiles, so that the image covers the rectangle exactly.
    centres = (np.arange(n) + 0.5) / n
    xs, ys = x_min + (x_max - x_min) * centres, y_min + (y_max - y_min) * centres
    if isinstance(predictor, LinearPredictor):
        lines = class_lines(predictor, rect) if predictor.has_class_lines else []
        image = _coded(_leads(predictor, rect, centres), predictor.probabilistic)
        return Regions(rect, image, linear_borders(predictor, rect), lines)
    if isinstance(predictor, CurvedPredictor):
        scores = predictor.scores_on_grid(xs, ys)
        curves = grid_class_lines(scores, xs, ys) if predictor.has_class_lines else []
        return Regions(rect, _coded(scores, predictor.probabilistic), grid_borders(scores, xs, ys), curves)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    neurons = []
    if with_neurons:
        *hidden, scores = predictor.outputs(grid)
        neurons = [NeuronMaps.of(outputs, n) for outputs in hidden]
        scores = scores.reshape(-1, n, n)
    else:
        scores = _network_scores(predictor, grid, n, given_up)
        if scores is None:
            return None
    return Regions(rect, _coded(scores, probabilistic=True), grid_borders(scores, xs, ys), [], neurons)


def _leads(predictor: LinearPredictor, rect: Rect, centres: np.ndarray) -> np.ndarray:
    """By how much each class leads the first one: that tells as much as the scores, and float32 has room for it."""
    weights, biases = predictor.on_unit_square(rect)
    weights, biases = weights - weights[0], biases - biases[0]
    farthest = max(np.abs(weights).max(), np.abs(biases).max())
    if farthest > 0:
        factor = np.clip(farthest, _NEAREST, _FARTHEST) / farthest
        weights, biases = weights * factor, biases * factor
    # A sum of what x gives and what y gives: several times as fast as point by point.
    along_x, along_y = np.outer(weights[:, 0], centres), np.outer(weights[:, 1], centres) + biases[:, np.newaxis]
    return along_x.astype(np.float32)[:, np.newaxis, :] + along_y.astype(np.float32)[:, :, np.newaxis]


def _network_scores(predictor, grid, n, given_up):
    # A very large network takes seconds: in pieces of some milliseconds, it can be given up.
    piece = max(n, _MOST_AT_ONCE // len(predictor.parameters))
    scores = []
    for first in range(0, len(grid), piece):
        if given_up is not None and given_up():
            return None
        scores.append(predictor.scores_together(grid[first : first + piece]))
    return _by_class(np.concatenate(scores), n)


def _by_class(scores, n):
    # Rows of one class each: numpy finds the best of long rows many times faster than that of short ones.
    return np.ascontiguousarray(scores.T).reshape(-1, n, n)


def _coded(scores, probabilistic):
    if probabilistic:
        chance = 1 / len(scores)
        # The largest of the softmax's probabilities is one over the sum of the exponentials below it.
        surest = 1 / np.exp(scores - scores.max(axis=0)).sum(axis=0)
        levels = ((surest - chance) * ((SURENESS_LEVELS - 1) / (1 - chance))).round().astype(np.uint8)
    else:
        levels = np.uint8(SURENESS_LEVELS - 1)
    return _winners(scores) * np.uint8(SURENESS_LEVELS) + levels


def _winners(scores):
    winners, best = np.zeros(scores.shape[1:], dtype=np.uint8), scores[0]
    for c in range(1, len(scores)):
        winners[scores[c] > best] = c
        best = np.maximum(best, scores[c])
    return winners
