"""Small screens: the window is inside them, nothing is wider than it, and whatever it can do is in a menu."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMenu, QToolBar

from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import ChooseModel, UseSource
from dragonviz.views.window.actions import ACTIONS
from dragonviz.views.window.layouts import LAYOUTS

SMALL = 1024, 768


def settle(robot):
    robot.wait_until(lambda: robot.window.moment.scene is robot.scene, "it is on screen")
    robot.be_quiet()
    robot.let_run(50)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_wider_or_higher_than_a_window_of_1024_by_768(window, robot, model, layout):
    window.do(UseSource(robot.scene.source.choosing("colour" if model != "perceptron" else "fire")))
    window.do(ChooseModel(model))
    window.action_set.by_name[f"layout-{layout}"].trigger()
    window.resize(*SMALL)
    settle(robot)
    assert (window.width(), window.height()) == SMALL
    for instrument in window.instruments.values():
        if instrument.isVisible() and not instrument.visibleRegion().isEmpty():
            corner = instrument.mapTo(window, QPoint())
            assert corner.x() >= 0, instrument.name
            assert corner.x() + instrument.width() <= window.width(), instrument.name
    assert robot.canvas.width() >= 0.35 * window.width()
    assert robot.canvas.height() >= 0.35 * window.height()


def test_every_action_but_the_numbers_of_classes_is_in_a_menu(window):
    menus = window.menuBar().findChildren(QMenu)
    in_menus = {action.objectName() for menu in menus for action in menu.actions()}
    assert {kind.name for kind in ACTIONS if not kind.name.startswith("label-")} <= in_menus
    assert {f"class-{label}" for label in (0, 1)} <= {button.objectName() for button in window.findChildren(object)}


def test_what_the_toolbar_has_no_room_for_is_behind_its_arrow(window, robot):
    window.resize(700, 600)
    settle(robot)
    bar = window.findChild(QToolBar, "training-bar")
    assert bar.width() <= window.width()
    assert bar.findChild(object, "qt_toolbar_ext_button").isVisible()


OPEN = """
import json, sys
from dragonviz.app.startup import make_application, make_window
app = make_application()
window = make_window()
said = []


def look():
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    notice = window.status.notice
    print(json.dumps({
        "inside": room.contains(frame), "frame": frame.getRect(), "minimum": window.minimumSizeHint().toTuple(),
        "said": "" if notice is None else notice.sentence, "shown": sorted(window.controller.scene.view.shown),
        "theme": window.appearance.theme,
    }))
    if "move" in sys.argv:
        window.setGeometry(3000, 1500, 900, 700)
    window.close()
    app.quit()


window.painted.connect(lambda: window.startTimer(0) and look())
window.show()
app.exec()
"""


def open_on(tmp_path, width, height, *arguments, **variables):
    """Start the program on a screen of this size; what it looked like."""
    screen = {"name": "beamer", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    description = tmp_path / "screens.json"
    description.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]}))
    home = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={description}"}
    done = subprocess.run(
        [sys.executable, "-c", OPEN, *arguments],
        env=os.environ | home | platform | variables,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(800, 600), (1024, 768), (1280, 720), (1920, 1080)])
def test_it_opens_inside_the_screen_with_its_frame(tmp_path, width, height):
    seen = open_on(tmp_path, width, height)
    assert seen["inside"], seen["frame"]
    assert seen["minimum"][0] <= width
    assert seen["said"] == ""


@pytest.mark.slow
def test_a_window_that_was_on_a_screen_that_is_gone_opens_on_the_one_that_is_there(tmp_path):
    open_on(tmp_path, 4096, 2304, "move")
    seen = open_on(tmp_path, 1280, 720)
    assert seen["inside"], seen["frame"]
    assert QRect(*seen["frame"]).width() <= 1280
