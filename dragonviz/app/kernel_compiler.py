"""Compiles the models' inner loops at the very first start, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys

from dragonviz.models import kernel_cache
from dragonviz.models.first_compilation import PARTS


class KernelCompiler:
    """Compiling takes Python's lock for seconds: in this process, the window would stall.

    Lives in the training thread; `stop` may be called from any thread.
    """

    def __init__(self):
        self._processes = []
        self._stopped = False

    def start(self):
        """Compile what no earlier start has compiled; what is compiled then lies in the cache for all processes."""
        if not self._processes and not self._stopped and not kernel_cache.all_is_compiled():
            self._processes = [
                subprocess.Popen(
                    [sys.executable, "-m", "dragonviz.models.first_compilation", part],
                    env=os.environ | {"NUMBA_CACHE_DIR": str(kernel_cache.FOLDER)},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                for part in PARTS
            ]

    @property
    def at_work(self):
        """Whether it is compiling."""
        exits = [process.poll() for process in self._processes]
        if exits and not any(exits) and None not in exits:
            kernel_cache.note_that_all_is_compiled()
        return None in exits

    def wait(self):
        """Return when it has finished. Should it have failed, this process compiles what it needs when it needs it."""
        for process in self._processes:
            process.wait()

    def stop(self):
        """End it; it does not start again."""
        self._stopped = True
        for process in self._processes:
            process.kill()
            process.wait()
