"""The canvas: what is dragged stays in view, and a mouse that only comes near changes nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests import on_screen

ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_a_dragon_that_is_dragged_over_the_edge_can_be_seen(robot, side):
    index, viewport = robot.lonely(), robot.canvas.viewport()
    place = robot.place(index)
    beyond = {
        "left": QPoint(-60, place.y()),
        "right": QPoint(viewport.width() + 60, place.y()),
        "top": QPoint(place.x(), -30),
        "bottom": QPoint(place.x(), viewport.height() + 30),
    }
    robot.drag(place, beyond[side])
    robot.let_run(50)
    assert robot.canvas.is_in_plot(robot.place(index).toPointF())


def test_a_click_that_brings_the_window_to_the_front_adds_no_dragon(robot):
    n = len(robot.dragons)
    other = QWidget()
    other.show()
    other.activateWindow()
    robot.wait_until(lambda: QApplication.activeWindow() is other, "another window is active")
    robot.window.activateWindow()
    robot.click(robot.empty_place())
    robot.come_to_front()
    other.close()
    assert len(robot.dragons) == n
    robot.let_run(300)
    robot.click(robot.empty_place())
    assert len(robot.dragons) == n + 1


def test_the_hidden_neurons_stay_under_the_mouse_that_comes_near(robot):
    robot.key(Qt.Key.Key_4, ALT)
    robot.type_into("setting-hidden_layer_sizes", "3, 5")
    robot.canvas.setFocus()
    robot.trigger("show-neurons")
    robot.trigger("epoch")
    robot.wait_until(lambda: _tiles(robot) is not None and _tiles(robot).isVisible(), "the neurons are there")
    robot.let_run(200)
    before = _tiles(robot).mapToGlobal(QPoint(0, 0))
    robot.move(QPoint(30, 8), on=_tiles(robot))
    robot.let_run(100)
    assert _tiles(robot).mapToGlobal(QPoint(0, 0)) == before


def _tiles(robot):
    return robot.window.findChild(QWidget, "neurons-of-layer-2")


def test_a_mouse_over_a_canvas_without_an_area_finds_nothing(robot):
    place = robot.empty_place()
    robot.press(robot.place(robot.lonely()))
    robot.canvas.resize(robot.canvas.width(), 40)
    robot.move(place)
    robot.release(place)
    # A warning of numpy is an exception here, and an exception in a slot fails the test.
    assert robot.canvas.dragon_at(QPoint(20, 20).toPointF()) is None


def test_names_are_shown_as_they_are(robot, tmp_path):
    path = tmp_path / "marks.csv"
    rows = [f"{k}.5,{2 * k}.25,{'A&B' if k % 2 else '<i>C</i>'}" for k in range(30)]
    path.write_text("\n".join(["height <cm>,a & b,kind", *rows]))
    robot.drop(path)
    robot.wait_until(lambda: on_screen.scene(robot.window).source.title == path.name, "the file is there")
    assert [on_screen.axis_title(robot.window, side) for side in ("bottom", "left")] == ["height <cm>", "a & b"]
    for label, name in enumerate(robot.dragons.task.classes):
        assert on_screen.text_of(robot.find(f"class-{label}")) == name
    menu = robot.right_click(robot.place(0))
    shown = [on_screen.text_of(action) for action in menu.actions()]
    menu.close()
    assert any("A&B" in text for text in shown)
