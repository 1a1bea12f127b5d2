"""How far the memory of a process rises above its beginning while it trains and redraws without a pause."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from benchmarks.goal import Row, at_most
from benchmarks.programs import run_program
from dragonviz.models.catalogue import MODELS

_GOAL = at_most(5, "%")
_GOAL_MINUTES = 60
_MINUTES_PROFILED = 1


def rows(effort):
    """Measure.

    Yields
    ------
    Row
    """
    models = ("mlp", "perceptron") if effort.thorough else ("mlp",)
    # At the same time, since speed is not what is measured.
    with ThreadPoolExecutor() as pool:
        yield from pool.map(partial(_row, minutes=effort.minutes), models)


def _row(model, minutes):
    _, findings = run_program("growing_program", model, minutes, seconds=60 * minutes)
    what = f"memory, {MODELS[model].title} trains for {minutes:g} min"
    if findings["megabytes"] is None:
        return Row(what, _GOAL, None, "MB", note="This system does not say how much memory a process has.")
    times, sizes = np.array(findings["seconds"]), np.array(findings["megabytes"])
    # A moment's copy, as when a history is thinned, is no growth.
    most = float(np.percentile(sizes, 99))
    note = f"{findings['epochs']:,} epochs in the last run. The memory once came to {sizes.max():,.0f} MB."
    if minutes < _GOAL_MINUTES:
        late = times >= times[-1] / 2
        rate = 60 * np.polyfit(times[late], sizes[late], 1)[0]
        note += (
            f" The goal is for {_GOAL_MINUTES} min: a shorter time can only miss it. In the second half of the"
            f" {minutes:g} min the memory changed by {rate:+.1f} MB a minute."
        )
        if rate > 0:
            note += f" An hour at that rate would add {100 * _GOAL_MINUTES * rate / sizes[0]:.0f} %."
    return Row(
        what,
        _GOAL,
        figure=100 * (most / sizes[0] - 1),
        unit="MB",
        ours=most,
        peer="at the start",
        theirs=sizes[0],
        note=note,
        decides=minutes >= _GOAL_MINUTES,
        profile=partial(_profile, model, min(minutes, _MINUTES_PROFILED)),
    )


def _profile(model, minutes):
    _, findings = run_program("allocating_program", model, minutes, seconds=60 * minutes)
    return findings["profile"]
