"""Reads data, or makes ready-made ones, away from GUI thread and training thread: both go on meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.app.commands import Offer, OpenWithoutMissing
from dragonviz.app.preloader import HEAVY_IMPORTS
from dragonviz.dragons import DragonsError, MissingValuesError, pasted_table, read_table
from dragonviz.dragons.errors import quoted
from dragonviz.scenes.ready_made import READY_MADE
from dragonviz.scenes.source import Source

PASTED = "pasted table"
_LONGEST_STOP = 0.5  # seconds: a reader that takes longer ends with the process

Checkpoint = Callable[[], None]


class _NobodyWaitsError(Exception):
    """Something else was asked for meanwhile, or nothing any more."""


@dataclass(frozen=True, eq=False)
class _Answer:
    """What came of the reading with this number: a source, or why there is none and what could be done instead."""

    number: int
    path: str
    source: Source | None = None
    why_not: str = ""
    offer: Offer | None = None
    is_ready_made: bool = False


class Opener(QObject):
    """Lives in the GUI thread; all that is read has a thread of its own. Of several, only the last one counts.

    Attributes
    ----------
    reading : Signal(str)
        The name of what is being read; empty when it is there or refused.
    opened : Signal(Source, str)
        What was read, and its path; empty if it is from no file.
    made : Signal(Source)
        Ready-made data.
    refused : Signal(str)
        Why something was not opened.
    offered : Signal(str, Offer)
        Why something was not opened, and what could be opened instead.
    """

    reading = Signal(str)
    opened = Signal(object, str)
    made = Signal(object)
    refused = Signal(str)
    offered = Signal(str, object)

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._n_asked = 0
        self._readers: list[Thread] = []
        self._answered.connect(self._take)

    def open(self, path: str) -> None:
        """Read a file, and tell the source that it makes or why it makes none."""
        self._start(Path(path).name, path, lambda checkpoint: Source.of(read_table(path, checkpoint)))

    def make(self, name: str) -> None:
        """Make ready-made data, and tell the source: loading scikit-learn for the first ones takes a while."""
        ready_made = READY_MADE[name]

        def make_source(_: Checkpoint) -> Source:
            with HEAVY_IMPORTS:
                source = ready_made.source()
                source.dataset()
            return source

        self._start(ready_made.title, "", make_source, is_ready_made=True)

    def open_pasted(self, text: str) -> None:
        """Understand a table that was copied as text."""
        self._start(PASTED, "", lambda _: Source.of(pasted_table(text, PASTED)))

    def open_without_missing(self, command: OpenWithoutMissing) -> None:
        """Tell what is left of data without the rows that lack values."""
        refusal, source = command.refusal, command.source

        def read(_: Checkpoint) -> Source:
            return Source.of(refusal.without_missing()) if source is None else source.without_missing(refusal)

        self._start(Path(command.path).name if source is None else source.title, command.path, read)

    def stop(self) -> None:
        """Hear of nothing any more."""
        self._n_asked += 1
        end = time.perf_counter() + _LONGEST_STOP
        for reader in self._readers:
            reader.join(max(0.0, end - time.perf_counter()))

    def _start(self, name: str, path: str, read: Callable[[Checkpoint], Source], is_ready_made: bool = False) -> None:
        self._n_asked += 1
        self.reading.emit(name)
        arguments = self._n_asked, name, path, read, is_ready_made
        reader = Thread(target=self._work, args=arguments, name="reader", daemon=True)
        self._readers = [*(r for r in self._readers if r.is_alive()), reader]
        reader.start()

    def _work(
        self, number: int, name: str, path: str, read: Callable[[Checkpoint], Source], is_ready_made: bool
    ) -> None:
        def check_somebody_waits() -> None:
            if number != self._n_asked:
                raise _NobodyWaitsError

        source = None
        try:
            source = read(check_somebody_waits)
            # It is kept: the window need not wait for it.
            source.dataset()
        except _NobodyWaitsError:
            return
        except MissingValuesError as refusal:
            offer = Offer(refusal.offer, OpenWithoutMissing(refusal, source, path)) if refusal.offer else None
            answer = _Answer(number, path, why_not=str(refusal), offer=offer)
        except DragonsError as refusal:
            answer = _Answer(number, path, why_not=str(refusal))
        except MemoryError:
            answer = _Answer(number, path, why_not=f"{quoted(name)} is too large for this machine's memory.")
        else:
            answer = _Answer(number, path, source, is_ready_made=is_ready_made)
        if number == self._n_asked:
            self._answered.emit(answer)

    @Slot(object)
    def _take(self, answer: _Answer) -> None:
        if answer.number != self._n_asked:
            return
        self.reading.emit("")
        if answer.is_ready_made:
            self.made.emit(answer.source)
        elif answer.source is not None:
            self.opened.emit(answer.source, answer.path)
        elif answer.offer is not None:
            self.offered.emit(answer.why_not, answer.offer)
        else:
            self.refused.emit(answer.why_not)
