"""Which file to open: asked for, or dropped on the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

_OPENED = "CSV and Excel files (*.csv *.tsv *.txt *.xlsx *.xlsm);;All files (*)"


class FileChoice(QObject):
    """Emits the path of a data file.

    Parameters
    ----------
    window : QWidget
    """

    chosen = Signal(str)

    @staticmethod
    def dropped_path(mime):
        """The path of the first file that is dragged, None if there is no file of this machine among what is.

        Parameters
        ----------
        mime : QMimeData
        """
        return next((url.toLocalFile() for url in mime.urls() if url.isLocalFile()), None)

    def __init__(self, window):
        super().__init__(window)

    def ask(self):
        """Let a person choose a file."""
        dialog = QFileDialog(self.parent(), "Open file", "", _OPENED)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path):
        """Take a path as chosen."""
        self.chosen.emit(path)
