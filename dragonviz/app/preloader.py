"""Gets models ready behind the window, one at a time, so that commands get their turn in between."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dragonviz.dragons import Dataset, Task
from dragonviz.models.catalogue import MODELS
from dragonviz.training.run import Run


class Preloader(QObject):
    """Lives in the training thread. A model is ready when its libraries are loaded and its inner loops compiled.

    Attributes
    ----------
    loading : Signal(str)
        What is being got ready; empty when all is.
    """

    loading = Signal(str)

    @Slot()
    def preload(self):
        """Get everything ready."""
        self._waiting = [(MODELS[name].title, partial(_train_a_little, name)) for name in MODELS]
        self._waiting.insert(-1, ("PyTorch", _load_torch))
        self._load_next()

    @Slot()
    def _load_next(self):
        if self._waiting:
            title, load = self._waiting.pop(0)
            self.loading.emit(f"Getting ready: {title}…")
            load()
            QTimer.singleShot(0, self._load_next)
        else:
            self.loading.emit("")


def _train_a_little(model):
    task = Task("trial", ("x", "y"), "class", ("a", "b"))
    dataset = Dataset(task, [[0.0, 0.0], [1.0, 1.0]], [0, 1], [True, True])
    run = Run(dataset, model, MODELS[model].defaults(), seed=0)
    run.advance(1)
    run.snapshot()


def _load_torch():
    # On more threads it does little but wait for them, up to a hundred times as long, when anything else wants a core.
    import_module("torch").set_num_threads(1)
