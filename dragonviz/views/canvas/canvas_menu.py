"""The menu of the canvas: for some dragons, or for a place without any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFontMetricsF
from PySide6.QtWidgets import QMenu, QWidget

from dragonviz.app.commands import Command, Redo, Undo
from dragonviz.scenes.edits import AddDragon, Edit, Look, Pick, RelabelDragons, RemoveDragons, SetMembership
from dragonviz.scenes.scene import Scene
from dragonviz.views.plots.sprites import class_icon
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style

_MOST_LETTERS = 40  # as many as this of average width


@dataclass(frozen=True, eq=False)
class MenuRequest:
    """What a menu is wanted for.

    Parameters
    ----------
    scene : Scene
        In which the rest was found.
    hit : int or None
        The dragon under the mouse.
    indices : ndarray of int
        The dragons that the menu is for; none if it is for a place.
    place : (float, float)
        In feature coordinates.
    position : QPoint
        Where the menu opens, on the screen.
    """

    scene: Scene
    hit: int | None
    indices: np.ndarray
    place: tuple[float, float]
    position: QPoint


class CanvasMenu(QMenu):
    """For dragons: class, training or test, inspect, remove. For a place: add one, fit the view.

    All that it wants is about the scene that it was opened in, whatever is there by the time somebody chooses.

    Parameters
    ----------
    request : MenuRequest
    style : Style
    want : callable
        Is given what is chosen: an Edit or a Command.
    parent : QWidget
    """

    def __init__(
        self, request: MenuRequest, style: Style, want: Callable[[Edit | Command], None], parent: QWidget
    ) -> None:
        super().__init__(parent, objectName="canvas-menu")
        self.request = request
        self._want, self._style = want, style
        self._metrics = QFontMetricsF(make_font(style.text_px))
        self.setToolTipsVisible(True)
        # It is deleted after the choice has been carried out, not with it.
        self.aboutToHide.connect(self.deleteLater)
        if request.hit is None:
            self._fill_for_place()
        else:
            self._fill_for_dragons()

    def _fill_for_dragons(self):
        scene, indices = self.request.scene, self.request.indices
        dataset = scene.dataset
        task, y, is_train = dataset.task, dataset.y[indices], dataset.is_train[indices]
        for label, name in enumerate(task.classes):
            action = self._add(f"relabel-{label}", name, RelabelDragons(scene, indices, label), label)
            _check(action, (y == label).all())
        self.addSeparator()
        for wanted, object_name, text in (
            (True, "make-train", "training (solid)"),
            (False, "make-test", "test (hollow)"),
        ):
            _check(self._add(object_name, text, SetMembership(scene, indices, wanted)), (is_train == wanted).all())
        self.addSeparator()
        inspect = self._add("inspect", "Inspect" if len(indices) == 1 else "Inspect this one", Pick([self.request.hit]))
        inspect.setToolTip(f"Select this {task.sample} alone, and show its values and what the model says of it.")
        self._add("delete", "Remove", RemoveDragons(scene, indices))

    def _fill_for_place(self):
        task = self.request.scene.dataset.task
        for label, name in enumerate(task.classes):
            for is_train, membership in ((True, "training"), (False, "test")):
                text = f"Add {membership} {task.sample}: {name}"
                edit = AddDragon(self.request.place, label, is_train)
                self._add(f"add-{membership}-{label}", text, edit, label, is_train)
        self.addSeparator()
        self._add("fit", "Fit the view", Look({"rect": None}))
        self._add("undo", "Undo", Undo())
        self._add("redo", "Redo", Redo())

    def _add(self, object_name, text, wanted, label=None, is_train=True):
        room = _MOST_LETTERS * self._metrics.averageCharWidth()
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
        # Qt underlines the letter after a single one.
        action = QAction(shown.replace("&", "&&"), self, objectName=object_name)
        action.setToolTip(text)
        if label is not None:
            colours = self._style.class_colours(self.request.scene.dataset.task.classes)
            action.setIcon(class_icon(label, colours, self._style, is_train))
        action.triggered.connect(lambda: self._want(wanted))
        self.addAction(action)
        return action


def _check(action, checked):
    action.setCheckable(True)
    action.setChecked(bool(checked))
