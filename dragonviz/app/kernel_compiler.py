"""Compiles the models' inner loops at the very first start, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from dragonviz.models.kernels import cache

# Side by side; the model that the program starts with comes first, and what has much in common shares a process.
SHARES = (("logistic", "perceptrons"), ("mlp-training", "mlp-scores", "mlp-outputs"))
_LOOK_S = 0.02


class KernelCompiler:
    """Compiling takes Python's lock for seconds: in this process, the window would stall.

    Lives in the training thread; `stop` may be called from any thread.
    """

    def __init__(self):
        self._processes = []
        self._stopped = False

    def start(self):
        """Compile what no earlier start has compiled; what is compiled then lies in the cache for all processes."""
        if self._processes or self._stopped:
            return
        for share in SHARES:
            missing = [kernel for kernel in share if not cache.is_compiled(kernel)]
            if missing:
                process = subprocess.Popen(
                    [sys.executable, "-m", "dragonviz.models.kernels.first_compilation", *missing],
                    env=os.environ | {"NUMBA_CACHE_DIR": str(cache.FOLDER)},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                self._processes.append(process)

    @property
    def is_at_work(self):
        """Whether it is compiling."""
        return None in [process.poll() for process in self._processes]

    def is_at_work_for(self, kind):
        """Whether a model has to wait for it.

        Parameters
        ----------
        kind : ModelKind
        """
        return self.is_at_work and not all(map(cache.is_compiled, kind.kernels))

    def wait_for(self, kind):
        """Return when a model need not wait. Should it have failed, this process compiles what it needs."""
        while self.is_at_work_for(kind):
            time.sleep(_LOOK_S)

    def stop(self):
        """End it; it does not start again."""
        self._stopped = True
        for process in self._processes:
            process.kill()
            process.wait()
