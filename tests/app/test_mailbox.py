"""A mailbox holds the newest item, tells once that there is one, and loses none to two threads."""

import threading

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
