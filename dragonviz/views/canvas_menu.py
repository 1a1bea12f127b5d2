"""The menu that a right-click opens on the canvas."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from dragonviz.views.sprites import class_icon


class CanvasMenu(QObject):
    """For dragons: class, training or test, remove. For an empty place: add one, fit the view.

    Parameters
    ----------
    parent : QWidget
    controller : Controller
    actions : dict of str to QAction
    palette : Palette
    """

    def __init__(self, parent, controller, actions, palette):
        super().__init__(parent)
        self._controller, self._actions, self._palette = controller, actions, palette
        self._menu = None

    def open(self, indices, position, place):
        """Show the menu at a global position, for these dragons or, if there are none, for this place."""
        self._menu = QMenu(self.parent(), objectName="canvas-menu")
        self._menu.aboutToHide.connect(self._menu.deleteLater)
        if len(indices):
            self._fill_for_dragons(indices)
        else:
            self._fill_for_place(place)
        self._menu.popup(position)

    def _fill_for_dragons(self, indices):
        controller, menu = self._controller, self._menu
        dataset = controller.scene.dataset
        for label, class_name in enumerate(dataset.task.classes):
            action = menu.addAction(class_icon(label, self._palette), class_name)
            action.setObjectName(f"relabel-{label}")
            action.setCheckable(True)
            action.setChecked(bool((dataset.y[indices] == label).all()))
            action.triggered.connect(lambda _, label=label: controller.relabel(indices, label))
        menu.addSeparator()
        for is_train, text in ((True, "training (solid)"), (False, "test (hollow)")):
            action = menu.addAction(text)
            action.setObjectName("make-train" if is_train else "make-test")
            action.setCheckable(True)
            action.setChecked(bool((dataset.is_train[indices] == is_train).all()))
            action.triggered.connect(lambda _, is_train=is_train: controller.set_membership(indices, is_train))
        menu.addSeparator()
        menu.addAction("Remove").triggered.connect(lambda: controller.remove(indices))

    def _fill_for_place(self, place):
        controller, menu = self._controller, self._menu
        for label, class_name in enumerate(controller.scene.dataset.task.classes):
            for is_train, membership in ((True, "training"), (False, "test")):
                text = f"Add {membership} dragon: {class_name}"
                action = menu.addAction(class_icon(label, self._palette, is_train), text)
                action.triggered.connect(
                    lambda _, label=label, is_train=is_train: controller.add(place, label, is_train)
                )
        menu.addSeparator()
        for action in ("fit", "undo", "redo"):
            menu.addAction(self._actions[action])
