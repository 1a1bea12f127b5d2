"""Region maps of networks, beside torch and numpy."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.dragons import lesson
from benchmarks.goal import Row, at_least
from benchmarks.mlp_rows import BEST, LESSON
from benchmarks.numpy_peer import NumpyScores
from benchmarks.profiling import profile_of
from benchmarks.timing import lasting, median_ratio, middle, one_thread, rates
from benchmarks.torch_peer import TorchScores
from dragonviz.models import MLPClassifier
from dragonviz.models.borders import grid_borders
from dragonviz.models.regions import SURENESS_LEVELS, Regions, regions_of

_CASES = (
    ("the lesson's MLP", LESSON, "relu", 256),
    ("MLP 2-8-8-8-3, tanh", (8, 8, 8), "tanh", 256),
    ("the lesson's MLP", LESSON, "relu", 64),
    ("MLP 2-64-64-3, ReLU", (64, 64), "relu", 256),
)


def rows(effort):
    """Measure.

    Yields
    ------
    Row
    """
    dataset = lesson("colour").dataset()
    with one_thread():
        for title, hidden, activation, n in _CASES if effort.thorough else _CASES[:2]:
            model = MLPClassifier(hidden, activation=activation, batch_size=10, max_iter=2)
            predictor = model.fit(dataset.X_train, dataset.y_train).predictor_
            yield _row(f"region map, {title}, {n}×{n}", predictor, activation, dataset.bounds, n, effort)


def _row(what, predictor, activation, rect, n, effort):
    makers = {
        "ours": partial(regions_of, predictor, rect, n),
        "torch": peer_map(TorchScores, predictor.layers, activation, rect, n),
        "numpy": peer_map(NumpyScores, predictor.layers, activation, rect, n),
    }
    works = {name: lasting(effort.fit_seconds, partial(_repeat, make)) for name, make in makers.items()}
    measured = rates(works, effort.runs)
    peer = max(("torch", "numpy"), key=lambda name: middle(measured[name]))
    return Row(
        what=what,
        goal=at_least(1),
        figure=median_ratio(measured["ours"], measured[peer]),
        unit="maps/s",
        ours=middle(measured["ours"]),
        peer=f"{peer}, in chunks",
        theirs=middle(measured[peer]),
        note=f"{BEST[0].upper()}{BEST[1:]}, which code and draw borders as ours do.",
        profile=partial(profile_of, works["ours"], times=5),
    )


def _repeat(make, times):
    for _ in range(times):
        make()
    return times


def peer_map(scores_class, layers, activation, rect, n):
    """A maker of the same `Regions` by other means: class scores in preallocated chunks, then code and borders.

    Parameters
    ----------
    scores_class : {TorchScores, NumpyScores}
    layers : sequence of (weights, biases)
    activation : {"relu", "tanh"}
    rect : tuple of (x_min, x_max, y_min, y_max)
    n : int
        Points along each side.

    Returns
    -------
    callable
        Takes nothing, returns `Regions`.
    """
    scores_of = scores_class(layers, activation, n * n)
    x_min, x_max, y_min, y_max = rect
    centres = (np.arange(n) + 0.5) / n
    points = np.empty((n, n, 2), dtype=np.float32)

    def make():
        xs, ys = x_min + (x_max - x_min) * centres, y_min + (y_max - y_min) * centres
        points[..., 0], points[..., 1] = xs, ys[:, np.newaxis]
        scores = scores_of(points.reshape(-1, 2))
        by_class = np.ascontiguousarray(scores.T).reshape(-1, n, n)
        return Regions(rect, _coded(scores).reshape(n, n), grid_borders(by_class, xs, ys), [])

    return make


def _coded(scores):
    chance = 1 / scores.shape[1]
    surest = 1 / np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1)
    levels = ((surest - chance) / (1 - chance) * (SURENESS_LEVELS - 1)).round()
    return (scores.argmax(axis=1) * SURENESS_LEVELS + levels).astype(np.uint8)
