"""The threads behind the window, and the one frame timer that carries their newest results to it."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from dragonviz.app.garbage import GarbageCollector
from dragonviz.app.opener import Opener
from dragonviz.app.preloader import Preloader
from dragonviz.app.region_worker import RegionRequest, RegionWorker
from dragonviz.app.training_worker import FRAME, TrainingWorker
from dragonviz.models.kernels.first_compilation import KernelCompiler
from dragonviz.models.predictors import LinearPredictor

_MOMENT = 0.006  # seconds
_REST_MS = 120  # the picture is at rest when nothing has changed for this long
_LONGEST_STOP_MS = 10_000


class Engine(QObject):
    """Lives in the GUI thread; what it is told is carried out in the training and region threads.

    Attributes
    ----------
    reported : Signal(Report)
        At most once a frame, the newest state of the run.
    regions_ready : Signal(predictor, Regions)
    opened : Signal(Source)
    refused : Signal(str)
        Why a file was not opened.
    failed : Signal(Failure)
        A run that ended with an error.
    loading : Signal(str)
        What is being loaded behind the window; empty when all is there.
    """

    reported = Signal(object)
    regions_ready = Signal(object, object)
    opened = Signal(object)
    refused = Signal(str)
    failed = Signal(object)
    loading = Signal(str)

    start = Signal(object)
    play = Signal()
    pause = Signal()
    step = Signal()
    epoch = Signal()
    clear = Signal()
    set_speed = Signal(float)
    open = Signal(str)
    preload = Signal()
    _changed = Signal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._garbage = GarbageCollector(self)
        self._training_thread, self._region_thread = QThread(), QThread()
        self._training_thread.setObjectName("training")
        self._region_thread.setObjectName("regions")
        self._compiler = KernelCompiler()
        self._regions = RegionWorker()
        self._trainer, self._opener = TrainingWorker(self._compiler, self._regions), Opener()
        self._preloader = Preloader(self._compiler)
        for worker in (self._trainer, self._opener, self._preloader):
            worker.moveToThread(self._training_thread)
        self._regions.moveToThread(self._region_thread)
        self._connect_training()
        self._connect_regions()
        # Timers can be stopped only in their own thread.
        self._training_thread.finished.connect(self._trainer.clear)
        self._training_thread.finished.connect(self._preloader.stop)

    def begin(self):
        """Let the threads work; what was asked before waits until then, so that the window can be painted first."""
        if self._trainer.stopping.is_set():
            return
        for thread, worker in ((self._training_thread, self._trainer), (self._region_thread, self._regions)):
            thread.started.connect(worker.step_back)
            thread.start(QThread.Priority.LowPriority)

    def _connect_training(self):
        trainer = self._trainer
        for signal, slot in (
            (self.start, trainer.start),
            (self.play, trainer.play),
            (self.pause, trainer.pause),
            (self.step, trainer.step),
            (self.epoch, trainer.epoch),
            (self.clear, trainer.clear),
            (self.set_speed, trainer.set_speed),
            (self._changed, trainer.change),
            (self.open, self._opener.open),
            (self.preload, self._preloader.preload),
        ):
            signal.connect(slot)
        self._opener.opened.connect(self.opened)
        self._opener.refused.connect(self.refused)
        self._preloader.loading.connect(self._tell_loading)
        trainer.failed.connect(self.failed)
        self._hand_waits = False
        self._frame = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._deliver)
        trainer.updated.connect(self._await_regions)

    def _connect_regions(self):
        self._shown = None
        self._regions.answered.connect(self._await_frame)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._refine)

    def change(self, change):
        """Hand the newest dragons to the run at hand; what was handed before and not taken up is dropped."""
        self._hand_waits = change.dragged
        if self._trainer.changes.put(change):
            self._changed.emit()

    def forget_regions(self):
        """Show no more regions of the run at hand."""
        self._shown = None

    def show_regions_in(self, rect):
        """Have regions evaluated on this rectangle from now on."""
        self._look(replace(self._regions.view, rect=rect))

    def show_neurons(self, wanted):
        """Have the maps of hidden neurons come with a network's regions from now on, or no more."""
        self._look(replace(self._regions.view, with_neurons=wanted))

    def stop(self):
        """End the threads. Call it before any widget goes."""
        self._frame.stop()
        self._rest.stop()
        self._trainer.stopping.set()
        self._compiler.stop()
        for thread in (self._training_thread, self._region_thread):
            thread.quit()
        stopped = [thread.wait(_LONGEST_STOP_MS) for thread in (self._training_thread, self._region_thread)]
        self._garbage.stop()
        return all(stopped)

    @Slot(str)
    def _tell_loading(self, what):
        if not what:
            self._garbage.spare_what_is_there()
        self.loading.emit(what)

    @Slot()
    def _await_regions(self):
        # The regions of what is reported are mostly there a moment later, and the canvas need paint only once.
        self._await_frame(_MOMENT)

    @Slot()
    def _await_frame(self, at_least=0.0):
        # Frames keep to a beat, lest the eye see them stumble. But a hand that drags moves no more often than once a
        # frame: its answers come at once.
        to_beat = 0.0 if self._hand_waits else FRAME - time.perf_counter() % FRAME
        due = 1000 * max(to_beat, at_least)
        if not self._frame.isActive() or self._frame.remainingTime() > due:
            self._frame.start(round(due))

    @Slot()
    def _deliver(self):
        # In this order: regions are asked for after the report on the same moment is there.
        answer, report = self._regions.answers.take(), self._trainer.reports.take()
        if report is not None:
            self._note(report)
            self.reported.emit(report)
        if answer is not None and self._shown is not None and answer.request.run is self._shown.run:
            self._hand_waits = False
            self.regions_ready.emit(answer.request.predictor, answer.regions)

    def _note(self, report):
        if report.snapshot.untrained:
            self._shown = None
        else:
            self._shown = RegionRequest(report.start, report.snapshot.predictor)
            self._await_rest()

    def _look(self, view):
        self._regions.view = view
        if self._shown is not None:
            self._regions.ask(self._shown)
            self._await_rest()

    def _await_rest(self):
        if not isinstance(self._shown.predictor, LinearPredictor):
            self._rest.start()

    @Slot()
    def _refine(self):
        if self._shown is not None:
            self._regions.ask(replace(self._shown, at_rest=True))
