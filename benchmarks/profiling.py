"""Where the time goes."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from benchmarks.figures import with_unit

# Before a profile of the thread that runs Qt's event loop.
OF_WINDOW = "The window's thread, in which “exec” is Qt waiting and painting, "
_LONGEST = 8
_ALL_THE_TIME = 0.995


def profile_of(work, times=1):
    """Do some work under a profiler, which sees the calling thread only.

    Times are by the clock on the wall, so that waiting for Python's lock counts where the thread waits.

    Parameters
    ----------
    work : callable
    times : int
        How often it is done: what is short needs to be done again for a picture that stays the same.

    Returns
    -------
    str
        The functions of ours that took longest with all that they called, and those that took longest by themselves.
    """
    with cProfile.Profile() as profiler:
        for _ in range(times):
            work()
    return in_words(profiler)


def in_words(profiler):
    """What a `cProfile.Profile` saw, as `profile_of` returns it."""
    if not profiler.getstats():
        return "nothing was called."
    statistics = pstats.Stats(profiler)
    whole = statistics.total_tt
    entries = [
        (cumulative, alone, f"{calls:,}× {_name(file, function)}", file)
        for (file, _, function), (_, calls, alone, cumulative, _) in statistics.stats.items()
        if Path(file).parent.name != "benchmarks"
    ]
    # What is built in has no file to name, and what imports is frozen; a kernel has that of its source. What is under
    # way all the time says nothing.
    inclusive = [
        (cumulative, name)
        for cumulative, _, name, file in entries
        if Path(file).suffix == ".py" and cumulative < _ALL_THE_TIME * whole
    ]
    exclusive = [(alone, name) for _, alone, name, _ in entries]
    return (
        f"with all that they called, of {with_unit(1000 * whole, 'ms')}:\n{listed(inclusive, whole)}\n"
        f"by themselves:\n{listed(exclusive, whole)}"
    )


def listed(entries, whole):
    """The largest of some (amount, name), in percent of the whole, one a line."""
    return "\n".join(f"{100 * took / whole:6.1f} % {name}" for took, name in sorted(entries)[: -_LONGEST - 1 : -1])


def name_of(file, function):
    """A function's name and where it is, such as "kernels/perceptron.py advance"."""
    path = Path(file)
    return f"{path.parent.name}/{path.name} {function}"


def _name(file, function):
    return name_of(file, function) if Path(file).suffix == ".py" else function.partition(" at 0x")[0].strip("<>")
