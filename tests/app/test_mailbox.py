"""A mailbox holds the newest item, tells once that there is one, and loses none to two threads."""

import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from dragonviz.app.mailbox import Mailbox


@given(st.lists(st.one_of(st.integers(0, 9), st.none())))
def test_it_is_a_variable_that_reading_empties(deeds):
    box, held = Mailbox(), None
    for item in deeds:
        if item is None:
            assert box.take() == held
            held = None
        else:
            assert box.put(item) is (held is None)
            held = item
    assert box.take() == held


def test_a_reader_that_is_told_each_time_the_box_was_empty_gets_the_last_item():
    box, told, taken = Mailbox(), threading.Semaphore(0), []

    def read():
        while not taken or taken[-1] != 20_000:
            told.acquire()
            taken.append(box.take())

    reader = threading.Thread(target=read)
    reader.start()
    for item in range(1, 20_001):
        if box.put(item):
            told.release()
    reader.join(30)
    assert not reader.is_alive()
    assert None not in taken
    assert taken == sorted(taken)


@given(st.lists(st.one_of(st.integers(0, 9), st.none())))
def test_what_was_not_read_is_combined_with_what_comes(deeds):
    """An obviously right oracle: all items since the last reading, in turn."""
    box, unread = Mailbox(lambda new, old: old + new), []
    for item in deeds:
        if item is None:
            assert box.take() == (unread or None)
            unread = []
        else:
            assert box.put([item]) is (not unread)
            unread = [*unread, item]
        assert box.is_empty is (not unread)
    assert box.take() == (unread or None)


class Item:
    """One whose combining lets the other thread come in between."""

    def __init__(self, *numbers):
        self.numbers = numbers

    def after(self, earlier):
        time.sleep(0)
        return Item(*earlier.numbers, *self.numbers)


def test_combining_loses_nothing_to_a_reader_that_comes_in_between():
    box, told, taken, n = Mailbox(Item.after), threading.Semaphore(0), [], 2_000

    def read():
        while len(taken) < n and told.acquire(timeout=10):
            item = box.take()
            taken.extend(() if item is None else item.numbers)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(n):
        if box.put(Item(number)):
            told.release()
    reader.join(60)
    assert not reader.is_alive()
    assert taken == list(range(n))


def test_a_reader_waits_until_an_item_is_combined():
    """As it happens, step by step: what is being combined must be neither taken twice nor lost."""
    at_it, go_on = threading.Event(), threading.Event()

    def combine(new, old):
        at_it.set()
        assert go_on.wait(10)
        return old + new

    box, taken = Mailbox(combine), []
    box.put(["first"])
    writer = threading.Thread(target=box.put, args=(["second"],))
    reader = threading.Thread(target=lambda: taken.append(box.take()))
    writer.start()
    assert at_it.wait(10)
    reader.start()
    reader.join(0.05)  # without a lock it would be done long since
    go_on.set()
    writer.join(10)
    reader.join(10)
    assert taken == [["first", "second"]]
    assert box.is_empty
