"""The window training without a pause while its memory is watched.

``python -m benchmarks.growing_program MODEL MINUTES``; what grows at first (libraries, caches, pictures) is let pass
for 20 seconds, or a sixth of the time if that is less.
"""

from __future__ import annotations

import sys
import time

from benchmarks.dragons import lesson
from benchmarks.first_paint import tell
from benchmarks.frame_rows import ENDLESS, TASKS
from benchmarks.machine import resident_megabytes
from benchmarks.window import let_run, open_window

_WARM_UP_S = 20


def main(model, minutes):
    """Train, and tell what the memory came to."""
    seconds = 60 * float(minutes)
    with open_window() as person:
        person.show(lesson(TASKS[model]), model, **ENDLESS[model])
        person.train_for_ever()
        let_run(min(_WARM_UP_S, seconds / 6))
        begin = time.perf_counter()
        times, sizes = [], []
        while not times or times[-1] < seconds:
            times.append(time.perf_counter() - begin)
            sizes.append(resident_megabytes())
            let_run(min(1.0, seconds / 20))
        epochs = person.moment.side.snapshot.epoch
    tell(seconds=times, megabytes=None if None in sizes else sizes, epochs=epochs)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
