"""Uses the program at random, through real events, and tells what goes wrong.

    python -m tests.random_actions --seed 1 --minutes 10
    python -m tests.random_actions --seed 1 --actions 812      # the same actions up to the one that failed
    python -m tests.random_actions --closings 50               # closes the window in the midst of things

The exit code is 0 if all was well. Every action is a function in `mouse`, `keys` or `others`.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import sys
import tempfile
import traceback
from pathlib import Path

from tests.random_actions.closings import close_many


def main(arguments=None):
    options = _parser().parse_args(arguments)
    if options.minutes is None:
        options.minutes = 1.0 if options.actions is None else math.inf
    if options.closings:
        return close_many(options.seed, options.closings)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.random_actions.session import session

    options.log = os.path.abspath(options.log)
    # What it saves, it saves where nobody minds.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return session(options, folder)


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m tests.random_actions", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, help="1 unless told, and as long as it takes with --actions")
    parser.add_argument("--actions", type=int, help="stop after so many")
    parser.add_argument(
        "--log",
        metavar="FILE",
        default=str(Path(tempfile.gettempdir(), "random-actions.log")),
        help="where every action is written down before it is done (%(default)s)",
    )
    parser.add_argument("--without", nargs="+", default=[], metavar="ACTION", help="leave these out")
    parser.add_argument("--close", action="store_true", help="after so many ACTIONS close the window at once")
    parser.add_argument("--closings", type=int, metavar="N", help="do that N times, each in a process of its own")
    return parser


if __name__ == "__main__":
    try:
        code = main()
    except Exception:
        traceback.print_exc()
        code = 1
    sys.exit(code)
