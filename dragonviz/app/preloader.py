"""Loads the heavy libraries behind the window, one at a time, so that commands get their turn in between."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_MODULES = {
    "dragonviz.models.perceptron": "perceptron",
    "dragonviz.models.multiclass_perceptron": "multi-class perceptron",
    "torch": "PyTorch",
    "dragonviz.models.mlp": "MLP",
}


class Preloader(QObject):
    """Lives in the training thread."""

    loading = Signal(str)

    @Slot()
    def preload(self):
        """Load everything."""
        self._waiting = list(_MODULES)
        self._load_next()

    @Slot()
    def _load_next(self):
        if self._waiting:
            name = self._waiting.pop(0)
            self.loading.emit(f"Getting ready: {_MODULES[name]}…")
            import_module(name)
            QTimer.singleShot(0, self._load_next)
        else:
            self.loading.emit("")
