"""All keys and what the mouse does, on a card over the canvas that any key or click takes away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from dragonviz.views.actions import ACTIONS, MOUSE
from dragonviz.views.palette import GRID
from dragonviz.views.widgets import heading


class HelpCard(QFrame):
    """The card. It fills its parent.

    Parameters
    ----------
    palette : Palette
    parent : QWidget
    """

    def __init__(self, palette, parent):
        super().__init__(parent, objectName="help-card")
        self.setAccessibleName("Keys and mouse")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(
            f"#help-card {{ background: {palette.surface}; border: 1px solid {palette.grid}; }}"
            f"QLabel[key=true] {{ color: {palette.accent}; font-weight: bold; }}"
        )
        rows = [(kind.text, " or ".join(kind.keys)) for kind in ACTIONS]
        half = (len(rows) + 1) // 2
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.addWidget(heading("Keys"), 0, 0, 1, 4)
        for place, (text, keys) in enumerate(rows):
            row, pair = place % half + 1, 2 * (place // half)
            self._add(grid, row, pair, keys, text)
        grid.addWidget(heading("Mouse"), half + 1, 0, 1, 4)
        for row, (gesture, text) in enumerate(MOUSE, start=half + 2):
            key = QLabel(gesture)
            key.setProperty("key", True)
            grid.addWidget(key, row, 0, 1, 2)
            grid.addWidget(QLabel(text), row, 2, 1, 2)
        grid.setRowStretch(half + 2 + len(MOUSE), 1)
        grid.setColumnStretch(3, 1)
        parent.installEventFilter(self)
        self.hide()

    def toggle(self):
        """Show the card, or take it away."""
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self.setGeometry(self.parentWidget().rect())
            self.raise_()
            self.setFocus()

    def eventFilter(self, watched, event):
        """Keep filling the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.parentWidget().rect())
        return False

    def mousePressEvent(self, event):
        """Go away."""
        self.hide()

    def keyPressEvent(self, event):
        """Go away."""
        self.hide()

    @staticmethod
    def _add(grid, row, column, keys, text):
        key = QLabel(keys)
        key.setProperty("key", True)
        grid.addWidget(key, row, column)
        grid.addWidget(QLabel(text), row, column + 1)
