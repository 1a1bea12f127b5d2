import pickle
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dragonviz.dragons import LARGEST_FEATURE, Dataset, DragonsError, Task

TASK = Task("colour", ("toes", "length (cm)"), "colour", ("Blue", "Red", "Yellow"))
COORDINATES = st.floats(-1e6, 1e6)


def empty():
    return Dataset(TASK, np.empty((0, 2)), [], [])


def four():
    return Dataset(TASK, [[1, 2], [3, 4], [5, 6], [7, 8]], [0, 1, 0, 2], [True, True, False, True])


def contents(dataset):
    return dataset.X.tolist(), dataset.y.tolist(), dataset.is_train.tolist()


@st.composite
def datasets(draw, min_size=0):
    n = draw(st.integers(min_size, 12))
    return Dataset(
        TASK,
        draw(arrays(np.float64, (n, 2), elements=COORDINATES)),
        draw(arrays(np.int64, n, elements=st.integers(0, 2))),
        draw(arrays(np.bool_, n)),
    )


@st.composite
def datasets_and_indices(draw):
    dataset = draw(datasets(min_size=1))
    return dataset, draw(st.lists(st.integers(0, len(dataset) - 1), unique=True))


@given(datasets_and_indices(), st.data())
def test_moving_there_and_back_changes_nothing(chosen, data):
    dataset, indices = chosen
    before = contents(dataset)
    points = data.draw(arrays(np.float64, (len(indices), 2), elements=COORDINATES))
    moved = dataset.move(indices, points)
    assert moved.X[indices].tolist() == points.tolist()
    assert contents(moved.move(indices, dataset.X[indices])) == before
    assert contents(dataset) == before


@given(datasets(), st.tuples(COORDINATES, COORDINATES), st.integers(0, 2), st.booleans())
def test_an_added_dragon_comes_last_and_its_removal_changes_nothing(dataset, point, label, is_train):
    before = contents(dataset)
    added = dataset.add(point, label, is_train)
    assert (tuple(added.X[-1]), added.y[-1], added.is_train[-1]) == (point, label, is_train)
    assert contents(added.remove([len(dataset)])) == before == contents(dataset)


@given(datasets_and_indices(), st.integers(0, 2), st.booleans())
def test_edits_change_the_dragons_named_and_no_others(chosen, label, is_train):
    dataset, indices = chosen
    X, y, membership = contents(dataset)
    rows = range(len(dataset))
    relabelled = [label if row in indices else y[row] for row in rows]
    assert contents(dataset.relabel(indices, label)) == (X, relabelled, membership)
    members = [is_train if row in indices else membership[row] for row in rows]
    assert contents(dataset.set_membership(indices, is_train)) == (X, y, members)
    kept = [row for row in rows if row not in indices]
    expected = [X[row] for row in kept], [y[row] for row in kept], [membership[row] for row in kept]
    assert contents(dataset.remove(indices)) == expected
    assert contents(dataset) == (X, y, membership)


@given(datasets())
def test_training_and_test_dragons_are_all_dragons_in_order(dataset):
    assert dataset.train_indices.tolist() == [i for i, trains in enumerate(dataset.is_train) if trains]
    for part, whole in ((dataset.X_train, dataset.X), (dataset.y_train, dataset.y)):
        assert part.tolist() == whole[dataset.train_indices].tolist()
    tests = [i for i, trains in enumerate(dataset.is_train) if not trains]
    assert dataset.X_test.tolist() == dataset.X[tests].tolist()
    assert dataset.y_test.tolist() == dataset.y[tests].tolist()
    assert len(dataset) == len(dataset.y_train) + len(dataset.y_test)


@given(datasets())
def test_bounds_hold_every_dragon_and_have_an_area(dataset):
    x_min, x_max, y_min, y_max = dataset.bounds
    assert x_min < x_max
    assert y_min < y_max
    assert all(x_min <= x <= x_max and y_min <= y <= y_max for x, y in dataset.X)


def test_bounds_are_tight_where_dragons_differ_and_roomy_where_they_do_not():
    dataset = four().move([0, 1, 2, 3], [[0, 1e9], [1e-3, 1e9], [2e-3, 1e9], [1e-3, 1e9]])
    assert dataset.bounds == (0, 2e-3, 0.95e9, 1.05e9)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 0, (-0.5, 0.5)),
        (0, 5e-324, (-0.5, 0.5)),
        (-1e-300, 1e-300, (-0.5, 0.5)),
        (0.5e-10, 3e-10, (0.5e-10, 3e-10)),  # the radii of atoms, in metres
        (1e-19, 1e-19, (0.95e-19, 1.05e-19)),
        (7, 7 + 1e-14, (6.65, 7.35)),
        (7, 7 + 1e-8, (7, 7 + 1e-8)),
        (1e15 - 1, 1e15, (0.95e15, 1.05e15)),
        (-1e15, 1e15, (-1e15, 1e15)),
    ],
)
def test_bounds_of_the_smallest_and_the_largest_differences(low, high, expected):
    for swapped in (False, True):
        X = np.array([[low, 1.0], [high, 2.0]])
        bounds = Dataset(TASK, X[:, ::-1] if swapped else X, [0, 1], [True, True]).bounds
        assert (bounds[2:] if swapped else bounds[:2]) == pytest.approx(expected, rel=1e-12, abs=0)
        assert (bounds[:2] if swapped else bounds[2:]) == (1, 2)


