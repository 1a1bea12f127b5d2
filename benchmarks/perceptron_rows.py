"""Whole fits of both perceptrons, beside a literal loop and scikit-learn."""

from __future__ import annotations

import warnings
from functools import partial

from sklearn import linear_model
from sklearn.exceptions import ConvergenceWarning

from benchmarks import literal
from benchmarks.dragons import lesson
from benchmarks.goal import Row, at_least
from benchmarks.profiling import profile_of
from benchmarks.timing import lasting, median_ratio, middle, one_thread, rates
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
    X, y, seconds = dataset.X_train, dataset.y_train, effort.fit_seconds

    def ours(repeats):
        # No tolerance: all epochs are done.
        return sum(estimator(max_iter=EPOCHS - 1, tol=0.0).fit(X, y).n_iter_ * len(y) for _ in range(repeats))

    def by_loop():
        loop(effort.loop_epochs)
        return effort.loop_epochs * len(y)

    def by_sklearn(repeats):
        model = linear_model.Perceptron(tol=None, max_iter=EPOCHS, shuffle=False)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            return sum(model.fit(X, y).n_iter_ * len(y) for _ in range(repeats))

    # One fit of a millisecond or two, after a peer's that took a hundred times as long, would be mostly noise.
    works = {"ours": lasting(seconds, ours), _SKLEARN: lasting(seconds, by_sklearn), _LOOP: by_loop}
    measured = rates(works, effort.runs)
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
            profile=partial(profile_of, works["ours"], times=5),
        )
