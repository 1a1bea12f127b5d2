"""Undo: every change of the scene remembers the scene before it."""

from __future__ import annotations

from PySide6.QtGui import QUndoCommand

_MERGEABLE = 1


class ChangeScene(QUndoCommand):
    """From one scene to another and back.

    Parameters
    ----------
    show : callable
        Makes a scene the present one.
    before, after : Scene
    text : str
        What was done, as in "undo: move a dragon".
    gesture : object, optional
        Changes of one gesture, such as one drag, are undone together.
    """

    def __init__(self, show, before, after, text, gesture=None):
        super().__init__(text)
        self._show, self._before, self._after, self._gesture = show, before, after, gesture

    def id(self):
        """Qt's mark of commands that may be merged."""
        return -1 if self._gesture is None else _MERGEABLE

    def mergeWith(self, later):
        """Take in a later change of the same gesture."""
        if later._gesture is not self._gesture:
            return False
        self._after = later._after
        return True

    def redo(self):
        """Do it."""
        self._show(self._after)

    def undo(self):
        """Take it back."""
        self._show(self._before)
