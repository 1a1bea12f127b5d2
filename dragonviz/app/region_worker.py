"""Evaluates decision regions in a thread of its own, always for the newest request only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.app.mailbox import Mailbox
from dragonviz.app.priority import step_back
from dragonviz.models.regions import Regions, grid_size, regions_of


@dataclass(frozen=True)
class View:
    """Which rectangle (x_min, x_max, y_min, y_max) is seen, and whether hidden neurons' maps are."""

    rect: tuple[float, float, float, float] | None = None
    with_neurons: bool = False


@dataclass(frozen=True, eq=False)
class RegionRequest:
    """Which predictor to evaluate, of which run, and whether at rest: then finely, whatever it takes."""

    run: object
    predictor: object
    at_rest: bool = False


@dataclass(frozen=True, eq=False)
class RegionAnswer:
    """The regions, and what was asked."""

    request: RegionRequest
    regions: Regions


class RegionWorker(QObject):
    """Lives in the region thread. `ask` may be called from any thread; `answers` holds the newest answer.

    Attributes
    ----------
    view : View
        What the canvas shows now; the GUI thread replaces it.
    answered : Signal()
    """

    answered = Signal()
    _asked = Signal()

    def __init__(self):
        super().__init__()
        self.view = View()
        self.answers = Mailbox()
        self._requests = Mailbox()
        self._asked.connect(self._work)

    @Slot()
    def step_back(self):
        """Let the window come first."""
        step_back()

    def ask(self, request):
        """Have regions evaluated; a request that was not begun is dropped."""
        if self._requests.put(request):
            self._asked.emit()

    @Slot()
    def _work(self):
        request, view = self._requests.take(), self.view
        if request is not None and view.rect is not None:
            n = grid_size(request.predictor, request.at_rest)
            # Every map of the neurons is small: a coarse picture has all that there is to see.
            with_neurons = view.with_neurons and not request.at_rest
            regions = regions_of(request.predictor, view.rect, n, with_neurons)
            if self.answers.put(RegionAnswer(request, regions)):
                self.answered.emit()
