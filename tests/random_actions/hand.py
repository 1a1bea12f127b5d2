"""The robot's hand in the midst of things: a button that stays down, and places and dragons chosen by chance."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QWidget

from tests.robot import CONTROL, LEFT, NONE, Robot

SPACE = Qt.Key.Key_Space


class Hand(Robot):
    """A robot whose next deeds depend on chance.

    Parameters
    ----------
    window : MainWindow
    files : Files
        What may be opened.
    say : callable
        Takes a line that tells what is done.

    Attributes
    ----------
    chance : random.Random
        Each action has its own, so that leaving one out changes no other.
    """

    def __init__(self, window, files, say):
        super().__init__(window)
        self.files, self.say, self.chance = files, say, None
        self._down, self._space_is_down = None, False
        # A message box of the file dialog waits in an event loop of its own, in the midst of a key's event.
        self._box_closer = QTimer(window, interval=200)
        self._box_closer.timeout.connect(self._close_message_box)
        self._box_closer.start()

    def _close_message_box(self):
        if isinstance(QApplication.activeModalWidget(), QMessageBox):
            self.key(Qt.Key.Key_Escape)

    def press(self, place, button=LEFT, modifiers=NONE, on=None):
        """Press a button, which gives the window below the mouse the keyboard, a panel's that floats too."""
        if self.popup() is None and QApplication.activeModalWidget() is None:
            (on or self.window).window().activateWindow()
        super().press(place, button, modifiers, on)

    def _front(self):
        in_front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
        return super()._front() if in_front is None else in_front.window()

    # A drag that is not ended yet

    @property
    def holds(self):
        return self._down is not None

    def take(self, place, button=LEFT, modifiers=NONE):
        """Press a button, and keep it down."""
        self.free()
        self.press(place, button, modifiers)
        self._down = button

    def put_down(self, place=None):
        if self.holds:
            button, self._down = self._down, None
            self.release(place or self.some_place(), button)

    def hold_space(self):
        self.key_down(SPACE)
        self._space_is_down = True

    def let_space_go(self):
        if self._space_is_down:
            self._space_is_down = False
            self.key_up(SPACE)

    def free(self):
        """Have an empty hand."""
        self.put_down()
        self.let_space_go()

    def leave_everything(self):
        """Have an empty hand, no menu or dialog open, and the keyboard at the canvas."""
        self.free()
        for _ in range(20):
            if QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
                break
            self.key(Qt.Key.Key_Escape)
            self.let_run(5)
        self.come_to_front()
        self.canvas.setFocus()

    # By chance

    def some_place(self):
        """A point of the canvas's viewport, the axes among them."""
        viewport = self.canvas.viewport()
        return QPoint(self.chance.randrange(viewport.width()), self.chance.randrange(viewport.height()))

    def some_dragon(self):
        """A dragon that can be seen; None if there is none."""
        for _ in range(20):
            if len(self.dragons) == 0:
                return None
            index = self.chance.randrange(len(self.dragons))
            if self.canvas.viewport().rect().contains(self.place(index)):
                return index
        return None

    def some_control(self, *kinds):
        """A widget of one of these classes that can be used now, in a panel that floats too; None if there is none."""
        found = [
            widget
            for kind in kinds
            for widget in self.window.findChildren(kind)
            if widget.isEnabled() and self.can_be_seen(widget)
        ]
        return self.chance.choice(found) if found else None

    def some_setting(self, names):
        """The name of one of these fields that can be seen; None if none can."""
        fields = {widget.objectName(): widget for widget in self.window.findChildren(QComboBox)}
        found = [name for name in names if name in fields and self.can_be_seen(fields[name])]
        return self.chance.choice(found) if found else None

    def find_action(self, name):
        return self.window.findChild(QAction, name)

    def paste_into(self, name, text, last):
        """Fill a field from the clipboard."""
        QApplication.clipboard().setText(text)
        self.type_into(name, "", None)
        self.key(Qt.Key.Key_V, CONTROL)
        if last is not None:
            self.key(last)

    @staticmethod
    def can_be_seen(widget):
        return widget.isVisible() and not widget.visibleRegion().isEmpty()

    @staticmethod
    def title(widget):
        """How a control is told of."""
        while isinstance(widget, QWidget) and not widget.objectName():
            widget = widget.parent()
        return widget.objectName()

    def walk_and_end(self):
        """Go up or down in a list, and choose, or choose nothing."""
        for _ in range(self.chance.randrange(5)):
            self.key(self.chance.choice((Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)))
        self.key(self.chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape)))

    def pause_a_moment(self, most=20):
        """Let the program run for up to so many milliseconds."""
        self.let_run(self.chance.randrange(most + 1))
