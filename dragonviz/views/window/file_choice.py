"""Which file to open or to save, asked for or dropped on the window, and what the clipboard holds."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from dragonviz.app.commands import Command, OpenFile, OpenPasted, Refuse, SaveFile
from dragonviz.dragons import Task

_OPENED = "CSV and Excel files (*.csv *.tsv *.txt *.xlsx *.xlsm);;All files (*)"

_SAVED = "CSV files (*.csv);;All files (*)"


class FileChoice(QObject):
    """Wants data to be opened or saved.

    Parameters
    ----------
    window : QWidget

    Attributes
    ----------
    wanted : Signal(Command)
    """

    wanted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    @staticmethod
    def dropped_path(mime: QMimeData) -> str | None:
        """The path of the first file that is dragged, None if there is no file of this machine among what is."""
        return next((url.toLocalFile() for url in mime.urls() if url.isLocalFile()), None)

    def ask(self) -> None:
        """Let a person choose a file."""
        dialog = QFileDialog(self._window, "Open file", "", _OPENED)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path: str) -> None:
        """Take a path as chosen."""
        self.wanted.emit(OpenFile(path))

    def ask_where_to_save(self, task: Task) -> None:
        """Let a person choose a place and a name for data of this task."""
        dialog = QFileDialog(self._window, "Save the data", f"{task.samples}.csv", _SAVED)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda path: self.wanted.emit(SaveFile(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def paste(self) -> None:
        """Take the table that the clipboard holds, or a file that was copied."""
        self.wanted.emit(_pasted(QGuiApplication.clipboard().mimeData()))


def _pasted(mime: QMimeData | None) -> Command:
    path = None if mime is None else FileChoice.dropped_path(mime)
    if path is not None:
        return OpenFile(path)
    text = "" if mime is None else mime.text()
    if text.strip():
        return OpenPasted(text)
    found = "holds a picture" if mime is not None and mime.hasImage() else "holds no text"
    return Refuse(f"The clipboard {found}, and a table is needed: copy cells of a spreadsheet, or lines of a CSV file.")
