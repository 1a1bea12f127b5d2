"""Ready-made data: chosen in the panel and in the menu, and their settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from dragonviz.app.commands import OpenFile, Refuse, UseReadyMade
from dragonviz.dragons.shapes import SHAPES, Blobs, DrawnCurve
from dragonviz.scenes.data_edits import ChangeShape
from dragonviz.scenes.edits import ChooseModel, Show, UseSource
from dragonviz.scenes.ready_made import READY_MADE
from dragonviz.scenes.source import Source
from dragonviz.views.panels.ready_made_panel import ReadyMadePanel
from tests.views.moments import moment_of, scene
from tests.views.shown import find, show


def of(name):
    return moment_of(scene(task=READY_MADE[name].source()))


def fields(panel):
    """The settings that are shown."""
    names = ("number", "noise", "balance", "classes", "seed")
    return [name for name in names if panel.findChild(object, f"shape-{name}") is not None]


@pytest.mark.parametrize("name", READY_MADE)
def test_it_shows_which_data_these_are_and_what_for(qtbot, name):
    panel, wanted = show(qtbot, ReadyMadePanel, of(name))
    assert find(panel, "ready-made-data").currentText() == READY_MADE[name].title
    purpose = find(panel, "purpose")
    assert purpose.text() == READY_MADE[name].purpose
    assert not purpose.is_cut()
    expected = ["number", "noise", "balance", "classes", "seed"] if name in SHAPES else []
    assert fields(panel) == [setting for setting in expected if (name, setting) != ("moons", "classes")]
    assert not wanted


def test_of_other_data_it_says_that_they_are_from_elsewhere(qtbot):
    panel, _ = show(qtbot, ReadyMadePanel, of("blobs"))
    panel.show_moment(moment_of(scene(task=Source("dragons.csv", *vars_of_lesson()))))
    assert find(panel, "ready-made-data").currentText() == ""
    assert "elsewhere" in find(panel, "purpose").text()
    assert fields(panel) == []


def test_a_curve_that_was_drawn_has_its_settings_too(qtbot):
    panel, _ = show(qtbot, ReadyMadePanel, of("blobs"))
    panel.show_moment(moment_of(scene(task=Source.of_shape(DrawnCurve()))))
    assert find(panel, "ready-made-data").currentText() == ""
    assert find(panel, "purpose").text() == DrawnCurve.purpose
    assert fields(panel)[:2] == ["number", "noise"]


def vars_of_lesson():
    lesson = Source.bundled()
    return lesson.columns, lesson.table, "fire"


def test_a_setting_makes_other_points_of_the_same_shape(qtbot):
    panel, wanted = show(qtbot, ReadyMadePanel, of("blobs"))
    field = find(panel, "shape-number")
    field.setEditText("1,000")
    field.lineEdit().returnPressed.emit()
    (edit,) = wanted
    assert isinstance(edit, ChangeShape)
    assert (edit.source.shape, edit.text) == (Blobs(number=1000), "change number")


def test_what_a_shape_does_not_allow_is_refused_in_words(qtbot):
    panel, wanted = show(qtbot, ReadyMadePanel, of("blobs"))
    field = find(panel, "shape-classes")
    field.setEditText("9")
    field.lineEdit().returnPressed.emit()
    assert wanted == [Refuse("Classes: “9” is not allowed; give a whole number from 2 to 8.")]


# In the window


@pytest.fixture
def opened(robot):
    """A person at the window with the panel open."""
    robot.trigger("show-ready-made")
    robot.wait_until(lambda: not robot.find("ready-made-dock").isHidden(), "the panel is open")
    robot.let_run(50)
    return robot


def wait_for(robot, name):
    robot.wait_until(lambda: robot.scene.source.ready_made == name, f"{name} is there")
    robot.wait_for_screen()
    robot.let_run(50)  # until its fields have their places


def test_choosing_is_one_edit_that_keeps_the_model(window, opened):
    window.do(ChooseModel("mlp"))
    before, n = opened.scene, len(window.controller.undo_stack)
    opened.pick("ready-made-data", list(READY_MADE).index("xor"))
    wait_for(opened, "xor")
    assert opened.scene.setup is before.setup
    assert len(window.controller.undo_stack) == n + 1
    assert window.action_set.by_name["undo"].text() == "Undo: use XOR"
    opened.trigger("undo")
    assert opened.scene is before
    opened.wait_for_screen()
    assert opened.find("ready-made-data").currentText() == "The lesson's dragons"


def test_the_menu_leads_to_each_and_back_to_the_lesson(window, robot):
    (menu,) = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "Ready-made data"]
    assert [action.text() for action in menu.actions()] == [data.title for data in READY_MADE.values()]
    for name in ("iris", "moons", "lesson"):
        window.action_set.by_name[f"ready-made-{name}"].trigger()
        wait_for(robot, name)
    assert robot.scene.source.is_bundled
    assert len(robot.dragons) == 480


def test_they_are_no_recent_files(window, robot):
    window.action_set.by_name["ready-made-xor"].trigger()
    wait_for(robot, "xor")
    assert not window.recent_menu.actions()


def test_a_file_that_is_opened_meanwhile_counts(window, robot, tmp_path):
    path = tmp_path / "planets.csv"
    path.write_text(
        "\n".join(["mass,orbit,zone", *(f"{k}.5,{k % 7}.25,{'near' if k % 2 else 'far'}" for k in range(20))])
    )
    window.do((UseReadyMade("moons"), OpenFile(str(path))))
    robot.wait_until(lambda: robot.scene.source.title == "planets.csv", "the file is open")
    robot.let_run(100)
    assert robot.scene.source.title == "planets.csv"
    assert len(window.controller.undo_stack) == 1


def test_the_training_goes_on_with_the_other_points(window, opened):
    opened.key(Qt.Key.Key_Space)
    opened.pick("ready-made-data", list(READY_MADE).index("blobs"))
    wait_for(opened, "blobs")
    opened.wait_until(lambda: window.moment.current is not None, "it has learned")
    assert window.moment.current.dataset is opened.dragons


def test_settings_are_typed_refused_and_undone(window, opened):
    window.do(UseReadyMade("blobs"))
    wait_for(opened, "blobs")
    before = opened.scene
    opened.type_into("shape-noise", "3")
    assert window.status.notice.sentence == "Noise: “3” is not allowed; give a number from 0 to 2."
    assert opened.scene is before
    opened.type_into("shape-noise", "0,5")  # which it is, written in another way
    assert window.status.notice is None
    assert opened.scene is before
    opened.type_into("shape-noise", "0.9")
    assert opened.scene.source.shape == Blobs(noise=0.9)
    window.canvas.setFocus()  # in a field, the keys undo what was typed
    opened.trigger("undo")
    assert opened.scene is before
    opened.wait_for_screen()
    assert opened.find("shape-noise").currentText() == "0.5"


def test_more_classes_than_the_perceptron_can_tell_bring_another_model(window, opened):
    window.do(ChooseModel("perceptron"))
    window.do(UseReadyMade("blobs"))
    wait_for(opened, "blobs")
    opened.type_into("shape-classes", "5")
    assert opened.scene.setup.model == "multiclass"
    assert "tells only two classes apart" in window.status.notice.sentence


def test_what_was_opened_since_stays_open_when_the_data_are_undone(window, robot):
    window.do(UseSource(READY_MADE["moons"].source()))
    window.do(Show("options", True))
    robot.trigger("undo")
    assert robot.scene.source.is_bundled
    assert "options" in robot.scene.view.shown
