"""Evaluates what a model says everywhere, in a thread of its own, always for the newest report only."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.app.mailbox import Mailbox
from dragonviz.app.priority import lower_priority
from dragonviz.app.run_order import RunFailure, RunReport
from dragonviz.models.regions import Regions, grid_size, regions_of
from dragonviz.scenes.view_state import Rect


@dataclass(frozen=True)
class RegionView:
    """What the canvas shows.

    Parameters
    ----------
    rect : tuple of (x_min, x_max, y_min, y_max), optional
        None as long as there is no canvas.
    with_neurons : bool
        Whether somebody looks at the maps of hidden neurons.
    """

    rect: Rect | None = None
    with_neurons: bool = False


@dataclass(frozen=True, eq=False)
class RegionRequest:
    """What to evaluate, and whether at rest: then finely, whatever it takes."""

    report: RunReport
    at_rest: bool = False


@dataclass(frozen=True, eq=False)
class Picture:
    """A report and the regions of just that snapshot: None if it has learned nothing yet; whether they are fine."""

    report: RunReport
    regions: Regions | None
    at_rest: bool


class RegionWorker(QObject):
    """Lives in the region thread. `ask` may be called from any thread; `pictures` holds the newest answer.

    Attributes
    ----------
    view : RegionView
        What the canvas shows now; the GUI thread replaces it.
    answered : Signal()
    failed : Signal(RunFailure)
    """

    answered = Signal()
    failed = Signal(object)
    _asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = RegionView()
        self.pictures: Mailbox[Picture] = Mailbox()
        self._requests: Mailbox[RegionRequest] = Mailbox()
        self._asked.connect(self._work)

    @Slot()
    def lower_priority(self) -> None:
        """Let the window come first."""
        lower_priority()

    def ask(self, report: RunReport, at_rest: bool = False) -> None:
        """Have a report completed; one that was not begun is dropped."""
        if self._requests.put(RegionRequest(report, at_rest)):
            self._asked.emit()

    @Slot()
    def _work(self) -> None:
        request = self._requests.take()
        if request is None:
            return
        report = request.report
        try:
            regions = self._regions_of(report, request.at_rest)
        except Exception as error:
            self.failed.emit(RunFailure(report.spec, str(error) or type(error).__name__, traceback.format_exc()))
            return
        if regions is None and request.at_rest:
            return
        if self.pictures.put(Picture(report, regions, request.at_rest)):
            self.answered.emit()

    def _regions_of(self, report: RunReport, at_rest: bool) -> Regions | None:
        """The regions; None if nothing is learned, or if what is at rest moves again meanwhile."""
        view, predictor = self.view, report.snapshot.predictor
        if report.snapshot.untrained or view.rect is None:
            return None
        n = grid_size(predictor, at_rest)
        # Every map of the neurons is small: a coarse picture has all that there is to see.
        return regions_of(
            predictor,
            view.rect,
            n,
            with_neurons=view.with_neurons and not at_rest,
            given_up=(lambda: not self._requests.is_empty) if at_rest else None,
        )
