"""The only place where moments are made and paced: one clock, and one check of what has become stale."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from dragonviz.app.moment import Ghost, Moment, Side
from dragonviz.app.region_worker import Picture, asks_for_separability
from dragonviz.app.stage import Stage
from dragonviz.dragons import Dataset
from dragonviz.explain.sentences import run_in_words
from dragonviz.scenes.scene import Scene
from dragonviz.training.snapshot import Snapshot

# All that is on screen changes together, canvas and figures alike, so that a picture taken at any time shows one
# moment: at once after a while of rest, thirty times a second while a model trains. A hand is answered at once.
BEAT = 0.032  # seconds
_REST_MS = 120  # the picture is at rest when nothing has changed for this long
# How long a change waits for what the model says about it, so that both are seen together. A run that takes longer is
# too slow for the hand, and is not waited for until it has caught up.
_PATIENCE = 0.06  # seconds


class Frames(QObject):
    """Puts the scene and the newest picture of its run together.

    Parameters
    ----------
    stage : Stage

    Attributes
    ----------
    moment_came : Signal(Moment)
    """

    moment_came = Signal(object)

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._scene: Scene | None = None
        self._picture: Picture | None = None
        self._ghost: Ghost | None = None
        self._unanswered: list[tuple[Dataset, float]] = []  # datasets, and when they were made
        self._following = True
        self._by_hand = False
        self._seen: tuple[Scene, Scene] | None = None  # the present one, and as it is on screen
        self._delivered = -BEAT
        self._clock = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._deliver)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._refine)
        stage.picture_came.connect(self._await_beat)
        stage.state_changed.connect(self._await_beat)

    def set_scene(self, scene: Scene, by_hand: bool = False) -> None:
        """Show another scene: at once, or with what the model says about its dragons, if that comes within a moment.

        Parameters
        ----------
        scene : Scene
        by_hand : bool
            Whether the hand that changed it is still at it, and wants to be answered at once.
        """
        before, self._scene = self._scene, scene
        self._by_hand = by_hand
        if before is None or not self._is_answered():
            self._unanswered.clear()
            self._deliver_soon()
        elif scene.dataset is before.dataset or not self._following:
            self._deliver_soon()
        else:
            self._unanswered.append((scene.dataset, time.perf_counter()))
            self._start_clock(_PATIENCE)

    def _is_answered(self) -> bool:
        """Whether the run says something about changed dragons."""
        picture = self._picture
        return picture is not None and picture.report.spec is self._stage.spec

    def stop(self) -> None:
        """Make no more moments."""
        self._clock.stop()
        self._rest.stop()

    @Slot()
    def _deliver_soon(self) -> None:
        self._start_clock(0.0)

    @Slot()
    def _await_beat(self) -> None:
        at_once = self._by_hand or self._unanswered
        self._start_clock(0.0 if at_once else self._delivered + BEAT - time.perf_counter())

    def _start_clock(self, seconds: float) -> None:
        # Just before a beat would be one beat too many.
        due = max(0, math.ceil(1000 * seconds))
        if not self._clock.isActive() or self._clock.remainingTime() > due:
            self._clock.start(due)

    @Slot()
    def _deliver(self) -> None:
        scene = self._scene
        if scene is None:
            return
        self._delivered = time.perf_counter()
        picture = self._stage.take_picture()
        if self._picture is not None and self._picture.report.spec is not self._stage.spec:
            self._keep_ghost(self._picture.report.snapshot)
            self._picture = None
        if picture is not None:
            self._picture = picture
            self._rest.stop()
            if picture.regions is not None and not picture.at_rest and _gets_better(picture.report.snapshot):
                self._rest.start()
        self.moment_came.emit(self._moment(scene))

    def _moment(self, scene: Scene) -> Moment:
        picture = self._picture
        snapshot = None if picture is None else picture.report.snapshot
        seen = self.seen(scene)
        if snapshot is None or snapshot.dataset is seen.dataset:
            self._unanswered.clear()
            self._by_hand = False
            self._following = True
            return self._moment_of(seen, seen.dataset, picture)
        self._forget_answered(snapshot.dataset)
        if self._unanswered and self._following:
            left = self._unanswered[0][1] + _PATIENCE - time.perf_counter()
            if left > 0:
                self._start_clock(left)
                return self._moment_of(scene, snapshot.dataset, picture)
        self._unanswered.clear()
        self._following = False
        return self._moment_of(scene, scene.dataset, picture)

    def seen(self, scene: Scene) -> Scene:
        """The present scene as it is on screen: what the model was then, it was for the dragons of then."""
        picture = self._picture
        if picture is None or not picture.report.looks_back_from(scene.dataset):
            return scene
        dataset = picture.report.snapshot.dataset
        if dataset is scene.dataset:
            return scene
        if self._seen is None or self._seen[0] is not scene or self._seen[1].dataset is not dataset:
            self._seen = scene, scene.with_dragons(dataset)
        return self._seen[1]

    def _forget_answered(self, dataset: Dataset) -> None:
        for k, (asked, _) in enumerate(self._unanswered):
            if asked is dataset:
                del self._unanswered[: k + 1]
                return

    def _moment_of(self, scene: Scene, dataset: Dataset, picture: Picture | None) -> Moment:
        stage = self._stage
        side = Side(
            scene.setup,
            stage.spec,
            snapshot=None if picture is None else picture.report.snapshot,
            regions=None if picture is None else picture.regions,
            region_image=None if picture is None else picture.image,
            playing=stage.playing,
            obstacle=stage.obstacle,
            separability=None if picture is None else picture.separability,
        )
        ghost = self._ghost if self._ghost is not None and self._ghost.task == scene.dataset.task else None
        return Moment(scene, dataset, (side,), self._following, ghost)

    def _keep_ghost(self, snapshot: Snapshot) -> None:
        if snapshot.furthest_epoch:
            self._ghost = Ghost(run_in_words(snapshot), snapshot.dataset.task, snapshot.history)

    def clear_ghost(self) -> None:
        """Show the last run no longer."""
        self._ghost = None
        self._await_beat()

    @Slot()
    def _refine(self) -> None:
        if self._picture is not None:
            self._stage.refine(self._picture.report)


def _gets_better(snapshot: Snapshot) -> bool:
    """Whether more can be known of it at rest: finer regions, or whether its mistakes need be."""
    return not snapshot.predictor.is_linear or asks_for_separability(snapshot)
