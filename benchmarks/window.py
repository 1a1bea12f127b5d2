"""The program's own window, opened in this process, and what a person does with it."""

from __future__ import annotations

import time
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from dragonviz.app.startup import make_application, make_window
from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from dragonviz.scenes.edits import Look
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import Setup
from dragonviz.scenes.speed import FASTEST

SIZE = (1600, 1000)
FRAME_MS = 16
_LONGEST_WAIT_S = 300


@contextmanager
def open_window():
    """Show the window as the program does, and wait until everything is loaded.

    Yields
    ------
    Person
    """
    make_application()
    window = make_window()
    window.resize(*SIZE)
    window.show()
    person = Person(window)
    try:
        if not QTest.qWaitForWindowExposed(window):
            raise RuntimeError("The window does not appear on the screen.")
        window.services.preload()
        person.wait_until(lambda: person.loaded, "the libraries are loaded")
        yield person
    finally:
        window.close()
        window.deleteLater()


class Person(QObject):
    """Sits before the window.

    Attributes
    ----------
    window : MainWindow
    moment : Moment or None
        The newest of the run at hand.
    loaded : bool
    """

    def __init__(self, window):
        super().__init__(window)
        self.window, self.moment, self.loaded = window, None, False
        self._restless = False
        self._failures = []
        window.frames.moment_came.connect(self._take_moment)
        window.stage.failed.connect(self._take_failure)
        window.services.loading.connect(self._take_loading)

    def wait_until(self, condition, what):
        """Let the program run until something has come about."""
        deadline = time.perf_counter() + _LONGEST_WAIT_S
        while not condition():
            if self._failures:
                raise RuntimeError(f"The program says: {self._failures[0]}")
            if time.perf_counter() > deadline:
                raise TimeoutError(f"Waited {_LONGEST_WAIT_S} s in vain until {what}.")
            let_run(0.005)

    def show(self, source, model, **settings):
        """Put up a scene, to be trained flat out, and wait until its run has begun.

        Parameters
        ----------
        source : Source
        model : str
        **settings
            Those that differ from the model's defaults.
        """
        setup = Setup(model)
        for name, value in settings.items():
            setup = setup.with_setting(name, value)
        controller = self.window.controller
        self.moment = None
        controller.set_scene(Scene(source, source.dataset(), (setup,), controller.scene.view))
        controller.do(Look({"rect": None, "speeds": controller.scene.view.with_speed(model, FASTEST).speeds}))
        self.wait_until(lambda: self._snapshot is not None, f"{MODELS[model].title} is there")

    @property
    def _snapshot(self):
        return None if self.moment is None else self.moment.side.snapshot

    def train_for_ever(self):
        """Train, and whenever a run ends, train again from the same start."""
        self._restless = True
        self._play()
        self.moment = None
        self.wait_until(lambda: self._snapshot is not None and not self._snapshot.untrained, "it trains")

    def train_to_the_end(self):
        """Train until the run ends."""
        self._play()
        self.wait_until(lambda: self._is_over(), "the training ends")

    def pause(self):
        """Train no more."""
        self._restless = False
        if self.window.stage.playing:
            self.press("train")
        self.wait_until(lambda: not self.moment.side.playing, "it pauses")

    def press(self, name):
        """Trigger an action."""
        self.window.findChild(QAction, name).trigger()

    def _is_over(self):
        return self._snapshot is not None and self._snapshot.verdict is not Verdict.UNDER_WAY

    def _play(self):
        if self._is_over():
            self.press("same-start")
        if not self.window.stage.playing:
            self.press("train")

    @Slot(object)
    def _take_moment(self, moment):
        self.moment = moment
        if self._restless and self._is_over() and moment.side.run is self.window.stage.spec:
            self._play()

    @Slot(str, str)
    def _take_failure(self, _, details):
        self._failures.append(details)

    @Slot(str)
    def _take_loading(self, sentence):
        self.loaded = not sentence


def let_run(seconds):
    """Let the event loop run for some time."""
    loop = QEventLoop()
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, singleShot=True, interval=round(1000 * seconds))
    timer.timeout.connect(loop.quit)
    timer.start()
    loop.exec()


class Ticks(QObject):
    """A clock in the GUI thread that should tick once a frame, and ticks late when that thread is busy or held up."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._times = []
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=FRAME_MS)
        self._timer.timeout.connect(self._tick)

    def start(self):
        """Begin to tick, with no tick remembered."""
        self._times = [time.perf_counter()]
        self._timer.start()

    def stop(self):
        """End.

        Returns
        -------
        ndarray of float
            The gaps between beginning, ticks and end, in ms.
        """
        self._timer.stop()
        return 1000 * np.diff([*self._times, time.perf_counter()])

    @Slot()
    def _tick(self):
        self._times.append(time.perf_counter())


class Paints(QObject):
    """Tells when a widget paints.

    Attributes
    ----------
    begun : Signal()
        It is about to paint.
    ended : Signal()
        It has painted, and the picture has been handed to the screen.
    """

    begun = Signal()
    ended = Signal()

    def __init__(self, widget):
        super().__init__(widget)
        # A whole window's paint events are handled in one go, after which queued signals get their turn.
        self.begun.connect(self.ended, Qt.ConnectionType.QueuedConnection)
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        """See paint events pass."""
        if event.type() == QEvent.Type.Paint:
            self.begun.emit()
        return False
