"""Makes the models ready behind the window, one at a time, so that commands get their turn in between."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dragonviz.models.catalogue import MODELS
from dragonviz.training.warming import warm_up

_LOOK_MS = 100
_COMPILING = "Getting ready: the first start compiles the models, once…"


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

    def __init__(self, compiler):
        super().__init__()
        self._compiler = compiler
        self._waiting = list(MODELS)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    @Slot()
    def preload(self):
        """Make everything ready."""
        self._compiler.start()
        self.loading.emit(_COMPILING if self._compiler.is_at_work else "Getting ready…")
        self._timer.start(0)

    @Slot()
    def stop(self):
        """Leave the rest."""
        self._timer.stop()

    @Slot()
    def _go_on(self):
        if not self._waiting:
            self.loading.emit("")
            return
        kind = MODELS[self._waiting[0]]
        kind.load()
        if self._compiler.is_at_work:
            self.loading.emit(_COMPILING)
            self._timer.start(_LOOK_MS)
            return
        self.loading.emit(f"Getting ready: {kind.title}…")
        warm_up(self._waiting.pop(0))
        self._timer.start(0)
