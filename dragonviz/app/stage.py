"""The runs on screen: started, changed and told what to do as the scene and the person want it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThread, Signal, SignalInstance, Slot

from dragonviz.app.region_worker import Picture, RegionView, RegionWorker
from dragonviz.app.run_order import RunFailure, RunOrder, RunReport, RunSpec, Seek
from dragonviz.app.services import Services
from dragonviz.app.training_worker import TrainingWorker
from dragonviz.explain.sentences import obstacle
from dragonviz.scenes.edits import Edit
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import Setup

_LONGEST_STOP_MS = 10_000
_ENDED_BY_ERROR = "Training stopped because of an error. Train again to begin anew."


class Stage(QObject):
    """Owns the run of the present scene, and the threads that train it and look at it. Lives in the GUI thread.

    Parameters
    ----------
    services : Services
        Its preloader shares the training thread, so that no two threads import heavy libraries at once.

    Attributes
    ----------
    spec : RunSpec or None
        The run that there is now.
    obstacle : str
        Why there is none, in a sentence; empty if there is one.
    picture_came : Signal()
        There is something new to be taken by `take_picture`.
    state_changed : Signal()
        `spec`, `obstacle` or `playing` changed.
    failed : Signal(str, str)
        That a run has ended with an error: a sentence and the traceback.
    """

    picture_came = Signal()
    state_changed = Signal()
    failed = Signal(str, str)

    _ordered = Signal()
    _play = Signal(int)
    _pause = Signal(int)
    _step = Signal(int)
    _epoch = Signal(int)
    _step_back = Signal(int)
    _epoch_back = Signal(int)
    _best = Signal(int)
    _seek = Signal()
    _speed_set = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spec: RunSpec | None = None
        self.obstacle = ""
        self._scene: Scene | None = None
        self._report: RunReport | None = None
        self._waiting_for_drop = False
        self._n_commands, self._intends_to_play = 0, False
        self._training_thread, self._region_thread = QThread(), QThread()
        self._training_thread.setObjectName("training")
        self._region_thread.setObjectName("regions")
        self._regions = RegionWorker()
        self._trainer = TrainingWorker(services.compiler, self._regions)
        for worker in (self._trainer, services.preloader):
            worker.moveToThread(self._training_thread)
        self._regions.moveToThread(self._region_thread)
        self._training_thread.finished.connect(services.preloader.stop)
        self._connect()

    def _connect(self) -> None:
        trainer, regions = self._trainer, self._regions
        for signal, slot in (
            (self._ordered, trainer.follow),
            (self._play, trainer.play),
            (self._pause, trainer.pause),
            (self._step, trainer.step),
            (self._epoch, trainer.epoch),
            (self._step_back, trainer.step_back),
            (self._epoch_back, trainer.epoch_back),
            (self._best, trainer.best),
            (self._seek, trainer.seek),
            (self._speed_set, trainer.set_speed),
            # Timers can be stopped only in their own thread.
            (self._training_thread.finished, trainer.clear),
        ):
            signal.connect(slot)
        regions.answered.connect(self.picture_came)
        for worker in (trainer, regions):
            worker.failed.connect(self._take_failure)

    def start_threads(self) -> None:
        """Let the threads work; what was asked before waits until then, so that the window can be painted first."""
        if self._trainer.stopping.is_set():
            return
        for thread, worker in ((self._training_thread, self._trainer), (self._region_thread, self._regions)):
            thread.started.connect(worker.lower_priority)
            thread.start(QThread.Priority.LowPriority)

    def stop(self) -> bool:
        """End the threads. Call it before any widget goes."""
        self._trainer.stopping.set()
        self._trainer.interrupt()
        threads = self._training_thread, self._region_thread
        for thread in threads:
            thread.quit()
        stopped = [thread.wait(_LONGEST_STOP_MS) for thread in threads]
        return all(stopped)

    # What the scene wants

    def follow(self, scene: Scene, edit: Edit | None) -> None:
        """Have the run that belongs to a scene.

        Parameters
        ----------
        scene : Scene
        edit : Edit or None
            What made it of the last one, if a person did just now.
        """
        before, self._scene = self._scene, scene
        if before is None or scene.view.speeds != before.view.speeds or scene.setup.model != before.setup.model:
            self._speed_set.emit(scene.view.speeds[scene.setup.model])
        why_not = obstacle(scene.dataset)
        if why_not is not None:
            self._end_run(why_not)
        elif before is None or not scene.trains_like(before):
            self._start_run()
        elif scene.dataset is before.dataset and _learns_alike(scene.setup, before.setup):
            # Only looked at in another way: a run that has failed is not begun anew.
            return
        elif self.spec is None:
            self._start_run()
        else:
            in_hand = edit is not None and edit.gesture is not None and scene.dataset is not before.dataset
            if in_hand and not scene.view.live:
                self._waiting_for_drop = True
            else:
                self._change_run(dragged=in_hand)

    def drop(self) -> None:
        """Have the run hear of dragons that were dragged, if it has to wait until they are let go."""
        if self._waiting_for_drop:
            self._change_run(dragged=True)

    def set_view(self, view: RegionView) -> None:
        """Have regions evaluated for what the canvas shows now."""
        if view != self._regions.view:
            self._regions.view = view
            self._regions.ask_again()

    @property
    def has_learned(self) -> bool:
        """Whether there is a run that has begun to learn, as far as it has told."""
        return self._report is not None and self._report.snapshot.furthest_epoch > 0

    @property
    def can_look_back(self) -> bool:
        """Whether the run's earlier moments are kept, as far as it has told."""
        return self._report is None or self._report.snapshot.can_look_back

    # What a person wants of the run

    @property
    def playing(self) -> bool:
        """Whether it is training, as far as it has told, or going to."""
        if self.spec is None:
            return False
        if self._report is None or self._report.heard != self._n_commands:
            return self._intends_to_play
        return self._report.playing

    def toggle_training(self) -> None:
        """Train, or pause."""
        if self.playing:
            self._trainer.interrupt()
            self._command(self._pause)
        else:
            self._command(self._play, to_play=True)
        self.state_changed.emit()

    def step(self) -> None:
        """Do one step."""
        self._command(self._step)

    def epoch(self) -> None:
        """Do one epoch, or the rest of the one under way."""
        self._command(self._epoch)

    def step_back(self) -> None:
        """Go back by one step."""
        self._trainer.interrupt()
        self._command(self._step_back)

    def epoch_back(self) -> None:
        """Go back to the end of the epoch before."""
        self._trainer.interrupt()
        self._command(self._epoch_back)

    def go_to_best(self) -> None:
        """Go to the epoch with the best test accuracy."""
        self._trainer.interrupt()
        self._command(self._best)

    def go_to(self, epoch: int) -> None:
        """Look at the moment after so many epochs; of several that were not looked at yet, only the last."""
        self._trainer.interrupt()
        self._n_commands += 1
        self._intends_to_play = False
        if self._trainer.seeks.put(Seek(self._n_commands, epoch)):
            self._seek.emit()

    def restart(self) -> None:
        """Begin again with the same seed."""
        self._start_run(afresh=True)

    def ready(self) -> bool:
        """Whether there is a run, or can be one again after an error."""
        if self.spec is None and self._scene is not None and obstacle(self._scene.dataset) is None:
            self._start_run()
        return self.spec is not None

    # What the run says

    def take_picture(self) -> Picture | None:
        """The newest picture of the run, if there is one that was not taken yet: none of a run that is gone."""
        picture = self._regions.pictures.take()
        if picture is None or picture.report.spec is not self.spec:
            return None
        self._report = picture.report
        return picture

    def refine(self, report: RunReport) -> None:
        """Have the regions of a report evaluated finely."""
        if report.spec is self.spec:
            self._regions.ask_again(at_rest=True)

    def _command(self, signal: SignalInstance, to_play: bool = False) -> None:
        self._n_commands += 1
        self._intends_to_play = to_play
        signal.emit(self._n_commands)

    def _start_run(self, afresh: bool = False) -> None:
        scene = self._scene
        assert scene is not None
        # A run goes on training where the one before was.
        self._intends_to_play = self.playing
        self.spec = RunSpec.of(scene.setup)
        self._report, self.obstacle = None, ""
        self._trainer.interrupt()
        playing, since = self._intends_to_play, self._n_commands
        self._order(
            RunOrder(self.spec, scene.dataset, playing=playing, by_hand=scene.setup.by_hand, afresh=afresh, since=since)
        )
        self.state_changed.emit()

    def _change_run(self, dragged: bool) -> None:
        scene = self._scene
        assert scene is not None
        setup = scene.setup
        again = setup.kind.refits_at_once or scene.view.mlp_starts_again
        order = RunOrder(
            self.spec, scene.dataset, again=again, dragged=dragged, settings=setup.values, by_hand=setup.by_hand
        )
        self._order(order)

    def _end_run(self, why: str) -> None:
        if self.spec is not None:
            self._trainer.interrupt()
            self._order(RunOrder(None))
        self.spec = self._report = None
        self._intends_to_play, self.obstacle = False, why
        self.state_changed.emit()

    def _order(self, order: RunOrder) -> None:
        self._waiting_for_drop = False
        if self._trainer.orders.put(order):
            self._ordered.emit()

    @Slot(object)
    def _take_failure(self, failure: RunFailure) -> None:
        self.failed.emit(failure.sentence, failure.details)
        if failure.spec is self.spec:
            self._end_run(_ENDED_BY_ERROR)


def _learns_alike(setup: Setup, before: Setup) -> bool:
    """Whether a run of the one, as it is, is a run of the other."""
    return setup.values == before.values and setup.by_hand is before.by_hand
