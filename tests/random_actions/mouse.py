"""What the mouse does: each function is one action of a `Hand`."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QMenu, QSplitterHandle, QWidget

from tests.robot import LEFT, MIDDLE, NONE, RIGHT, SHIFT

_APART = ("open", "quit")  # a file dialog is an action of its own; and with its window closed, the program has ended


def add(hand):
    hand.free()
    place = hand.some_place()
    hand.say(f"click {place.x()}, {place.y()}")
    hand.click(place)


def select(hand):
    hand.free()
    index = hand.some_dragon()
    if index is not None:
        modifiers = hand.chance.choice((NONE, SHIFT))
        hand.say(f"dragon {index}{', with Shift' if modifiers == SHIFT else ''}")
        hand.click(hand.place(index), modifiers=modifiers)


def drag_dragon(hand):
    if begin_drag(hand):
        for _ in range(hand.chance.randint(1, 6)):
            carry_on(hand)
            hand.pause_a_moment(12)
        hand.put_down()


def begin_drag(hand):
    hand.free()
    index = hand.some_dragon()
    if index is None:
        return False
    place = hand.place(index)
    hand.say(f"takes dragon {index} at {place.x()}, {place.y()}")
    hand.take(place)
    for step in (3, 7, 12):
        hand.move(place + QPoint(step, -step))
    return True


def carry_on(hand):
    if hand.holds:
        place = hand.some_place()
        hand.say(f"to {place.x()}, {place.y()}")
        hand.move(place)


def drop(hand):
    hand.put_down()


def drag_over_the_edge(hand):
    if begin_drag(hand):
        viewport = hand.canvas.viewport()
        sides = (
            QPoint(2, hand.some_place().y()),
            QPoint(viewport.width() + 30, hand.some_place().y()),
            QPoint(hand.some_place().x(), -40),
            QPoint(hand.some_place().x(), viewport.height() + 20),
        )
        place = hand.chance.choice(sides)
        hand.say(f"over the edge to {place.x()}, {place.y()}")
        hand.move(place)
        hand.put_down(place)


def pull_band(hand):
    hand.free()
    begin, end = hand.some_place(), hand.some_place()
    hand.say(f"band from {begin.x()}, {begin.y()} to {end.x()}, {end.y()}")
    hand.drag(begin, end, modifiers=SHIFT)


def drag_selection(hand):
    pull_band(hand)
    selection = hand.canvas.picked
    if len(selection):
        place = hand.place(hand.chance.choice(list(selection)))
        if hand.canvas.viewport().rect().contains(place):
            hand.say(f"drags {len(selection)} dragons")
            hand.take(place)
            carry_on(hand)
            hand.pause_a_moment()
            carry_on(hand)
            hand.put_down()


def pan(hand):
    hand.free()
    hand.drag(hand.some_place(), hand.some_place(), button=hand.chance.choice((LEFT, MIDDLE)))


def pan_with_space(hand):
    hand.free()
    hand.hold_space()
    hand.drag(hand.some_place(), hand.some_place())
    hand.let_space_go()


def zoom(hand):
    notches = hand.chance.choice((-5, -3, -1, 1, 1, 3, 5))
    hand.say(f"{notches} notches")
    hand.wheel(hand.some_place(), notches)


def open_menu(hand):
    hand.free()
    index = hand.some_dragon() if hand.chance.random() < 0.7 else None
    place = hand.some_place() if index is None else hand.place(index)
    hand.say(f"right-click {place.x()}, {place.y()}" + ("" if index is None else f" on dragon {index}"))
    hand.click(place, RIGHT)


def choose_entry(hand):
    menu = hand.popup()
    if isinstance(menu, QMenu):
        entries = (action for action in menu.actions() if not action.isSeparator())
        entry = hand.chance.choice([action for action in entries if action.objectName() not in _APART])
        hand.say(f"entry {entry.objectName() or entry.text()}")
        hand.click(menu.actionGeometry(entry).center(), on=menu)


def open_menu_and_choose(hand):
    open_menu(hand)
    hand.pause_a_moment(60)
    choose_entry(hand)


def use_menu_bar(hand):
    """Open a menu of the bar and choose something there, or in a menu below it."""
    hand.free()
    bar = hand.window.menuBar()
    _close_menus(hand)
    if not hand.can_be_seen(bar) or hand.popup() is not None:
        return
    title = hand.chance.choice(bar.actions())
    hand.say(title.text())
    hand.click(bar.actionGeometry(title).center(), on=bar)
    for _ in range(2):
        hand.pause_a_moment(60)
        choose_entry(hand)
    # A click on what lies below an open menu would end the program, were "Quit" there.
    _close_menus(hand)


def _close_menus(hand):
    for _ in range(3):
        if hand.popup() is not None:
            hand.key(Qt.Key.Key_Escape)


def click_control(hand):
    hand.free()
    button = hand.some_control(QAbstractButton)
    # A file dialog is an action of its own.
    if button is not None and button.objectName() != "open-button":
        hand.say(hand.title(button))
        hand.click_on(button)


def move_slider(hand):
    hand.free()
    slider = hand.some_control(QAbstractSlider)
    if slider is not None:
        area = slider.rect()
        begin, end = (
            QPoint(hand.chance.randrange(max(1, area.width())), hand.chance.randrange(max(1, area.height())))
            for _ in range(2)
        )
        hand.say(f"{hand.title(slider)} from {begin.x()}, {begin.y()} to {end.x()}, {end.y()}")
        hand.drag(begin, end, on=slider)


def move_splitter(hand):
    hand.free()
    handle = hand.some_control(QSplitterHandle)
    if handle is not None:
        way = QPoint(hand.chance.randint(-150, 150), hand.chance.randint(-150, 150))
        hand.say(f"{hand.title(handle)} by {way.x()}, {way.y()}")
        hand.drag(handle.rect().center(), handle.rect().center() + way, on=handle)


def pick_from_list(hand):
    hand.free()
    combo = hand.some_control(QComboBox)
    if combo is not None:
        hand.say(f"list of {hand.title(combo)}")
        hand.click(QPoint(combo.width() - 8, combo.height() // 2), on=combo)
        hand.pause_a_moment()
        if hand.popup() is not None:
            hand.walk_and_end()


def point(hand):
    """Move the mouse over anything."""
    widget = hand.some_control(QWidget)
    if widget is None:
        return
    place = QPoint(hand.chance.randrange(max(1, widget.width())), hand.chance.randrange(max(1, widget.height())))
    hand.move(place, on=widget)
    hand.pause_a_moment()


def use_curves(hand):
    """Point at, zoom, drag or reset the curves."""
    hand.free()
    plot = hand.find("curves-plot").viewport()
    place, other = (
        QPoint(hand.chance.randrange(max(1, plot.width())), hand.chance.randrange(max(1, plot.height())))
        for _ in range(2)
    )
    deed = hand.chance.choice(("point", "wheel", "drag", "double-click"))
    hand.say(deed)
    if deed == "point":
        hand.move(place, on=plot)
    elif deed == "wheel":
        hand.wheel(place, hand.chance.choice((-3, -1, 1, 3)), on=plot)
    elif deed == "drag":
        hand.drag(place, other, on=plot)
    else:
        hand.double_click(place, on=plot)
