"""The window training without a pause while the lines of Python whose memory grows are watched.

``python -m benchmarks.allocating_program MODEL MINUTES``
"""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path

from benchmarks.dragons import lesson
from benchmarks.first_paint import tell
from benchmarks.frame_rows import ENDLESS, TASKS
from benchmarks.window import let_run, open_window

_LONGEST = 10


def main(model, minutes):
    """Train, and tell which lines have more memory at the end than after the first sixth of the time."""
    seconds = 60 * float(minutes)
    with open_window() as person:
        tracemalloc.start()
        person.show(lesson(TASKS[model]), model, **ENDLESS[model])
        person.train_for_ever()
        let_run(seconds / 6)
        before = _snapshot()
        let_run(seconds * 5 / 6)
        grown = _snapshot().compare_to(before, "lineno")
    whole = sum(line.size_diff for line in grown)
    lines = "\n".join(map(_in_words, sorted(grown, key=lambda line: line.size_diff, reverse=True)[:_LONGEST]))
    tell(
        profile=(
            f"What Python's allocator and numpy hold grew by {whole / 1e6:+.2f} MB in {seconds * 5 / 6:.0f} s, slowed "
            f"down by being watched; what Qt, torch and other C code hold is not seen. The lines that grew most:\n"
            f"{lines}"
        )
    )


def _snapshot():
    return tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(False, tracemalloc.__file__)])


def _in_words(line):
    (frame,) = line.traceback
    path = Path(frame.filename)
    return f"{line.size_diff / 1e6:+8.3f} MB {path.parent.name}/{path.name}:{frame.lineno}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
