"""Reads data files away from the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.dragons import DragonsError, read_table
from dragonviz.scenes.source import Source


class Opener(QObject):
    """Lives in the training thread, so that no two threads import heavy libraries at once."""

    opened = Signal(object)
    refused = Signal(str)

    @Slot(str)
    def open(self, path):
        """Read a file, and tell the source that it makes or why it makes none."""
        try:
            source = Source.of(read_table(path))
            # It is kept: the window need not wait for it.
            source.dataset()
        except DragonsError as refusal:
            self.refused.emit(str(refusal))
        else:
            self.opened.emit(source)
