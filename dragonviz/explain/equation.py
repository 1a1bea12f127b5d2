"""What a model computes, written out as far as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dragonviz.dragons import Task
from dragonviz.explain.wording import number, plus, quoted, unbroken
from dragonviz.models.catalogue import ACTIVATION_TITLES
from dragonviz.models.curved_predictor import CurvedPredictor
from dragonviz.models.derived_inputs import DerivedInputs
from dragonviz.models.predictors import LinearPredictor, Scaling
from dragonviz.training.snapshot import Snapshot

if TYPE_CHECKING:  # it brings numba, and the window does not wait for that
    from dragonviz.models.network_predictor import NetworkPredictor

_STANDARDISED = "z₁", "z₂"


def equation(snapshot: Snapshot) -> str:
    """A few lines of plain text: the equation of a linear model, the layers of a network.

    Weights are those of unscaled features, so that they can be checked against the axes. Where inputs are derived from
    standardised features, the weights are of those, and what the standardised features are is written below.
    """
    task, predictor = snapshot.dataset.task, snapshot.predictor
    standardised = snapshot.settings["standardize"]
    names = _inputs(predictor.scaling, task, standardised)
    if isinstance(predictor, LinearPredictor):
        lines = _scores(*predictor.raw_coefficients(), names, task, predictor.probabilistic)
    elif isinstance(predictor, CurvedPredictor):
        lines = _scores(*predictor.coefficients(), names, task, predictor.probabilistic)
    else:
        lines = _layers(predictor, names)
    if standardised and isinstance(predictor.scaling, DerivedInputs):
        lines += _standardisations(predictor.scaling.features, task)
    return "\n".join(lines)


def _scores(
    weights: np.ndarray, biases: np.ndarray, names: Sequence[str], task: Task, probabilistic: bool
) -> list[str]:
    if len(biases) == 2:
        score = unbroken("s = ") + _sum(weights[1] - weights[0], names, biases[1] - biases[0])
        if probabilistic:
            return [unbroken(f"P({task.classes[1]}) = sigmoid(s)"), score]
        return [score, f"{quoted(task.classes[1])} when {unbroken('s > 0')}"]
    lines = [f"{unbroken(name)}: {_sum(w, names, b)}" for name, w, b in zip(task.classes, weights, biases, strict=True)]
    return [*lines, "P = softmax of these scores" if probabilistic else "the largest score wins"]


def _layers(predictor: NetworkPredictor, names: Sequence[str]) -> list[str]:
    sizes = [predictor.layers[0][0].shape[1], *(len(biases) for _, biases in predictor.layers)]
    n_weights = sum(w.size for w, _ in predictor.layers)
    n_biases = sum(b.size for _, b in predictor.layers)
    return [
        " → ".join(f"{size:,}" for size in sizes),
        *([f"inputs: {', '.join(names)}"] if isinstance(predictor.scaling, DerivedInputs) else []),
        f"{ACTIVATION_TITLES[predictor.activation]} after each hidden layer; "
        f"P = softmax of the {predictor.n_classes} outputs",
        f"{n_weights:,} weights and {n_biases:,} biases",
    ]


def _inputs(scaling: Scaling, task: Task, standardised: bool) -> list[str]:
    """What the model's inputs are called."""
    names = _features(task)
    if not isinstance(scaling, DerivedInputs):
        return names
    x, y = _STANDARDISED if standardised else names
    terms = {
        "x2": f"{_in_brackets(x)}²",
        "y2": f"{_in_brackets(y)}²",
        "xy": f"{x}·{y}",
        "sin_x": f"sin({x})",
        "sin_y": f"sin({y})",
    }
    return [x, y, *(terms[name] for name in scaling.names)]


def _features(task: Task) -> list[str]:
    return [unbroken(feature.split(" (")[0]) for feature in task.features]


def _in_brackets(name: str) -> str:
    """A name whose square is not taken for that of its last word."""
    return name if name.isalnum() else f"({name})"


def _standardisations(features: Scaling, task: Task) -> list[str]:
    return [
        unbroken(f"{symbol} = ") + f"({name} {plus(number(-mean, digits=4))})" + unbroken(f" / {number(scale)}")
        for symbol, name, mean, scale in zip(_STANDARDISED, _features(task), features.mean, features.scale, strict=True)
    ]


def _sum(weights: Iterable[float], names: Sequence[str], bias: float) -> str:
    terms = [f"{number(w)}·{name}" for w, name in zip(weights, names, strict=True)]
    return " ".join([terms[0], *(plus(term) for term in (*terms[1:], number(bias)))])
