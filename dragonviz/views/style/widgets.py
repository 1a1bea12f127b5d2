"""Small things that the views share."""

from __future__ import annotations

import html
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QToolButton, QVBoxLayout, QWidget

from dragonviz.views.style.icons import icon
from dragonviz.views.style.style import GRID, Style

W = TypeVar("W", bound=QWidget)


def label_control(widget: W, object_name: str, accessible_name: str, meaning: str = "") -> W:
    """Give a control its object name, its accessible name and, if it has a meaning, a tooltip; returns the control."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(accessible_name)
    set_meaning(widget, meaning)
    return widget


def set_meaning(widget: QWidget, meaning: str) -> None:
    """Say what something means, in its tooltip and to a screen reader."""
    if meaning != widget.accessibleDescription():
        widget.setToolTip(tip(meaning))
        widget.setAccessibleDescription(meaning)


def tip(text: str) -> str:
    """A plain text as a tooltip, which wraps, and shows names as they are: none of them is HTML."""
    return f"<qt>{html.escape(text, quote=False)}".replace("\n", "<br>") if text else ""


def without_mnemonic(text: str) -> str:
    """The text of a button or a menu's entry in which an "&" is just that."""
    return text.replace("&", "&&")


def vbox(*parts: QWidget | QLayout, spacing: int = GRID // 4) -> QVBoxLayout:
    """Widgets and layouts one under the other, without margins."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout


def icon_button(name: str, style: Style) -> QToolButton:
    """A flat button with one of the program's icons, in the colour of text."""
    button = QToolButton()
    button.setIcon(icon(name, style.theme.text))
    button.setIconSize(QSize(style.icon_px, style.icon_px))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
