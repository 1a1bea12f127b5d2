"""Frame gaps of the window while each model trains flat out, beside those of the idle window.

A frame gap is how long the GUI thread left a frame unserved: a precise 16 ms timer ticks in that thread, and the gap is
the time between two ticks. Whatever keeps the thread busy for longer than a frame, or keeps Python's lock from it,
shows as a longer gap; an idle window on an idle machine has 16 ms. That the picture is really redrawn meanwhile is told
beside it: how often the canvas painted, and how long the GUI thread computed, which other programs do not change much.
"""

from __future__ import annotations

import time
from functools import partial
from typing import NamedTuple

import numpy as np

from benchmarks.dragons import PER_SEED, lesson, many
from benchmarks.goal import Row, at_most
from benchmarks.thread_profiles import profile_of_window
from benchmarks.timing import middle
from benchmarks.window import Paints, Ticks, let_run, open_window
from dragonviz.models.catalogue import MODELS

_GOALS = {PER_SEED: at_most(20, "ms"), 10_000: at_most(40, "ms"), 100_000: at_most(100, "ms")}
TASKS = {"logistic": "fire", "perceptron": "fire", "multiclass": "colour", "mlp": "colour"}
_TELLING = ("multiclass", "mlp")
# As long as the settings allow. A run that ends all the same, as logistic regression's soon does, begins again.
ENDLESS = {
    "logistic": {},
    "perceptron": {"max_iter": 1_000_000, "tol": 0.0},
    "multiclass": {"max_iter": 1_000_000, "tol": 0.0},
    "mlp": {"max_iter": 10_000_000},
}


class Frames(NamedTuple):
    """What was seen of some seconds: gaps in ms, paints a second, and the GUI thread's share of a core."""

    p50: float
    p99: float
    longest: float
    paints: float
    busy: float


def rows(effort):
    """Measure.

    Yields
    ------
    Row
    """
    with open_window() as person:
        watch = FrameWatch(person.window.canvas.viewport())
        for n, goal in _GOALS.items():
            sources = {task: lesson(task) if n == PER_SEED else many(n, task) for task in ("fire", "colour")}
            for model, task in TASKS.items():
                if not effort.thorough and n > PER_SEED and model not in _TELLING:
                    continue
                person.show(sources[task], model, **ENDLESS[model])
                yield _row(person, watch, f"frame gap p99, {MODELS[model].title} trains, {n:,} dragons", goal, effort)


def _row(person, watch, what, goal, effort):
    idle, busy = [], []
    for _ in range(effort.runs):
        idle.append(watch.watch(effort.window_seconds))
        person.train_for_ever()
        busy.append(watch.watch(effort.window_seconds))
        person.pause()
        # The last fine picture of the regions belongs to the training, not to the idle window.
        let_run(0.2)

    def profile():
        person.train_for_ever()
        found = profile_of_window(partial(watch.watch, effort.window_seconds))
        person.pause()
        return found

    idle, busy = (Frames(*map(middle, zip(*frames, strict=True))) for frames in (idle, busy))
    return Row(
        what=what,
        goal=goal,
        figure=busy.p99,
        unit="ms",
        ours=busy.p99,
        peer="idle window",
        theirs=idle.p99,
        note=(
            f"p50 {busy.p50:.1f} (idle {idle.p50:.1f}), longest {busy.longest:.0f} ms (idle {idle.longest:.0f}); "
            f"{busy.paints:.0f} paints/s, GUI thread {100 * busy.busy:.0f} % of a core, "
            f"{1000 * busy.busy / max(busy.paints, 1):.1f} ms a paint."
        ),
        profile=profile,
    )


class FrameWatch:
    """Watches the GUI thread from inside.

    Parameters
    ----------
    widget : QWidget
        Whose paints are counted.
    """

    def __init__(self, widget):
        self._ticks = Ticks(widget)
        self._n_paints = 0
        self._paints = Paints(widget)
        self._paints.begun.connect(self._count)

    def watch(self, seconds):
        """Let the event loop run, and see.

        Returns
        -------
        Frames
        """
        self._n_paints, computed = 0, time.thread_time()
        self._ticks.start()
        begin = time.perf_counter()
        let_run(seconds)
        took = time.perf_counter() - begin
        gaps = self._ticks.stop()
        p50, p99 = np.percentile(gaps, (50, 99))
        return Frames(p50, p99, gaps.max(), self._n_paints / took, (time.thread_time() - computed) / took)

    def _count(self):
        self._n_paints += 1
