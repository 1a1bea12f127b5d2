"""dragonviz started as ``python -m dragonviz`` starts it, with a person who presses Train at once.

``python -m benchmarks.started_program [MODEL]``: as soon as the window is painted, the model is chosen and Train is
pressed; when the first epoch is on the screen, the program ends. Without a model it ends when the window is painted.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QObject, Slot

from benchmarks.first_paint import FirstPaint, tell
from dragonviz import cli
from dragonviz.app.commands import ToggleTraining
from dragonviz.app.startup import make_application
from dragonviz.scenes.edits import ChooseModel


class Beginner(QObject):
    """Presses Train as soon as there is a window, and waits for the first epoch.

    Parameters
    ----------
    app : QApplication
    model : str or None
    tell : callable
        Is called with what was found out, by name, as soon as that is known.
    """

    def __init__(self, app, model, tell):
        super().__init__(app)
        self._app, self._model, self._tell = app, model, tell
        self._said = []
        self._first = FirstPaint(app)
        self._first.painted.connect(self._begin)

    @Slot()
    def _begin(self):
        (self._window,) = [w for w in self._app.topLevelWidgets() if w.objectName() == "main-window"]
        if self._model is None:
            self._end()
            return
        # Imported now, so as not to delay the window.
        from benchmarks.window import Ticks

        self._ticks = Ticks(self)
        self._ticks.start()
        self._window.frames.moment_came.connect(self._look)
        self._window.services.loading.connect(self._said.append)
        self._window.do(ChooseModel(self._model))
        self._window.do(ToggleTraining())

    @Slot(object)
    def _look(self, moment):
        snapshot = moment.side.snapshot
        if snapshot is not None and snapshot.model == self._model and snapshot.epoch >= 1:
            self._end(trained=time.time(), longest_gap=float(self._ticks.stop().max()), said=self._said)

    def _end(self, **findings):
        self._tell(painted=self._first.moment, **findings)
        self._window.close()


def main(model=None, tell=tell):
    """Start the program, and tell."""
    beginner = Beginner(make_application(), model, tell)
    return cli.main([]) or beginner is None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
