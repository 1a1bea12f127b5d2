"""Separability, against exact geometry for two classes and against what its certificates prove."""

from __future__ import annotations

import warnings
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import nnls

from dragonviz.dragons import Dataset, Task
from dragonviz.dragons.bundled import bundled_columns
from dragonviz.dragons.tasks import colour_task, fire_task
from dragonviz.explain import separability as module
from dragonviz.explain.separability import separability
from dragonviz.models import LogisticRegression, MulticlassPerceptron
from tests.explain.line_ends import plain


def dataset_of(X, y, n_classes, is_train=None):
    task = Task("t", ("a", "b"), "t", tuple("ABCDEFGH"[:n_classes]))
    is_train = np.ones(len(y), dtype=bool) if is_train is None else is_train
    return Dataset(task, np.array(X, dtype=float).reshape(-1, 2), np.array(y, dtype=int), is_train)


def turn(a, b, c):
    """On which side of the line from a to b the point c lies: exact for whole numbers."""
    return np.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def between(a, b, c):
    """Whether c lies on the segment from a to b."""
    within = all(min(a[j], b[j]) <= c[j] <= max(a[j], b[j]) for j in (0, 1))
    return turn(a, b, c) == 0 and within


def cross(a, b, c, d):
    """Whether two segments have a point in common."""
    if turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0:
        return True
    return between(a, b, c) or between(a, b, d) or between(c, d, a) or between(c, d, b)


def inside(a, b, c, p):
    """Whether p lies within a triangle that has an area."""
    turns = [turn(a, b, p), turn(b, c, p), turn(c, a, p)]
    return turn(a, b, c) != 0 and (min(turns) >= 0 or max(turns) <= 0)


def hulls_meet(A, B):
    """Whether the hulls of two sets of points in the plane have a point in common (Kirchberger: four points decide)."""
    segments = [[*combinations(points, 2), *((p, p) for p in points)] for points in (A, B)]
    if any(cross(*one, *other) for one, other in product(*segments)):
        return True
    return any(inside(*three, p) for us, them in ((A, B), (B, A)) for three in combinations(us, 3) for p in them)


def balances(dataset, chosen):
    """Whether weights of these dragons, not all zero, let the classes balance: then no linear scores separate them."""
    rows = []
    for i in chosen:
        point = np.append((dataset.X[i] - dataset.X.mean(axis=0)) / (np.ptp(dataset.X, axis=0) + 1e-300), 1)
        for other in set(range(len(dataset.task.classes))) - {dataset.y[i]}:
            row = np.zeros((len(dataset.task.classes), 3))
            row[dataset.y[i]], row[other] = point, -point
            rows.append(np.append(row, 1))
    matrix = np.array(rows).T
    return nnls(matrix, np.append(np.zeros(len(matrix) - 1), 1))[1] < 1e-7


def check_certificate(dataset, found):
    """Whatever was found is proved by what came with it."""
    if found.separable:
        np.testing.assert_array_equal(found.separator.classify(dataset.X_train), dataset.y_train)
        assert not len(found.conflict)
    else:
        assert found.separator is None
        assert dataset.is_train[found.conflict].all()
        assert balances(dataset, found.conflict)


points = st.tuples(st.integers(0, 4), st.integers(0, 4))


@settings(max_examples=300, deadline=None)
@given(A=st.lists(points, min_size=1, max_size=6), B=st.lists(points, min_size=1, max_size=6))
def test_a_line_separates_two_classes_if_their_hulls_do_not_meet(A, B):
    dataset = dataset_of([*A, *B], [0] * len(A) + [1] * len(B), 2)
    found = separability(dataset)
    assert found.separable is not hulls_meet(A, B)
    check_certificate(dataset, found)
    assert len(found.conflict) <= 4


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), n_classes=st.integers(2, 8), apart=st.sampled_from([0.5, 2.0, 8.0]))
def test_what_is_found_of_several_classes_is_proved(seed, n_classes, apart):
    rng = np.random.default_rng(seed)
    y = rng.integers(n_classes, size=40)
    angle = 2 * np.pi * y / n_classes
    X = apart * np.column_stack((np.cos(angle), np.sin(angle))) + rng.normal(0, 0.3, (40, 2))
    dataset = dataset_of(X * [1, 1000], y, n_classes, rng.random(40) < 0.8)
    check_certificate(dataset, separability(dataset))


