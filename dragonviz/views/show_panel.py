"""What is to be seen on the canvas and beside it, and how models follow dragons that change."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from dragonviz.views.palette import GRID
from dragonviz.views.widgets import column, heading, name

_SWITCHES = {"Show": ("boundary", "class-lines", "compare"), "When dragons change": ("live", "mlp-again")}


class ShowPanel(QWidget):
    """A checkbox for each switch.

    Parameters
    ----------
    actions : dict of str to QAction
    """

    def __init__(self, actions):
        super().__init__(objectName="show-panel")
        sections = column(
            *(
                column(heading(title), *(_checkbox(actions[switch]) for switch in switches))
                for title, switches in _SWITCHES.items()
            )
        )
        sections.setSpacing(2 * GRID)
        self.setLayout(sections)


def _checkbox(action):
    box = QCheckBox(action.text())
    box.setChecked(action.isChecked())
    box.toggled.connect(action.setChecked)
    action.toggled.connect(box.setChecked)
    return name(box, f"{action.objectName()}-switch", action.text(), action.toolTip())
