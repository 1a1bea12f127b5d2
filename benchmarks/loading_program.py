"""What the training thread does to make a model ready, alone in a process.

``python -m benchmarks.loading_program MODEL``
"""

from __future__ import annotations

import sys
from functools import partial

from benchmarks.first_paint import tell
from benchmarks.profiling import profile_of
from dragonviz.app.preloader import warm_up


def main(model):
    """Make it ready, and tell where the time went."""
    tell(profile=f"Making the model ready, {profile_of(partial(warm_up, model))}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
