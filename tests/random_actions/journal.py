"""What was done, and when: the last actions in memory, and all of them in a file that outlives a crash."""

from __future__ import annotations

import time
from collections import deque


class Journal:
    """A line for each action and for each thing done in it.

    Parameters
    ----------
    path : str
        A file to which every line is written before what it tells of is done.
    n_last : int
        How many actions are remembered.
    """

    def __init__(self, path, n_last=30):
        self._file = open(path, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
        self._begin = time.monotonic()
        self._last = deque(maxlen=n_last)
        self.n_actions = 0

    def begin(self, number, name):
        """An action is about to be done."""
        self.n_actions = number
        self._last.append([f"{number:6d} {time.monotonic() - self._begin:8.2f} s  {name}"])
        self._write(self._last[-1][0])

    def say(self, detail):
        """Tell more of the action under way."""
        self._last[-1].append(f"                     {detail}")
        self._write(self._last[-1][-1])

    def last(self):
        """The last actions, as text."""
        return "\n".join("\n".join(lines) for lines in self._last)

    def close(self):
        self._file.close()

    def _write(self, line):
        self._file.write(f"{line}\n")
