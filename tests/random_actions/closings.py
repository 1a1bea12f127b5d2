"""Closes the window in the midst of things, each time in a process of its own, which must end soon and in silence."""

from __future__ import annotations

import os
import random
import subprocess
import sys

_LONGEST_S = 60


def close_many(seed, n):
    """Do so many closings; prints each that went wrong.

    Returns
    -------
    int
        The exit code.
    """
    failed = 0
    for k in range(seed, seed + n):
        n_actions = random.Random(k).randint(1, 60)
        command = f"-m tests.random_actions --seed {k} --actions {n_actions} --close --log {os.devnull}"
        wrong = _run(command.split())
        if wrong:
            failed += 1
            print(f"python {command}\n{wrong}")
    print(f"Closed {n} times, {failed} of them badly.")
    return min(1, failed)


def _run(arguments):
    """What went wrong, empty if nothing did."""
    try:
        result = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=_LONGEST_S)
    except subprocess.TimeoutExpired:
        return f"It has not ended after {_LONGEST_S} s."
    if result.returncode == 0 and not result.stderr:
        return ""
    return f"exit code {result.returncode}\n{result.stdout}{result.stderr}"
