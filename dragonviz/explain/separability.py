"""Whether the training dragons can be told apart linearly, settled by a linear program and not by training.

A line separates two classes if one lies on either side of it. Several classes are separated by linear scores, one for
each class, if each dragon's own class has the largest: the regions of the multi-class perceptron and of logistic
regression.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dragonviz.dragons import Dataset
from dragonviz.explain.wording import called_as_in, counted
from dragonviz.models.predictors import LinearPredictor, Scaling

MOST_DRAGONS = 20_000  # about 0.2 s for two classes and 1.4 s for eight
_ROUNDING = 1e-9  # a margin of less, in standard deviations of the features, is as good as none
_SOLVER_TOLERANCE = 1e-10  # the least that HiGHS allows


@dataclass(frozen=True, eq=False)
class Separability:
    """Whether a dataset's training dragons can be separated, with what proves it.

    Parameters
    ----------
    dataset : Dataset
    separable : bool or None
        None if there are too many dragons, or if rounding decides.
    separator : LinearPredictor or None
        If they can: a model that gets every training dragon right.
    conflict : ndarray of shape (n,), int64
        If they cannot: indices into `dataset` of a few training dragons that cannot be separated either, of two classes
        four at most. Else empty.
    sentence : str
        The result in words.
    """

    dataset: Dataset
    separable: bool | None
    separator: LinearPredictor | None
    conflict: np.ndarray
    sentence: str


def separability(dataset: Dataset) -> Separability:
    """Find out whether the training dragons can be separated.

    With W, b on standardised features, each at most 1 in size, the least lead t of a dragon's own class over another
    is made as large as possible. If t > 0, W and b separate the dragons. If t = 0, the program's dual variables are
    weights of dragons with which the classes balance: for two classes, a point that both hulls contain [1]_.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    Separability

    References
    ----------
    .. [1] O. L. Mangasarian, "Linear and nonlinear separation of patterns by linear programming", Operations Research
       13(3), 1965.
    """
    X, y, n_classes = dataset.X_train, dataset.y_train, len(dataset.task.classes)
    if len(y) > MOST_DRAGONS:
        return _result(dataset, None, why=f"; that is found out for up to {MOST_DRAGONS:,}")
    scaling = Scaling.standardising(X) if len(y) else Scaling.raw(2)
    leads, dragons = _lead_rows(scaling(X), y, n_classes)
    margin, parameters, balance = _largest_margin(leads)
    parameters = parameters.reshape(n_classes, 3)
    separator = LinearPredictor(parameters[:, :2], parameters[:, 2], scaling, probabilistic=False)
    if margin > _ROUNDING and np.array_equal(separator.classify(X), y):
        return _result(dataset, True, separator=separator)
    if np.abs(balance @ leads).max() <= _ROUNDING:
        conflict = np.unique(dragons[balance > _ROUNDING])
        return _result(dataset, False, conflict=dataset.train_indices[conflict])
    return _result(dataset, None, why=": it is too close to call")


def _lead_rows(X: np.ndarray, y: np.ndarray, n_classes: int) -> tuple[Any, np.ndarray]:
    """The rows whose products with the parameters are the leads, a sparse array, and which dragon each row is of.

    A dragon has a row for each class but its own. The parameters are w1, w2, b of each class in turn.
    """
    from scipy.sparse import coo_array

    others = np.array([np.delete(np.arange(n_classes), c) for c in range(n_classes)])
    dragons, other = np.repeat(np.arange(len(y)), n_classes - 1), others[y].ravel()
    features = np.column_stack((X, np.ones(len(y))))[dragons]
    columns = 3 * np.column_stack((y[dragons], other))[:, :, np.newaxis] + np.arange(3)
    entries = np.stack((features, -features), axis=1)
    rows = np.broadcast_to(np.arange(len(dragons))[:, np.newaxis, np.newaxis], columns.shape)
    shape = len(dragons), 3 * n_classes
    return coo_array((entries.ravel(), (rows.ravel(), columns.ravel())), shape=shape).tocsr(), dragons


def _largest_margin(leads: Any) -> tuple[float, np.ndarray, np.ndarray]:
    """The largest least lead that parameters of size 1 allow, those parameters, and each row's dual variable."""
    from scipy.optimize import linprog
    from scipy.sparse import hstack

    n_rows, n_parameters = leads.shape
    if n_rows == 0:
        return 1.0, np.zeros(n_parameters), np.zeros(0)
    program = linprog(
        np.append(np.zeros(n_parameters), -1.0),
        A_ub=hstack((-leads, np.ones((n_rows, 1)))),
        b_ub=np.zeros(n_rows),
        bounds=[(-1.0, 1.0)] * n_parameters + [(None, 1.0)],
        method="highs",
        options={
            "primal_feasibility_tolerance": _SOLVER_TOLERANCE,
            "dual_feasibility_tolerance": _SOLVER_TOLERANCE,
        },
    )
    if not program.success:
        return 0.0, np.zeros(n_parameters), np.full(n_rows, np.nan)
    return program.x[-1], program.x[:-1], -program.ineqlin.marginals


def _result(
    dataset: Dataset,
    separable: bool | None,
    separator: LinearPredictor | None = None,
    conflict: Sequence[int] | np.ndarray = (),
    why: str = "",
) -> Separability:
    task = dataset.task
    means = "a line" if len(task.classes) == 2 else "linear scores"
    dragons = called_as_in(task, f"the {counted(len(dataset.train_indices), 'training dragon')}")
    if separable is None:
        sentence = f"Whether {means} can separate {dragons} is not known{why}."
    elif separable:
        sentence = f"{means.capitalize()} can separate {dragons}."
    else:
        even = f", nor even {len(conflict)} of them" if len(conflict) < len(dataset.train_indices) else ""
        sentence = f"No {means.removeprefix('a ')} can separate {dragons}{even}."
    indices = np.array(conflict, dtype=np.int64)
    indices.flags.writeable = False
    return Separability(dataset, separable, separator, indices, sentence)
