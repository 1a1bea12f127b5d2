"""What a model computes, written out as far as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dragonviz.explain.wording import number, plus, quoted, unbroken
from dragonviz.models.catalogue import ACTIVATION_TITLES
from dragonviz.models.predictors import LinearPredictor
from dragonviz.training.snapshot import Snapshot

if TYPE_CHECKING:  # it brings numba, and the window does not wait for that
    from dragonviz.models.network_predictor import NetworkPredictor


def equation(snapshot: Snapshot) -> str:
    """A few lines of plain text: the equation of a linear model, the layers of a network.

    Weights are those of unscaled features, so that they can be checked against the axes.
    """
    task, predictor = snapshot.dataset.task, snapshot.predictor
    if not isinstance(predictor, LinearPredictor):
        return _layers(predictor)
    weights, biases = predictor.raw_coefficients()
    names = [unbroken(feature.split(" (")[0]) for feature in task.features]
    if len(biases) == 2:
        score = unbroken("s = ") + _sum(weights[1] - weights[0], names, biases[1] - biases[0])
        if predictor.probabilistic:
            return f"{unbroken(f'P({task.classes[1]}) = sigmoid(s)')}\n{score}"
        return f"{score}\n{quoted(task.classes[1])} when {unbroken('s > 0')}"
    lines = [f"{unbroken(name)}: {_sum(w, names, b)}" for name, w, b in zip(task.classes, weights, biases, strict=True)]
    last = "P = softmax of these scores" if predictor.probabilistic else "the largest score wins"
    return "\n".join((*lines, last))


def _layers(predictor: NetworkPredictor) -> str:
    sizes = [predictor.layers[0][0].shape[1], *(len(biases) for _, biases in predictor.layers)]
    n_weights = sum(w.size for w, _ in predictor.layers)
    n_biases = sum(b.size for _, b in predictor.layers)
    return (
        f"{' → '.join(f'{size:,}' for size in sizes)}\n"
        f"{ACTIVATION_TITLES[predictor.activation]} after each hidden layer; "
        f"P = softmax of the {predictor.n_classes} outputs\n"
        f"{n_weights:,} weights and {n_biases:,} biases"
    )


def _sum(weights: Iterable[float], names: Sequence[str], bias: float) -> str:
    terms = [f"{number(w)}·{name}" for w, name in zip(weights, names, strict=True)]
    return " ".join([terms[0], *(plus(term) for term in (*terms[1:], number(bias)))])
