"""Ctrl+V: a table that was copied is opened, what is none is refused in a sentence, and fields keep their key."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel

from tests.on_screen import refusal
from tests.robot import CONTROL

ROWS = [("height", "weight", "size"), *((f"{k}.5", f"{2 * k}.25", "tall" if k % 2 else "small") for k in range(30))]
CELLS = "".join("\t".join(row) + "\r\n" for row in ROWS)  # as spreadsheets put them there


@pytest.fixture
def clipboard(qapp):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.mark.parametrize("text", [CELLS, CELLS.replace("\t", ","), CELLS.replace("\r\n", "\n")])
def test_a_table_that_was_copied_is_opened(window, robot, clipboard, text):
    before = robot.scene
    clipboard.setText(text)
    robot.trigger("paste")
    robot.wait_until(lambda: robot.scene is not before, "it is opened")
    assert (len(robot.dragons), robot.dragons.task.classes) == (30, ("small", "tall"))
    robot.wait_for_screen()
    assert "pasted table" in [label.text() for label in robot.find("dragons-panel").findChildren(QLabel)]
    assert not window.recent_menu.actions()
    robot.trigger("undo")
    assert robot.scene is before


def test_a_table_with_gaps_can_be_opened_without_them(window, robot, clipboard):
    before = robot.scene
    clipboard.setText(CELLS.replace("3.5\t", "\t", 1))
    robot.trigger("paste")
    robot.wait_until(lambda: robot.find("offer").isVisible(), "it is offered")
    robot.click_on("offer")
    robot.wait_until(lambda: robot.scene is not before, "it is opened")
    assert len(robot.dragons) == 29


def test_a_file_that_was_copied_is_opened(window, robot, clipboard, tmp_path):
    path = tmp_path / "knights.csv"
    path.write_text("\n".join(map(",".join, ROWS)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    clipboard.setMimeData(mime)
    robot.trigger("paste")
    robot.wait_until(lambda: len(robot.dragons) == 30, "it is opened")
    assert [action.text() for action in window.recent_menu.actions()] == [str(path)]


def test_an_empty_clipboard_and_one_with_a_picture_are_refused(window, robot, clipboard):
    before = robot.scene
    robot.trigger("paste")
    assert refusal(window).startswith("The clipboard holds no text, and a table is needed")
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    clipboard.setImage(picture)
    robot.trigger("paste")
    assert refusal(window).startswith("The clipboard holds a picture, and a table is needed")
    assert robot.scene is before


@pytest.mark.parametrize(
    "text", ["hello", "Dear all,\nplease come, it is late.\nYours", "1,2,3\n4,5,6", "x" * 2_000_000]
)
def test_text_that_is_no_table_is_refused_in_one_sentence(window, robot, clipboard, text):
    before = robot.scene
    clipboard.setText(text)
    robot.trigger("paste")
    robot.wait_until(lambda: refusal(window) is not None, "it is refused")
    assert "pasted table" in refusal(window)
    assert "\n" not in refusal(window)
    assert len(refusal(window)) < 250
    assert robot.scene is before


def test_in_a_text_field_the_key_is_the_fields(window, robot, clipboard):
    before = robot.scene
    clipboard.setText("0.125")
    robot.type_into("setting-C", "", last=None)
    robot.key(Qt.Key.Key_V, CONTROL)
    robot.key(Qt.Key.Key_Return)
    assert robot.scene.setup.values["C"] == 0.125
    clipboard.setText(CELLS)
    robot.type_into("setting-C", "", last=None)
    robot.key(Qt.Key.Key_V, CONTROL)
    robot.let_run(200)
    assert robot.scene.source is before.source
