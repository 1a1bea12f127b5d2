"""Tab goes along the picture: toolbar, left column, canvas, right column, and what is below."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QTabBar, QWidget

from dragonviz.scenes.edits import ChooseModel, Show
from tests.robot import SHIFT

ORDER = ("toolbar", "left", "canvas", "right", "below")


def part_of(window, widget):
    """Where in the picture a widget stands."""
    if window.dressing.toolbar.isAncestorOf(widget):
        return "toolbar"
    for dock in window.findChildren(QDockWidget):
        if dock.isAncestorOf(widget):
            areas = Qt.DockWidgetArea
            names = {areas.LeftDockWidgetArea: "left", areas.RightDockWidgetArea: "right"}
            return names.get(window.dockWidgetArea(dock), "below")
    assert window.centralWidget().isAncestorOf(widget)
    return "canvas"


def walk(robot, *modifiers):
    """Where Tab leads, once round."""
    seen = []
    while True:
        robot.key(Qt.Key.Key_Tab, *modifiers)
        widget = QApplication.focusWidget()
        if widget in seen:
            return seen
        seen.append(widget)


def _is_seen(window, name):
    widget = window.findChild(QWidget, name)
    return widget is not None and widget.isVisible()


@pytest.fixture
def walked(window, robot):
    # What was made last comes last in Qt's own order: the settings of another model, and a panel that opens late.
    window.do(ChooseModel("mlp"))
    window.do((Show("neurons", True), Show("options", True), Show("ground-truth", True)))
    robot.wait_until(lambda: window.moment.scene is robot.scene, "it is on screen")
    # The grids are made when what the neurons give has come, and docks laid out when Qt has time for it.
    late = ("neurons-of-layer-3", "live-switch", "truth-plot")
    robot.wait_until(lambda: all(_is_seen(window, name) for name in late), "the panels are there")
    robot.be_quiet()
    return walk(robot)


def test_it_follows_the_picture(window, walked):
    parts = [part_of(window, widget) for widget in walked]
    begin = next(k for k in range(len(parts)) if parts[k] == ORDER[0] and parts[k - 1] != ORDER[0])
    order = parts[begin:] + parts[:begin]
    assert list(dict.fromkeys(order)) == list(ORDER)
    assert [ORDER.index(part) for part in order] == sorted(ORDER.index(part) for part in order)


def test_backwards_it_is_the_same_way_back(robot, walked):
    back = walk(robot, SHIFT)
    begin = back.index(walked[0])
    assert back[begin::-1] + back[:begin:-1] == walked


def test_it_stops_at_nothing_that_has_no_name_and_not_at_bars_of_tabs(walked):
    assert all(widget.accessibleName() for widget in walked)
    assert not any(isinstance(widget, QTabBar) for widget in walked)


def test_bars_of_tabs_have_a_name(window, walked):
    options = Qt.FindChildOption.FindDirectChildrenOnly
    bars = window.findChildren(QTabBar, options=options)
    assert bars
    assert {bar.accessibleName() for bar in bars} == {"Panels that share a place"}
