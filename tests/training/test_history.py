"""The history drops nothing while there is room, and keeps the curve's shape when there is not."""

import numpy as np
import pytest

from dragonviz.models.learner import EpochRecords
from dragonviz.training.history import History


def records(first, n):
    epochs = np.arange(first, first + n, dtype=float)
    return EpochRecords(epochs / 1e6, epochs / 2e6, -epochs)


def test_every_epoch_is_kept_in_order():
    history = History()
    first = 1
    for n in (1, 0, 5, 3000, 2):
        history.append(first, records(first, n))
        first += n
    epochs = history.epochs()
    np.testing.assert_array_equal(epochs.epoch, np.arange(1, 3009))
    np.testing.assert_array_equal(epochs.loss, -epochs.epoch)
    np.testing.assert_array_equal(epochs.test_accuracy, epochs.epoch / 2e6)


def test_what_was_read_does_not_change_and_cannot_be_changed():
    history = History()
    history.append(1, records(1, 10))
    before = history.epochs()
    history.append(11, records(11, 5000))
    np.testing.assert_array_equal(before.epoch, np.arange(1, 11))
    assert not before.loss.flags.writeable


def test_a_full_history_thins_its_older_half_and_goes_on():
    history = History(capacity=100)
    for first in range(1, 1001, 10):
        history.append(first, records(first, 10))
    epoch = history.epochs().epoch
    assert len(epoch) <= 100
    assert epoch[0] == 1
    assert epoch[-1] == 1000
    assert (np.diff(epoch) > 0).all()
    np.testing.assert_array_equal(epoch[-20:], np.arange(981, 1001))
    np.testing.assert_array_equal(history.epochs().loss, -epoch)


def test_a_series_is_the_same_as_long_as_entries_are_only_appended():
    history = History(capacity=4000)
    before = history.epochs()
    for first in range(1, 4001, 1000):
        history.append(first, records(first, 1000))
        after = history.epochs()
        assert after.series is before.series
        np.testing.assert_array_equal(after.loss[: len(before.loss)], before.loss)
        before = after
    history.append(4001, records(4001, 1))
    assert history.epochs().series is not before.series
    assert History().epochs().series is not History().epochs().series


def test_when_it_is_full_every_second_entry_of_the_older_half_goes_and_none_of_the_newer():
    history = History(capacity=100)
    history.append(1, records(1, 100))
    history.append(101, records(101, 1))
    expected = [*range(1, 50, 2), *range(51, 102)]
    np.testing.assert_array_equal(history.epochs().epoch, expected)
    np.testing.assert_array_equal(history.epochs().loss, -history.epochs().epoch)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("slices", [[1] * 1000, [999, 1], [1000], [7, 500, 493]])
def test_any_number_of_entries_is_taken_at_once_and_kept_as_if_they_had_come_one_by_one(slices):
    one_by_one, history = History(capacity=16), History(capacity=16)
    for epoch in range(1, 1001):
        one_by_one.append(epoch, records(epoch, 1))
    first = 1
    for n in slices:
        history.append(first, records(first, n))
        first += n
    for ours, expected in zip(history.epochs()[:4], one_by_one.epochs()[:4], strict=True):
        np.testing.assert_array_equal(ours, expected)
    assert history.epochs().epoch[0] == 1
    assert history.epochs().epoch[-1] == 1000


def test_a_part_of_it_is_a_history_of_its_own():
    history = History()
    history.append(1, records(1, 30))
    whole = history.epochs()
    part = whole.between(5, 12)
    np.testing.assert_array_equal(part.epoch, np.arange(5, 13))
    np.testing.assert_array_equal(part.loss, -part.epoch)
    assert not part.loss.flags.writeable
    assert part.series is not whole.series
    shorter = history.until(12)
    shorter.append(13, EpochRecords(*np.zeros((3, 40))))
    assert (history.last_epoch, shorter.last_epoch, History().last_epoch) == (30, 52, 0)
    np.testing.assert_array_equal(history.epochs().loss, whole.loss)
    np.testing.assert_array_equal(shorter.epochs().loss, np.append(whole.loss[:12], np.zeros(40)))
    assert len(history.until(0).epochs().epoch) == 0
