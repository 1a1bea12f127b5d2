"""Undo: the scenes before and after each change, and no more of them than memory has room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from dragonviz.scenes.scene import Scene

MOST_BYTES = 256 << 20
_MOST_CHANGES = 1000


@dataclass
class _Change:
    before: Scene
    after: Scene
    text: str
    gesture: object | None


class UndoStack(QObject):
    """What was done, and what was undone of it.

    Not Qt's own: from Python, `QUndoStack` frees no command that it drops or merges (of 200 pushed, 1 valid, 151 were
    still alive), and each of ours holds two scenes.

    Parameters
    ----------
    set_scene : callable
        Makes a scene the present one.

    Attributes
    ----------
    changed : Signal()
        There is something else to undo or to redo.
    """

    changed = Signal()

    def __init__(
        self, set_scene: Callable[[Scene], None], parent: QObject | None = None, most_bytes: int = MOST_BYTES
    ) -> None:
        super().__init__(parent)
        self._set_scene, self._most_bytes = set_scene, most_bytes
        self._done: list[_Change] = []
        self._undone: list[_Change] = []

    def __len__(self) -> int:
        return len(self._done)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return bool(self._undone)

    @property
    def undo_text(self) -> str:
        """What would be undone; empty if nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What would be redone; empty if nothing."""
        return self._undone[-1].text if self._undone else ""

    def has_undone(self, gesture: object) -> bool:
        """Whether it could redo what was done by this gesture, such as a drag under way."""
        return any(change.gesture is gesture for change in self._undone)

    def push(self, before: Scene, after: Scene, text: str, gesture: object | None = None) -> None:
        """Note a change; changes of one gesture, such as one drag, are undone together."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if gesture is not None and last is not None and last.gesture is gesture:
            last.after = after
        else:
            self._done.append(_Change(before, after, text, gesture))
            self._make_room()
        self.changed.emit()

    def undo(self) -> None:
        """Go back to the scene before the last change."""
        if self._done:
            self._undone.append(self._done.pop())
            self._set_scene(self._undone[-1].before)
            self.changed.emit()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._undone:
            self._done.append(self._undone.pop())
            self._set_scene(self._done[-1].after)
            self.changed.emit()

    def clear(self) -> None:
        """Forget everything."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def _make_room(self) -> None:
        # The oldest go; the newest always stays.
        kept, arrays, size = 0, set(), 0
        for change in reversed(self._done):
            for array in _arrays(change):
                if id(array) not in arrays:
                    arrays.add(id(array))
                    size += array.nbytes
            if kept and (size > self._most_bytes or kept == _MOST_CHANGES):
                break
            kept += 1
        del self._done[: len(self._done) - kept]


def _arrays(change: _Change) -> Iterator[np.ndarray]:
    for scene in (change.before, change.after):
        for dataset in (scene.dataset, scene.clean):
            yield from (dataset.X, dataset.y, dataset.is_train)
