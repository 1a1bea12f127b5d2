"""What comes from outside: files that are dropped or chosen, and a window that is resized."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.random_actions.mouse import begin_drag, carry_on, choose_entry, open_menu
from tests.robot import CONTROL

_SMALLEST, _LARGEST = (400, 300), (1920, 1080)


def drop_good_file(hand):
    _drop(hand, hand.chance.choice(hand.files.good))


def drop_bad_file(hand):
    _drop(hand, hand.chance.choice([*hand.files.bad, hand.files.huge]))


def drop_file_while_menu_is_open(hand):
    """The file arrives before, or after, something is chosen."""
    _drop(hand, hand.chance.choice(hand.files.good))
    open_menu(hand)
    hand.pause_a_moment(400)
    choose_entry(hand)


def drop_file_while_dragging(hand):
    if begin_drag(hand):
        _drop(hand, hand.chance.choice(hand.files.good))
        for _ in range(6):
            carry_on(hand)
            hand.pause_a_moment(60)
        hand.put_down()


def choose_model_while_dragging(hand):
    if begin_drag(hand):
        for _ in range(3):
            number = hand.chance.randint(1, 4)
            hand.say(f"Alt+{number}")
            hand.key(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
            carry_on(hand)
            hand.pause_a_moment()
        hand.put_down()


def open_file_by_dialog(hand):
    hand.free()
    if hand.popup() is not None:
        return
    path = hand.chance.choice([*hand.files.good[:5], hand.files.bad[2]])
    hand.key(Qt.Key.Key_O, CONTROL)
    hand.let_run(50)
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        hand.say(f"types {path.name}")
        hand.text(str(path))
        hand.let_run(50)
        hand.key(hand.chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape)))


def resize(hand):
    width, height = (hand.chance.randint(low, high) for low, high in zip(_SMALLEST, _LARGEST, strict=True))
    hand.say(f"{width} × {height}")
    hand.window.resize(width, height)


def _drop(hand, path):
    hand.say(f"drops {path.name}")
    hand.drop(path)
