"""Evaluates what a model says everywhere, in a thread of its own, always for the newest report only."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from dragonviz.app.mailbox import Mailbox
from dragonviz.app.priority import lower_priority
from dragonviz.app.run_order import RunFailure, RunReport
from dragonviz.explain.separability import Separability, separability
from dragonviz.models.learner import Verdict
from dragonviz.models.regions import Regions, grid_size, regions_of
from dragonviz.scenes.view_state import Rect
from dragonviz.training.snapshot import Snapshot

_MOST = 2_000  # dragons: a linear program of so many takes some 20 ms


@dataclass(frozen=True)
class RegionView:
    """What the canvas shows.

    Parameters
    ----------
    rect : tuple of (x_min, x_max, y_min, y_max), optional
        None as long as there is no canvas.
    with_neurons : bool
        Whether somebody looks at the maps of hidden neurons.
    paint : callable, optional
        Makes of regions and the snapshot's class names the picture that the canvas shows: painted here, it costs the
        GUI thread nothing.
    """

    rect: Rect | None = None
    with_neurons: bool = False
    paint: Callable[[Regions, tuple[str, ...]], QImage] | None = None


@dataclass(frozen=True, eq=False)
class RegionRequest:
    """What to evaluate: a report, or the last one again if None. At rest, finely, whatever it takes."""

    report: RunReport | None = None
    at_rest: bool = False

    def after(self, earlier: RegionRequest) -> RegionRequest:
        """Take the place of an earlier request that was not begun; to look again must not lose a report."""
        return earlier if self.report is None and earlier.report is not None else self


@dataclass(frozen=True, eq=False)
class Picture:
    """A report, and what the canvas shows of just that snapshot.

    Parameters
    ----------
    report : RunReport
    regions : Regions or None
        None as long as there is no canvas.
    image : QImage or None
    at_rest : bool
        Whether the regions are as fine as they get.
    separability : Separability or None
        Of the dragons of a linear model that has ended with mistakes, once it is at rest.
    """

    report: RunReport
    regions: Regions | None
    image: QImage | None
    at_rest: bool
    separability: Separability | None = None


class RegionWorker(QObject):
    """Lives in the region thread. `ask` and `ask_again` may be called from any; `pictures` holds the newest answer.

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
        self._requests: Mailbox[RegionRequest] = Mailbox(RegionRequest.after)
        self._last: RunReport | None = None
        self._separability: Separability | None = None
        self._asked.connect(self._work)

    @Slot()
    def lower_priority(self) -> None:
        """Let the window come first."""
        lower_priority()

    def ask(self, report: RunReport) -> None:
        """Have a report completed; one that was not begun is dropped."""
        self._put(RegionRequest(report))

    def ask_again(self, at_rest: bool = False) -> None:
        """Have the newest report completed anew, which its asker may not have seen yet."""
        self._put(RegionRequest(at_rest=at_rest))

    def _put(self, request: RegionRequest) -> None:
        if self._requests.put(request):
            self._asked.emit()

    @Slot()
    def _work(self) -> None:
        request = self._requests.take()
        if request is None:
            return
        self._last = report = request.report or self._last
        if report is None:
            return
        view = self.view
        try:
            regions = self._regions_of(report, view, request.at_rest)
            image = None
            if regions is not None and view.paint is not None:
                image = view.paint(regions, report.snapshot.dataset.task.classes)
            separability = self._separability_of(report.snapshot) if request.at_rest else None
        except Exception as error:
            self.failed.emit(RunFailure(report.spec, str(error) or type(error).__name__, traceback.format_exc()))
            return
        if regions is None and request.at_rest:
            return
        if self.pictures.put(Picture(report, regions, image, request.at_rest, separability)):
            self.answered.emit()

    def _regions_of(self, report: RunReport, view: RegionView, at_rest: bool) -> Regions | None:
        """The regions; None without a canvas, or if what is at rest moves again meanwhile."""
        predictor = report.snapshot.predictor
        if view.rect is None:
            return None
        n = grid_size(predictor, at_rest)
        if not at_rest:
            regions = regions_of(predictor, view.rect, n, with_neurons=view.with_neurons)
            self._coarse = report, regions
            return regions
        regions = regions_of(predictor, view.rect, n, given_up=lambda: not self._requests.is_empty)
        coarse_report, coarse = self._coarse
        if regions is None or coarse is None or coarse_report is not report or coarse.rect != regions.rect:
            return regions
        # Every map of the neurons is small: the coarse picture has all that there is to see.
        return replace(regions, neurons=coarse.neurons)

    def _separability_of(self, snapshot: Snapshot) -> Separability | None:
        """Whether the mistakes that are left need be; None where that is no question, or would take too long."""
        dataset = snapshot.dataset
        if not asks_for_separability(snapshot):
            return None
        if self._separability is None or self._separability.dataset is not dataset:
            self._separability = separability(dataset)
        return self._separability


def asks_for_separability(snapshot: Snapshot) -> bool:
    """Whether a linear model has ended with mistakes, on few enough dragons to settle soon whether a line can do."""
    has_ended = snapshot.verdict is not Verdict.UNDER_WAY and not snapshot.untrained
    return has_ended and snapshot.predictor.is_linear and snapshot.train.n_wrong > 0 and snapshot.train.n <= _MOST
