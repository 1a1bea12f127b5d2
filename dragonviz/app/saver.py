"""Writes data files away from the GUI thread: a disk may be slow."""

from __future__ import annotations

import time
from threading import Lock, Thread

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.dragons import Dataset, DragonsError, write_table

_LONGEST_STOP = 10.0  # seconds: what is not on the disk then has another name, and hides no file that was there


class Saver(QObject):
    """Lives in the GUI thread; each file is written in a thread of its own, one after the other.

    Attributes
    ----------
    saved : Signal(str, Dataset)
        The path of a file that is on the disk, and what is in it.
    refused : Signal(str)
        Why a file was not written.
    """

    saved = Signal(str, object)
    refused = Signal(str)

    _written = Signal(str, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writers: list[Thread] = []
        self._one_at_a_time = Lock()
        self._written.connect(self._tell)

    def save(self, path: str, dataset: Dataset) -> None:
        """Write a file, and tell that it is there or why it is not."""
        writer = Thread(target=self._work, args=(path, dataset), name="writer", daemon=True)
        self._writers = [*(w for w in self._writers if w.is_alive()), writer]
        writer.start()

    def stop(self) -> None:
        """Wait for what is being written."""
        end = time.perf_counter() + _LONGEST_STOP
        for writer in self._writers:
            writer.join(max(0.0, end - time.perf_counter()))

    def _work(self, path: str, dataset: Dataset) -> None:
        why_not = ""
        try:
            with self._one_at_a_time:
                write_table(path, dataset)
        except DragonsError as refusal:
            why_not = str(refusal)
        self._written.emit(path, dataset, why_not)

    @Slot(str, object, str)
    def _tell(self, path: str, dataset: Dataset, why_not: str) -> None:
        if why_not:
            self.refused.emit(why_not)
        else:
            self.saved.emit(path, dataset)
