"""Opening files: dropped on the window, and chosen in a dialog."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from tests.views.conftest import LEFT, NONE

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "knights.csv"
    rows = [f"{k}.5,{2 * k}.25,{'tall' if k % 2 else 'small'}" for k in range(30)]
    path.write_text("\n".join(["height,weight,size", *rows]))
    return path


def drop(target, *urls):
    """Drag something over a widget and let it fall; whether it was taken."""
    mime = QMimeData()
    mime.setUrls(urls)
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, LEFT, NONE))
    return enter.isAccepted()


def local(path):
    return QUrl.fromLocalFile(str(path))


@pytest.mark.parametrize("where", ["canvas", "curves", "window"])
def test_a_file_dropped_anywhere_is_opened_and_undo_goes_back(window, qtbot, good, where):
    before = window.controller.scene
    targets = {
        "canvas": window.canvas.viewport(),
        "curves": window.findChild(object, "curves-plot").viewport(),
        "window": window,
    }
    with qtbot.waitSignal(window.engine.opened, timeout=60_000):
        assert drop(targets[where], local(good))
    dataset = window.controller.scene.dataset
    assert (len(dataset), dataset.task.classes) == (30, ("small", "tall"))
    assert "knights.csv" in window.dragons_panel._title.text()
    window.actions_by_name["undo"].trigger()
    assert window.controller.scene is before


def test_a_bad_file_gets_one_sentence_and_changes_nothing(window, qtbot, tmp_path):
    scene = window.controller.scene
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x01")
    with qtbot.waitSignal(window.engine.refused, timeout=60_000):
        drop(window.canvas.viewport(), local(path))
    assert window.controller.scene is scene
    sentence = window.findChild(object, "refusal")
    assert sentence.isVisible()
    assert "picture.csv" in sentence.text()
    assert "Traceback" not in sentence.text()


def test_what_is_no_file_of_this_machine_cannot_be_dropped(window):
    assert not drop(window.canvas.viewport(), QUrl("https://example.org/dragons.csv"))
    assert not drop(window)


def test_of_several_files_the_first_is_opened(window, qtbot, good, tmp_path):
    with qtbot.waitSignal(window.engine.opened, timeout=60_000) as opened:
        drop(window, QUrl("https://example.org/a.csv"), local(good), local(tmp_path / "other.csv"))
    assert opened.args[0].title == "knights.csv"


@pytest.fixture
def dialog(window, hand, qtbot):
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    hand.key(Qt.Key.Key_O, CONTROL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    yield QApplication.activeModalWidget()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


def test_ctrl_o_asks_for_a_csv_file_first_and_opens_the_chosen_one(window, qtbot, dialog, good):
    assert "*.csv" in dialog.selectedNameFilter()
    assert len(dialog.nameFilters()) == 2
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(good))
    with qtbot.waitSignal(window.engine.opened, timeout=60_000):
        open_button = next(button for button in dialog.findChildren(QPushButton) if "Open" in button.text())
        QTest.mouseClick(open_button, LEFT)
    assert len(window.controller.scene.dataset) == 30


def test_a_cancelled_dialog_changes_nothing(window, qtbot, dialog):
    scene = window.controller.scene
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert window.controller.scene is scene
    assert not window.findChild(object, "notice").isVisible()
