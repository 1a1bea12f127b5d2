"""Cyclic garbage is collected in the GUI thread only, while there are other threads."""

import gc
import threading
import weakref

import pytest

from dragonviz.app.garbage import GarbageCollector
from dragonviz.training.run import Run
from tests.app.laboratory import ENDLESS, Laboratory


class Cycle:
    def __init__(self):
        self.itself = self


def threads_that_collect(n=50):
    """Make garbage, and return the list in which the threads that collect it will be found."""
    threads = []
    for _ in range(n):
        weakref.finalize(Cycle(), lambda: threads.append(threading.get_ident()))
    return threads


def test_a_worker_that_allocates_collects_nothing(qtbot, monkeypatch):
    advance = Run.advance
    piles = []

    def wasteful_advance(run, steps):
        # Enough for Python to collect many times over if it did so in this thread.
        piles.append([[] for _ in range(5000)])
        del piles[:-2]
        return advance(run, min(steps, 100))

    monkeypatch.setattr(Run, "advance", wasteful_advance)
    laboratory = Laboratory(qtbot)
    laboratory.begin(**ENDLESS)
    threads = threads_that_collect()
    laboratory.stage.toggle_training()
    qtbot.waitUntil(lambda: len(threads) == 50, timeout=30_000)
    laboratory.stop()
    assert set(threads) == {threading.get_ident()}


def test_python_collects_on_its_own_before_and_after(qtbot):
    assert gc.isenabled()
    laboratory = Laboratory(qtbot)
    assert not gc.isenabled()
    laboratory.stop()
    assert gc.isenabled()


@pytest.mark.parametrize("generation", [0, 1, 2])
def test_the_oldest_generation_that_is_due_is_collected(qapp, monkeypatch, generation):
    collector = GarbageCollector()
    collected = []
    with monkeypatch.context() as patched:
        patched.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        patched.setattr(gc, "get_count", lambda: tuple(701 if g <= generation else 0 for g in range(3)))
        patched.setattr(gc, "collect", collected.append)
        collector._collect()
        patched.setattr(gc, "get_count", lambda: (700, 10, 10))
        collector._collect()
    collector.stop()
    assert collected == [generation]


def test_once_everything_is_loaded_what_is_there_is_looked_at_no_more(qtbot):
    laboratory = Laboratory(qtbot)
    frozen_before = gc.get_freeze_count()
    with qtbot.waitSignal(laboratory.services.loading, check_params_cb=lambda what: not what, timeout=60_000):
        laboratory.services.preload()
    assert gc.get_freeze_count() > frozen_before
    gc.unfreeze()
    laboratory.stop()
