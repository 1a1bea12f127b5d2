"""What a model computes, written out as far as there is room."""

from __future__ import annotations

from dragonviz.models.catalogue import MODELS
from dragonviz.models.predictors import LinearPredictor


def equation(snapshot):
    """A few lines of plain text: the equation of a linear model, the layers of a network.

    Weights are those of unscaled features, so that they can be checked against the axes.
    """
    task, predictor = snapshot.dataset.task, snapshot.predictor
    if not isinstance(predictor, LinearPredictor):
        return _layers(predictor, task)
    weights, biases = predictor.raw_coefficients()
    names = [feature.split(" (")[0] for feature in task.features]
    if len(biases) == 2:
        score = _sum(weights[1] - weights[0], names, biases[1] - biases[0])
        if predictor.probabilistic:
            return f"P({task.classes[1]}) = sigmoid(s)\ns = {score}"
        return f"s = {score}\n“{task.classes[1]}” when s > 0"
    lines = [f"{name}: {_sum(w, names, b)}" for name, w, b in zip(task.classes, weights, biases, strict=True)]
    last = "P = softmax of these scores" if predictor.probabilistic else "the largest score wins"
    return "\n".join((*lines, last))


def _layers(predictor, task):
    sizes = [predictor.layers[0][0].shape[1], *(len(biases) for _, biases in predictor.layers)]
    n_weights = sum(w.size for w, _ in predictor.layers)
    n_biases = sum(b.size for _, b in predictor.layers)
    choices = next(s for s in MODELS["mlp"].settings if s.name == "activation").choices
    return (
        f"{' → '.join(f'{size:,}' for size in sizes)}\n"
        f"{choices[predictor.activation]} after each hidden layer; P = softmax of the {len(task.classes)} outputs\n"
        f"{n_weights:,} weights and {n_biases:,} biases"
    )


def _sum(weights, names, bias):
    terms = [f"{_number(w)}·{name}" for w, name in zip(weights, names, strict=True)]
    return " ".join([terms[0], *(_signed(term) for term in (*terms[1:], _number(bias)))])


def _number(value):
    form = ",.0f" if 1000 <= abs(value) < 1e6 else ".3g"
    return format(value, form).replace("-", "−")


def _signed(term):
    return f"− {term[1:]}" if term.startswith("−") else f"+ {term}"
