"""The perceptron rule, written out: for two classes, and for several. To read, and to check fast code against.

Each dragon in turn is classified with the weights so far; only a mistake changes them, by the dragon's own features
times the learning rate, which is 1 in the first epoch, 1/2 in the second, 1/3 in the third. The rule stops after an
epoch whose weight changes add up to less than `tol` (the biases do not count), or when `max_iter` epochs have followed
the first one. It is the rule of `dragonviz.models.Perceptron` and `MulticlassPerceptron`, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, repeat
from typing import NamedTuple

Vector = Sequence[float]


class Step(NamedTuple):
    """One dragon visited. A row belongs to a class; two classes share one row, whose score is for the second class.

    Parameters
    ----------
    epoch : int
        The epoch under way, the first being 1.
    dragon : int
        The index of the dragon visited.
    scores : list of float
        w·x + b of each row, before the step.
    predicted, true : int
        The class that the scores say, and the dragon's own.
    errors : list of int
        By which each row is at fault: 1 if it should have said more, -1 if less, 0 if it was right.
    learning_rate : float
        1/epoch.
    weight_changes : list of list of float
        Δw of each row: learning rate · error · x.
    bias_changes : list of float
        Δb of each row: learning rate · error.
    weights : list of list of float
        w of each row, after the step.
    biases : list of float
        b of each row, after the step.
    epoch_change : float
        The sum of all |Δw| of the epoch so far.
    ends_epoch : bool
        Whether every dragon has now been visited in this epoch.
    """

    epoch: int
    dragon: int
    scores: list[float]
    predicted: int
    true: int
    errors: list[int]
    learning_rate: float
    weight_changes: list[list[float]]
    bias_changes: list[float]
    weights: list[list[float]]
    biases: list[float]
    epoch_change: float
    ends_epoch: bool


def perceptron(
    X: Sequence[Vector],
    y: Sequence[int],
    max_iter: int = 1500,
    tol: float = 0.1,
    orders: Iterable[Sequence[int]] | None = None,
) -> Iterator[Step]:
    """The rule for two classes: the second one where w·x + b > 0.

    Parameters
    ----------
    X : sequence of shape (n_dragons, n_features)
        As the model sees them: standardised, if it standardises, and with what is derived from them.
    y : sequence of shape (n_dragons,), int
        0 or 1.
    max_iter : int
        How many epochs may follow the first one.
    tol : float
    orders : iterable of sequences of int, optional
        In which order each epoch visits the dragons; as they are given if None.

    Yields
    ------
    Step
    """
    w, b = [0.0] * len(X[0]), 0.0
    for epoch, order in enumerate(_epochs(orders, len(X), max_iter), start=1):
        rate, change = 1 / epoch, 0.0
        for n_visited, i in enumerate(order, start=1):
            score = dot(w, X[i]) + b
            predicted = 1 if score > 0 else 0
            error = y[i] - predicted
            dw, db = scaled(rate * error, X[i]), rate * error
            w, b = added(w, dw), b + db
            change += size(dw)
            ends = n_visited == len(order)
            yield Step(epoch, i, [score], predicted, y[i], [error], rate, [dw], [db], [w], [b], change, ends)
        if change < tol:
            return


def multiclass_perceptron(
    X: Sequence[Vector],
    y: Sequence[int],
    n_classes: int,
    max_iter: int = 1500,
    tol: float = 0.1,
    orders: Iterable[Sequence[int]] | None = None,
) -> Iterator[Step]:
    """The rule for several classes: the largest score wins, the first one in a tie.

    On a mistake the true class gains the dragon's features, and the predicted class loses them.

    Parameters
    ----------
    X, max_iter, tol, orders
        As for `perceptron`.
    y : sequence of shape (n_dragons,), int
        0 <= y < `n_classes`.
    n_classes : int

    Yields
    ------
    Step
    """
    classes = range(n_classes)
    w, b = [[0.0] * len(X[0]) for _ in classes], [0.0] * n_classes
    for epoch, order in enumerate(_epochs(orders, len(X), max_iter), start=1):
        rate, change = 1 / epoch, 0.0
        for n_visited, i in enumerate(order, start=1):
            scores = [dot(w[c], X[i]) + b[c] for c in classes]
            predicted = scores.index(max(scores))
            errors = [(c == y[i]) - (c == predicted) for c in classes]
            dw, db = [scaled(rate * error, X[i]) for error in errors], [rate * error for error in errors]
            w, b = [added(w[c], dw[c]) for c in classes], added(b, db)
            change += size([size(row) for row in dw])
            ends = n_visited == len(order)
            yield Step(epoch, i, scores, predicted, y[i], errors, rate, dw, db, w, b, change, ends)
        if change < tol:
            return


def dot(w: Vector, x: Vector) -> float:
    """w·x, added up from the first feature on."""
    total = 0.0
    for w_j, x_j in zip(w, x, strict=True):
        total += w_j * x_j
    return total


def scaled(factor: float, x: Vector) -> list[float]:
    """`factor` times x."""
    return [factor * x_j for x_j in x]


def added(a: Vector, b: Vector) -> list[float]:
    """The sum of two vectors."""
    return [a_j + b_j for a_j, b_j in zip(a, b, strict=True)]


def size(v: Vector) -> float:
    """The sum of the absolute values."""
    # Not `sum`, which from Python 3.12 on corrects for rounding.
    total = 0.0
    for v_j in v:
        total += abs(v_j)
    return total


def _epochs(orders: Iterable[Sequence[int]] | None, n_dragons: int, max_iter: int) -> Iterator[Sequence[int]]:
    return islice(repeat(range(n_dragons)) if orders is None else orders, max_iter + 1)
