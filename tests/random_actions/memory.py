"""How much memory the process has, once a minute."""

from __future__ import annotations

import ctypes
import gc
import os
from pathlib import Path

_STATM = Path("/proc/self/statm")
MOST_GROWTH = 1.05


def resident_mb():
    """What the process has in memory after giving back what it can, in MB; NaN where the system does not tell."""
    if not _STATM.exists():
        return float("nan")
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Memory:
    """Sizes after each minute; the first is taken when the program is warm."""

    def __init__(self):
        self.sizes = []

    def note(self):
        self.sizes.append(resident_mb())

    def report(self):
        """The sizes, as text."""
        return ", ".join(f"{size:,.0f}" for size in self.sizes)

    def check(self):
        """Raise `AssertionError` if it has grown by more than it may, at the end."""
        if len(self.sizes) > 2:
            least, last = self.sizes[0], min(self.sizes[-2:])
            assert last <= MOST_GROWTH * least, f"The memory grew from {least:,.0f} MB: {self.report()} MB a minute."
