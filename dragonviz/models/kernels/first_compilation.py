"""Compiles all inner loops and leaves them in the cache, each by one call that is as small as can be.

`KernelCompiler` has this done behind the window, in processes of their own, each of which is
``python -m dragonviz.models.kernels.first_compilation KERNEL ...``. Only what compiling needs is imported there, since
at the very first start somebody waits for it.
"""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dragonviz.models.kernels import cache

if TYPE_CHECKING:
    from dragonviz.models.catalogue import ModelKind

_log = logging.getLogger(__name__)

# Side by side; the model that the program starts with comes first, and what has much in common shares a process.
SHARES = (("logistic", "perceptrons"), ("mlp-training", "mlp-scores", "mlp-outputs"))
_END_WITH_STDIN = "--end-with-stdin"
_LOOK_S = 0.02
_LONGEST_S = 300
_LONGEST_END_S = 0.5


class KernelCompiler:
    """Has the inner loops compiled in other processes: it takes Python's lock for seconds, and a window would stall.

    Whatever becomes of these processes, nobody waits for them longer than they are at work: what is not in the cache
    then is compiled by whoever needs it. Should this process end, however it ends, so do they. Any thread may call it.
    """

    def __init__(self) -> None:
        self._processes: list[_CompilingProcess] = []
        self._lock = threading.Lock()
        self._stopped = False

    def start(self) -> None:
        """Compile what no earlier start has compiled; what is compiled then lies in the cache for all processes."""
        with self._lock:
            if self._processes or self._stopped:
                return
            for share in SHARES:
                missing = [kernel for kernel in share if not cache.is_compiled(kernel)]
                if missing:
                    try:
                        self._processes.append(_CompilingProcess(missing))
                    except OSError as error:
                        _log.warning("No process to compile %s in: %s", ", ".join(missing), error)

    @property
    def is_at_work(self) -> bool:
        """Whether it is compiling."""
        return any(process.is_at_work for process in self._processes)

    @property
    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped

    def is_at_work_for(self, kind: ModelKind) -> bool:
        """Whether a model has to wait for it.

        Parameters
        ----------
        kind : ModelKind
        """
        return any(process.is_at_work_for(kind.kernels) for process in self._processes)

    def wait_for(self, kind: ModelKind) -> None:
        """Return when a model need not wait."""
        while self.is_at_work_for(kind):
            time.sleep(_LOOK_S)

    def wait(self) -> None:
        """Return when it is not at work."""
        while self.is_at_work:
            time.sleep(_LOOK_S)

    def stop(self) -> None:
        """End it; it does not start again."""
        with self._lock:
            self._stopped = True
            for process in self._processes:
                process.stop()


class _CompilingProcess:
    def __init__(self, kernels):
        self._kernels = kernels
        self._end = time.monotonic() + _LONGEST_S
        self._lock = threading.Lock()
        # Not a pipe: one that nobody empties would stop it.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "dragonviz.models.kernels.first_compilation", _END_WITH_STDIN, *kernels],
                env=os.environ | {"NUMBA_CACHE_DIR": str(cache.folder().parent)},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
            )
        except OSError:
            self._complaints.close()
            raise

    @property
    def is_at_work(self):
        with self._lock:
            if self._process.poll() is None:
                return time.monotonic() < self._end
            if not self._complaints.closed:
                self._tell_of_failure()
                self._close()
            return False

    def is_at_work_for(self, kernels):
        return self.is_at_work and any(k in self._kernels and not cache.is_compiled(k) for k in kernels)

    def stop(self):
        with self._lock:
            self._process.kill()
            self._close()
            try:
                self._process.wait(_LONGEST_END_S)
            except subprocess.TimeoutExpired:
                _log.warning("The process that compiles %s does not end", ", ".join(self._kernels))

    def _tell_of_failure(self):
        if self._process.returncode != 0:
            self._complaints.seek(0)
            why = self._complaints.read().decode(errors="replace")
            names, code = ", ".join(self._kernels), self._process.returncode
            _log.warning("The process that compiles %s ended with exit code %d: %s", names, code, why)

    def _close(self):
        self._complaints.close()
        self._process.stdin.close()


_X = np.array([(0.0, 0.0), (1.0, 1.0)])
_Y = np.array([0, 1])


def _compile_logistic():
    from dragonviz.models.logistic_learner import LogisticLearner

    LogisticLearner(_X, _Y, 2, (_X, _Y), C=1.0, max_epochs=1, tol=0.0, standardize=False).advance(1)


def _compile_perceptrons():
    from dragonviz.models.perceptron_learner import PerceptronLearner
    from dragonviz.models.sample_order import SampleOrder

    orders = SampleOrder(None)
    learner = PerceptronLearner(_X, _Y, (_X, _Y), n_columns=1, max_epochs=1, tol=0.0, orders=orders, standardize=False)
    learner.advance(1)


def _compile_mlp_training():
    from dragonviz.models.mlp_learner import MLPLearner

    learner = MLPLearner(
        _X,
        _Y,
        2,
        (_X, _Y),
        hidden_layer_sizes=(2,),
        activation="relu",
        solver="adam",
        learning_rate=0.1,
        momentum=0.0,
        alpha=0.0,
        l1=0.0,
        batch_size=1,
        max_epochs=1,
        standardize=False,
        seed=0,
    )
    learner.advance(1)


def _compile_mlp_scores():
    _small_network().scores(_X)
    _small_network().scores_together(_X)


def _compile_mlp_outputs():
    _small_network().outputs(_X)


def _small_network():
    from dragonviz.models.mlp_network import Network
    from dragonviz.models.network_predictor import NetworkPredictor
    from dragonviz.models.predictors import Scaling

    network = Network((2, 2, 2), seed=0, n_moments=0)
    return NetworkPredictor(network.memory[0].copy(), network.layout, "relu", Scaling.raw(2))


KERNELS = {
    "logistic": _compile_logistic,
    "perceptrons": _compile_perceptrons,
    "mlp-training": _compile_mlp_training,
    "mlp-scores": _compile_mlp_scores,
    "mlp-outputs": _compile_mlp_outputs,
}


def main(kernels: Sequence[str]) -> None:
    """Compile some kernels in this process, and note it of each."""
    from dragonviz.models.kernels.compiling import FunctionFiles

    # Compiling makes millions of objects that stay, and collecting garbage among them costs a tenth of the time.
    gc.disable()
    for kernel in kernels:
        with cache.locked(kernel):
            if not cache.is_compiled(kernel):
                KERNELS[kernel]()
                cache.note_that_it_is_compiled(kernel, FunctionFiles.used)


def _end_with_stdin():
    """End this process when the one at the other end of the pipe does."""

    def watch():
        # Not by sys.stdin, whose lock the thread would hold for ever.
        os.read(0, 1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == [_END_WITH_STDIN]:
        arguments.pop(0)
        _end_with_stdin()
    main(arguments)
