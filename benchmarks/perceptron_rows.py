"""Whole fits of both perceptrons, beside a literal loop and scikit-learn."""

from __future__ import annotations

import warnings
from functools import partial

from sklearn import linear_model
from sklearn.exceptions import ConvergenceWarning

from benchmarks import literal
from benchmarks.dragons import lesson
from benchmarks.goal import Row, at_least
from benchmarks.timing import median_ratio, middle, one_thread, rates
from dragonviz.models import MulticlassPerceptron, Perceptron

EPOCHS = 1501
_LOOP, _SKLEARN = "literal loop", "sklearn fit"


def rows(effort):
    """Measure.

    Yields
    ------
    Row
    """
    fire, colour = lesson("fire").dataset(), lesson("colour").dataset()
    with one_thread():
        yield from _rows(
            "binary perceptron",
            fire,
            Perceptron,
            partial(literal.perceptron, fire.X_train, fire.y_train),
            {_LOOP: at_least(1000), _SKLEARN: at_least(5)},
            effort,
        )
        yield from _rows(
            "multi-class perceptron, 3 classes",
            colour,
            MulticlassPerceptron,
            partial(literal.multiclass_perceptron, colour.X_train, colour.y_train, 3),
            {_LOOP: at_least(2000), _SKLEARN: at_least(4)},
            effort,
        )


def _rows(title, dataset, estimator, loop, goals, effort):
    X, y = dataset.X_train, dataset.y_train

    def ours():
        # No tolerance: all epochs are done.
        return estimator(max_iter=EPOCHS - 1, tol=0.0).fit(X, y).n_iter_ * len(y)

    def by_loop():
        loop(effort.loop_epochs)
        return effort.loop_epochs * len(y)

    def by_sklearn():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = linear_model.Perceptron(tol=None, max_iter=EPOCHS, shuffle=False).fit(X, y)
        return model.n_iter_ * len(y)

    ours()
    by_sklearn()
    measured = rates({"ours": ours, _LOOP: by_loop, _SKLEARN: by_sklearn}, effort.runs)
    for peer, goal in goals.items():
        yield Row(
            what=f"{title}, {len(y)}×2, {EPOCHS} epochs",
            goal=goal,
            figure=median_ratio(measured["ours"], measured[peer]),
            unit="samples/s",
            ours=middle(measured["ours"]),
            peer=peer,
            theirs=middle(measured[peer]),
            note=f"The loop does {effort.loop_epochs} epochs." if peer == _LOOP else "",
        )
