"""When a program that has just been started has painted its first window; shared by the programs that are started."""

from __future__ import annotations

import json
import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot


class FirstPaint(QObject):
    """Sees the first window of the application being painted.

    Parameters
    ----------
    app : QApplication

    Attributes
    ----------
    painted : Signal()
        All of the window has been painted and handed to the screen.
    moment : float or None
        When that was, as `time.time` tells, so that the process that started this one can compare.
    """

    painted = Signal()
    _begun = Signal()

    def __init__(self, app):
        super().__init__(app)
        self.moment = None
        self._app = app
        # A window's paint events are handled in one go, after which queued signals get their turn.
        self._begun.connect(self._take_moment, Qt.ConnectionType.QueuedConnection)
        app.installEventFilter(self)

    def eventFilter(self, watched, event):
        """Wait for a paint event."""
        if event.type() == QEvent.Type.Paint:
            self._app.removeEventFilter(self)
            self._begun.emit()
        return False

    @Slot()
    def _take_moment(self):
        self.moment = time.time()
        self.painted.emit()


def tell(**findings):
    """Print what was found out, for the process that started this one."""
    print(json.dumps(findings), flush=True)
