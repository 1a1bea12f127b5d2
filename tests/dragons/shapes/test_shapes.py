"""Ready-made points: what their settings do, and that the same ones give the same points."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.dragons import MAX_DRAGONS, DragonsError
from dragonviz.dragons.shapes import SHAPES, Blobs, Checkerboard, Moons, Rings, Spirals
from dragonviz.dragons.shapes.shape import class_counts

WITH_MANY = [Blobs, Checkerboard, Rings, Spirals]
EVERY = list(SHAPES.values())


def facts(dataset):
    return dataset.task, dataset.X.tobytes(), dataset.y.tobytes(), dataset.is_train.tobytes()


@pytest.mark.parametrize("shape", EVERY)
def test_a_seed_gives_the_same_points_again_and_another_seed_gives_others(shape):
    first, again = (shape(noise=0.2, seed=7).dataset() for _ in range(2))
    other = shape(noise=0.2, seed=8).dataset()
    assert facts(first) == facts(again)
    assert not np.array_equal(np.sort(first.X, axis=0), np.sort(other.X, axis=0))


@pytest.mark.parametrize("shape", EVERY)
def test_there_are_as_many_points_as_asked_for_and_60_percent_are_trained(shape):
    dataset = shape(number=250).dataset()
    assert (len(dataset), len(dataset.train_indices)) == (250, 150)
    assert (dataset.task.name, dataset.task.samples, dataset.task.features) == (shape.name, "points", ("x", "y"))
    assert dataset.lacking_classes() == ()


@pytest.mark.parametrize("shape", WITH_MANY)
@pytest.mark.parametrize("classes", range(2, 9))
def test_every_number_of_classes_can_be_told_apart_by_the_nearest_point(shape, classes):
    """Without noise a shape is what it is called: a point's nearest neighbour is nearly always of its own class."""
    dataset = shape(number=1600, classes=classes, noise=0).dataset()
    assert dataset.task.classes == tuple("ABCDEFGH"[:classes])
    assert np.ptp(np.bincount(dataset.y)) <= 1
    distances = np.linalg.norm(dataset.X[:, np.newaxis] - dataset.X, axis=2)
    np.fill_diagonal(distances, np.inf)
    nearest = dataset.y[np.argmin(distances, axis=1)]
    assert np.mean(nearest == dataset.y) > 0.7 + 0.2 * (classes < 5)


@pytest.mark.parametrize("shape", EVERY)
def test_balance_makes_the_last_class_smaller(shape):
    counts = np.bincount(shape(number=1100, balance=0.1).dataset().y)
    assert counts.tolist() == pytest.approx([1000, 100], abs=3)


@pytest.mark.parametrize("shape", EVERY)
def test_noise_moves_points_away_from_where_they_were(shape):
    still, moved = (shape(number=2000, noise=noise).dataset() for noise in (0.0, 0.5))
    assert still.X.std() < moved.X.std()


@settings(deadline=None)
@given(st.integers(2, 8), st.floats(0.02, 1), st.integers(16, 5000))
def test_classes_add_up_and_none_is_left_without_points(classes, balance, number):
    counts = class_counts(number, classes, balance)
    assert counts.sum() == number
    assert counts.min() >= 2
    assert (np.diff(counts) <= 1).all()


def test_xor_is_the_sign_of_a_product():
    dataset = Checkerboard(number=1000).dataset()
    np.testing.assert_array_equal(dataset.y, dataset.X[:, 0] * dataset.X[:, 1] < 0)


@pytest.mark.parametrize("classes", range(2, 9))
def test_a_checkerboard_has_each_class_once_in_every_row_and_column(classes):
    dataset = Checkerboard(number=8000, classes=classes, seed=1).dataset()
    column, row = ((dataset.X + 2) // (4 / classes)).T.astype(int)
    for axis in (column, row):
        assert all(np.unique(dataset.y[axis == k]).tolist() == list(range(classes)) for k in range(classes))
    squares = {(c, r): set(dataset.y[(column == c) & (row == r)]) for c in range(classes) for r in range(classes)}
    assert all(len(labels) == 1 for labels in squares.values())


@pytest.mark.parametrize("classes", range(2, 9))
def test_rings_are_as_far_from_the_middle_as_their_class_says(classes):
    dataset = Rings(classes=classes, noise=0).dataset()
    expected = 2 * (classes - dataset.y) / classes
    np.testing.assert_allclose(np.linalg.norm(dataset.X, axis=1), expected, atol=1e-3)


def test_the_first_blobs_lie_side_by_side():
    dataset = Blobs(noise=0.1).dataset()
    assert dataset.X[dataset.y == 0, 0].max() < -1 < 1 < dataset.X[dataset.y == 1, 0].min()


@pytest.mark.parametrize("shape", EVERY)
def test_each_says_in_one_sentence_what_it_is_for(shape):
    assert shape.purpose.endswith(".")
    assert ". " not in shape.purpose
    assert SHAPES[shape.name] is shape


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        (Blobs(number=15), "Blobs: the number of points is a whole number from 16 to 100,000, and 15 was given."),
        (
            Blobs(number=MAX_DRAGONS + 1),
            "Blobs: the number of points is a whole number from 16 to 100,000, and 100001 was given.",
        ),
        (Blobs(number=20.5), "Blobs: the number of points is a whole number from 16 to 100,000, and 20.5 was given."),
        (Rings(noise=-1), "Rings: the noise is a number from 0 to 2, and -1 was given."),
        (Rings(noise=float("nan")), "Rings: the noise is a number from 0 to 2, and nan was given."),
        (Spirals(classes=9), "Spirals: the number of classes is a whole number from 2 to 8, and 9 was given."),
        (Spirals(balance=0), "Spirals: the balance is a number from 0.02 to 1, and 0 was given."),
        (Moons(classes=3), "Moons: the number of classes is a whole number from 2 to 2, and 3 was given."),
        (Moons(seed=2**32), "Moons: the seed is a whole number from 0 to 4,294,967,295, and 4294967296 was given."),
    ],
)
def test_what_a_setting_may_not_be_is_refused(shape, sentence):
    with pytest.raises(DragonsError) as refusal:
        shape.dataset()
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("shape", EVERY)
@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_both_ends_of_every_setting_give_points(shape, end):
    for name, limits in shape.limits.items():
        if (name, end) != ("number", "maximum"):
            dataset = replace(shape(number=64), **{name: getattr(limits, end)}).dataset()
            assert dataset.lacking_classes() == ()


def test_scikit_learn_is_loaded_by_the_first_points_and_not_before():
    program = (
        "import sys; from dragonviz.scenes.source import Source; from dragonviz.dragons.shapes import Blobs;"
        "Source.bundled(); source = Source.of_shape(Blobs());"
        "assert not {'sklearn', 'pandas', 'openpyxl'} & set(sys.modules), sys.modules;"
        "source.dataset(); assert 'sklearn' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
