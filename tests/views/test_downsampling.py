"""Downsampling, against what numpy says of the same entries."""

from __future__ import annotations

import numpy as np
import pytest

from dragonviz.views.curves.downsampling import GrowingSeries


def series(values, x=None):
    one = GrowingSeries()
    one.update(np.arange(0.0, len(values)) if x is None else x, values)
    return one


def check_bins(thin, x, values):
    """Each bin says of exactly the entries in it what numpy says, and no entry is in no bin."""
    bins = np.searchsorted(thin.left, x, side="right") - 1
    for k in range(len(thin.left)):
        inside = values[bins == k]
        assert x[bins == k].min() >= thin.left[k]
        assert x[bins == k].max() <= thin.right[k]
        assert thin.low[k] == inside.min()
        assert thin.high[k] == inside.max()
        assert thin.mean[k] == pytest.approx(inside.mean())
    np.testing.assert_array_equal(thin.left[1:], thin.right[:-1])


def test_short_series_is_drawn_as_it_is():
    values = np.random.default_rng(0).random(200)
    thin = series(values).downsampled(0, 200, most=400)
    np.testing.assert_array_equal(thin.mean, values)
    np.testing.assert_array_equal(thin.x, np.arange(200))
    assert len(thin.low) == 0


@pytest.mark.parametrize("n", [401, 1_000, 25_600, 100_003])
def test_bins_of_a_whole_series(n):
    values = np.random.default_rng(n).random(n)
    thin = series(values).downsampled(0, n, most=400)
    assert 100 <= len(thin.x) <= 401
    check_bins(thin, np.arange(0.0, n), values)


@pytest.mark.parametrize("n", [401, 1_000, 25_600, 100_003])
def test_bins_begin_at_multiples_of_their_width_counted_from_epoch_0(n):
    thin = series(np.random.default_rng(n).random(n)).downsampled(0, n, most=400)
    begins, width = thin.left + 0.5, thin.right[0] - thin.left[0]
    assert np.log2(width) == int(np.log2(width))
    np.testing.assert_array_equal(begins, width * np.arange(len(begins)))
    assert thin.right[-1] == n - 0.5


@pytest.mark.parametrize(("first", "n"), [(37, 1_000), (37, 100_003), (64, 30_000)])
def test_bins_of_a_way_that_was_left_and_begins_later(first, n):
    values = np.random.default_rng(n).random(n)
    x = np.arange(float(first), first + n)
    thin = series(values, x).downsampled(0, first + n, most=400)
    assert 100 <= len(thin.x) <= 402
    check_bins(thin, x, values)


@pytest.mark.parametrize("n", [1_050, 100_003])
def test_bins_stay_where_they_are_while_the_series_grows(n):
    values = np.random.default_rng(n).random(n + 30)
    before, after = (series(values[:m]).downsampled(0, m, most=500) for m in (n, n + 30))
    assert len(before.left) <= len(after.left)
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one[:-1], other[: len(one) - 1])


def test_bins_of_a_series_with_gaps_in_x():
    rng = np.random.default_rng(3)
    x = np.cumsum(rng.integers(1, 9, 50_000)).astype(float)
    values = rng.random(50_000)
    thin = series(values, x).downsampled(0, x[-1], most=300)
    assert len(thin.x) <= 302
    assert thin.low.min() == values.min()
    assert thin.high.max() == values.max()
    assert np.all(np.diff(thin.x) > 0)


def test_zoomed_in_shows_single_epochs_with_a_neighbour_on_each_side():
    values = np.random.default_rng(1).random(100_000)
    thin = series(values).downsampled(500, 600, most=400)
    np.testing.assert_array_equal(thin.x, np.arange(499, 602))
    np.testing.assert_array_equal(thin.mean, values[499:602])


@pytest.mark.parametrize("owner", [None, "a run"])
def test_growing_equals_starting_anew(owner):
    values = np.random.default_rng(2).random(30_000)
    x = np.arange(0.0, 30_000)
    growing = GrowingSeries()
    for n in (1, 63, 64, 1_000, 1_001, 20_000, 30_000):
        growing.update(x[:n], values[:n].copy(), owner)
        for one, other in zip(
            growing.downsampled(0, n, most=100), series(values[:n]).downsampled(0, n, most=100), strict=True
        ):
            np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("owners", [("one", "other"), (None, None), ("one", None)])
def test_another_owners_series_replaces_the_first_even_if_it_is_longer(owners):
    growing = GrowingSeries()
    # In the same memory, which must not be taken for the same series.
    memory = np.zeros(2_000)
    growing.update(np.arange(1.0, 1_001), memory[:1_000], owners[0])
    memory[:] = 1.0
    growing.update(np.arange(1.0, 2_001), memory, owners[1])
    thin = growing.downsampled(0, 2_000, most=10)
    assert thin.low.min() == 1.0


def test_a_shorter_series_of_the_same_owner_replaces_the_first():
    growing = GrowingSeries()
    growing.update(np.arange(1.0, 2_001), np.zeros(2_000), "a run")
    growing.update(np.arange(1.0, 1_001), np.ones(1_000), "a run")
    assert growing.downsampled(0, 1_000, most=10).low.min() == 1.0


def test_an_undefined_entry_makes_its_bin_undefined_and_no_other():
    values = np.ones(10_000)
    values[5_000] = np.nan
    thin = series(values).downsampled(0, 10_000, most=100)
    assert np.isnan(thin.mean).sum() == 1
    assert np.isnan(thin.low).sum() == 1
