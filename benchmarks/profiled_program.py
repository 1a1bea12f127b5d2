"""`benchmarks.started_program` with its window's thread under a profiler from the beginning.

``python -m benchmarks.profiled_program [MODEL]``
"""

from __future__ import annotations

import cProfile
import os
import sys

from benchmarks.profiling import OF_WINDOW, in_words


def main(model=None):
    """Start the program, and tell where the time went until it would have told."""
    profiler = cProfile.Profile()
    profiler.enable()
    # Imported now, since loading Qt is a part of what is looked at.
    from benchmarks import first_paint, started_program

    def tell(**_):
        profiler.disable()
        computed = os.times()
        here, in_children = computed.user + computed.system, computed.children_user + computed.children_system
        first_paint.tell(
            profile=f"All threads of the program computed for {here:.2f} s, and processes that it started and waited "
            f"for computed for {in_children:.2f} s.\n{OF_WINDOW}{in_words(profiler)}"
        )

    return started_program.main(model, tell)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
