"""How often and how long things are measured, and how contestants are timed beside each other."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import numpy as np


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    Parameters
    ----------
    runs : int
        A figure is the median of so many.
    fit_seconds : float
        How long one training of a network, or one series of region maps, goes on.
    loop_epochs : int
        Of the literal loops, which are slow.
    window_seconds : float
        How long the frames of one run are watched.
    moves : int
        Mouse moves of one drag.
    minutes : float
        How long memory is watched.
    start_runs : int
        Of starts that train, which take long.
    thorough : bool
        Whether every model is measured where one or two tell the most.
    """

    runs: int
    fit_seconds: float
    loop_epochs: int
    window_seconds: float
    moves: int
    minutes: float
    start_runs: int
    thorough: bool


FULL = Effort(
    runs=5, fit_seconds=0.4, loop_epochs=40, window_seconds=3.0, moves=100, minutes=1.0, start_runs=5, thorough=True
)
QUICK = Effort(
    runs=3, fit_seconds=0.05, loop_epochs=5, window_seconds=0.2, moves=16, minutes=0.05, start_runs=1, thorough=False
)


@contextmanager
def one_thread():
    """Everybody computes on one thread: BLAS, OpenMP and torch."""
    import torch
    from threadpoolctl import threadpool_limits

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield
    finally:
        torch.set_num_threads(before)


def rates(contestants, runs):
    """Let all contestants run once, then all again, and so on, so that noise hits them alike.

    Parameters
    ----------
    contestants : mapping of str to callable
        Each does some work and returns how much, as in samples visited. Call it once before: compiling is no part of
        the measurement.
    runs : int

    Returns
    -------
    dict of str to ndarray of shape (runs,)
        Work per second.
    """
    measured = {name: np.empty(runs) for name in contestants}
    for run in range(runs):
        for name, work in contestants.items():
            begin = time.perf_counter()
            amount = work()
            measured[name][run] = amount / (time.perf_counter() - begin)
    return measured


def median_ratio(numerators, denominators):
    """The median over the runs of one contestant's figure by the other's of the same round."""
    return float(np.median(np.asarray(numerators) / np.asarray(denominators)))


def repeats_that_take(seconds, work):
    """How often `work` has to be done to keep busy for so long; it is done twice to find out.

    Parameters
    ----------
    seconds : float
    work : callable
        Takes a number of repetitions.

    Returns
    -------
    int
        At least 1.
    """
    work(1)
    begin = time.perf_counter()
    work(1)
    return max(1, int(seconds / (time.perf_counter() - begin)))


def lasting(seconds, work):
    """`work`, to be called without arguments, with as many repetitions as keep it busy for so long."""
    return partial(work, repeats_that_take(seconds, work))


def middle(figures):
    """The median, as a plain number."""
    return float(np.median(figures))
