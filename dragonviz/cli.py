"""The command line."""

from __future__ import annotations

import argparse
import os
import sys

from dragonviz import __version__
from dragonviz.app.screen import why_no_window

_INTERRUPTED = 130  # what a shell expects


def main(argv: list[str] | None = None) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    argv : list of str, optional
        The arguments; the process's own if None.

    Returns
    -------
    int
        The exit code: 2 if there is no screen, 130 after Ctrl+C.
    """
    parser = argparse.ArgumentParser(
        prog="dragonviz",
        description="Watch logistic regression, perceptrons and the multi-layer perceptron learn, live.",
    )
    parser.add_argument("file", nargs="?", help="a CSV or Excel file to open")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    arguments = parser.parse_args(argv)
    why_not = why_no_window()
    if why_not is not None:
        print(why_not, file=sys.stderr)
        return 2
    # Two threads of ours work beside the window; libraries that take every core for themselves would starve it.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        # Loads Qt, which must not be touched before.
        from dragonviz.app.startup import run

        return run(arguments.file)
    except KeyboardInterrupt:  # while it starts; later it closes the window
        return _INTERRUPTED
