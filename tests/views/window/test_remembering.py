"""What a start finds of the one before, and that nothing which cannot be read or written keeps it from starting."""

import pytest
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QDockWidget, QLabel

from dragonviz.app.startup import make_window
from dragonviz.scenes.edits import Show
from dragonviz.views.window.appearance import Appearance
from dragonviz.views.window.deeds import lesson_shown
from dragonviz.views.window.memory import VERSION, Memory
from tests.robot import Robot
from tests.views.window.test_small_screens import open_on


@pytest.fixture
def start(qtbot):
    """Opens the window as a start does; returns a person at it."""

    def start():
        window = make_window()
        qtbot.addWidget(window, before_close_func=lambda w: w.stop())
        window.show()
        qtbot.waitExposed(window)
        robot = Robot(window)
        robot.be_quiet()
        robot.let_run(200)
        return robot

    return start


def refusal(robot):
    label = robot.window.findChild(QLabel, "refusal")
    return label.text() if label.isVisible() else ""


def test_size_theme_zoom_panels_and_their_places_are_there_again(window, robot, start):
    window.resize(1100, 750)
    robot.be_quiet()
    for name in ("theme-dark", "larger"):
        window.action_set.by_name[name].trigger()
    window.do((Show("confusion", False), Show("options", True)))
    window.addDockWidget(window.dockWidgetArea(robot.find("curves-dock")), window.findChild(QDockWidget, "scores-dock"))
    robot.wait_until(lambda: window.moment.scene is robot.scene)
    robot.be_quiet()
    shown, area = robot.scene.view.shown, window.dockWidgetArea(robot.find("scores-dock"))
    window.close()
    again = start()
    assert (again.window.width(), again.window.height()) == (1100, 750)
    assert again.window.appearance == Appearance("dark", 1)
    assert again.scene.view.shown == shown
    assert again.find("confusion-dock").isHidden()
    assert not again.find("options-dock").isHidden()
    assert again.window.dockWidgetArea(again.find("scores-dock")) == area
    assert refusal(again) == ""


def save_usual():
    shown = frozenset({"boundary"})
    Memory().save(Appearance("dark", 1), QByteArray(b"no place"), QByteArray(b"no docks"), shown, frozenset())


@pytest.mark.parametrize(
    ("key", "value"),
    [("theme", "plaid"), ("zoom", "large"), ("version", "newest"), ("geometry", 7), ("shown", ["canvas", "hologram"])],
)
def test_settings_that_make_no_sense_are_told_in_one_quiet_sentence(qapp, start, key, value):
    save_usual()
    QSettings("dragonviz", "dragonviz").setValue(key, value)
    robot = start()
    assert refusal(robot).count(".") == 1
    assert not robot.window.status.notice.is_refusal
    assert robot.scene.view.shown == lesson_shown()
    assert not robot.find("scores-dock").isHidden()


def test_an_arrangement_of_another_version_is_told_in_one_quiet_sentence(qapp, start):
    save_usual()
    QSettings("dragonviz", "dragonviz").setValue("version", VERSION + 1)
    robot = start()
    assert "another version" in refusal(robot)
    assert not robot.window.status.notice.is_refusal
    assert robot.window.appearance == Appearance("dark", 1)
    assert robot.scene.view.shown == lesson_shown()


def test_a_place_and_an_arrangement_that_qt_cannot_read_are_as_none(qapp, start):
    save_usual()
    robot = start()
    assert robot.window.screen().availableGeometry().contains(robot.window.frameGeometry())
    assert robot.canvas.isVisible()
    assert refusal(robot).count(".") == 1
    assert not robot.window.status.notice.is_refusal


@pytest.mark.slow
def test_where_nothing_can_be_written_it_starts_as_it_does_at_first(tmp_path):
    (tmp_path / "file").write_text("where a folder should be")
    nowhere = {f"XDG_{kind}_HOME": str(tmp_path / "file" / kind) for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
    for _ in range(2):
        seen = open_on(tmp_path, 1280, 720, **nowhere, HOME=str(tmp_path / "file"))
        assert seen["inside"]
        assert seen["theme"] == "light"
        assert "scores" in seen["shown"]
        assert seen["said"].startswith("The window will not be remembered")
        assert seen["said"].count(".") == 1


def test_a_place_on_a_screen_that_is_unplugged_is_told_and_the_window_stands_on_one_that_is_there(
    qapp, start, monkeypatch
):
    robot = start()
    robot.window.close()
    # Qt refuses a place on a screen of quite another size.
    monkeypatch.setattr(type(robot.window), "restoreGeometry", lambda window, geometry: False)
    again = start()
    assert refusal(again).startswith("The window cannot stand where it did last time")
    assert again.window.screen().availableGeometry().contains(again.window.frameGeometry())
