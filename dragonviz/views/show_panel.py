"""What is to be seen on the canvas and beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from dragonviz.views.widgets import column, heading, name

_SWITCHES = ("boundary", "class-lines", "compare", "live")


class ShowPanel(QWidget):
    """A checkbox for each switch.

    Parameters
    ----------
    actions : dict of str to QAction
    """

    def __init__(self, actions):
        super().__init__(objectName="show-panel")
        self.setLayout(column(heading("Show"), *(_checkbox(actions[switch]) for switch in _SWITCHES)))


def _checkbox(action):
    box = QCheckBox(action.text())
    box.setChecked(action.isChecked())
    box.toggled.connect(action.setChecked)
    action.toggled.connect(box.setChecked)
    return name(box, f"{action.objectName()}-switch", action.text(), action.toolTip())
