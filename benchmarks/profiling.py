"""Where the GUI thread's time goes."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

_LONGEST = 8


def profile_of(work):
    """Do some work under a profiler, which sees the calling thread only.

    Times are by the clock on the wall, so that waiting for Python's lock counts where the thread waits.

    Parameters
    ----------
    work : callable

    Returns
    -------
    str
        The functions of ours that took longest with all that they called, and those that took longest by themselves.
    """
    profiler = cProfile.Profile()
    profiler.runcall(work)
    statistics = pstats.Stats(profiler)
    whole = statistics.total_tt
    entries = [
        (cumulative, alone, calls, Path(file).parent.name == "benchmarks", _name(file, function))
        for (file, _, function), (_, calls, alone, cumulative, _) in statistics.stats.items()
    ]
    # Of what is compiled there is no file to name.
    inclusive = sorted((c, n, name) for c, _, n, is_benchmark, name in entries if "/" in name and not is_benchmark)
    exclusive = sorted((a, n, name) for _, a, n, is_benchmark, name in entries if not is_benchmark)
    return f"with all that they called:\n{_listed(inclusive, whole)}\nby themselves:\n{_listed(exclusive, whole)}"


def _listed(entries, whole):
    longest = entries[: -_LONGEST - 1 : -1]
    return "\n".join(f"{100 * took / whole:6.1f} %{calls:8,}× {name}" for took, calls, name in longest)


def _name(file, function):
    path = Path(file)
    return f"{path.parent.name}/{path.name} {function}" if path.suffix else function.partition(" at 0x")[0].strip("<>")
