"""The card with all keys and what the mouse does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from dragonviz.views.window.actions import ACTIONS, MOUSE


@pytest.fixture
def card(window, robot):
    robot.key(Qt.Key.Key_Question)
    assert window.help.isVisible()
    return window.help


def texts(card):
    return [label.text() for label in card.findChildren(QLabel)]


def test_it_lists_every_action_with_its_keys(window, card):
    for kind in ACTIONS:
        assert kind.text in texts(card)
        assert " or ".join(kind.keys) in texts(card)


def test_it_lists_every_gesture_of_the_mouse(card):
    for gesture, meaning in MOUSE:
        assert gesture in texts(card)
        assert meaning in texts(card)


def test_every_action_of_the_window_is_in_the_list_and_has_a_key_of_its_own(window):
    listed = {kind.name: kind for kind in ACTIONS}
    assert {action.objectName() for action in window.actions()} == set(listed)
    keys = [QKeySequence(key).toString() for kind in ACTIONS for key in kind.keys]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_its_lines_are_whole(card):
    for label in card.findChildren(QLabel):
        assert label.width() >= label.sizeHint().width(), label.text()
        assert label.height() >= label.sizeHint().height(), label.text()
        assert card.rect().contains(label.geometry().translated(0, 0)), label.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_F1, Qt.Key.Key_R])
def test_a_key_takes_it_away_and_does_nothing_else(window, robot, card, key):
    window.canvas.select([3])
    robot.key(key)
    assert not card.isVisible()
    assert list(window.canvas.selection) == [3]


def test_shift_alone_does_not_take_it_away(robot, card):
    robot.key(Qt.Key.Key_Shift)
    assert card.isVisible()


def test_a_click_takes_it_away_and_adds_no_dragon(robot, card):
    n = len(robot.dragons)
    robot.click_on(card)
    assert not card.isVisible()
    assert len(robot.dragons) == n


def test_using_something_else_takes_it_away(window, card):
    window.findChild(object, "speed").setFocus()
    assert not card.isVisible()


def test_it_fills_the_window_below_the_bar(window, card, qtbot):
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: card.width() == 1400)
    assert card.geometry().top() == window.bar.geometry().bottom() + 1
    assert card.geometry().bottom() == window.centralWidget().rect().bottom()
