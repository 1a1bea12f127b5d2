"""Trains in a thread of its own, in short slices, and looks for commands between them."""

from __future__ import annotations

import math
import time
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dragonviz.app.mailbox import Mailbox
from dragonviz.app.priority import step_back
from dragonviz.app.region_worker import RegionRequest
from dragonviz.dragons import Dataset
from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from dragonviz.training.run import Run

SLICE = 0.008  # seconds
FRAME = 0.016
_AT_ONCE = 0.1  # seconds: what the hand does and what the eye sees still seem one
_LONGEST_DEBT = 0.1  # seconds whose steps may be owed: time that was lost otherwise is not made up for


@dataclass(frozen=True, eq=False)
class Start:
    """A run to be started: the fields of `Run`."""

    dataset: Dataset
    model: str
    settings: dict
    seed: int


@dataclass(frozen=True, eq=False)
class Change:
    """What the dragons have become, for the run at hand.

    Parameters
    ----------
    dataset : Dataset
    again : bool
        Whether retraining begins again from the same start, or goes on from the present parameters. To begin again is
        a fresh run: it counts the epochs of one fit, and what it comes to depends on these dragons only.
    dragged : bool
        Whether dragons were dragged, which retrains any run that has begun to learn; other changes retrain a run that
        has ended, and one under way just goes on.
    """

    dataset: Dataset
    again: bool
    dragged: bool = False


@dataclass(frozen=True, eq=False)
class Failure:
    """Why a run ended with an error: which run it was, a sentence, and the traceback."""

    start: Start
    sentence: str
    details: str


@dataclass(frozen=True, eq=False)
class Report:
    """What the worker tells: which run it is, its newest snapshot, and whether it is training."""

    start: Start
    snapshot: object
    playing: bool


class TrainingWorker(QObject):
    """Owns the run at hand. Lives in the training thread; every slot runs there.

    The GUI thread talks to it by queued signals, and puts the newest dragons into `changes`; it reads `reports`
    after `updated`.

    Parameters
    ----------
    compiler : KernelCompiler
    regions : RegionWorker
        Is asked for the regions of each moment that is reported.
    """

    updated = Signal()
    failed = Signal(object)

    def __init__(self, compiler, regions):
        super().__init__()
        self._compiler, self._regions = compiler, regions
        self.changes = Mailbox()
        self.reports = Mailbox()
        self.stopping = Event()
        self._run = None
        self._playing = False
        self._retraining = False
        self._steps_per_second = math.inf
        self._debt = 0.0
        self._paid_until = 0.0
        self._reported = 0.0
        self._unreported = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._slice)

    @Slot()
    def step_back(self):
        """Let the window come first."""
        step_back()

    @Slot(object)
    def start(self, start):
        """Begin a run, and go on playing if one was playing."""
        self.changes.take()
        self._run, self._start = None, start
        self._retraining = False
        with self._guarded():
            kind = MODELS[start.model]
            kind.load()
            self._compiler.wait_for(kind)
            if self.stopping.is_set():
                return
            self._run = Run(start.dataset, start.model, start.settings, start.seed)
            if self._playing:
                self._play()
            self._report()

    @Slot()
    def change(self):
        """Take up the dragons left in `changes`."""
        change = self.changes.take()
        if change is not None and self._run is not None:
            with self._guarded():
                self._replace(change)

    @Slot()
    def clear(self):
        """Drop the run, as when no model can be trained on the dragons."""
        self._pause()
        self._run = None

    @Slot()
    def play(self):
        """Train until paused or ended."""
        if self._run is not None:
            self._retraining = False
            self._run.extend()
            self._play()
            with self._guarded():
                self._report()

    @Slot()
    def pause(self):
        """Stop after the slice under way."""
        self._pause()
        if self._run is not None:
            with self._guarded():
                self._report()

    @Slot()
    def step(self):
        """Do one step."""
        self._advance_by(lambda run: 1)

    @Slot()
    def epoch(self):
        """Do the rest of the epoch under way."""
        self._advance_by(lambda run: run.steps_to_epoch_end)

    @Slot(float)
    def set_speed(self, steps_per_second):
        """Train at this many steps a second; infinity is flat out."""
        self._steps_per_second = steps_per_second
        if self._playing:
            self._play()

    def _replace(self, change):
        run = self._run
        is_over = run.verdict is not Verdict.UNDER_WAY
        retrain = not run.untrained and (is_over or change.dragged or self._retraining)
        run.replace(change.dataset)
        if retrain:
            self._retrain(change.again)
        self._report()

    def _retrain(self, again):
        if again:
            self._run.restart()
            self._advance_at_once()
        else:
            self._run.go_on()
        if self._run.verdict is not Verdict.UNDER_WAY:
            self._pause()
        elif again or not self._playing:
            self._retraining = True
            self._timer.start(0)

    def _advance_at_once(self):
        # Nothing half trained is shown if the whole training takes no longer than this.
        end = time.perf_counter() + _AT_ONCE
        while self._run.verdict is Verdict.UNDER_WAY and time.perf_counter() < end and not self.stopping.is_set():
            self._run.advance_for(SLICE)

    def _advance_by(self, steps_of):
        if self._run is not None:
            self._pause()
            with self._guarded():
                self._run.extend(epochs=1)
                self._run.advance(steps_of(self._run))
                self._report()

    def _play(self):
        self._playing = True
        self._debt = 0.0
        self._paid_until = time.perf_counter()
        self._timer.start(0 if math.isinf(self._steps_per_second) else int(FRAME * 1000))

    def _pause(self):
        self._playing = False
        self._retraining = False
        self._timer.stop()

    @Slot()
    def _slice(self):
        if self.stopping.is_set():
            self._timer.stop()
            return
        with self._guarded():
            if self._run.verdict is Verdict.UNDER_WAY:
                self._advance()
            if self._run.verdict is not Verdict.UNDER_WAY:
                self._pause()
                self._report()
            elif self._unreported and time.perf_counter() - self._reported >= FRAME:
                self._report()

    def _advance(self):
        if self._retraining or math.isinf(self._steps_per_second):
            self._unreported = True
            self._run.advance_for(SLICE)
            return
        now = time.perf_counter()
        self._debt += min(now - self._paid_until, _LONGEST_DEBT) * self._steps_per_second
        # One step is always waited for, so the limit must leave room for a fraction above it.
        self._debt = min(self._debt, max(2.0, _LONGEST_DEBT * self._steps_per_second))
        self._paid_until = now
        if self._debt >= 1:
            self._unreported = True
            self._debt -= self._run.advance_for(SLICE, most=int(self._debt))

    def _report(self):
        self._reported = time.perf_counter()
        self._unreported = False
        snapshot = self._run.snapshot()
        was_taken = self.reports.put(Report(self._start, snapshot, self._playing or self._retraining))
        if not snapshot.untrained:
            self._regions.ask(RegionRequest(self._start, snapshot.predictor))
        if was_taken:
            self.updated.emit()

    @contextmanager
    def _guarded(self):
        # Whatever goes wrong ends the run and not the thread.
        try:
            yield
        except Exception as error:
            self._pause()
            self._run = None
            sentence = str(error) or type(error).__name__
            self.failed.emit(Failure(self._start, sentence, traceback.format_exc()))
