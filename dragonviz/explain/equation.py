"""What a model computes, written out as far as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dragonviz.dragons import Task
from dragonviz.explain.inputs import feature_names, input_names
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
    names = feature_names(task)
    if not isinstance(scaling, DerivedInputs):
        return names
    x, y = _STANDARDISED if standardised else names
    return [x, y, *input_names(scaling.names, x, y)]


def _standardisations(features: Scaling, task: Task) -> list[str]:
    return [
        unbroken(f"{symbol} = ") + f"({name} {plus(number(-mean, digits=4))})" + unbroken(f" / {number(scale)}")
        for symbol, name, mean, scale in zip(
            _STANDARDISED, feature_names(task), features.mean, features.scale, strict=True
        )
    ]


def _sum(weights: Iterable[float], names: Sequence[str], bias: float) -> str:
    terms = [f"{number(w)}·{name}" for w, name in zip(weights, names, strict=True)]
    return " ".join([terms[0], *(plus(term) for term in (*terms[1:], number(bias)))])
