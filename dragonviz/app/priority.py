"""Lets the window come first where there are fewer cores than threads at work."""

from __future__ import annotations

import os
import sys
import threading

_NICENESS = 10


def lower_priority() -> None:
    """Have this thread wait for others that want the processor. Qt does so itself, but not on Linux."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
