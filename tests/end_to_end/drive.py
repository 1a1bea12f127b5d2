"""Starts the real program on the X server that DISPLAY names, and uses it as a person would.

    python drive.py PICTURE

The program starts as ``python -m dragonviz`` does, and what the person does runs in its event loop; mouse and keys
reach the window by way of the X server, as from a hand. The exit code is 0 if everything came about. PICTURE is what
the screen showed in the end.
"""

import subprocess
import sys
import traceback

import numpy as np
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QPointF, QTimer
from PySide6.QtGui import QColor, QCursor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from dragonviz import cli
from dragonviz.app.startup import make_application
from dragonviz.scenes.speed import SPEEDS
from dragonviz.views.style.style import Style

LONGEST_WAIT_MS = 30_000  # the first training may have to wait for libraries and for loops to be compiled


class Person:
    """Sits before the window."""

    def __init__(self, window):
        self.window = window

    @property
    def canvas(self):
        """The plot, which is made anew when the window gets its size."""
        return self.window.canvas

    @property
    def dataset(self):
        """The present dragons."""
        return self.window.controller.scene.dataset

    @property
    def snapshot(self):
        """The newest of the run that is on screen, None as long as there is none."""
        return self.window.moment.side.snapshot

    @property
    def sees_training(self):
        """Whether it trains, as far as the screen tells."""
        return self.window.moment.side.playing

    def wait_until(self, condition, what):
        """Let the program run until something has come about."""
        deadline = QDeadlineTimer(LONGEST_WAIT_MS)
        while not condition():
            assert not deadline.hasExpired(), f"waited in vain until {what}"
            # QTest.qWait would keep Python's lock from the program's threads.
            moment = QEventLoop()
            QTimer.singleShot(5, moment.quit)
            moment.exec()

    def do(self, *xdotool):
        """Make X events."""
        subprocess.run(["xdotool", *map(str, xdotool)], check=True, timeout=30)

    def press(self, *keys):
        """Press keys."""
        self.do("key", *keys)

    def move_to(self, widget, point):
        """Put the mouse on a point of a widget."""
        place = widget.mapToGlobal(point)
        self.do("mousemove", place.x(), place.y())
        self.wait_until(lambda: QCursor.pos() == place, "the mouse is there")

    def click(self, widget, point):
        """Click a point of a widget."""
        self.move_to(widget, point)
        self.do("click", 1)

    def drag(self, widget, start, end):
        """Drag from one point of a widget to another, by way of a third."""
        self.move_to(widget, start)
        self.do("mousedown", 1)
        self.move_to(widget, (start + end) / 2)
        self.move_to(widget, end)
        self.do("mouseup", 1)

    def press_button(self, action):
        """Click the button of an action."""
        button = self.window.findChild(QToolButton, f"{action}-button")
        self.click(button, button.rect().center())

    def empty_places(self):
        """Points of the canvas that have no dragon near them."""
        plot = self.canvas.mapFromScene(self.canvas.view.sceneBoundingRect()).boundingRect()
        near = [QPointF(x, y) for x in (-20, 0, 20) for y in (-20, 0, 20)]
        return [
            point
            for x in range(plot.left() + 60, plot.right() - 60, 60)
            for y in range(plot.top() + 60, plot.bottom() - 60, 60)
            if all(self.canvas.dragon_at(QPointF(point := QPoint(x, y)) + offset) is None for offset in near)
        ]

    def newest_dragon_is_at(self, point):
        """Whether the dragon added last lies under a point of the canvas, to the pixel."""
        return (self.canvas.pixel_of(*self.dataset.X[-1]) - point).manhattanLength() <= 2

    def look(self):
        """A picture of the canvas as the screen shows it."""
        corner = self.canvas.mapToGlobal(QPoint(0, 0))
        size = self.canvas.size()
        return self.canvas.screen().grabWindow(0, corner.x(), corner.y(), size.width(), size.height()).toImage()


def count_pixels(image, colour):
    """How many pixels have exactly this colour."""
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), dtype=np.uint32)
    return np.count_nonzero(pixels == QColor(colour).rgb())


def a_click_adds_a_dragon(person, place):
    n_before = len(person.dataset)
    person.click(person.canvas, place)
    person.wait_until(lambda: len(person.dataset) == n_before + 1, "a click has added a dragon")
    assert person.newest_dragon_is_at(place)


def a_drag_moves_it(person, place, to):
    n_before = len(person.dataset)
    person.drag(person.canvas, place, to)
    person.wait_until(lambda: person.newest_dragon_is_at(to), "a drag has moved the dragon")
    assert len(person.dataset) == n_before


def the_button_trains(person):
    person.wait_until(lambda: person.snapshot is not None, "there is a run")
    assert person.snapshot.untrained
    person.press_button("train")
    person.wait_until(lambda: person.snapshot.epoch >= 2, "epochs rise")
    assert person.sees_training


def space_pauses_and_goes_on(person):
    person.press("space")
    person.wait_until(lambda: not person.sees_training, "Space has paused")
    epoch = person.snapshot.epoch
    person.press(*["period"] * len(SPEEDS))
    person.press("space")
    person.wait_until(lambda: person.snapshot.epoch > epoch and not person.sees_training, "the training ends")
    assert person.snapshot.dataset is person.dataset
    assert person.snapshot.test.accuracy > 0.9


def regions_are_painted(person, bare):
    style = Style()
    surface = QColor(style.theme.surface)
    person.wait_until(lambda: person.look().pixelColor(bare) != surface, "regions are on the screen")
    for colour in style.class_colours(person.dataset.task.classes):
        assert count_pixels(person.look(), colour) > 500, f"there are hardly any dragons of colour {colour}"


def keys_undo_both_edits(person, n_before):
    person.press("ctrl+z", "ctrl+z")
    person.wait_until(lambda: len(person.dataset) == n_before, "Ctrl+Z has undone")
    assert not person.window.controller.undo_stack.can_undo


def it_trains_again(person):
    person.press("r", *["comma"] * len(SPEEDS), "space")
    person.wait_until(lambda: person.sees_training, "it trains again")


def use(person):
    """Everything the person does, before closing the window in the midst of training."""
    person.wait_until(lambda: person.window.moment is not None and not person.window._settled.isActive(), "it is quiet")
    n_before = len(person.dataset)
    place, to, bare, *_ = person.empty_places()
    assert person.look().pixelColor(bare) == QColor(Style().theme.surface)
    a_click_adds_a_dragon(person, place)
    a_drag_moves_it(person, place, to)
    the_button_trains(person)
    space_pauses_and_goes_on(person)
    regions_are_painted(person, bare)
    keys_undo_both_edits(person, n_before)
    it_trains_again(person)


def main(picture):
    """Start the program with a person before it."""
    app = make_application()
    failed = False

    def begin():
        nonlocal failed
        (window,) = [widget for widget in app.topLevelWidgets() if widget.objectName() == "main-window"]
        try:
            assert QTest.qWaitForWindowExposed(window)
            use(Person(window))
        except Exception:
            traceback.print_exc()
            failed = True
        window.screen().grabWindow(0).save(picture)
        window.close()

    QTimer.singleShot(0, begin)
    return cli.main([]) or failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
