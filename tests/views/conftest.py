"""The window, and a hand that uses it as a person does."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class Hand:
    """Moves the mouse over the canvas of a window, in pixels, and types into the window."""

    def __init__(self, window):
        self.window, self.canvas = window, window.canvas
        self._viewport = window.canvas.viewport()

    @property
    def dragons(self):
        return self.window.controller.scene.dataset

    def place(self, index):
        """Where a dragon is."""
        return self.canvas.pixel_of(*self.dragons.X[index])

    def empty_place(self):
        """Where no dragon is near."""
        return self.canvas.pixel_of(15.5, 150.0)

    def lonely(self, label=None):
        """A dragon with no other near it."""
        places = [self.place(i) for i in range(len(self.dragons))]
        return next(
            i
            for i, place in enumerate(places)
            if label in (None, self.dragons.y[i])
            and all(j == i or (place - other).manhattanLength() > 40 for j, other in enumerate(places))
        )

    def press(self, place, button=LEFT, modifiers=NONE):
        QTest.mousePress(self._viewport, button, modifiers, place)

    def move(self, place):
        QTest.mouseMove(self._viewport, place)

    def release(self, place, button=LEFT, modifiers=NONE):
        QTest.mouseRelease(self._viewport, button, modifiers, place)

    def click(self, place, button=LEFT, modifiers=NONE):
        self.press(place, button, modifiers)
        self.release(place, button, modifiers)

    def drag(self, begin, end, button=LEFT, modifiers=NONE):
        self.press(begin, button, modifiers)
        for k in (1, 2, 3):
            self.move(begin + (end - begin) * k / 3)
        self.release(end, button, modifiers)

    def wheel(self, place, notches):
        event = QWheelEvent(
            QPointF(place), QPointF(self._viewport.mapToGlobal(place)), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self._viewport, event)

    def key(self, key, modifiers=NONE):
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def choose(self, menu, name):
        """Click an entry of a menu that is open."""
        action = next(action for action in menu.actions() if action.objectName() == name)
        QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())


@pytest.fixture
def window(window, qtbot):
    """The window when it takes keys, and has become quiet: its first sentence changes how high the canvas is."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window and window._report is not None, timeout=60_000)
    QApplication.processEvents()
    return window


@pytest.fixture
def hand(window):
    return Hand(window)
