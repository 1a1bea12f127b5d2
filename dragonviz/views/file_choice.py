"""Which file to open: asked for, or dropped on the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog


class FileChoice(QObject):
    """Emits the path of a data file.

    Parameters
    ----------
    window : QWidget
    """

    chosen = Signal(str)

    def __init__(self, window):
        super().__init__(window)

    def ask(self):
        """Let a person choose a file."""
        dialog = QFileDialog(self.parent(), "Open CSV", "", "CSV files (*.csv *.tsv *.txt);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path):
        """Take a path as chosen."""
        self.chosen.emit(path)
