"""Where the time goes in the three threads of the window."""

from __future__ import annotations

import cProfile
from functools import partial

from benchmarks.profiling import OF_WINDOW, in_words, profile_of
from benchmarks.window import let_run
from dragonviz.app import region_worker
from dragonviz.training.run import Run

# What each thread behind the window calls, by the place where it is looked up. None of them calls another.
_CALLS = {
    "The training thread, of which only the run is seen, ": [
        (Run, name) for name in ("restart", "replace", "advance_for", "snapshot")
    ],
    "The region thread, of which only the maps are seen, ": [(region_worker, "regions_of")],
}
_LONGEST_CALL_S = 0.3


def profile_of_window(work):
    """Do some work under a profiler, once for each thread, so that no profiler slows down another's.

    Parameters
    ----------
    work : callable
        Is called in the window's thread.

    Returns
    -------
    str
    """
    behind = [thread + _profile_of_calls(calls, work) for thread, calls in _CALLS.items()]
    return "\n".join([OF_WINDOW + profile_of(work), *behind])


def _profile_of_calls(calls, work):
    # A profiler can be set only by the thread that it is for, and Qt's threads call Python anew for each slot.
    profiler = cProfile.Profile()
    originals = [(owner, name, getattr(owner, name)) for owner, name in calls]
    for owner, name, original in originals:
        setattr(owner, name, _profiled(profiler, original))
    try:
        work()
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)
    # A call may still be under way.
    let_run(_LONGEST_CALL_S)
    return in_words(profiler)


def _profiled(profiler, function):
    # A function, so that it becomes a method where it stands for one.
    def profiled(*arguments, **keywords):
        return profiler.runcall(partial(function, *arguments, **keywords))

    return profiled
