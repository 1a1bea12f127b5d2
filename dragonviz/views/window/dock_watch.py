"""What happens between the docks without their knowing: separators that are pulled, and bars of tabs that Qt makes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QMainWindow, QTabBar
from typing_extensions import override

from dragonviz.views.instrument import Place


class DockWatch(QObject):
    """Watches a window.

    Parameters
    ----------
    window : QMainWindow

    Attributes
    ----------
    pulled : set of Place
        Where a person has chosen the panels' sizes.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.pulled: set[Place] = set()
        self._held: Place | None = None
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QEvent.Type
        if event.type() == kinds.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            self._held = self._place_of(place) if self._window.isSeparator(place) else None
        elif event.type() == kinds.MouseMove and self._held is not None:
            self.pulled.add(self._held)
        elif event.type() == kinds.MouseButtonRelease:
            self._held = None
        elif event.type() == kinds.ChildPolished and isinstance(event.child(), QTabBar):
            event.child().setAccessibleName("Panels that share a place")
            # Each of them has its entry in the menu, and some a key: Tab goes to what is in them.
            event.child().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return False

    def _place_of(self, point: QPoint) -> Place:
        middle = self._window.centralWidget().geometry()
        if point.x() < middle.left():
            return Place.LEFT
        return Place.RIGHT if point.x() > middle.right() else Place.BOTTOM
