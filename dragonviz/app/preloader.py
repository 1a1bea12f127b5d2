"""Makes the models ready behind the window, one at a time, so that commands get their turn in between."""

from __future__ import annotations

import logging
from threading import Lock

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dragonviz.dragons import Dataset, Task
from dragonviz.models.catalogue import MODELS
from dragonviz.models.kernels.first_compilation import KernelCompiler
from dragonviz.models.regions import regions_of
from dragonviz.training.run import Run

# Held by a thread that imports heavy libraries: two at once may find modules of each other's half made.
HEAVY_IMPORTS = Lock()
_log = logging.getLogger(__name__)
_LOOK_MS = 100
_COMPILING = "Getting ready: the first start compiles the models, once…"

_SMALL = {"hidden_layer_sizes": (2,)}
_DRAGONS = Dataset(
    X=np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]),
    y=np.array([0, 0, 1, 1]),
    is_train=np.array([True, False, True, False]),
    task=Task("warmth", ("x", "y"), "warmth", ("cold", "warm")),
)


class Preloader(QObject):
    """Lives in the training thread.

    Parameters
    ----------
    compiler : KernelCompiler

    Attributes
    ----------
    loading : Signal(str)
        What is going on, in words; empty when all is ready.
    """

    loading = Signal(str)

    def __init__(self, compiler: KernelCompiler) -> None:
        super().__init__()
        self._compiler = compiler
        self._waiting = list(MODELS)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    @Slot()
    def preload(self) -> None:
        """Make everything ready."""
        self._compiler.start()
        self.loading.emit(_COMPILING if self._compiler.is_at_work else "Getting ready…")
        self._timer.start(0)

    @Slot()
    def stop(self) -> None:
        """Leave the rest."""
        self._timer.stop()

    @Slot()
    def _go_on(self) -> None:
        if not self._waiting:
            self.loading.emit("")
            return
        kind = MODELS[self._waiting[0]]
        with HEAVY_IMPORTS:
            kind.load()
        if self._compiler.is_at_work:
            self.loading.emit(_COMPILING)
            self._timer.start(_LOOK_MS)
        elif not self._compiler.is_stopped:  # else nothing is compiled, and would be here
            self.loading.emit(f"Getting ready: {kind.title}…")
            self._warm_up(self._waiting.pop(0))
            self._timer.start(0)

    def _warm_up(self, model: str) -> None:
        try:
            with HEAVY_IMPORTS:
                warm_up(model)
        except Exception:  # whoever trains it is told
            _log.exception("%s could not be made ready", MODELS[model].title)


def warm_up(model: str) -> None:
    """Have everything that a model needs loaded and compiled: train it for two epochs, and look at it.

    Parameters
    ----------
    model : str
        A name in `dragonviz.models.catalogue.MODELS`.
    """
    settings = MODELS[model].defaults()
    run = Run(_DRAGONS, model, {**settings, **{k: v for k, v in _SMALL.items() if k in settings}}, seed=0)
    for _ in range(2):
        run.advance(run.steps_to_epoch_end)
    regions_of(run.snapshot().predictor, (0.0, 1.0, 0.0, 1.0), n=4, with_neurons=True)
