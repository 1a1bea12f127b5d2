"""The canvas as an instrument: what it wants when a hand does something, and what it does with the next moment."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from dragonviz.app.commands import EndGesture
from dragonviz.scenes.edits import AddDragon, Edit, Look, MoveDragons, Pick, RemoveDragons, Zoom
from dragonviz.views.canvas.canvas import Canvas
from dragonviz.views.canvas.canvas_menu import CanvasMenu
from dragonviz.views.style.style import Style
from tests.views.moments import after, moment, moment_of, scene, source_of

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Program:
    """A window with a canvas, and what carries out what it wants: at once, but what is shown comes when asked for."""

    def __init__(self, qtbot, shown):
        self.window = QWidget()
        self.field, self.canvas = QLineEdit(), Canvas(Style())
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.field)
        layout.addWidget(self.canvas)
        self.plot, self._viewport = self.canvas.plot, self.canvas.plot.viewport()
        self.wants, self.moment = [], shown
        self.follows = True
        self.canvas.wanted.connect(self._do)
        qtbot.addWidget(self.window)
        self.window.resize(800, 640)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: self.window.isActiveWindow() and not self.plot.just_activated)
        self.canvas.setFocus()
        self.canvas.show_moment(shown)
        QApplication.processEvents()

    def _do(self, wanted):
        self.wants.append(wanted)
        if isinstance(wanted, Edit):
            self.moment = after(self.moment, wanted)
            if self.follows:
                self.canvas.show_moment(self.moment)

    def show(self, shown):
        self.moment = shown
        self.canvas.show_moment(shown)

    @property
    def scene(self):
        return self.moment.scene

    def place(self, index):
        return self.plot.pixel_of(*self.scene.dataset.X[index])

    def empty_place(self):
        return self.plot.pixel_of(15.5, 150.0)

    def lonely(self):
        places = [self.place(i) for i in range(len(self.scene.dataset))]
        return next(
            i
            for i, place in enumerate(places)
            if all(j == i or (place - other).manhattanLength() > 40 for j, other in enumerate(places))
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

    def key(self, key, modifiers=NONE):
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def wanted(self, kind):
        return [each for each in self.wants if isinstance(each, kind)]

    def menu(self):
        return self.canvas.findChild(CanvasMenu)


@pytest.fixture
def program(qtbot):
    program = Program(qtbot, moment(label=1, adds_training=False))
    yield program
    if program.menu() is not None:
        program.menu().close()


# Adding and picking


def test_a_click_adds_a_dragon_of_the_class_and_kind_that_the_view_says(program):
    place = program.plot.place_of(program.empty_place().toPointF())
    program.click(program.empty_place())
    (edit,) = program.wants
    assert (edit.label, edit.is_train) == (1, False)
    np.testing.assert_allclose(edit.point, place)


def test_a_second_click_before_the_dragon_is_drawn_picks_it(program):
    n = len(program.scene.dataset)
    program.follows = False
    program.click(program.empty_place())
    program.click(program.empty_place() + QPoint(2, 0))
    add, pick = program.wants
    assert isinstance(add, AddDragon)
    assert list(pick.indices) == [n]
    assert list(program.scene.view.picked) == [n]
    program.click(program.empty_place() + QPoint(60, 0))
    assert isinstance(program.wants[-1], AddDragon)


def test_shift_clicks_add_to_those_picked_before_the_next_moment_comes(program):
    program.follows = False
    first, second = program.place(3), program.place(program.lonely())
    program.click(second)
    program.click(first, modifiers=SHIFT)
    assert len(program.scene.view.picked) == 2


def test_a_click_that_brings_the_window_to_the_front_adds_nothing(program, qtbot):
    QApplication.sendEvent(program.plot, QEvent(QEvent.Type.WindowActivate))
    program.click(program.empty_place())
    assert program.wants == []
    program.click(program.place(0))
    assert len(program.wanted(Pick)) == 1
    qtbot.waitUntil(lambda: not program.plot.just_activated)
    program.click(program.empty_place())
    assert len(program.wanted(AddDragon)) == 1


def test_a_window_that_comes_to_the_front_after_the_press_adds_nothing_either(program, monkeypatch):
    active = [False]
    monkeypatch.setattr(program.plot, "isActiveWindow", lambda: active[0])
    program.press(program.empty_place())
    active[0] = True
    program.release(program.empty_place())
    assert program.wants == []
    # Without a window manager no window is ever active.
    active[0] = False
    program.click(program.empty_place())
    assert len(program.wanted(AddDragon)) == 1


# Dragging


def test_moves_of_one_drag_are_about_the_scene_at_its_start_and_share_a_gesture(program):
    begin, index = program.scene, program.lonely()
    place = program.place(index)
    program.follows = False
    program.press(place)
    for x in (20, 40, 60):
        program.move(place + QPoint(x, 10))
    program.release(place + QPoint(60, 10))
    moves = program.wanted(MoveDragons)
    assert len(moves) == 3
    assert all(move.of.dataset is begin.dataset for move in moves)
    assert len({id(move.gesture) for move in moves}) == 1
    assert program.wants[-1] == program.wanted(EndGesture)[0]
    assert program.wants[-1].gesture is moves[0].gesture
    assert (program.place(index) - place - QPoint(60, 10)).manhattanLength() <= 1


@pytest.mark.parametrize("way", [QPoint(-900, 0), QPoint(0, 900), QPoint(1000, -700)])
def test_a_dragon_cannot_be_dragged_out_of_view(program, way):
    index = program.lonely()
    place = program.place(index)
    program.press(place)
    program.move(place + way)
    program.release(place + way)
    area = program.plot.area().adjusted(4, 4, -4, -4)
    assert area.contains(program.place(index).toPointF())
    assert program.plot.dragon_at(program.place(index).toPointF()) == index
    assert program.plot.rect_in_view() == pytest.approx(moment().scene.rect)


def test_the_view_stays_while_the_outermost_dragon_is_dragged_inwards(program):
    before = program.plot.rect_in_view()
    index = int(program.scene.dataset.X[:, 1].argmax())
    place = program.place(index)
    program.press(place)
    for y in (40, 80, 120):
        program.move(place + QPoint(0, y))
        assert program.plot.rect_in_view() == pytest.approx(before)
    program.release(place + QPoint(0, 120))
    assert program.plot.rect_in_view() == pytest.approx(before)


@pytest.mark.parametrize("other", ["another file", "one dragon less", "an undo"])
def test_what_is_in_the_hand_leaves_it_when_it_is_gone(program, other):
    begin, index = program.moment, program.lonely()
    place = program.place(index)
    program.press(place)
    program.move(place + QPoint(40, 0))
    if other == "another file":
        program.show(moment(task="colour"))
    elif other == "one dragon less":
        program.show(after(program.moment, RemoveDragons(program.scene, [0])))
    else:
        program.show(replace(program.moment, scene=begin.scene, dataset=begin.dataset))
    assert len(program.wanted(EndGesture)) == 1
    n = len(program.wants)
    program.move(place + QPoint(80, 0))
    program.release(place + QPoint(80, 0))
    assert len(program.wants) == n


def test_a_drag_goes_on_when_its_dragon_is_relabelled_or_a_moment_is_late(program):
    index = program.lonely()
    place = program.place(index)
    program.press(place)
    program.move(place + QPoint(40, 0))
    dataset = program.scene.dataset.relabel([index], 1 - program.scene.dataset.y[index])
    program.show(replace(program.moment, scene=replace(program.scene, dataset=dataset)))
    program.move(place + QPoint(80, 0))
    program.release(place + QPoint(80, 0))
    assert (program.place(index) - place - QPoint(80, 0)).manhattanLength() <= 1


def test_escape_ends_a_drag_and_picks_nobody(program):
    place = program.place(program.lonely())
    program.press(place)
    program.move(place + QPoint(40, 0))
    program.key(Qt.Key.Key_Escape)
    assert len(program.wanted(EndGesture)) == 1
    assert len(program.scene.view.picked) == 0
    n = len(program.wants)
    program.move(place + QPoint(80, 0))
    program.release(place + QPoint(80, 0))
    assert len(program.wants) == n


def test_what_is_in_the_hand_can_be_dismissed(program):
    place = program.place(program.lonely())
    program.press(place)
    program.move(place + QPoint(40, 0))
    program.plot.dismiss()
    assert len(program.wanted(EndGesture)) == 1
    n = len(program.wants)
    program.move(place + QPoint(80, 0))
    program.release(place + QPoint(80, 0))
    assert len(program.wants) == n


# Looking around


def test_the_view_is_the_moments(program):
    rect = (0.0, 10.0, 100.0, 200.0)
    program.show(after(program.moment, Look({"rect": rect})))
    assert program.plot.rect_in_view() == pytest.approx(rect)
    program.show(after(program.moment, Look({"rect": None})))
    assert program.plot.rect_in_view() == pytest.approx(moment().scene.rect)


@pytest.mark.parametrize("notches", [3, -2])
def test_the_wheel_wants_to_zoom_about_the_mouse(program, notches):
    at = program.place(program.lonely())
    under = program.plot.place_of(at.toPointF())
    viewport = program.plot.viewport()
    event = QWheelEvent(
        QPointF(at), QPointF(viewport.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)
    (zoom,) = program.wanted(Zoom)
    assert (zoom.factor < 1) == (notches > 0)
    np.testing.assert_allclose(program.plot.place_of(at.toPointF()), under, rtol=1e-9)


@pytest.mark.parametrize("follows", [True, False])
def test_a_pan_ends_where_the_mouse_does_however_late_moments_are(program, follows):
    begin, way = program.empty_place(), QPoint(-60, 25)
    under = program.plot.place_of(begin.toPointF())
    program.follows = follows
    program.press(begin, MIDDLE)
    for k in (1, 2, 3):
        program.move(begin + way * k / 3)
    program.release(begin + way, MIDDLE)
    program.show(program.moment)
    np.testing.assert_allclose(program.plot.place_of((begin + way).toPointF()), under, rtol=1e-9)
    assert set(map(type, program.wants)) == {Look}


# The menu


def test_a_menu_closes_when_its_dragons_are_gone_and_wants_nothing_of_others(program, qtbot):
    program.click(program.place(0), RIGHT)
    menu = program.menu()
    relabel = next(action for action in menu.actions() if action.objectName() == "relabel-1")
    n = len(program.wants)
    program.show(moment(task="colour"))
    qtbot.waitUntil(lambda: program.menu() is None)
    assert len(program.wants) == n
    assert relabel is not None


def test_a_choice_is_about_the_scene_in_which_the_menu_was_opened(program):
    index = program.lonely()
    program.click(program.place(index), RIGHT)
    opened = program.scene
    program.follows = False
    next(action for action in program.menu().actions() if action.objectName() == "relabel-1").trigger()
    edit = program.wants[-1]
    assert edit.of.dataset is opened.dataset
    assert list(edit.indices) == [index]


def test_names_in_the_menu_are_plain_text_and_not_wider_than_a_menu(program):
    task = replace(program.scene.dataset.task, classes=("A&B", "very " * 60), sample="iris")
    dataset = replace(program.scene.dataset, task=task)
    program.show(moment_of(scene(dataset=dataset)))
    program.click(program.empty_place(), RIGHT)
    entries = {action.objectName(): action for action in program.menu().actions()}
    assert entries["add-training-0"].text() == "Add training iris: A&&B"
    assert entries["add-training-0"].toolTip() == "Add training iris: A&B"
    assert "very " * 60 in entries["add-test-1"].toolTip()
    assert program.menu().sizeHint().width() < 700
    program.menu().close()


# By keyboard alone


def cross_hair(program):
    return program.plot._keyboard._cross_hair.place


def test_ctrl_and_arrows_move_a_cross_hair_and_ctrl_return_adds_there(program):
    program.key(Qt.Key.Key_Right, CTRL)
    x_min, x_max, y_min, y_max = program.plot.rect_in_view()
    np.testing.assert_allclose(cross_hair(program), ((x_min + x_max) / 2, (y_min + y_max) / 2))
    before = program.plot.pixel_of(*cross_hair(program))
    for key, way in ((Qt.Key.Key_Right, QPoint(8, 0)), (Qt.Key.Key_Up, QPoint(0, -8))):
        program.key(key, CTRL)
        before += way
        assert (program.plot.pixel_of(*cross_hair(program)) - before).manhattanLength() <= 1
    program.key(Qt.Key.Key_Down, CTRL | SHIFT)
    before += QPoint(0, 64)
    assert (program.plot.pixel_of(*cross_hair(program)) - before).manhattanLength() <= 1
    n = len(program.scene.dataset)
    program.key(Qt.Key.Key_Return, CTRL)
    assert len(program.scene.dataset) == n + 1
    np.testing.assert_allclose(program.scene.dataset.X[-1], cross_hair(program))
    program.key(Qt.Key.Key_Return, CTRL)
    assert list(program.scene.view.picked) == [n]
    assert len(program.scene.dataset) == n + 1


def test_the_cross_hair_stays_in_view_and_goes_with_the_mouse_or_the_focus(program):
    for _ in range(20):
        program.key(Qt.Key.Key_Left, CTRL | SHIFT)
    assert cross_hair(program)[0] == program.plot.rect_in_view()[0]
    shown = program.plot.viewport().grab().toImage()
    program.field.setFocus()
    assert cross_hair(program) is None
    assert program.plot.viewport().grab().toImage() != shown
    program.canvas.setFocus()
    program.key(Qt.Key.Key_Left, CTRL)
    program.click(program.empty_place())
    assert cross_hair(program) is None


def test_alt_and_arrows_move_the_picked_dragons_a_gesture_for_each_key_held(program):
    index = program.lonely()
    program.click(program.place(index))
    before, (x_min, x_max, _, _) = program.scene.dataset.X.copy(), program.plot.rect_in_view()
    window = program.window.windowHandle()
    QTest.keyPress(window, Qt.Key.Key_Left, ALT)
    QTest.keyPress(window, Qt.Key.Key_Left, ALT)
    assert len(program.wanted(EndGesture)) == 0
    QTest.keyRelease(window, Qt.Key.Key_Left, ALT)
    first, second = program.wanted(MoveDragons)
    assert first.gesture is second.gesture is program.wanted(EndGesture)[0].gesture
    after_keys = program.scene.dataset.X
    np.testing.assert_allclose(after_keys[index] - before[index], (-0.02 * (x_max - x_min), 0.0), atol=1e-9)
    assert (np.delete(after_keys, index, axis=0) == np.delete(before, index, axis=0)).all()
    program.key(Qt.Key.Key_Up, ALT)
    assert program.wanted(MoveDragons)[-1].gesture is not first.gesture


def test_with_nobody_picked_alt_and_arrows_want_nothing(program):
    program.key(Qt.Key.Key_Up, ALT)
    assert program.wants == []


@pytest.mark.parametrize(("key", "modifiers"), [(Qt.Key.Key_Menu, NONE), (Qt.Key.Key_F10, SHIFT)])
def test_the_menu_opens_by_key_for_the_picked_dragon_or_at_the_cross_hair(program, key, modifiers):
    index = program.lonely()
    program.click(program.place(index))
    program.key(key, modifiers)
    assert list(program.menu().request.indices) == [index]
    program.menu().close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    program.key(Qt.Key.Key_Right, CTRL)
    for _ in range(3):
        program.key(Qt.Key.Key_Down, CTRL | SHIFT)
    program.key(key, modifiers)
    assert program.menu().request.hit is None
    np.testing.assert_allclose(program.menu().request.place, cross_hair(program))


@pytest.mark.parametrize("modifiers", [NONE, SHIFT])
def test_tab_leaves_the_canvas(program, modifiers):
    assert program.plot.hasFocus()
    program.key(Qt.Key.Key_Backtab if modifiers else Qt.Key.Key_Tab, modifiers)
    assert program.field.hasFocus()


def test_arrows_alone_are_left_to_the_window(program):
    for modifiers in (NONE, SHIFT):
        program.key(Qt.Key.Key_Right, modifiers)
    assert program.wants == []
    assert cross_hair(program) is None


# What regions are painted with


def test_regions_are_painted_as_large_as_they_are_on_the_screen(program, qtbot):
    sizes = []
    program.canvas.painter_changed.connect(lambda: sizes.append(program.canvas.region_painter))
    program.window.resize(700, 500)
    qtbot.waitUntil(lambda: len(sizes) > 0)
    painter = program.canvas.region_painter
    assert painter == sizes[-1]
    image = painter(program.moment.side.regions, program.scene.dataset.task.classes)
    area = program.plot.area()
    assert (image.width(), image.height()) == (round(area.width()), round(area.height()))


def test_a_canvas_without_area_hits_nothing(program):
    program.canvas.setFixedSize(0, 0)
    QApplication.processEvents()
    program.canvas.show_moment(moment(task="colour"))
    assert program.plot.dragon_at(QPointF(0, 0)) is None


def test_the_same_source_is_the_same_object():
    """What `moments` promises, and gestures rely on."""
    assert source_of("fire") is source_of("fire")
