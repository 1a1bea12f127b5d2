"""The space bar: tapped, it trains or pauses wherever the focus is; held while the mouse drags, it moves the view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication


class SpaceBar(QObject):
    """Acts when the bar is let go, for only then is it known whether the mouse dragged meanwhile.

    Watches the whole application while the bar is held, and only then: a filter in Python makes every event wait for
    Python's lock.

    Parameters
    ----------
    window : QWidget
        Where it counts.
    canvas : callable
        Gives the plot whose view is moved.
    action : QAction
        What a tap triggers.
    """

    def __init__(self, window, canvas, action):
        super().__init__(window)
        self._window, self._canvas, self._action = window, canvas, action
        self._dragged = False
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Space), window)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self._hold)

    def eventFilter(self, watched, event):
        """Look for what ends the holding, and for a drag meanwhile."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._dragged = True
        elif kind == QEvent.Type.WindowDeactivate and watched is self._window:
            # Another window will see the bar let go.
            self._let_go()
        elif kind == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._let_go()
            if not self._dragged:
                self._action.trigger()
            return True
        return False

    def _hold(self):
        self._canvas().panning_key_held, self._dragged = True, False
        QApplication.instance().installEventFilter(self)

    def _let_go(self):
        self._canvas().panning_key_held = False
        QApplication.instance().removeEventFilter(self)


class LeavesSpaceBar(QObject):
    """Keeps a text field from taking the space bar for itself."""

    def eventFilter(self, watched, event):
        """Pass the space bar on, as if it were no text."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Space and not event.modifiers():
            event.ignore()
            return True
        return False
