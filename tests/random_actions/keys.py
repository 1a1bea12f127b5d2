"""What the keys do: each function is one action of a `Hand`."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.robot import CONTROL, SHIFT

# These are actions of their own; and with its window closed, the program has ended.
_APART = ("open", "save", "train", "select-all", "delete", "quit")
_VALID = {
    "setting-C": ("0.001", "1", "1000"),
    "setting-tol": ("0", "0.0001", "0.1", "1"),
    "setting-max_iter": ("1", "26", "1500", "100000"),
    "setting-seed": ("0", "7", "2147483647"),
    "setting-learning_rate_init": ("0.0002", "0.01", "1", "10"),
    "setting-momentum": ("0", "0.9"),
    "setting-batch_size": ("1", "7", "50", "all", "100000"),
    "setting-alpha": ("0", "0.01", "100"),
    "setting-hidden_layer_sizes": ("4", "8 8 8", "10, 20, 1000", "1", "3,3,3,3,3,3,3,3"),
}
_INVALID = (
    "",
    " ",
    "much",
    "-1",
    "0",
    "nan",
    "inf",
    "1e999",
    "1,5",
    "1.5.2",
    "٣",
    "½",
    "<b>1</b>",
    "8, -8",
    "7" * 4400,
)
_NETWORKS = ("64,64", "128,128,128", "512,512", "7,512,7")
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, None)


def press_shortcut(hand):
    """Press any action's keys, the second ones too."""
    name = hand.chance.choice([action.objectName() for action in hand.window.actions() if action.shortcuts()])
    if name not in _APART:
        shortcuts = hand.find_action(name).shortcuts()
        which = hand.chance.randrange(len(shortcuts))
        hand.say(f"{name}: {shortcuts[which].toString()}")
        hand.trigger(name, which)


def press_number(hand):
    number = hand.chance.randrange(10)
    hand.say(str(number))
    hand.key(Qt.Key(Qt.Key.Key_0 + number))


def train_if_paused(hand):
    """Most of the time, training is under way."""
    if hand.find_action("train").text() == "Train":
        hand.key(Qt.Key.Key_Space)


def tap_space(hand):
    hand.key(Qt.Key.Key_Space)


def change_speed(hand):
    name, times = hand.chance.choice(("slower", "faster", "faster")), hand.chance.choice((1, 3, 16))
    hand.say(f"{name} {times} times")
    for _ in range(times):
        hand.trigger(name)


def choose_model(hand):
    number = hand.chance.randint(1, 4)
    hand.say(f"Alt+{number}")
    hand.key(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)


def walk_with_tab(hand):
    """Go from control to control, and press something there."""
    for _ in range(hand.chance.randint(1, 8)):
        hand.key(Qt.Key.Key_Tab, hand.chance.choice((Qt.KeyboardModifier.NoModifier, SHIFT)))
    focus = hand.window.focusWidget()
    key = hand.chance.choice(
        (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_PageUp, Qt.Key.Key_End)
    )
    hand.say(f"{hand.title(focus)}: {key.name}")
    hand.key(key)


def press_escape(hand):
    hand.key(Qt.Key.Key_Escape)


def press_enter(hand):
    hand.key(Qt.Key.Key_Return)


def press_anything(hand):
    text = "".join(hand.chance.choice("abcdefghijklmnopqrsuvwxyz0123456789,.-+?") for _ in range(5))
    hand.say(text)
    hand.text(text)


def type_setting(hand):
    """Type a value that is allowed."""
    hand.free()
    name = hand.some_setting(_VALID)
    if name is not None:
        _type(hand, name, hand.chance.choice(_VALID[name]))


def type_nonsense(hand):
    """Type a value that is not allowed, or hardly."""
    hand.free()
    name = hand.some_setting(_VALID)
    if name is not None:
        _type(hand, name, hand.chance.choice(_INVALID))


def make_large_network(hand):
    hand.free()
    hand.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    if hand.some_setting(("setting-hidden_layer_sizes",)) is not None:
        _type(hand, "setting-hidden_layer_sizes", hand.chance.choice(_NETWORKS), Qt.Key.Key_Return)


def _type(hand, name, text, *last):
    end = last[0] if last else hand.chance.choice(_ENDS)
    hand.say(f"{name}: {text[:30]!r}, {'nothing' if end is None else end.name}")
    if len(text) > 100:
        hand.paste_into(name, text, end)
    else:
        hand.type_into(name, text, end)


def undo_some(hand):
    _repeat(hand, "undo")


def redo_some(hand):
    _repeat(hand, "redo")


def _repeat(hand, name):
    times = hand.chance.choice((1, 2, 5, 20))
    hand.say(f"{times} times")
    for _ in range(times):
        hand.trigger(name)


def delete_selection(hand):
    hand.say(f"{len(hand.canvas.picked)} dragons")
    hand.trigger("delete", hand.chance.randrange(2))


def delete_everything(hand):
    hand.free()
    hand.key(Qt.Key.Key_A, CONTROL)
    hand.key(Qt.Key.Key_Delete)
    hand.pause_a_moment(100)
    if hand.chance.random() < 0.8:
        hand.key(Qt.Key.Key_Z, CONTROL)


def relabel_everything(hand):
    hand.key(Qt.Key.Key_A, CONTROL)
    hand.key(Qt.Key.Key_1)
    hand.pause_a_moment(100)
    if hand.chance.random() < 0.8:
        hand.key(Qt.Key.Key_Z, CONTROL)