def test_arrays_cannot_be_written_to_nor_changed_through_what_was_given():
    X, y, is_train = np.zeros((2, 2)), np.zeros(2, dtype=np.int64), np.ones(2, dtype=bool)
    view = X[:]
    view.flags.writeable = False
    dataset = Dataset(TASK, view, y, is_train)
    X[0, 0], y[0], is_train[0] = 9, 2, False
    assert contents(dataset) == ([[0, 0], [0, 0]], [0, 0], [True, True])
    edits = (
        dataset.add((1, 1), 1),
        dataset.move([0], [(1, 1)]),
        dataset.relabel([0], 1),
        dataset.remove([0]),
        dataset.set_membership([0], False),
    )
    for each in (dataset, *edits):
        arrays = (each.X, each.y, each.is_train, each.train_indices, each.X_train, each.y_train, each.X_test)
        assert not any(array.flags.writeable for array in (*arrays, each.y_test))


def test_an_edit_shares_what_it_leaves_alone():
    dataset = four()
    moved = dataset.move([1], [(9, 9)])
    assert moved.y is dataset.y
    assert moved.is_train is dataset.is_train
    assert dataset.relabel([1], 2).X is dataset.X


def test_values_get_the_types_that_training_expects():
    dataset = Dataset(TASK, np.array([[1, 2]], dtype=np.float32), np.array([1], dtype=np.int8), [True])
    assert (dataset.X.dtype, dataset.y.dtype, dataset.is_train.dtype) == (np.float64, np.int64, np.bool_)
    assert dataset.X.flags.c_contiguous


def test_lacking_classes_are_those_without_a_training_dragon():
    assert four().lacking_classes() == ()
    assert four().set_membership([3], False).lacking_classes() == ("Yellow",)
    assert four().remove([0, 1]).lacking_classes() == ("Blue", "Red")


def test_all_dragons_may_go_and_come_again():
    dataset = four().remove(np.arange(4))
    assert len(dataset) == 0
    assert dataset.lacking_classes() == TASK.classes
    assert dataset.X_train.shape == dataset.X_test.shape == (0, 2)
    assert contents(dataset.add((1, 2), 2)) == ([[1, 2]], [2], [True])
    assert contents(dataset.move([], [])) == contents(dataset.remove([])) == contents(empty())


def test_repr_tells_how_many_dragons_of_which_kind():
    assert repr(four()) == "Dataset(colour: 4 dragons = 3 training + 1 test; 2 Blue, 1 Red, 1 Yellow)"


def test_a_dataset_is_itself_only():
    dataset = four()
    assert dataset != four()
    assert len({dataset, four()}) == 2
    assert contents(pickle.loads(pickle.dumps(dataset))) == contents(dataset)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda d: d.add((1, np.nan), 0), "A dragon's place is two finite numbers, and [1.0, nan] was given."),
        (lambda d: d.add((1, 2, 3), 0), "A dragon's place is two finite numbers, and [1, 2, 3] was given."),
        (lambda d: d.add(("a", "b"), 0), "A dragon's place is two finite numbers, and ['a', 'b'] was given."),
        (lambda d: d.add((1, 2), 3), "A label is a whole number from 0 to 2, and 3 was given."),
        (lambda d: d.relabel([0], -1), "A label is a whole number from 0 to 2, and -1 was given."),
        (lambda d: d.relabel([0], 0.5), "A label is a whole number from 0 to 2, and 0.5 was given."),
        (lambda d: d.move([0], [[1, np.inf]]), "A dragon's place is two finite numbers, and [[1.0, inf]] was given."),
        (
            lambda d: d.add((1, 1e16), 0),
            "A dragon's place is two numbers within ±1e15, and (1, 1e+16) was given: larger",
        ),
        (
            lambda d: d.move([0, 1], [[1, 2], [-1e308, 3]]),
            "A dragon's place is two numbers within ±1e15, and (-1e+308, 3) was given: larger ones cannot be drawn or "
            "trained.",
        ),
        (lambda d: d.move([0, 1], [[1, 2]]), "A dragon's place is two finite numbers, and [[1, 2]] was given."),
        (lambda d: d.move([0, 1], [[1, 2], [3]]), "A dragon's place is two numbers, and lists of different lengths"),
        (lambda d: d.move([4], [[1, 2]]), "There is no dragon 4: the 4 dragons are counted from 0."),
        (lambda d: d.remove([-1]), "There is no dragon -1: the 4 dragons are counted from 0."),
        (lambda d: d.remove([0.5]), "Dragons are named by a list of whole numbers, and [0.5] was given."),
        (lambda d: d.set_membership([True] * 4, True), "Dragons are named by a list of whole numbers, and [True,"),
    ],
)
def test_an_edit_refuses_what_no_dataset_can_hold(edit, sentence):
    dataset = four()
    with pytest.raises(DragonsError, match="^" + re.escape(sentence)):
        edit(dataset)
    assert contents(dataset) == contents(four())


