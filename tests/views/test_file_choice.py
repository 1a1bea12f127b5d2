"""Opening files: dropped on the window, and chosen in a dialog."""

import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton

from tests.robot import CONTROL


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "knights.csv"
    rows = [f"{k}.5,{2 * k}.25,{'tall' if k % 2 else 'small'}" for k in range(30)]
    path.write_text("\n".join(["height,weight,size", *rows]))
    return path


@pytest.mark.parametrize("where", ["canvas", "curves", "window"])
def test_a_file_dropped_anywhere_is_opened_and_undo_goes_back(window, robot, qtbot, good, where):
    before = window.controller.scene
    targets = {
        "canvas": window.canvas.viewport(),
        "curves": window.findChild(object, "curves-plot").viewport(),
        "window": window,
    }
    with qtbot.waitSignal(window.services.opener.opened, timeout=60_000):
        assert robot.drop(good, on=targets[where])
    dataset = window.controller.scene.dataset
    assert (len(dataset), dataset.task.classes) == (30, ("small", "tall"))
    robot.wait_until(lambda: window.moment.scene is robot.scene, "it is on screen")
    assert window.findChild(QComboBox, "column-label").currentText() == "size"
    assert "knights.csv" in [label.text() for label in robot.find("dragons-panel").findChildren(QLabel)]
    window.action_set.by_name["undo"].trigger()
    assert window.controller.scene is before


@pytest.fixture
def workbook(tmp_path):
    """Knights as Excel saves them, with a second column that can be the class."""
    book = openpyxl.Workbook()
    for row in [
        ("height", "weight", "age", "rank", "size"),
        *(
            (k + 0.5, 2 * k + 0.25, 20 + k % 7, "squire" if k % 3 else "knight", "tall" if k % 2 else "small")
            for k in range(30)
        ),
    ]:
        book.worksheets[0].append(row)
    path = tmp_path / "knights.xlsx"
    book.save(path)
    return path


def test_an_excel_workbook_is_dropped_its_columns_are_changed_and_it_is_recent(window, robot, qtbot, workbook):
    with qtbot.waitSignal(window.services.opener.opened, timeout=60_000):
        assert robot.drop(workbook)
    robot.wait_for_screen()
    assert robot.dragons.task.features == ("height", "weight")
    # Another task gives panels other sizes, and lists other places.
    robot.be_quiet()
    label = robot.find("column-label")
    robot.pick("column-label", label.findText("rank"))
    robot.pick("column-x", robot.find("column-x").findText("age"))
    assert robot.dragons.task.features == ("age", "weight")
    assert robot.dragons.task.classes == ("knight", "squire")
    window.action_set.by_name["undo"].trigger()
    window.action_set.by_name["undo"].trigger()
    assert robot.dragons.task.classes == ("small", "tall")
    (recent,) = window.recent_menu.actions()
    with qtbot.waitSignal(window.services.opener.opened, timeout=60_000) as opened:
        recent.trigger()
    assert opened.args[1] == str(workbook)


def test_a_bad_file_gets_one_sentence_and_changes_nothing(window, robot, qtbot, tmp_path):
    scene = window.controller.scene
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x01")
    with qtbot.waitSignal(window.services.opener.refused, timeout=60_000):
        robot.drop(path)
    assert window.controller.scene is scene
    sentence = window.findChild(object, "refusal")
    assert sentence.isVisible()
    assert "picture.csv" in sentence.text()
    assert "Traceback" not in sentence.text()


def test_what_is_no_file_of_this_machine_cannot_be_dropped(window, robot):
    assert not robot.drop(QUrl("https://example.org/dragons.csv"))
    assert not robot.drop(on=window)


def test_of_several_files_the_first_is_opened(window, robot, qtbot, good, tmp_path):
    with qtbot.waitSignal(window.services.opener.opened, timeout=60_000) as opened:
        robot.drop(QUrl("https://example.org/a.csv"), good, tmp_path / "other.csv", on=window)
    assert opened.args[0].title == "knights.csv"


@pytest.fixture
def dialog(window, robot, qtbot):
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    robot.key(Qt.Key.Key_O, CONTROL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    yield QApplication.activeModalWidget()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


def test_ctrl_o_asks_for_a_data_file_first_and_opens_the_chosen_one(window, robot, qtbot, dialog, good):
    for suffix in ("csv", "tsv", "txt", "xlsx", "xlsm"):
        assert f"*.{suffix}" in dialog.selectedNameFilter()
    assert len(dialog.nameFilters()) == 2
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(good))
    with qtbot.waitSignal(window.services.opener.opened, timeout=60_000):
        open_button = next(button for button in dialog.findChildren(QPushButton) if "Open" in button.text())
        robot.click_on(open_button)
    assert len(window.controller.scene.dataset) == 30


def test_a_cancelled_dialog_changes_nothing(window, robot, qtbot, dialog):
    scene = window.controller.scene
    robot.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert window.controller.scene is scene
    assert not robot.find("notice").isVisible()
