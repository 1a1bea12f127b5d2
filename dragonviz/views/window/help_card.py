"""All keys and what the mouse does, on a card over the window that any key or click takes away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from dragonviz.views.style.palette import GRID
from dragonviz.views.style.widgets import heading
from dragonviz.views.window.actions import ACTIONS, MOUSE

_ROWS = 16  # of keys in one column
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_LEFT_FOR_A_WHILE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class HelpCard(QFrame):
    """The card.

    Parameters
    ----------
    palette : Palette
    parent : QWidget
    below : QWidget
        What is above the card in the parent; the card fills the rest.
    """

    def __init__(self, palette, parent, below):
        super().__init__(parent, objectName="help-card")
        self._below = below
        self.setAccessibleName("Keys and mouse")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(
            f"#help-card {{ background: {palette.surface}; border-top: 1px solid {palette.grid}; }}"
            f"QLabel[key=true] {{ color: {palette.accent}; font-weight: bold; }}"
            f"QLabel[hint=true] {{ color: {palette.quiet}; }}"
        )
        rows = [(" or ".join(kind.keys), kind.text, kind.meaning) for kind in ACTIONS]
        tables = QHBoxLayout()
        tables.setSpacing(5 * GRID)
        for title, part in (("Keys", rows[:_ROWS]), ("", rows[_ROWS:]), ("Mouse", [(*row, "") for row in MOUSE])):
            table = QVBoxLayout()
            table.setSpacing(GRID)
            table.addWidget(heading(title))
            table.addLayout(_grid(part))
            table.addStretch()
            tables.addLayout(table)
        tables.addStretch()
        hint = QLabel("Any key or click takes this card away.")
        hint.setProperty("hint", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.addLayout(tables)
        layout.addWidget(hint)
        parent.installEventFilter(self)
        self.hide()

    def toggle(self):
        """Show the card, or take it away."""
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self._fill()
            self.raise_()
            self.setFocus()

    def eventFilter(self, watched, event):
        """Keep filling the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fill()
        return False

    def event(self, event):
        """Take keys that are shortcuts, too: what is behind the card must not change unseen."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event):
        """Go away."""
        self.hide()

    def keyPressEvent(self, event):
        """Go away, unless it is only the first of several keys."""
        if event.key() not in _MODIFIERS:
            self.hide()

    def focusOutEvent(self, event):
        """Go away when something else is used."""
        super().focusOutEvent(event)
        if event.reason() not in _LEFT_FOR_A_WHILE:
            self.hide()

    def _fill(self):
        top = self._below.geometry().bottom() + 1
        self.setGeometry(QRect(0, top, self.parentWidget().width(), self.parentWidget().height() - top))


def _grid(rows):
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    for row, (keys, text, meaning) in enumerate(rows):
        key = QLabel(keys)
        key.setProperty("key", True)
        what = QLabel(text)
        what.setToolTip(meaning)
        grid.addWidget(key, row, 0)
        grid.addWidget(what, row, 1)
    return grid
