"""A person at the window: mouse, keys and patience. Everything reaches the program as events of its window.

The mouse's events go to the window and not to a widget, so that Qt itself finds what they are for: a menu that is open,
a dialog, the widget under the mouse or the one that it was pressed on.
"""

from __future__ import annotations

from contextlib import contextmanager

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QRadioButton, QScrollArea, QWidget
from shiboken6 import isValid

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LONGEST_WAIT_S = 60  # the first training may have to wait for libraries
_POLL_MS = 5


class Robot:
    """Uses one window. Places are points of the canvas's viewport, unless `on` names another widget.

    Parameters
    ----------
    window : MainWindow
    """

    def __init__(self, window):
        self.window = window

    # What is there

    @property
    def canvas(self):
        """The plot of the canvas, which is made anew whenever the window is dressed in another style."""
        return self.window.canvas

    @property
    def scene(self):
        return self.window.controller.scene

    @property
    def picked(self):
        """Indices of the selected dragons."""
        return list(self.scene.view.picked)

    @property
    def dragons(self):
        return self.scene.dataset

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

    def can_take(self, index):
        """Whether the mouse takes this dragon, and no other, where it is."""
        return self.canvas.dragon_at(self.place(index).toPointF()) == index

    def find(self, name):
        """The widget or action of this name."""
        found = self.window.findChild(QWidget, name) or self.window.findChild(QAction, name)
        assert found is not None, f"The window has no {name}."
        return found

    @staticmethod
    def popup():
        """The menu or list that is open, None if none is."""
        return QApplication.activePopupWidget()

    # The mouse

    def press(self, place, button=LEFT, modifiers=NONE, on=None):
        window, point = self._in_window(on, place)
        QTest.mousePress(window.windowHandle(), button, modifiers, point)

    def move(self, place, on=None):
        window, point = self._in_window(on, place)
        QTest.mouseMove(window.windowHandle(), point)

    def release(self, place, button=LEFT, modifiers=NONE, on=None):
        window, point = self._in_window(on, place)
        QTest.mouseRelease(window.windowHandle(), button, modifiers, point)

    def click(self, place, button=LEFT, modifiers=NONE, on=None):
        self.press(place, button, modifiers, on)
        self.release(place, button, modifiers, on)

    def double_click(self, place, on=None):
        window, point = self._in_window(on, place)
        QTest.mouseDClick(window.windowHandle(), LEFT, NONE, point)

    def drag(self, begin, end, button=LEFT, modifiers=NONE, on=None):
        self.press(begin, button, modifiers, on)
        for k in (1, 2, 3):
            self.move(begin + (end - begin) * k / 3, on)
        self.release(end, button, modifiers, on)

    def wheel(self, place, notches, on=None):
        window, point = self._in_window(on, place)
        event = QWheelEvent(
            QPointF(point), QPointF(window.mapToGlobal(point)), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(window.windowHandle(), event)

    def drop(self, *files, on=None):
        """Let files, given as paths or as QUrl, fall on a widget; whether it took them."""
        mime = QMimeData()
        mime.setUrls([file if isinstance(file, QUrl) else QUrl.fromLocalFile(str(file)) for file in files])
        target = on or self.canvas.viewport()
        enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, LEFT, NONE)
        enter.ignore()
        QApplication.sendEvent(target, enter)
        if enter.isAccepted():
            QApplication.sendEvent(target, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, LEFT, NONE))
        return enter.isAccepted()

    def _in_window(self, widget, place):
        # The widget and not its handle, which Python loses as soon as nobody holds the widget.
        widget = widget or self.canvas.viewport()
        return widget.window(), widget.mapTo(widget.window(), place)

    # Keys

    def key(self, key, modifiers=NONE):
        self._strike(QTest.keyClick, key, modifiers)

    def key_down(self, key, modifiers=NONE):
        self._strike(QTest.keyPress, key, modifiers)

    def key_up(self, key, modifiers=NONE):
        self._strike(QTest.keyRelease, key, modifiers)

    def _strike(self, way, key, modifiers):
        window = self._front()
        with _nothing_deleted():
            way(window.windowHandle(), key, modifiers)

    def text(self, text):
        """Type, wherever the focus is."""
        for character in text:
            self.key(character)

    def trigger(self, name, which=0):
        """Press the keys of an action, the first or another of its shortcuts; Space has none: see `SpaceBar`."""
        shortcuts = self.window.findChild(QAction, name).shortcuts()
        if not shortcuts:
            self.key(Qt.Key.Key_Space)
            return
        keys = shortcuts[which][0]
        self.key(keys.key(), keys.keyboardModifiers())

    def _front(self):
        """The window that has the keyboard."""
        widget = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        return widget.window()

    # Controls

    def click_on(self, control, modifiers=NONE):
        """Click a control, given as a widget or by its name."""
        widget = self.find(control) if isinstance(control, str) else control
        scroll_to(widget)
        # All of a checkbox's row belongs to it, but only its box and its text can be clicked.
        beside_its_text = isinstance(widget, QCheckBox | QRadioButton)
        place = QPoint(8, widget.height() // 2) if beside_its_text else widget.rect().center()
        self.click(place, modifiers=modifiers, on=widget)

    def type_into(self, name, text, last=Qt.Key.Key_Return):
        """Click a field, take all of its text, type another and press Return, or another key, or none."""
        field = self.find(name)
        self.click_on(field.lineEdit() if isinstance(field, QComboBox) else field)
        self.key(Qt.Key.Key_A, CONTROL)
        self.text(text)
        if last is not None:
            self.key(last)

    def pick(self, name, index):
        """Choose an entry of a combo box."""
        combo = self.find(name)
        scroll_to(combo)
        self.click(QPoint(combo.width() - 8, combo.height() // 2), on=combo)  # where an editable one has its arrow
        self.wait_until(lambda: self.popup() is not None, "the list is open")
        self.key(Qt.Key.Key_Home)
        for _ in range(index):
            self.key(Qt.Key.Key_Down)
        self.key(Qt.Key.Key_Return)

    def right_click(self, place):
        """Open the menu of a place; returns it."""
        self.click(place, RIGHT)
        self.wait_until(lambda: self.popup() is not None, "the menu is open")
        return self.popup()

    def choose(self, menu, name):
        """Click an entry of a menu that is open."""
        action = next(action for action in menu.actions() if action.objectName() == name)
        place = menu.actionGeometry(action).center()
        self.move(place, on=menu)
        self.click(place, on=menu)

    # Time

    def wait_until(self, condition, what="something came about", seconds=LONGEST_WAIT_S):
        """Let the program run until something has come about."""
        deadline = QDeadlineTimer(1000 * seconds)
        while not condition():
            assert not deadline.hasExpired(), f"waited {seconds} s in vain until {what}"
            self.let_run(_POLL_MS)

    @staticmethod
    def let_run(milliseconds):
        """Let the program run for some time. QTest.qWait would keep Python's lock from its threads."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def be_quiet(self):
        """Let the window come to rest: it has its size, and there is a run."""
        window = self.window
        self.wait_until(lambda: window.moment is not None and window.moment.side.snapshot is not None, "there is a run")
        self.wait_until(lambda: not window._settled.isActive(), "the window has its size")
        self.let_run(2 * _POLL_MS)

    def wait_for_screen(self):
        """Let the program run until what was asked for is on screen."""
        self.wait_until(
            lambda: self.window.moment is not None and self.window.moment.scene is self.scene, "it is shown"
        )

    def come_to_front(self):
        """Give the window the keyboard; a click after that is no longer one that only brought it to the front."""

        def is_active():
            self.window.activateWindow()
            return QApplication.activeWindow() is self.window

        self.wait_until(is_active, f"the window is active, and not {QApplication.activePopupWidget()}")
        self.wait_until(lambda: not self.canvas.just_activated, "clicks count")


class _Reprieve(QObject):
    """Takes what tells objects to delete themselves."""

    def __init__(self):
        super().__init__()
        self.spared = []

    def eventFilter(self, watched, event):
        if event.type() != QEvent.Type.DeferredDelete:
            return False
        self.spared.append(watched)
        return True


@contextmanager
def _nothing_deleted():
    """Put off what is to be deleted.

    QTest strikes Alt before Alt+3, lets the program run, and goes on with a window that may be gone: a menu that has
    been closed meanwhile, say. What it writes there ends the process, soon or late.
    """
    reprieve = _Reprieve()
    app = QApplication.instance()
    app.installEventFilter(reprieve)
    try:
        yield
    finally:
        app.removeEventFilter(reprieve)
        for thing in reprieve.spared:
            if isValid(thing):
                # It would not listen to a second `deleteLater`.
                QApplication.sendEvent(thing, QEvent(QEvent.Type.DeferredDelete))


def scroll_to(widget):
    """Bring a widget into view, if what it stands in scrolls."""
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        area = area.parentWidget()
