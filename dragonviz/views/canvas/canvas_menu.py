"""The menu that a right-click opens on the canvas."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from dragonviz.views.plots.sprites import class_icon


class CanvasMenu(QObject):
    """For dragons: class, training or test, inspect, remove. For an empty place: add one, fit the view.

    Parameters
    ----------
    parent : QWidget
    controller : Controller
    actions : dict of str to QAction
    palette : Palette

    Attributes
    ----------
    inspect_requested : Signal(int)
        Which dragon to look at.
    """

    inspect_requested = Signal(int)

    def __init__(self, parent, controller, actions, palette):
        super().__init__(parent)
        self._controller, self._actions, self._palette = controller, actions, palette
        self._menu = None

    def open(self, hit, indices, position, place):
        """Show the menu.

        Parameters
        ----------
        hit : int or None
            The dragon under the mouse.
        indices : ndarray of int
            The dragons that the menu is for: the selected ones, if that dragon is one of them.
        position : QPoint
            Where, on the screen.
        place : (float, float)
            Where, in feature coordinates.
        """
        self._menu = QMenu(self.parent(), objectName="canvas-menu")
        self._menu.aboutToHide.connect(self._menu.deleteLater)
        self._menu.setToolTipsVisible(True)
        if hit is not None:
            self._fill_for_dragons(hit, indices)
        else:
            self._fill_for_place(place)
        self._menu.popup(position)

    def _fill_for_dragons(self, hit, indices):
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
        inspect = menu.addAction("Inspect" if len(indices) == 1 else "Inspect this one")
        inspect.setObjectName("inspect")
        inspect.setToolTip("Select this dragon alone, and show its values and what the model says of it.")
        inspect.triggered.connect(lambda: self.inspect_requested.emit(hit))
        menu.addAction(self._actions["delete"])

    def _fill_for_place(self, place):
        controller, menu = self._controller, self._menu
        for label, class_name in enumerate(controller.scene.dataset.task.classes):
            for is_train, membership in ((True, "training"), (False, "test")):
                text = f"Add {membership} dragon: {class_name}"
                action = menu.addAction(class_icon(label, self._palette, is_train), text)
                action.setObjectName(f"add-{membership}-{label}")
                action.triggered.connect(
                    lambda _, label=label, is_train=is_train: controller.add(place, label, is_train)
                )
        menu.addSeparator()
        for action in ("fit", "undo", "redo"):
            menu.addAction(self._actions[action])
