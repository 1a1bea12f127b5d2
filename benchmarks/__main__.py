"""Measures every goal for speed and says which are met.

A figure is the median of 5 runs (with --quick of 3, and of 1 for starts that train), ours and each peer in turn. A
ratio says how much faster ours is; that of the first painted window, how much longer ours takes. What could not be
measured, or not for long enough to meet its goal, is open. A row that misses its goal says by how much, and (but not
with --quick) its work is done once more under a profiler, which says where the time goes.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path

from benchmarks.goal import Outcome
from benchmarks.machine import describe, in_words
from benchmarks.screen import a_screen
from benchmarks.table import print_head, print_row
from benchmarks.timing import FULL, QUICK

# Each module has a function `rows`, and is imported when it is asked for: the first ones to run shall not pay for Qt.
GROUPS = {
    "perceptrons": "benchmarks.perceptron_rows",
    "mlp": "benchmarks.mlp_rows",
    "regions": "benchmarks.region_rows",
    "frames": "benchmarks.frame_rows",
    "files": "benchmarks.file_rows",
    "drag": "benchmarks.drag_rows",
    "start": "benchmarks.start_rows",
    "memory": "benchmarks.memory_rows",
}


def main(argv=None):
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs, under a minute in all")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS), metavar="NAME", help=f"of {GROUPS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything there, for machines")
    parser.add_argument("--profile", action="store_true", help="profile all rows, not only those that miss their goal")
    parser.add_argument("--minutes", type=float, metavar="N", help="how long memory is watched")
    arguments = parser.parse_args(argv)
    effort, profiled = (QUICK, ()) if arguments.quick else (FULL, (Outcome.MISSED,))
    if arguments.profile:
        profiled = tuple(Outcome)
    if arguments.minutes is not None:
        effort = replace(effort, minutes=arguments.minutes)
    machine = describe()
    print(in_words(machine))
    with a_screen() as screen:
        print(f"Fits and region maps on one thread, the window on the threads that it has; shown on {screen}.\n")
        rows, took = [], {}
        print_head()
        for name in arguments.only:
            begin = time.perf_counter()
            # Row by row: what a profile needs is there until the next row is asked for.
            rows.extend(print_row(row, profiled) for row in import_module(GROUPS[name]).rows(effort))
            took[name] = round(time.perf_counter() - begin, 1)
    counts = Counter(row["outcome"] for row in rows)
    print("\n" + ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items())))
    print("seconds: " + ", ".join(f"{name} {seconds}" for name, seconds in took.items()))
    if arguments.json is not None:
        whole = {"machine": machine, "screen": screen, "effort": asdict(effort), "seconds": took, "rows": rows}
        arguments.json.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
