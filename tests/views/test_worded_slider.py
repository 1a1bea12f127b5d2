"""A slider whose moves from press to release are one gesture, and which says its value in words."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dragonviz.views.panels.worded_slider import WordedSlider
from dragonviz.views.style.style import Style

LEFT = Qt.MouseButton.LeftButton


class Told:
    """All that a slider tells, in turn."""

    def __init__(self, slider):
        self.moves, self.ends = [], []
        slider.moved.connect(lambda position, gesture: self.moves.append((position, gesture)))
        slider.let_go.connect(self.ends.append)


@pytest.fixture
def worded(qtbot):
    widget = WordedSlider(Style(), "heat", "Heat", "How hot it is.", range(11), lambda k: f"{10 * k} degrees", "heat")
    qtbot.addWidget(widget)
    widget.resize(220, 60)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def told(worded):
    return Told(worded)


def words(worded):
    return worded.findChild(QLabel, "heat-in-words")


def drag(slider, *shares):
    """From the handle, which is at the left end, to other shares of the width; the mouse stays down."""
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(6, middle))
    for share in shares:
        QTest.mouseMove(slider, QPoint(round(share * slider.width()), middle))


def release(slider):
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() // 2, slider.height() // 2))


def test_all_moves_of_one_drag_are_one_gesture_which_then_ends(worded, told):
    drag(worded.slider, 0.3, 0.6, 0.9)
    gestures = {id(gesture) for _, gesture in told.moves}
    assert len(told.moves) == 3
    assert len(gestures) == 1
    assert not told.ends
    release(worded.slider)
    assert told.ends == [told.moves[0][1]]
    assert told.ends[0] is not None


def test_another_drag_is_another_gesture(worded, told):
    for _ in range(2):
        drag(worded.slider, 0.5)
        release(worded.slider)
        worded.show_position(0)
    assert len(set(told.ends)) == 2


def test_each_key_is_a_move_of_its_own(worded, told):
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(worded.slider, key)
    assert told.moves == [(1, None), (2, None), (10, None), (9, None), (0, None)]
    assert not told.ends


def test_a_slider_that_goes_away_lets_go(worded, told):
    drag(worded.slider, 0.5)
    worded.hide()
    assert told.ends == [told.moves[0][1]]
    worded.show()
    release(worded.slider)
    assert len(told.ends) == 1


def test_the_other_button_of_the_mouse_begins_nothing(worded, told):
    drag(worded.slider, 0.5)
    QTest.mouseClick(worded.slider, Qt.MouseButton.RightButton, pos=QPoint(5, 5))
    assert not told.ends
    QTest.mouseMove(worded.slider, QPoint(worded.slider.width() - 1, 8))
    assert told.moves[-1][1] is told.moves[0][1]
    release(worded.slider)


def test_what_is_shown_is_not_wanted(worded, told):
    worded.show_position(7)
    assert (worded.slider.value(), words(worded).text()) == (7, "70 degrees")
    assert not told.moves


def test_words_have_room_at_every_position(worded):
    label, places = words(worded), set()
    for position in range(11):
        worded.show_position(position)
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        places.add(label.geometry().topRight().toTuple())
    assert len(places) == 1


def test_the_wheel_is_left_to_what_scrolls(worded, told):
    place = QPointF(worded.slider.rect().center())
    event = QWheelEvent(
        place, worded.slider.mapToGlobal(place), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(worded.slider, event)
    assert not event.isAccepted()
    assert not told.moves


def test_it_is_named_and_its_caption_is_whole(worded):
    assert (worded.slider.objectName(), worded.slider.accessibleName()) == ("heat", "Heat")
    assert "How hot it is." in worded.slider.toolTip()
    assert [label.text() for label in worded.findChildren(QWidget) if isinstance(label, QLabel)] == [
        "heat",
        "0 degrees",
    ]
