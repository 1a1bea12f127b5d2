"""Evaluates decision regions in a thread of its own, always for the newest request only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.app.mailbox import Mailbox
from dragonviz.models.regions import regions_of


@dataclass(frozen=True, eq=False)
class RegionRequest:
    """Which predictor to evaluate, where, on how fine a grid, and whether with its hidden neurons' maps."""

    predictor: object
    rect: tuple[float, float, float, float]
    n: int
    with_neurons: bool = False


class RegionWorker(QObject):
    """Lives in the region thread. Put a request into `requests` and, if it was empty, emit the signal tied to `work`.

    `answers` then holds (request, regions), and `answered` says so.
    """

    answered = Signal()

    def __init__(self):
        super().__init__()
        self.requests = Mailbox()
        self.answers = Mailbox()

    @Slot()
    def work(self):
        """Answer the newest request."""
        request = self.requests.take()
        if request is not None:
            answer = request, regions_of(request.predictor, request.rect, request.n, request.with_neurons)
            if self.answers.put(answer):
                self.answered.emit()