@pytest.mark.parametrize("n_classes", [3, 5])
def test_what_a_perceptron_has_separated_can_be_separated(n_classes):
    rng = np.random.default_rng(n_classes)
    y = np.arange(60) % n_classes
    angle = 2 * np.pi * y / n_classes
    X = 5 * np.column_stack((np.cos(angle), np.sin(angle))) + rng.normal(0, 0.4, (60, 2))
    model = MulticlassPerceptron().fit(X, y)
    assert model.score(X, y) == 1
    assert separability(dataset_of(X, y, n_classes)).separable


def test_fire_is_not_separable_until_the_dragons_go_that_logistic_regression_misses():
    dataset = fire_task(bundled_columns(), 0)
    found = separability(dataset)
    assert found.separable is False
    assert plain(found.sentence) == "No line can separate the 288 training dragons, nor even 4 of them."
    assert not separability(dataset.remove(np.setdiff1d(np.arange(480), found.conflict))).separable
    model = LogisticRegression().fit(dataset.X_train, dataset.y_train)
    missed = dataset.train_indices[model.predict(dataset.X_train) != dataset.y_train]
    without = separability(dataset.remove(missed))
    assert without.separable
    assert plain(without.sentence) == f"A line can separate the {288 - len(missed)} training dragons."


def test_colours_are_not_separable():
    sentence = plain(separability(colour_task(bundled_columns(), 0)).sentence)
    assert sentence.startswith("No linear scores can separate the 288 training dragons, nor even ")


def test_test_dragons_do_not_matter():
    X, y = [(0, 0), (1, 1), (0, 1), (1, 0)], [0, 0, 1, 1]
    assert separability(dataset_of(X, y, 2)).separable is False
    assert separability(dataset_of(X, y, 2, np.array([True, True, True, False]))).separable


@pytest.mark.parametrize("scale", [1e-12, 1e-3, 1.0, 1e9, 1e12])
@pytest.mark.parametrize("offset", [0.0, 900.0])
def test_scale_does_not_matter(scale, offset):
    X = (np.array([(0, 0), (1, 1), (0, 1), (1, 0)]) + offset) * scale
    assert separability(dataset_of(X, [0, 0, 1, 1], 2)).separable is False
    assert separability(dataset_of(X, [0, 1, 0, 1], 2)).separable


def test_a_feature_that_is_constant_separates_nothing():
    X = [(3, 0.1), (1, 0.1), (2, 0.1)]
    assert separability(dataset_of(X, [0, 1, 0], 2)).separable
    assert separability(dataset_of(X, [0, 0, 1], 2)).separable is False
    assert separability(dataset_of([(3, 7)] * 2, [0, 1], 2)).separable is False


@pytest.mark.parametrize("y", [[], [1], [1, 1, 1]])
def test_dragons_of_one_class_or_none_need_no_separating(y):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = separability(dataset_of(np.arange(2 * len(y)), y, 3))
    assert found.separable
    np.testing.assert_array_equal(found.separator.classify(np.arange(2 * len(y)).reshape(-1, 2)), y)


def test_dragons_that_only_rounding_could_tell_apart_are_not_called_separable():
    X = [(0, 0), (3, 1), (1, 1 / 3 + 1e-13)]
    assert separability(dataset_of(X, [0, 0, 1], 2)).separable is not True


def test_too_many_dragons_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(module, "MOST_DRAGONS", 3)
    found = separability(dataset_of(np.arange(8), [0, 0, 1, 1], 2))
    assert (found.separable, found.separator, len(found.conflict)) == (None, None, 0)
    assert plain(found.sentence) == (
        "Whether a line can separate the 4 training dragons is not known; that is found out for up to 3."
    )
