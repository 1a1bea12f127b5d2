"""The card with all keys and what the mouse does."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from dragonviz.scenes.edits import Pick
from dragonviz.views.window.actions import ACTIONS, KEYBOARD, MOST_LABELS, MOUSE


@pytest.fixture
def card(window, robot):
    robot.key(Qt.Key.Key_Question)
    assert window.dressing.help.isVisible()
    return window.dressing.help


def card_of(window):
    """The card, which is made anew when a window of another size is dressed."""
    return window.dressing.help


def texts(card):
    return [label.text() for label in card.findChildren(QLabel)]


def test_it_lists_every_action_that_has_keys(card):
    listed = [kind for kind in ACTIONS if kind.keys and not kind.name.startswith("label-")]
    assert len(listed) > 25
    for kind in listed:
        assert kind.text in texts(card)
        assert " or ".join(kind.keys) in texts(card)


def test_the_keys_of_the_classes_share_a_row(card):
    assert f"1 … {MOST_LABELS}" in texts(card)


@pytest.mark.parametrize("lines", [MOUSE, KEYBOARD])
def test_it_lists_every_gesture_of_the_mouse_and_every_key_of_the_canvas(card, lines):
    for gesture, meaning in lines:
        assert gesture in texts(card)
        assert meaning in texts(card)


def test_every_action_of_the_window_is_in_the_list_and_its_keys_are_its_own(window):
    listed = {kind.name: kind for kind in ACTIONS}
    assert {action.objectName() for action in window.actions()} == set(listed)
    keys = [QKeySequence(key).toString() for kind in ACTIONS for key in kind.keys]
    assert all(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768), (1920, 1080)])
def test_its_lines_are_whole_and_on_the_card(window, card, robot, width, height):
    window.resize(width, height)
    robot.be_quiet()
    robot.wait_until(lambda: card_of(window).width() == width, "the card has its size")
    card, page = card_of(window), card_of(window).widget()
    labels = page.findChildren(QLabel)
    assert len(labels) > 60
    for label in labels:
        assert label.width() >= label.sizeHint().width(), label.text()
        assert label.height() >= label.sizeHint().height(), label.text()
        corner = label.mapTo(page, QPoint())
        assert page.rect().contains(QRect(corner, label.size())), label.text()
    assert page.width() <= card.viewport().width()
    assert page.height() <= card.viewport().height()


def test_where_the_window_is_too_small_for_it_it_scrolls(window, card, robot):
    window.resize(700, 500)
    robot.wait_until(lambda: card.width() == 700, "the card has its size")
    robot.let_run(50)
    assert card.verticalScrollBar().maximum() > 0
    robot.key(Qt.Key.Key_PageDown)
    assert card.isVisible()
    assert card.verticalScrollBar().value() > 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_F1, Qt.Key.Key_R])
def test_a_key_takes_it_away_and_does_nothing_else(window, robot, card, key):
    window.do(Pick([3]))
    scene, spec = robot.scene, window.stage.spec
    robot.key(key)
    assert not card.isVisible()
    assert robot.picked == [3]
    assert robot.scene is scene
    assert window.stage.spec is spec


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


def test_it_covers_the_whole_window(window, card, robot):
    assert card.geometry() == window.rect()
    window.resize(1300, 730)
    robot.wait_until(lambda: card.geometry() == window.rect(), "it covers the window")
