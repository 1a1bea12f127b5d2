"""Small things that the panels share."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dragonviz.views.style.palette import GRID, HEADING_PX

_LOW_PX = 3 * GRID
_SLIM_SCROLL_BAR = (
    f"QScrollBar {{ width: {GRID}px; background: transparent; }}"
    f"QScrollBar::handle {{ background: palette(mid); border-radius: {GRID // 2}px; min-height: {4 * GRID}px; }}"
    "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
)


def name(widget, object_name, accessible_name, meaning=""):
    """Give a control its object name, its accessible name and its tooltip; returns the control."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(accessible_name)
    widget.setToolTip(meaning or accessible_name)
    return widget


def heading(text):
    """A section's heading."""
    label = QLabel(text)
    font = label.font()
    font.setPixelSize(HEADING_PX)
    font.setBold(True)
    label.setFont(font)
    return label


def text_label(text=""):
    """A label that wraps, and never asks for more width than it gets."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def column(*parts):
    """Widgets and layouts one under the other."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID // 4)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout


def fit_to_column(combo):
    """Let a combo box take the width that its column has, however long its entries are, and be low; returns it."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(4)
    combo.setFixedHeight(_LOW_PX)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return combo


def tool_button(action, style=Qt.ToolButtonStyle.ToolButtonIconOnly):
    """A button for an action, that leaves the keyboard focus where it is."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(style)
    button.setIconSize(QSize(20, 20))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return name(button, f"{action.objectName()}-button", action.text(), action.toolTip())


class SideColumn(QScrollArea):
    """A column of sections beside the canvas, which scrolls when the window is low.

    Parameters
    ----------
    object_name : str
    width : int
        In pixels.
    sections : QWidget
    """

    def __init__(self, object_name, width, *sections):
        super().__init__(objectName=object_name)
        inside = QWidget()
        layout = column(*sections)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addStretch()
        inside.setLayout(layout)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A broad scroll bar would take room that the fields need.
        self.verticalScrollBar().setStyleSheet(_SLIM_SCROLL_BAR)
        self.setMinimumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._width = width

    def sizeHint(self):
        """As wide as asked for."""
        return QSize(self._width, 400)
