"""What the left button does on the canvas: pointer, brush, eraser, or the pen that draws a curve."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from dragonviz.scenes.edits import Look
from dragonviz.scenes.view_state import Tool
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import icon_button, label_control

TOOLS = (
    (Tool.POINTER, "Pointer", "V", "Click to add, drag to move."),
    (Tool.BRUSH, "Brush", "P", "Paint many of the current class."),
    (Tool.ERASER, "Eraser", "E", "Rub out whatever it touches."),
    (Tool.CURVE, "Curve", "C", "Draw a curve from the left to the right: new points lie above and below it."),
)


class ToolChoice(QWidget):
    """A button for each tool.

    Parameters
    ----------
    style : Style

    Attributes
    ----------
    wanted : Signal(Edit)
    """

    wanted = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._buttons: dict[Tool, QToolButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.grid_px // 2)
        for tool, text, key, meaning in TOOLS:
            button = label_control(icon_button(tool, style), f"{tool}-button", text, f"{text}: {meaning} ({key})")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, tool=tool: self.wanted.emit(Look({"tool": tool})))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[tool] = button
        row.addStretch()

    @property
    def buttons(self) -> list[QToolButton]:
        """All buttons, from the left to the right."""
        return list(self._buttons.values())

    def show_tool(self, tool: Tool) -> None:
        """Show which one is in hand."""
        self._buttons[tool].setChecked(True)
