"""Present: canvas and curve on the whole screen, legible from the last row, and back to what was there before."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QGraphicsTextItem,
    QGraphicsView,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from dragonviz.scenes.edits import ChooseModel, Pick, Show
from dragonviz.views.curves.line_legend import LineLegend
from dragonviz.views.window.instruments import INSTRUMENTS
from dragonviz.views.window.layouts import LAYOUTS, PRESENT

LEAST_PX = 20


def arrangement(window):
    docks = window.findChildren(QDockWidget)
    return {dock.objectName(): (dock.isHidden(), dock.isFloating(), window.dockWidgetArea(dock)) for dock in docks}


def settle(robot):
    robot.wait_until(lambda: robot.window.moment.scene is robot.scene, "it is on screen")
    robot.be_quiet()
    robot.let_run(50)


@pytest.fixture
def arranged(window, robot):
    """The window, arranged in a way that no layout has."""
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, window.findChild(QDockWidget, "scores-dock"))
    window.do((Show("confusion", False), Show("options", True)))
    settle(robot)
    return window


@pytest.mark.parametrize("back", [Qt.Key.Key_F5, Qt.Key.Key_Escape])
def test_f5_shows_canvas_and_curve_and_a_key_leads_back_to_the_arrangement_before(arranged, robot, back):
    window = arranged
    before, shown, size = arrangement(window), robot.scene.view.shown, window.size()
    robot.key(Qt.Key.Key_F5)
    settle(robot)
    assert window.isFullScreen()
    assert not window.menuBar().isVisible()
    assert not window.dressing.toolbar.isVisible()
    seen = {name for name, (hidden, *_) in arrangement(window).items() if not hidden}
    assert seen == {"curves-dock"}
    assert robot.canvas.isVisible()
    robot.key(back)
    settle(robot)
    assert not window.isFullScreen()
    assert window.size() == size
    assert window.menuBar().isVisible()
    assert window.dressing.toolbar.isVisible()
    assert robot.scene.view.shown == shown
    assert arrangement(window) == before


def test_escape_first_lets_go_of_what_is_selected(window, robot):
    robot.key(Qt.Key.Key_F5)
    settle(robot)
    window.do(Pick([3]))
    settle(robot)
    robot.key(Qt.Key.Key_Escape)
    assert robot.picked == []
    assert window.isFullScreen()
    robot.key(Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_a_window_that_is_closed_while_it_presents_is_remembered_as_it_was_before(arranged, robot):
    window, before = arranged, arrangement(arranged)
    shown = robot.scene.view.shown
    robot.key(Qt.Key.Key_F5)
    settle(robot)
    window.close()
    remembered = window.memory.load()
    assert not remembered.appearance.presenting
    assert remembered.shown == shown
    assert before["confusion-dock"][0]


def test_space_and_the_arrows_train_without_a_toolbar(window, robot):
    robot.key(Qt.Key.Key_F5)
    settle(robot)
    robot.key(Qt.Key.Key_Right)
    robot.wait_until(lambda: window.moment.side.snapshot is not None and window.moment.side.snapshot.epoch == 1)


@pytest.mark.parametrize("everything", [False, True], ids=["as it opens", "with every panel"])
def test_no_text_is_under_20_px_at_1280_by_720(window, robot, monkeypatch, everything):
    monkeypatch.setattr(window, "showFullScreen", lambda: None)  # this screen is larger
    window.do(ChooseModel("mlp"))
    robot.trigger("epoch")
    robot.key(Qt.Key.Key_F5)
    settle(robot)
    assert (window.width(), window.height()) == (1280, 720)
    if everything:
        window.do(tuple(Show(kind.name, True) for kind in INSTRUMENTS if kind.can_be_closed()))
        settle(robot)
    small = {f"{text}: {px}" for text, px in texts_of(window) if px < LEAST_PX}
    assert not small


def test_the_card_of_keys_is_legible_too(window, robot, monkeypatch):
    monkeypatch.setattr(window, "showFullScreen", lambda: None)
    robot.key(Qt.Key.Key_F5)
    settle(robot)
    robot.key(Qt.Key.Key_Question)
    robot.let_run(50)
    assert window.dressing.help.isVisible()
    small = {f"{text}: {px}" for text, px in texts_of(window.dressing.help) if px < LEAST_PX}
    assert not small


def texts_of(window):
    """What has a text and is in view, and the height of its letters in pixels."""
    for widget in (window, *window.findChildren(QWidget)):
        holds_others = type(widget) is QWidget or isinstance(widget, QScrollArea | QScrollBar)
        if widget.isVisible() and not widget.visibleRegion().isEmpty() and not holds_others:
            widget.ensurePolished()
            yield f"{type(widget).__name__} {widget.objectName()}", QFontInfo(widget.font()).pixelSize()
            if isinstance(widget, QGraphicsView):
                yield from texts_of_plot(widget)


def texts_of_plot(view):
    for item in view.scene().items():
        if isinstance(item, pg.AxisItem) and item.isVisible():
            font = item.style["tickFont"]
            yield f"ticks of {view.objectName()}", QFontInfo(font or view.scene().font()).pixelSize()
        if isinstance(item, QGraphicsTextItem) and item.isVisible() and item.toPlainText().strip():
            yield f"“{item.toPlainText()}” of {view.objectName()}", least_px(item.document())


def least_px(document):
    sizes, block = [], document.begin()
    while block.isValid():
        fragment = block.begin()
        while not fragment.atEnd():
            font = fragment.fragment().charFormat().font().resolve(document.defaultFont())
            sizes.append(QFontInfo(font).pixelSize())
            fragment += 1
        block = block.next()
    return min(sizes, default=LEAST_PX)


def test_the_layout_of_that_name_is_what_is_presented():
    assert LAYOUTS[PRESENT].only == {"canvas", "status-line", "curves"}


def test_nothing_is_left_of_other_windows(window, robot):
    robot.key(Qt.Key.Key_F5)
    settle(robot)
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [window]


def test_the_accuracy_of_what_the_canvas_shows_stands_beside_the_curve_large(window, robot):
    def told():
        legends = {legend.text: legend for legend in window.instruments["curves"].findChildren(LineLegend)}
        return legends["training"], legends["test"]

    robot.key(Qt.Key.Key_Right)
    robot.wait_until(lambda: window.moment.current is not None and window.moment.current.epoch == 1, "it has learned")
    assert [legend.value for legend in told()] == ["", ""], "The panel with the scores tells it."
    robot.key(Qt.Key.Key_F5)
    settle(robot)
    heights = [legend.height() for legend in told()]
    robot.trigger("train")
    for epoch in (3, 6):
        robot.wait_until(lambda epoch=epoch: window.moment.side.snapshot.epoch >= epoch, "it learns on")
        known = window.moment.current
        accuracies = known.train.accuracy, known.test.accuracy
        assert [legend.value for legend in told()] == [f"{share:.3f}" for share in accuracies]
    assert min(heights) >= 2 * LEAST_PX
    robot.trigger("train")
