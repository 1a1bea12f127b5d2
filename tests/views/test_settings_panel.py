"""What is typed into a setting's field is for that field alone."""

import pytest
from PySide6.QtCore import Qt

from dragonviz.app.commands import OpenFile
from dragonviz.scenes.edits import ChooseModel, Pick


@pytest.fixture
def field_of(window, robot):
    window.do(ChooseModel("mlp"))
    robot.wait_until(lambda: window.moment.scene is robot.scene, "its settings are on screen")

    def take(setting):
        field = window.findChild(object, f"setting-{setting}")
        field.setFocus()
        field.lineEdit().selectAll()
        return field

    return take


def test_a_refused_value_stays_to_be_mended_and_the_keys_mean_nothing_else(window, robot, field_of):
    field, scene, reports = field_of("learning_rate_init"), window.controller.scene, []
    window.controller.refused.connect(reports.append)
    robot.text("0")
    robot.key(Qt.Key.Key_Return)
    assert "0.00000001 to 10" in reports[0]
    assert field.hasFocus()
    assert field.currentText() == field.lineEdit().selectedText() == "0"
    assert window.controller.scene is scene
    robot.text("0.02")
    robot.key(Qt.Key.Key_Return)
    assert window.controller.scene.setup.values["learning_rate_init"] == 0.02
    assert window.controller.scene.dataset is scene.dataset
    assert field.hasFocus()


def test_a_refused_value_goes_when_the_field_is_left(window, robot, field_of):
    field = field_of("learning_rate_init")
    robot.text("fast")
    window.canvas.setFocus()
    assert field.currentText() == "0.0002"


def test_escape_brings_back_what_was_there(window, robot, field_of):
    window.do(Pick([3]))
    field = field_of("batch_size")
    robot.text("77")
    robot.key(Qt.Key.Key_Escape)
    assert field.currentText() == "1"
    assert not field.hasFocus()
    assert robot.picked == [3]


def test_a_space_parts_the_sizes_of_layers_and_does_not_train(window, robot, field_of):
    times = []
    window.action_set.by_name["train"].triggered.connect(lambda: times.append(1))
    field_of("hidden_layer_sizes")
    robot.text("8, 8 4")
    robot.key(Qt.Key.Key_Return)
    assert window.controller.scene.setup.values["hidden_layer_sizes"] == (8, 8, 4)
    assert not times


def test_long_names_do_not_widen_the_column(window, robot, tmp_path):
    dock = robot.find("dragons-panel-dock")
    width = dock.width()
    path = tmp_path / "dragons.csv"
    rows = [f"{k}.5,{2 * k}.25,a class with a very long name indeed {k % 2}" for k in range(30)]
    path.write_text("\n".join(["a,b,what they are in a rather long word", *rows]))
    window.do(OpenFile(str(path)))
    robot.wait_until(lambda: window.moment.scene.source.title == "dragons.csv", "it is on screen")
    robot.be_quiet()
    assert dock.width() == width
    for name in ("dragons-panel", "settings-panel"):
        panel = robot.find(name)
        assert panel.width() <= panel.parentWidget().width(), name
    assert robot.find("class-0").toolTip().count("a very long name indeed 0") == 1
