"""The window's QActions, made from the list of actions, and kept true to the scene."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from dragonviz.app.undo import UndoStack
from dragonviz.scenes.scene import Scene
from dragonviz.views.style.icons import icon
from dragonviz.views.style.style import Style
from dragonviz.views.window.actions import ACTIONS, FILE, MENUS

_GAP_BEFORE = {"quit", "paste", "delete", "fit", "boundary", "larger", "present", "same-start", "slower", "live"}


class ActionSet:
    """All actions of a window.

    Parameters
    ----------
    window : QMainWindow
        In which the shortcuts work.
    do : callable
        Does what an action wants: takes an Edit, a Command, or several in a tuple.
    scene : callable
        Gives the present scene.

    Attributes
    ----------
    by_name : dict of str to QAction
    """

    def __init__(self, window: QMainWindow, do: Callable[[object], None], scene: Callable[[], Scene]) -> None:
        self._do, self._scene = do, scene
        self._kinds = {kind.name: kind for kind in ACTIONS}
        self.by_name = {kind.name: self._make(window, kind) for kind in ACTIONS}
        self._playing: bool | None = None
        self._icons: dict[bool, object] = {}

    def _make(self, window, kind):
        action = QAction(_plain(kind.text), window, objectName=kind.name)
        # Space also pans when the mouse is dragged: see `SpaceBar`, which triggers this action.
        if kind.keys != ("Space",):
            action.setShortcuts([QKeySequence(key) for key in kind.keys])
        action.setToolTip(f"{kind.meaning} ({kind.keys[0]})" if kind.keys else kind.meaning)
        action.setStatusTip(kind.meaning)
        action.setCheckable(kind.checked is not None)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda _=False: self._do(kind.deed(self._scene())))
        window.addAction(action)
        return action

    def fill_menus(self, window: QMainWindow) -> QMenu:
        """Put the actions into the menu bar; returns the menu for recent files."""
        menus = {title: window.menuBar().addMenu(title) for title in MENUS}
        recent = menus[FILE].addMenu("Open recent")
        recent.setObjectName("recent-files")
        for kind in ACTIONS:
            if not kind.menu:
                continue
            title, _, below = kind.menu.partition("/")
            if below and kind.menu not in menus:
                menus[kind.menu] = menus[title].addMenu(below)
            if kind.name in _GAP_BEFORE:
                menus[title].addSeparator()
            menus[kind.menu].addAction(self.by_name[kind.name])
        menus[FILE].insertMenu(self.by_name["save"], recent)
        return recent

    def wear(self, style: Style) -> None:
        """Draw the icons in the style's colour."""
        for kind in ACTIONS:
            if kind.icon:
                self.by_name[kind.name].setIcon(icon(kind.icon, style.theme.text))
        self._icons = {playing: icon("pause" if playing else "play", style.theme.text) for playing in (False, True)}
        self._playing = None

    def show(self, scene: Scene, playing: bool, undo_stack: UndoStack) -> None:
        """Show which switches are on, and what can be done."""
        for name, action in self.by_name.items():
            kind = self._kinds[name]
            if kind.serves is not None:
                action.setEnabled(kind.serves(scene))
            if kind.checked is not None:
                action.setChecked(kind.checked(scene))
        undo, redo = self.by_name["undo"], self.by_name["redo"]
        undo.setEnabled(undo_stack.can_undo)
        redo.setEnabled(undo_stack.can_redo)
        undo.setText(_plain(f"Undo: {undo_stack.undo_text}" if undo_stack.can_undo else "Undo"))
        redo.setText(_plain(f"Redo: {undo_stack.redo_text}" if undo_stack.can_redo else "Redo"))
        if playing != self._playing:
            self._playing = playing
            train = self.by_name["train"]
            train.setText("Pause" if playing else "Train")
            train.setIcon(self._icons[playing])


def _plain(text):
    """Text as it is: an "&" in it marks no key."""
    return text.replace("&", "&&")
