"""Ctrl+S: the data are saved as they are now, and opened again they are the same."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from dragonviz.scenes.data_edits import AddNoise
from dragonviz.scenes.edits import RemoveDragons
from tests.on_screen import refusal


@pytest.fixture
def save_as(window, robot, qtbot):
    """Presses Ctrl+S, and types a path."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)

    def save_as(path, end=Qt.Key.Key_Return):
        robot.trigger("save")
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        dialog = QApplication.activeModalWidget()
        suggested = dialog.findChild(QLineEdit, "fileNameEdit").text()
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        robot.key(end)
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        robot.come_to_front()
        return suggested

    yield save_as
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


def said(robot, window):
    robot.wait_until(lambda: refusal(window) is not None, "something is said")
    return refusal(window)


def test_what_is_saved_and_opened_again_is_the_same(window, robot, save_as, tmp_path):
    window.do(AddNoise(0.3))
    robot.wait_for_screen()
    robot.click(robot.empty_place())
    before = robot.dragons
    assert save_as(tmp_path / "mine") == "dragons.csv"
    # The suffix is added.
    assert said(robot, window) == "481 dragons are saved in “mine.csv”."
    path = tmp_path / "mine.csv"
    assert [action.text() for action in window.recent_menu.actions()] == [str(path)]
    robot.drop(path)
    robot.wait_until(lambda: robot.scene.source.title == "mine.csv", "it is opened")
    after = robot.dragons
    np.testing.assert_array_equal(after.X, before.X)
    np.testing.assert_array_equal(after.is_train, before.is_train)
    assert [after.task.classes[k] for k in after.y] == [before.task.classes[k] for k in before.y]
    assert after.task.features == before.task.features


def test_it_can_be_undone_no_less_than_before(window, robot, save_as, tmp_path):
    robot.click(robot.empty_place())
    save_as(tmp_path / "mine.csv")
    said(robot, window)
    robot.trigger("undo")
    assert len(robot.dragons) == 480


def test_a_cancelled_dialog_writes_nothing(window, robot, save_as, tmp_path):
    save_as(tmp_path / "mine.csv", Qt.Key.Key_Escape)
    robot.let_run(100)
    assert list(tmp_path.iterdir()) == []
    assert refusal(window) is None


def test_what_cannot_be_written_is_one_sentence(window, robot, save_as, tmp_path):
    save_as(tmp_path / "mine.xlsx")
    assert said(robot, window) == "“mine.xlsx” would be an Excel workbook: choose a name that ends in .csv."
    assert list(tmp_path.iterdir()) == []


def test_without_data_there_is_nothing_to_save(window, robot):
    assert window.action_set.by_name["save"].isEnabled()
    window.do(RemoveDragons(robot.scene, range(480)))
    robot.wait_for_screen()
    assert not window.action_set.by_name["save"].isEnabled()
