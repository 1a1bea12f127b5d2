"""The only place where moments are made and paced: one clock, and one check of what has become stale."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from dragonviz.app.moment import Moment, Side
from dragonviz.app.region_worker import Picture
from dragonviz.app.run_order import RunSpec
from dragonviz.app.stage import Stage
from dragonviz.scenes.scene import Scene

# While a model trains, all that is on screen changes together, thirty times a second: canvas and figures alike, so that
# a picture taken at any time shows one moment. A hand that drags is answered at once.
BEAT = 0.032  # seconds
_REST_MS = 120  # the picture is at rest when nothing has changed for this long
# How long a change waits for what the model says about it, so that both are seen together.
_PATIENCE = 0.025  # seconds


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
        self._waits_since: float | None = None
        self._by_hand = False
        self._clock = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._deliver)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._refine)
        stage.picture_came.connect(self._await_beat)
        stage.state_changed.connect(self._deliver_soon)

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
        waits = (
            before is not None
            and scene.dataset is not before.dataset
            and self._picture is not None
            and self._picture.report.spec is self._stage.spec
            and not self._picture.report.snapshot.untrained
        )
        if not waits:
            self._waits_since = None
            self._deliver_soon()
        elif self._waits_since is None:
            self._waits_since = time.perf_counter()
            self._start_clock(_PATIENCE)

    def stop(self) -> None:
        """Make no more moments."""
        self._clock.stop()
        self._rest.stop()

    @Slot()
    def _deliver_soon(self) -> None:
        self._start_clock(0.0)

    @Slot()
    def _await_beat(self) -> None:
        at_once = self._by_hand or self._waits_since is not None or not self._stage.playing
        self._start_clock(0.0 if at_once else BEAT - time.perf_counter() % BEAT)

    def _start_clock(self, seconds: float) -> None:
        due = round(1000 * seconds)
        if not self._clock.isActive() or self._clock.remainingTime() > due:
            self._clock.start(due)

    @Slot()
    def _deliver(self) -> None:
        if self._scene is None:
            return
        picture = self._stage.take_picture()
        if picture is not None:
            self._picture = picture
            self._rest.stop()
            is_exact = picture.report.snapshot.predictor.is_linear
            if picture.regions is not None and not picture.at_rest and not is_exact:
                self._rest.start()
        if self._picture is not None and self._picture.report.spec is not self._stage.spec:
            self._picture = None
        self.moment_came.emit(self._moment())

    def _moment(self) -> Moment:
        scene, stage, picture = self._scene, self._stage, self._picture
        if picture is None:
            side = Side(scene.setup, stage.spec, playing=stage.playing, obstacle=stage.obstacle)
            self._waits_since = None
            return Moment(scene, scene.dataset, (side,))
        snapshot = picture.report.snapshot
        side = Side(scene.setup, stage.spec, snapshot, picture.regions, stage.playing)
        if snapshot.dataset is scene.dataset:
            self._waits_since, self._by_hand = None, False
            return Moment(scene, scene.dataset, (side,))
        if snapshot.untrained:
            return Moment(scene, scene.dataset, (side,), following=False)
        if self._waits_since is not None and time.perf_counter() - self._waits_since < _PATIENCE:
            self._start_clock(_PATIENCE - (time.perf_counter() - self._waits_since))
            return Moment(scene, snapshot.dataset, (side,))
        return Moment(scene, scene.dataset, (side,), following=False)

    @Slot()
    def _refine(self) -> None:
        if self._picture is not None:
            self._stage.refine(self._picture.report)
