"""The space bar: tapped, it trains or pauses wherever the focus is; held while the mouse drags, it moves the view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication


class SpaceBar(QObject):
    """Watches the whole application, since shortcuts act on pressing and would train before the mouse can drag.

    Parameters
    ----------
    window : QWidget
        Where it counts.
    canvas : Canvas
    action : QAction
        What a tap triggers.
    """

    def __init__(self, window, canvas, action):
        super().__init__(window)
        self._window, self._canvas, self._action = window, canvas, action
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event):
        """Take the space bar's events before any widget sees them."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate and watched is self._window:
            # Its release will be seen by another window.
            self._canvas.panning_key_held = False
        if kind == QEvent.Type.MouseButtonPress and self._canvas.panning_key_held:
            self._dragged = True
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            return False
        if event.key() != Qt.Key.Key_Space or event.modifiers() or not self._counts():
            return False
        if kind == QEvent.Type.KeyPress and not self._canvas.panning_key_held:
            self._canvas.panning_key_held, self._dragged = True, False
        elif kind == QEvent.Type.KeyRelease and not event.isAutoRepeat():
            tapped = self._canvas.panning_key_held and not self._dragged
            self._canvas.panning_key_held = False
            if tapped:
                self._action.trigger()
        event.accept()
        return True

    def _counts(self):
        app = QApplication.instance()
        return app.activeWindow() is self._window and app.activePopupWidget() is None
