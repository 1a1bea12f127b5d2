"""Settings that are typed: what a field shows, what is said of it, and where the keyboard is afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from tests import on_screen
from tests.robot import CONTROL

ALT, MLP = Qt.KeyboardModifier.AltModifier, Qt.Key.Key_4
FIRST_MODEL = "model-logistic-button"


def test_the_sizes_of_the_hidden_layers_are_seen_whole(robot):
    robot.key(MLP, ALT)
    robot.let_run(50)
    edit = robot.find("setting-hidden_layer_sizes").lineEdit()
    assert edit.fontMetrics().horizontalAdvance(edit.text()) < edit.contentsRect().width()


def test_the_right_value_takes_the_refusal_of_the_wrong_one_away(robot):
    robot.type_into("setting-C", "0")
    assert on_screen.refusal(robot.window) is not None
    robot.type_into("setting-C", "0.5")
    assert on_screen.scene(robot.window).setup.values["C"] == 0.5
    assert on_screen.refusal(robot.window) is None


def test_a_file_that_is_opened_takes_the_last_refusal_away(robot, files):
    robot.type_into("setting-C", "0")
    assert on_screen.refusal(robot.window) is not None
    robot.drop(files.good[1])
    robot.wait_until(lambda: on_screen.scene(robot.window).source.title == files.good[1].name, "the file is there")
    assert on_screen.refusal(robot.window) is None


def test_a_value_that_return_refused_goes_when_the_field_is_left(robot):
    robot.type_into("setting-C", "much")
    robot.key(Qt.Key.Key_Tab)
    assert robot.find("setting-C").currentText() == "1"


def test_after_return_in_a_setting_the_tab_key_goes_on_from_there(robot):
    robot.type_into("setting-C", "0.5")
    robot.key(Qt.Key.Key_Tab)
    assert not robot.find(FIRST_MODEL).hasFocus()


def test_after_the_file_dialog_the_keyboard_is_where_it_was(robot, files):
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    robot.canvas.setFocus()
    try:
        robot.key(Qt.Key.Key_O, CONTROL)
        robot.wait_until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "the dialog is open")
        robot.text(str(files.good[1]))
        robot.key(Qt.Key.Key_Return)
        robot.wait_until(lambda: on_screen.scene(robot.window).source.title == files.good[1].name, "the file is there")
    finally:
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)
    robot.come_to_front()
    robot.key(Qt.Key.Key_Tab)
    assert not robot.find(FIRST_MODEL).hasFocus()


def test_a_new_start_from_the_last_seed_is_a_seed_that_can_be_typed(robot):
    robot.key(MLP, ALT)
    robot.type_into("setting-seed", str(2**31 - 1))
    robot.canvas.setFocus()
    robot.trigger("new-start")
    seed = on_screen.scene(robot.window).setup.seed
    assert seed != 2**31 - 1
    assert 0 <= seed < 2**31


def test_thousands_of_digits_are_refused_in_words(robot):
    robot.key(MLP, ALT)
    field = robot.find("setting-hidden_layer_sizes")
    QApplication.clipboard().setText("7" * 4400)
    robot.type_into("setting-hidden_layer_sizes", "", last=None)
    robot.key(Qt.Key.Key_V, CONTROL)
    robot.key(Qt.Key.Key_Return)
    assert field.isVisible()
    assert on_screen.refusal(robot.window) is not None
