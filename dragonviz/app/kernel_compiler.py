"""Compiles the models' inner loops at the very first start, in a process of its own."""

from __future__ import annotations

import subprocess
import sys


class KernelCompiler:
    """Compiling takes Python's lock for seconds: in this process, the window would stall.

    Lives in the training thread; `stop` may be called from any thread.
    """

    def __init__(self):
        self._process = None
        self._stopped = False

    def start(self):
        """Compile what no earlier start has compiled; what is compiled then lies in the cache for all processes."""
        from dragonviz.models.compiling import all_is_compiled

        if self._process is None and not self._stopped and not all_is_compiled():
            self._process = subprocess.Popen(
                [sys.executable, "-m", "dragonviz.training.warming"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    @property
    def at_work(self):
        """Whether it is compiling."""
        return self._process is not None and self._process.poll() is None

    def wait(self):
        """Return when it has finished. Should it have failed, this process compiles what it needs when it needs it."""
        if self._process is not None:
            self._process.wait()

    def stop(self):
        """End it; it does not start again."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()
            self._process.wait()