@pytest.mark.parametrize(
    ("X", "y", "is_train", "sentence"),
    [
        ([[1, 2], [3, np.inf]], [0, 1], [True, True], "Feature values must be finite, and dragon 1 has (3, inf)."),
        (
            [[1, 2], [3, 1.7976931348623157e308]],
            [0, 1],
            [True, True],
            "Feature values must be within ±1e15, and dragon 1 has (3, 1.79769e+308): larger ones cannot be drawn or ",
        ),
        (
            [[-1.1e15, 2], [3, 4]],
            [0, 1],
            [True, True],
            "Feature values must be within ±1e15, and dragon 0 has (-1.1e+15, 2): larger ones cannot be drawn or ",
        ),
        ([[1, 2], [3, 4]], [0, 3], [True, True], "Labels go from 0 to 2, and dragon 1 has 3."),
        ([[1, 2], [3, 4]], [-1, 0], [True, True], "Labels go from 0 to 2, and dragon 0 has -1."),
        ([[1, 2]], [0, 1], [True, True], "A dataset needs two feature values, one label and one membership for each"),
        ([[1, 2, 3]], [0], [True], "A dataset needs two feature values, one label and one membership for each dragon"),
        ([1, 2], [0, 0], [True, True], "A dataset needs two feature values, one label and one membership for each"),
        ([["a", "b"]], [0], [True], "Feature values must be numbers, and an array of <U1 was given."),
        ([[1, 2]], [0.5], [True], "Labels must be whole numbers, and an array of float64 was given."),
        ([[1, 2]], [0], [1], "Memberships must be True (training) or False (test), and an array of int64 was given."),
        ([[1, 2], [3]], [0, 0], [True, True], "Feature values must be numbers, and lists of different lengths"),
    ],
)
def test_what_is_no_dataset_is_refused(X, y, is_train, sentence):
    with pytest.raises(DragonsError, match="^" + re.escape(sentence)):
        Dataset(TASK, X, y, is_train)


def test_the_largest_values_that_are_allowed_can_be_held_and_moved_to():
    dataset = four().move([0, 1], [[LARGEST_FEATURE, -LARGEST_FEATURE], [-LARGEST_FEATURE, LARGEST_FEATURE]])
    assert dataset.bounds == (-LARGEST_FEATURE, LARGEST_FEATURE, -LARGEST_FEATURE, LARGEST_FEATURE)


def test_samples_are_called_what_the_task_calls_them():
    task = replace(TASK, sample="point")
    assert (TASK.samples, task.samples) == ("dragons", "points")
    dataset = Dataset(task, *(getattr(four(), name) for name in ("X", "y", "is_train")))
    assert repr(dataset).startswith("Dataset(colour: 4 points = ")
    for refused, sentence in (
        (lambda: dataset.add((1, np.nan), 0), "A point's place is two finite numbers, and [1.0, nan] was given."),
        (lambda: dataset.move([0], [[1e99, 0]]), "A point's place is two numbers within ±1e15, and (1e+99, 0) was"),
        (lambda: dataset.remove([4]), "There is no point 4: the 4 points are counted from 0."),
        (lambda: dataset.remove([0.5]), "Points are named by a list of whole numbers, and [0.5] was given."),
        (lambda: replace(dataset, X=np.full((4, 2), np.inf)), "Feature values must be finite, and point 0 has (inf"),
        (lambda: replace(dataset, y=[0, 0, 0, 3]), "Labels go from 0 to 2, and point 3 has 3."),
        (
            lambda: replace(dataset, y=[0]),
            "A dataset needs two feature values, one label and one membership for each p",
        ),
    ):
        with pytest.raises(DragonsError, match="^" + re.escape(sentence)):
            refused()


@pytest.mark.parametrize("classes", [(), ("a",), ("a", "a"), tuple("abcdefghi")])
def test_a_task_has_two_to_eight_different_classes(classes):
    sentence = f"A task has 2 to 8 classes with different names, and these were given: {', '.join(classes) or 'none'}."
    with pytest.raises(DragonsError, match=re.escape(sentence)):
        Task("t", ("a", "b"), "t", classes)


def test_a_task_has_two_features():
    with pytest.raises(DragonsError, match="A task has 2 features, and 1 were given"):
        Task("t", ("a",), "t", ("a", "b"))
