"""A share of the first compilation, with a look at the clock whenever numba turns to another function.

``python -m benchmarks.compiling_program KERNEL ...``
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from benchmarks.first_paint import tell
from benchmarks.profiling import listed, name_of


def main(*kernels):
    """Compile, and tell how long each function took by itself."""
    begin = time.time()
    from numba.core.event import install_recorder

    from dragonviz.models.kernels import first_compilation

    with install_recorder("numba:compile") as recorder:
        first_compilation.main(kernels)
    end = time.time()
    took, under_way, last = Counter(), ["loading and all else"], begin
    for moment, event in recorder.buffer:
        took[under_way[-1]] += moment - last
        last = moment
        if event.is_start:
            # While it is compiled, those that it calls are.
            function = event.data["dispatcher"].py_func
            under_way.append(name_of(function.__code__.co_filename, function.__name__))
        else:
            under_way.pop()
    took[under_way[-1]] += end - last
    whole = end - begin
    slowest = listed([(seconds, name) for name, seconds in took.items()], whole)
    tell(profile=f"Compiling {', '.join(kernels)}, with nothing beside it, of {whole:.2f} s:\n{slowest}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
