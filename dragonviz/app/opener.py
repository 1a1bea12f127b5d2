"""Reads data files, or makes ready-made data, away from GUI thread and training thread: both go on meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.app.preloader import HEAVY_IMPORTS
from dragonviz.dragons import DragonsError, read_table
from dragonviz.scenes.ready_made import READY_MADE
from dragonviz.scenes.source import Source

_LONGEST_STOP = 0.5  # seconds: a reader that takes longer ends with the process


class _NobodyWaitsError(Exception):
    """Another file was asked for meanwhile, or none any more."""


class Opener(QObject):
    """Lives in the GUI thread; all data are made in a thread of their own. Of several, only the last ones count.

    Attributes
    ----------
    reading : Signal(str)
        The name of the file that is being read, or of ready-made data; empty when it is there or refused.
    opened : Signal(Source, str)
        What was read, and its path.
    made : Signal(Source)
        Ready-made data.
    refused : Signal(str)
        Why a file was not opened.
    """

    reading = Signal(str)
    opened = Signal(object, str)
    made = Signal(object)
    refused = Signal(str)

    _read = Signal(int, str, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._n_asked = 0
        self._readers: list[Thread] = []
        self._read.connect(self._take)

    def open(self, path: str) -> None:
        """Read a file, and tell the source that it makes or why it makes none."""
        self._start(Path(path).name, path, lambda check: Source.of(read_table(path, check)))

    def make(self, name: str) -> None:
        """Make ready-made data, and tell the source: loading scikit-learn for the first ones takes a while."""
        ready_made = READY_MADE[name]

        def make_source(_: Callable[[], None]) -> Source:
            with HEAVY_IMPORTS:
                source = ready_made.source()
                source.dataset()
            return source

        self._start(ready_made.title, "", make_source)

    def _start(self, title: str, path: str, make_source: Callable[[Callable[[], None]], Source]) -> None:
        self._n_asked += 1
        self.reading.emit(title)
        arguments = self._n_asked, title, path, make_source
        reader = Thread(target=self._work, args=arguments, name="reader", daemon=True)
        self._readers = [*(r for r in self._readers if r.is_alive()), reader]
        reader.start()

    def stop(self) -> None:
        """Hear of no file any more."""
        self._n_asked += 1
        end = time.perf_counter() + _LONGEST_STOP
        for reader in self._readers:
            reader.join(max(0.0, end - time.perf_counter()))

    def _work(self, number: int, title: str, path: str, make_source: Callable[[Callable[[], None]], Source]) -> None:
        def check_somebody_waits() -> None:
            if number != self._n_asked:
                raise _NobodyWaitsError

        try:
            source = make_source(check_somebody_waits)
            # It is kept: the window need not wait for it.
            source.dataset()
        except _NobodyWaitsError:
            return
        except DragonsError as refusal:
            self._tell(number, path, None, str(refusal))
        except MemoryError:
            self._tell(number, path, None, f"“{title}” is too large for this machine's memory.")
        else:
            self._tell(number, path, source, "")

    def _tell(self, number: int, path: str, source: Source | None, why_not: str) -> None:
        if number == self._n_asked:
            self._read.emit(number, path, source, why_not)

    @Slot(int, str, object, str)
    def _take(self, number: int, path: str, source: Source | None, why_not: str) -> None:
        if number != self._n_asked:
            return
        self.reading.emit("")
        if source is None:
            self.refused.emit(why_not)
        elif path:
            self.opened.emit(source, path)
        else:
            self.made.emit(source)
