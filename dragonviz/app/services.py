"""What there is once in a process, whatever is on screen: compiling, getting ready, files, garbage."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.app.garbage import GarbageCollector
from dragonviz.app.opener import Opener
from dragonviz.app.preloader import Preloader
from dragonviz.app.saver import Saver
from dragonviz.models.kernels.first_compilation import KernelCompiler


class Services(QObject):
    """Lives in the GUI thread.

    Attributes
    ----------
    compiler : KernelCompiler
    preloader : Preloader
        To be moved to the training thread.
    opener : Opener
    saver : Saver
    loading : Signal(str)
        What is being loaded behind the window; empty when all is there.
    """

    loading = Signal(str)

    _preload = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._garbage = GarbageCollector(self)
        self.compiler = KernelCompiler()
        self.preloader = Preloader(self.compiler)
        self.opener = Opener(self)
        self.saver = Saver(self)
        self.preloader.loading.connect(self._tell_loading)
        self._preload.connect(self.preloader.preload)

    def preload(self) -> None:
        """Have everything made ready, behind the window."""
        self._preload.emit()

    def stop(self) -> None:
        """End what is under way; the training thread has to be stopped besides."""
        self.compiler.stop()
        self.opener.stop()
        self.saver.stop()

    def stop_collecting(self) -> None:
        """Let Python collect garbage on its own again: no other thread is left."""
        self._garbage.stop()

    @Slot(str)
    def _tell_loading(self, what: str) -> None:
        if not what:
            self._garbage.spare_what_is_there()
        self.loading.emit(what)
