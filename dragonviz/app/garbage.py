"""Keeps the collection of cyclic garbage in the GUI thread."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 50


class GarbageCollector(QObject):
    """Collects Python's cyclic garbage in the thread that it lives in, and nowhere else, until it is stopped.

    Python on its own collects in whichever thread happens to allocate. If that is a worker, Qt objects among the
    garbage are destroyed there, where Qt's lock and Python's can wait for each other for ever.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def spare_what_is_there(self) -> None:
        """Never look at the present objects again: going through all of the libraries' takes many frames."""
        gc.freeze()

    def stop(self) -> None:
        """Let Python collect on its own again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def _collect(self) -> None:
        # The oldest generation that is due takes the younger ones along.
        counts_and_limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(counts_and_limits) if count > limit]
        if due:
            gc.collect(due[-1])
