"""What is to be seen on the canvas and beside it, and how models follow dragons that change."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from dragonviz.views.style.widgets import column, heading, name

_SWITCHES = ("boundary", "class-lines", "neurons", "ground-truth", "live", "mlp-again")
_ONLY_FOR = {"class-lines": "multiclass", "neurons": "mlp", "mlp-again": "mlp"}


class ShowPanel(QWidget):
    """A checkbox for each switch.

    Parameters
    ----------
    actions : dict of str to QAction
    """

    def __init__(self, actions):
        super().__init__(objectName="show-panel")
        self._boxes = {switch: _checkbox(actions[switch]) for switch in _SWITCHES}
        self.setLayout(column(heading("Options"), *self._boxes.values()))

    def show_scene(self, scene):
        """Offer what the scene's model has to show."""
        for switch, model in _ONLY_FOR.items():
            self._boxes[switch].setVisible(scene.model == model)


def _checkbox(action):
    box = QCheckBox(action.text())
    box.setChecked(action.isChecked())
    box.toggled.connect(action.setChecked)
    action.toggled.connect(box.setChecked)
    return name(box, f"{action.objectName()}-switch", action.text(), action.toolTip())
