"""Noise, flipped labels, imbalance, other splits, the brush, the eraser, and jitter, as pure functions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.dragons import MAX_DRAGONS, Dataset, DragonsError, Task
from dragonviz.dragons.brush import paint, within
from dragonviz.dragons.dirt import Dirt, add_noise, flip_labels, thin_out
from dragonviz.dragons.jitter import jittered, whole_columns
from dragonviz.dragons.splitting import Splitting

TASK = Task("colour", ("toes", "length"), "colour", ("Blue", "Red", "Yellow"))


def make(n=300, seed=1):
    rng = np.random.default_rng(seed)
    X = rng.normal((10, 200), (2, 30), (n, 2))
    return Dataset(TASK, X, rng.integers(0, 3, n), rng.random(n) < 0.6)


def facts(dataset):
    return dataset.task, dataset.X.tobytes(), dataset.y.tobytes(), dataset.is_train.tobytes()


seeds = st.integers(0, 2**32)
shares = st.floats(0, 1)


@settings(deadline=None)
@given(seeds)
def test_noise_is_as_wide_as_asked_for_in_each_features_own_measure(seed):
    clean = make(2000)
    moved = add_noise(clean, 0.5, seed).X - clean.X
    np.testing.assert_allclose(moved.std(axis=0) / clean.X.std(axis=0), 0.5, rtol=0.1)


@settings(deadline=None)
@given(seeds, st.floats(0.01, 1))
def test_twice_the_noise_moves_everybody_twice_as_far(seed, sigma):
    clean = make()
    once, twice = (add_noise(clean, factor * sigma, seed).X - clean.X for factor in (1, 2))
    np.testing.assert_allclose(twice, 2 * once, atol=1e-9)


def test_noise_stays_within_what_can_be_drawn():
    clean = Dataset(TASK, np.array([[1e15, 0.0], [-1e15, 1.0]]), [0, 1], [True, True])
    assert np.abs(add_noise(clean, 3, 1).X).max() <= 1e15


@settings(deadline=None)
@given(seeds, shares)
def test_as_many_labels_are_flipped_as_asked_for_and_to_another_class(seed, share):
    clean = make()
    assert np.count_nonzero(flip_labels(clean, share, seed).y != clean.y) == round(share * len(clean))


@settings(deadline=None)
@given(seeds, shares, shares)
def test_whoever_is_flipped_first_stays_flipped(seed, one, other):
    clean, less, more = make(), *sorted((one, other))
    first, second = flip_labels(clean, less, seed).y, flip_labels(clean, more, seed).y
    changed = first != clean.y
    np.testing.assert_array_equal(first[changed], second[changed])


@settings(deadline=None)
@given(seeds, st.integers(0, 2), shares)
def test_a_class_is_thinned_out_and_the_others_are_left_alone(seed, label, share):
    clean = make()
    after = thin_out(clean, label, share, seed)
    counts, expected = np.bincount(after.y, minlength=3), np.bincount(clean.y, minlength=3)
    expected[label] = max(1, round(share * expected[label]))
    assert counts.tolist() == expected.tolist()
    assert after.lacking_classes() == ()
    # Who is left is in the same order.
    left = iter(map(tuple, clean.X.tolist()))
    assert all(point in left for point in map(tuple, after.X.tolist()))


def test_no_dirt_is_the_same_dataset_and_dirt_does_not_touch_what_it_is_given():
    clean = make()
    before = facts(clean)
    assert Dirt().on(clean) is clean
    assert Dirt(noise_seed=3, flip_seed=4).keeping(1, 1.0, 5).on(clean) is clean
    dirty = Dirt(0.3, 0.2).keeping(2, 0.1, 0)
    assert facts(dirty.on(clean)) == facts(dirty.on(clean)) != before
    assert facts(clean) == before


@pytest.mark.parametrize("dirt", [Dirt(0.5), Dirt(0.0, 0.5), Dirt(kept=(0.5,))])
def test_where_nobody_is_there_is_no_dirt(dirt):
    nobody = Dataset(TASK, np.empty((0, 2)), np.empty(0, int), np.empty(0, bool))
    assert len(dirt.on(nobody)) == 0


@pytest.mark.parametrize(
    ("do", "sentence"),
    [
        (lambda d: add_noise(d, 3.5, 0), "The noise is a number from 0 to 3, and 3.5 was given."),
        (lambda d: add_noise(d, float("nan"), 0), "The noise is a number from 0 to 3, and nan was given."),
        (lambda d: flip_labels(d, -0.1, 0), "The share of flipped labels is a number from 0 to 1, and -0.1 was given."),
        (lambda d: thin_out(d, 0, 2, 0), "The share of the class that stays is a number from 0 to 1, and 2 was given."),
        (lambda d: thin_out(d, 3, 0.5, 0), "A label is a whole number from 0 to 2, and 3 was given."),
        (lambda d: Dirt().keeping(-1, 0.5, 0), "A label is a whole number from 0 to 7, and -1 was given."),
        (lambda d: Splitting(0).on(d), "The share of training dragons lies between 0 and 1, and 0 was given."),
        (lambda d: Splitting(1).on(d), "The share of training dragons lies between 0 and 1, and 1 was given."),
    ],
)
def test_what_no_slider_offers_is_refused(do, sentence):
    with pytest.raises(DragonsError) as refusal:
        do(make())
    assert str(refusal.value) == sentence


# Splits


@settings(deadline=None)
@given(st.floats(0.2, 0.95), seeds)
def test_a_split_has_the_share_and_moves_nobody(share, seed):
    clean = make()
    after = Splitting(share, False, seed).on(clean)
    assert len(after.train_indices) == int(share * 300 + 1e-9)
    assert (after.X is clean.X, after.y is clean.y) == (True, True)


@settings(deadline=None)
@given(st.floats(0.2, 0.95), seeds)
def test_a_stratified_split_has_the_share_of_every_class(share, seed):
    clean = make()
    after = Splitting(share, True, seed).on(clean)
    expected = [int(share * count + 1e-9) for count in np.bincount(clean.y)]
    assert np.bincount(after.y_train).tolist() == expected


def test_a_seed_gives_the_same_split_again_and_another_gives_another():
    clean = make()
    first, again, other = (Splitting(seed=seed).on(clean).is_train.tolist() for seed in (1, 1, 2))
    assert first == again != other


def test_a_share_that_no_float_is_gives_whole_dragons():
    assert len(Splitting(0.29).on(make(100)).train_indices) == 29


@pytest.mark.parametrize(
    ("stratified", "remedy"),
    [(True, "a larger share"), (False, "a larger share, a stratified split or another seed")],
)
def test_a_split_that_leaves_a_class_without_training_dragons_is_refused(stratified, remedy):
    rare = Dataset(TASK, np.zeros((101, 2)), [0] * 100 + [1], [True] * 101)
    seed = next(seed for seed in range(99) if np.random.default_rng(seed).permutation(101).tolist().index(100) >= 30)
    with pytest.raises(DragonsError) as refusal:
        Splitting(0.3, stratified, seed).on(rare)
    assert str(refusal.value) == (
        f"With 0.3 of the dragons for training, the class “Red” would have no training dragons: choose {remedy}."
    )


def test_a_class_that_has_no_dragons_stands_in_the_way_of_no_split():
    clean = make()
    without = clean.remove(np.flatnonzero(clean.y == 1))
    assert Splitting().on(without).lacking_classes() == ("Red",)
    nobody = clean.remove(range(len(clean)))
    assert len(Splitting(stratified=True).on(nobody)) == len(Splitting().on(nobody)) == 0


# Brush and eraser


points = st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), max_size=5)


@settings(deadline=None)
@given(st.lists(st.tuples(points, st.integers(0, 2), st.booleans()), max_size=8))
def test_painting_is_adding_one_after_the_other(strokes):
    painted = added = make(3)
    for stroke, label, is_train in strokes:
        painted = paint(painted, stroke, label, is_train)
        for point in stroke:
            added = added.add(point, label, is_train)
    assert facts(painted) == facts(added)
    assert not painted.X.flags.writeable


def test_what_was_painted_before_stays_as_it_was_whatever_is_painted_after_it():
    first = paint(make(3), [(1, 2)], 0, True)
    second = paint(first, [(3, 4)], 1, False)
    before = facts(first), facts(second)
    other = paint(first, [(5, 6)], 2, True)  # after an undo
    third = paint(second, [(7, 8)], 2, True)
    assert (facts(first), facts(second)) == before
    assert (other.X[-1].tolist(), third.X[-2:].tolist()) == ([5, 6], [[3, 4], [7, 8]])
    assert facts(replace(third, y=third.y)) == facts(third)


def test_painted_dragons_can_be_changed_as_all_others():
    painted = paint(make(3), [(1, 2), (3, 4)], 1, True)
    assert painted.move([3], [(9, 9)]).X[3].tolist() == [9, 9]
    assert painted.X[3].tolist() == [1, 2]
    assert painted.remove([0]).add((5, 5), 0).X[-1].tolist() == [5, 5]


@pytest.mark.slow
def test_100_000_strokes_are_hardly_ever_copied():
    """Copying all dragons at each of them would move 100 GB."""
    dataset, n_copies = make(0), 0
    for k in range(MAX_DRAGONS):
        before, dataset = dataset, paint(dataset, [(k, -k)], 1, True)
        n_copies += not np.shares_memory(before.X, dataset.X)
    assert n_copies < 20
    assert len(dataset) == MAX_DRAGONS
    np.testing.assert_array_equal(dataset.X[:, 0], -dataset.X[:, 1])
    with pytest.raises(DragonsError) as refusal:
        paint(dataset, [(0, 0), (1, 1)], 1, True)
    assert str(refusal.value) == "There are 100,000 dragons, and 100,000 is the most: these 2 are too many."


@pytest.mark.parametrize(
    ("stroke", "sentence"),
    [
        ([(1, 2), (np.nan, 3)], "A dragon's place is two finite numbers, and [nan, 3.0] was given."),
        ([(1, 2), (2e15, 3)], "A dragon's place is two numbers within ±1e15, and (2e+15, 3) was given: larger ones"),
    ],
)
def test_a_place_where_nobody_can_be_painted(stroke, sentence):
    with pytest.raises(DragonsError) as refusal:
        paint(make(), stroke, 0, True)
    assert str(refusal.value).startswith(sentence)
    with pytest.raises(DragonsError, match="A label is a whole number from 0 to 2, and 3 was given"):
        paint(make(), [(1, 2)], 3, True)


@settings(deadline=None)
@given(st.tuples(st.floats(0, 20), st.floats(100, 300)), st.floats(0.1, 10), st.floats(1, 100))
def test_an_eraser_reaches_who_lies_within_its_ellipse(centre, across, up):
    dataset = make()
    expected = [
        i for i, (x, y) in enumerate(dataset.X) if ((x - centre[0]) / across) ** 2 + ((y - centre[1]) / up) ** 2 <= 1
    ]
    assert within(dataset, centre, (across, up)).tolist() == expected


# Jitter


def test_only_whole_numbers_are_drawn_apart_and_never_as_far_as_the_next_one():
    X = np.array([[5.0, 1.5], [6.0, 2.0], [5.0, -3.0]])
    assert whole_columns(X) == (True, False)
    drawn = jittered(X, whole_columns(X))
    np.testing.assert_array_equal(np.rint(drawn[:, 0]), X[:, 0])
    np.testing.assert_array_equal(drawn[:, 1], X[:, 1])
    assert (drawn[:, 0] != X[:, 0]).all()
    assert X.tolist() == [[5.0, 1.5], [6.0, 2.0], [5.0, -3.0]]


def test_a_dragon_is_drawn_in_its_place_again_also_when_there_are_more():
    X = np.zeros((5, 2))
    first = jittered(X[:3], (True, True), 4)
    np.testing.assert_array_equal(jittered(X, (True, True), 4)[:3], first)
    assert (jittered(X[:3], (True, True), 5) != first).any()
