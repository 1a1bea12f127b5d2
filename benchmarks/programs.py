"""Programs of the benchmark's own, each started in a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

_LONGEST_S = 300


def run_program(name, *arguments, environment=None, seconds=0.0):
    """Start ``python -m benchmarks.NAME`` and wait for its end.

    Parameters
    ----------
    name : str
    *arguments : str
    environment : mapping of str to str, optional
        Variables to set besides those of this process.
    seconds : float
        How long it is meant to run.

    Returns
    -------
    started : float
        When it was started, as `time.time` tells.
    findings : dict
        What it told.

    Raises
    ------
    RuntimeError
        If it failed.
    """
    command = [sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments)]
    started = time.time()
    result = subprocess.run(
        command,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        timeout=_LONGEST_S + seconds,
    )
    if result.returncode or not result.stdout:
        raise RuntimeError(f"{' '.join(command[1:])} failed with exit code {result.returncode}:\n{result.stderr}")
    return started, json.loads(result.stdout.splitlines()[-1])
