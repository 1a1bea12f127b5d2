"""Trains in a thread of its own, in short slices, and looks for orders between them."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dragonviz.app.hand_memory import HandMemory
from dragonviz.app.mailbox import Mailbox
from dragonviz.app.priority import lower_priority
from dragonviz.app.region_worker import RegionWorker
from dragonviz.app.run_order import RunFailure, RunOrder, RunReport, RunSpec, Seek
from dragonviz.app.runs_left import RunsLeft
from dragonviz.app.steps_owed import StepsOwed
from dragonviz.dragons import Dataset
from dragonviz.models.catalogue import MODELS
from dragonviz.models.kernels.first_compilation import KernelCompiler
from dragonviz.models.learner import Verdict
from dragonviz.scenes.speed import FASTEST, Speed, Unit
from dragonviz.training.run import Run
from dragonviz.training.timeline import MOST_BYTES, Place

SLICE = 0.008  # seconds
FRAME = 0.016
_AT_ONCE = 0.1  # seconds: what the hand does and what the eye sees still seem one
_LONGEST_SILENCE = 0.25  # seconds: an epoch that takes longer to compute is looked at within


class TrainingWorker(QObject):
    """Owns the run at hand. Lives in the training thread; every slot runs there.

    The GUI thread leaves the newest order in `orders`, and talks to it by queued signals, each with a number that the
    next report gives back; reports go to the region thread, which adds what the model says everywhere.

    Parameters
    ----------
    compiler : KernelCompiler
    regions : RegionWorker
    """

    failed = Signal(object)

    def __init__(self, compiler: KernelCompiler, regions: RegionWorker) -> None:
        super().__init__()
        self._compiler, self._regions = compiler, regions
        self.orders: Mailbox[RunOrder] = Mailbox(RunOrder.after)
        self.seeks: Mailbox[Seek] = Mailbox()
        self.stopping = Event()
        self._spec: RunSpec | None = None
        self._run: Run | None = None
        self._hand = HandMemory()
        self._left = RunsLeft()
        self._told: Dataset | None = None
        self._playing = False
        self._retraining = False
        self._speed = FASTEST
        self._owed = StepsOwed()
        self._reported = 0.0
        self._unreported = False
        self._unreported_since = 0.0
        self._heard = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._slice)

    @Slot()
    def lower_priority(self) -> None:
        """Let the window come first."""
        lower_priority()

    def interrupt(self) -> None:
        """Have a step under way given up, from any thread, before what makes it useless is said."""
        run = self._run
        if run is not None:
            run.interrupt.set()

    @Slot()
    def follow(self) -> None:
        """Carry out the order left in `orders`."""
        order = self.orders.take()
        if order is None:
            return
        told, self._told = self._told, order.dataset
        if order.spec is None or order.dataset is None:
            self.clear()
        elif order.spec is not self._spec:
            self._start(order.spec, order.dataset, order, told)
        elif self._run is not None:
            with self._guarded():
                self._change(self._run, order.dataset, order, is_told=order.dataset is told)

    @Slot()
    def clear(self) -> None:
        """Drop the run, as when no model can be trained on the dragons."""
        self._stop_training()
        self._run = self._spec = None

    @Slot(int)
    def play(self, number: int) -> None:
        """Train until paused or ended."""
        run = self._hear(number)
        if run is not None:
            with self._guarded():
                self._retraining = False
                run.extend()
                self._play()
                self._report(run)

    @Slot(int)
    def pause(self, number: int) -> None:
        """Stop after the slice under way."""
        run = self._hear(number)
        if run is not None:
            self._stop_training()
            run.interrupt.clear()
            with self._guarded():
                self._report(run)

    @Slot(int)
    def step(self, number: int) -> None:
        """Do one step."""
        self._advance_by(number, lambda run: 1)

    @Slot(int)
    def epoch(self, number: int) -> None:
        """Do the rest of the epoch under way."""
        self._advance_by(number, lambda run: run.steps_to_epoch_end)

    @Slot(int)
    def step_back(self, number: int) -> None:
        """Undo one step."""
        self._go(number, lambda run: run.place_before)

    @Slot(int)
    def epoch_back(self, number: int) -> None:
        """Go back to the end of the epoch before, or to the beginning of the one under way."""
        self._go(number, lambda run: Place(run.place_before.epoch, 0))

    @Slot(int)
    def best(self, number: int) -> None:
        """Go to the epoch with the best test accuracy."""
        self._go(number, lambda run: Place(run.best_epoch, 0))

    @Slot()
    def seek(self) -> None:
        """Go to the moment left in `seeks`: while a slider is dragged, only the newest counts."""
        wanted = self.seeks.take()
        if wanted is not None:
            self._go(wanted.number, lambda run: Place(wanted.epoch, 0))

    def _go(self, number: int, place_of: Callable[[Run], Place]) -> None:
        run = self._hear(number)
        if run is not None:
            self._stop_training()
            run.interrupt.clear()
            with self._guarded():
                run.seek(*place_of(run))
                self._report(run)

    @Slot(object)
    def set_speed(self, speed: Speed) -> None:
        """Train at another speed."""
        self._speed = speed
        if self._playing:
            self._play()

    def _hear(self, number: int) -> Run | None:
        """The run that a command is meant for, if there is one. A command that its order has overtaken is not."""
        if number <= self._heard:
            return None
        self._heard = number
        return self._run

    def _start(self, spec: RunSpec, dataset: Dataset, order: RunOrder, told: Dataset | None) -> None:
        self._stop_training()
        if self._run is not None and self._spec is not None and self._spec.model != spec.model:
            self._left.leave(self._spec, self._run, self._hand, told)
        self._run, self._spec = None, spec
        self._heard = max(self._heard, order.since)
        with self._guarded():
            kind = MODELS[spec.model]
            kind.load()
            self._compiler.wait_for(kind)
            if self.stopping.is_set():
                return
            # Settings may have been changed before the order to begin was carried out.
            start = spec if order.settings is None else replace(spec, settings=order.settings)
            left = self._left.take_up(start, dataset, order)
            if left is None:
                self._run = self._new_run(start, dataset, order)
            else:
                self._run, self._hand = left
            if order.playing:
                self._play()
            self._report(self._run)

    def _new_run(self, spec: RunSpec, dataset: Dataset, order: RunOrder) -> Run:
        by_hand = None if order.afresh else order.by_hand
        self._hand = HandMemory(order.by_hand)
        return Run(
            dataset,
            spec.model,
            spec.settings,
            spec.seed,
            parameters=None if by_hand is None else (by_hand.weights, by_hand.biases),
            most_bytes=MOST_BYTES // len(MODELS),
        )

    def _change(self, run: Run, dataset: Dataset, order: RunOrder, is_told: bool) -> None:
        if self._hand.follow(run, order.by_hand):
            # A hand and a run that trains would pull at the same line.
            self._stop_training()
        if order.settings is not None and order.settings != run.settings:
            if run.untrained:
                assert self._spec is not None
                run = self._run = self._new_run(replace(self._spec, settings=order.settings), dataset, order)
            else:
                run.change_settings(order.settings)
        # These dragons of then are to be those of from now on, if something else was told since: that is a change.
        if run.dataset is dataset and (is_told or not run.is_looking_back):
            self._report(run)
        else:
            self._replace(run, dataset, order)

    def _replace(self, run: Run, dataset: Dataset, order: RunOrder) -> None:
        if run.dataset.trains_like(dataset):
            # Nobody learns from test dragons: there is nothing to train again.
            run.rescore(dataset)
        else:
            is_over = run.verdict is not Verdict.UNDER_WAY
            retrain = not run.untrained and (is_over or order.dragged or self._retraining)
            run.replace(dataset)
            if retrain:
                self._retrain(run, order.again)
        self._report(run)

    def _retrain(self, run: Run, again: bool) -> None:
        if again:
            run.restart()
            self._advance_at_once(run)
        else:
            run.go_on()
        if run.verdict is not Verdict.UNDER_WAY:
            self._stop_training()
        elif again or not self._playing:
            self._retraining = True
            self._timer.start(0)

    def _advance_at_once(self, run: Run) -> None:
        # Nothing half trained is shown if the whole training takes no longer than this.
        end = time.perf_counter() + _AT_ONCE
        while run.verdict is Verdict.UNDER_WAY and time.perf_counter() < end and not self.stopping.is_set():
            run.advance_for(SLICE)

    def _advance_by(self, number: int, steps_of: Callable[[Run], int]) -> None:
        run = self._hear(number)
        if run is not None:
            self._stop_training()
            with self._guarded():
                run.extend(epochs=1)
                run.advance(steps_of(run))
                self._report(run)

    def _play(self) -> None:
        self._playing = True
        self._owed.begin()
        self._timer.start(0 if self._speed.flat_out else int(FRAME * 1000))

    def _stop_training(self) -> None:
        self._playing = False
        self._retraining = False
        self._timer.stop()

    @Slot()
    def _slice(self) -> None:
        run = self._run
        if self.stopping.is_set() or run is None:
            self._timer.stop()
            return
        with self._guarded():
            if run.verdict is Verdict.UNDER_WAY:
                self._advance(run)
            if run.verdict is not Verdict.UNDER_WAY:
                self._stop_training()
                self._report(run)
            elif self._unreported and self._is_worth_a_look(run):
                self._report(run)

    def _is_worth_a_look(self, run: Run) -> bool:
        now = time.perf_counter()
        if self._speed.unit is Unit.STEP or run.is_at_epoch_end:
            return now - self._reported >= FRAME
        return now - self._unreported_since >= _LONGEST_SILENCE

    def _note_work(self) -> None:
        if not self._unreported:
            self._unreported, self._unreported_since = True, time.perf_counter()

    def _advance(self, run: Run) -> None:
        if self._retraining or self._speed.flat_out:
            self._note_work()
            run.advance_for(SLICE)
            if time.perf_counter() - self._reported >= FRAME and run.seconds_to_epoch_end < SLICE:
                run.advance(run.steps_to_epoch_end % run.steps_per_epoch)
            return
        steps = self._owed.steps(run, self._speed)
        if steps:
            self._note_work()
            self._owed.pay(run.advance_for(SLICE, most=steps))

    def _report(self, run: Run) -> None:
        assert self._spec is not None
        self._reported = time.perf_counter()
        self._unreported = False
        playing = self._playing or self._retraining
        self._regions.ask(RunReport(self._spec, run.snapshot(), playing, self._heard, self._told))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        # Whatever goes wrong ends the run and not the thread.
        spec = self._spec
        assert spec is not None
        try:
            yield
        except Exception as error:
            self._stop_training()
            self._run = None
            sentence = str(error) or type(error).__name__
            self.failed.emit(RunFailure(spec, sentence, traceback.format_exc()))
