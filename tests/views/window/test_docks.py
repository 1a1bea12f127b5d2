"""Panels: opened and closed by menu, key and their ✕, arranged by layouts, and made from one list."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMenu

from dragonviz.scenes.edits import ChooseModel, Show
from dragonviz.views.window.actions import ACTIONS
from dragonviz.views.window.instruments import INSTRUMENTS
from dragonviz.views.window.layouts import LAYOUTS, LESSON

PANELS = [kind for kind in INSTRUMENTS if kind.can_be_closed()]
LESSON_PANELS = {kind.name for kind in PANELS if kind.opens}
of_every_panel = pytest.mark.parametrize("kind", PANELS, ids=lambda kind: kind.name)


@pytest.fixture
def window(window, robot):
    """One whose model is served by every instrument."""
    window.do(ChooseModel("mlp"))
    catch_up(robot)
    return window


def catch_up(robot):
    robot.wait_until(lambda: robot.window.moment.scene is robot.scene, "it is on screen")


def dock_of(window, kind):
    return window.findChild(QDockWidget, f"{kind.name}-dock")


def open_panels(window):
    """The names of those that are open, or behind another as a tab."""
    return {kind.name for kind in PANELS if not dock_of(window, kind).isHidden()}


@of_every_panel
def test_its_entry_in_the_menu_opens_and_closes_it(window, robot, kind):
    action, was_open = window.action_set.by_name[f"show-{kind.name}"], kind.name in robot.scene.view.shown
    for is_open in (not was_open, was_open):
        action.trigger()
        assert (kind.name in robot.scene.view.shown) is is_open
        robot.wait_until(lambda is_open=is_open: dock_of(window, kind).isHidden() is not is_open, "the panel follows")
        robot.wait_until(lambda is_open=is_open: action.isChecked() is is_open, "the menu follows")


@pytest.mark.parametrize("kind", [kind for kind in PANELS if kind.keys], ids=lambda kind: kind.name)
def test_its_key_opens_and_closes_it(window, robot, kind):
    for is_open in (not kind.opens, kind.opens):
        robot.trigger(f"show-{kind.name}")
        assert (kind.name in robot.scene.view.shown) is is_open
        robot.wait_until(lambda is_open=is_open: dock_of(window, kind).isHidden() is not is_open, "the panel follows")


@of_every_panel
def test_its_close_button_closes_it_for_the_scene_too(window, robot, kind):
    window.resize(1920, 1400)
    robot.be_quiet()
    window.do(Show(kind.name, True))
    catch_up(robot)
    robot.be_quiet()
    robot.click_on(f"close-{kind.name}-dock")
    assert kind.name not in robot.scene.view.shown
    robot.wait_until(lambda: dock_of(window, kind).isHidden(), "it is closed")


def test_it_can_be_taken_out_of_the_window_and_put_back(window, robot):
    dock = window.findChild(QDockWidget, "scores-dock")
    robot.click_on("float-scores-dock")
    assert dock.isFloating()
    window.findChild(object, "float-scores-dock").click()
    assert not dock.isFloating()
    assert "scores" in robot.scene.view.shown


def test_what_a_model_has_nothing_for_is_hidden_and_comes_back_with_its_model(window, robot):
    window.do(Show("neurons", True))
    for model, serves in (("logistic", False), ("mlp", True)):
        window.do(ChooseModel(model))
        catch_up(robot)
        assert ("neurons" in open_panels(window)) is serves
        assert window.action_set.by_name["show-neurons"].isEnabled() is serves
        assert "neurons" in robot.scene.view.shown


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_opens_its_panels_and_no_others(window, robot, name):
    layout = LAYOUTS[name]
    for kind in PANELS:
        window.do(Show(kind.name, not kind.opens))
    catch_up(robot)
    window.action_set.by_name[f"layout-{name}"].trigger()
    catch_up(robot)
    wanted = layout.only if layout.only is not None else (LESSON_PANELS | layout.opened) - layout.closed
    assert open_panels(window) == wanted & {kind.name for kind in PANELS}
    assert "boundary" in robot.scene.view.shown


def test_the_lessons_layout_puts_every_panel_back_where_it_was(window, robot):
    before = {kind.name: window.dockWidgetArea(dock_of(window, kind)) for kind in PANELS}
    scores = window.findChild(QDockWidget, "scores-dock")
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, scores)
    window.findChild(QDockWidget, "confusion-dock").setFloating(True)
    window.action_set.by_name[f"layout-{LESSON}"].trigger()
    catch_up(robot)
    assert {kind.name: window.dockWidgetArea(dock_of(window, kind)) for kind in PANELS} == before
    assert not any(dock_of(window, kind).isFloating() for kind in PANELS)


def test_the_canvas_has_half_of_the_window_in_the_lesson(window, robot):
    window.do(ChooseModel("logistic"))
    for size in (QSize(1280, 720), QSize(1920, 1080)):
        window.resize(size)
        robot.be_quiet()
        robot.let_run(100)
        curves = window.findChild(QDockWidget, "curves-dock")
        assert window.canvas.width() >= size.width() / 2
        assert window.canvas.height() >= size.height() / 2
        assert curves.height() == pytest.approx(size.height() / 4, abs=2)


def test_tabs_share_a_column_by_what_is_seen_and_not_by_sizes_of_long_ago(window, robot):
    window.action_set.by_name["layout-what-if"].trigger()
    catch_up(robot)
    window.resize(1920, 1080)  # which dresses it anew, in larger type
    robot.be_quiet()
    robot.let_run(100)
    for name in ("ready-made", "noise-and-split"):
        area = window.findChild(QDockWidget, f"{name}-dock").widget()
        assert area.verticalScrollBar().maximum() == 0, name


@of_every_panel
def test_its_place_in_the_list_gives_it_menu_dock_and_help(window, robot, kind):
    texts = {action.text() for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()}
    assert kind.title.replace("&", "&&") in texts
    assert dock_of(window, kind).windowTitle()
    (listed,) = [action for action in ACTIONS if action.name == f"show-{kind.name}"]
    assert listed.meaning == kind.help
    assert listed.keys == kind.keys


ONE_MORE = """
from PySide6.QtWidgets import QDockWidget, QLabel, QVBoxLayout
from dragonviz.views.instrument import Instrument
from dragonviz.views.window import instruments


class EpochInWords(Instrument):
    name, title, help, keys = "epoch-in-words", "Epoch in words", "How far it is.", ("X",)

    def __init__(self, style):
        super().__init__(style)
        self.label = QLabel()
        QVBoxLayout(self).addWidget(self.label)

    def show_moment(self, moment):
        snapshot = moment.side.snapshot
        self.label.setText("nothing yet" if snapshot is None else f"epoch {snapshot.epoch}")


instruments.INSTRUMENTS = (*instruments.INSTRUMENTS, EpochInWords)

from dragonviz.app.startup import make_application, make_window
app = make_application()
window = make_window()
window.show()


def look(moment):
    dock = window.findChild(QDockWidget, "epoch-in-words-dock")
    if moment.side.snapshot is not None:
        action = window.action_set.by_name["show-epoch-in-words"]
        print(not dock.isHidden(), action.text(), action.shortcut().toString(), dock.widget().widget().label.text())
        app.quit()


window.frames.moment_came.connect(look)
app.exec()
window.close()
"""


@pytest.mark.slow
def test_a_new_instrument_is_its_class_and_one_line_in_the_list(tmp_path):
    done = subprocess.run([sys.executable, "-c", ONE_MORE], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert (done.stdout.strip(), done.returncode) == ("True Epoch in words X epoch 0", 0), done.stderr
