"""All keys and what the mouse does, on a card over the window that any key or click takes away."""

from __future__ import annotations

from itertools import combinations, pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dragonviz.views.style.style import Style
from dragonviz.views.window.actions import ACTIONS, KEYBOARD, MENUS, MOUSE

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_LEFT_FOR_A_WHILE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_SCROLLING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_TITLE = 1.2  # times the height of the text


class HelpCard(QScrollArea):
    """The card, which covers the whole window; it scrolls if the window is too small for it.

    Parameters
    ----------
    style : Style
    window : QWidget
    """

    def __init__(self, style: Style, window: QWidget) -> None:
        super().__init__(window, objectName="help-card")
        self.setAccessibleName("Keys and mouse")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        theme = style.theme
        self.setStyleSheet(
            f"#help-card, #help-page {{ background: {theme.surface}; }}"
            f"QLabel {{ color: {theme.text}; }}"
            f"QLabel[title=true] {{ font-weight: 600; }}"
            f"QLabel[key=true] {{ color: {theme.accent}; font-weight: 600; }}"
            f"QLabel[hint=true] {{ color: {theme.quiet}; }}"
        )
        self._style = style
        self._pages: list[QWidget] = []
        window.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show the card, or take it away."""
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self._fill()
            self.raise_()
            self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the window."""
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._fill()
            return False
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take keys that are shortcuts, too: what is behind the card must not change unseen."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a click as an end of reading."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take any key as an end of reading, unless it scrolls, or is only the first of several."""
        if event.key() in _SCROLLING and self.verticalScrollBar().maximum() > 0:
            super().keyPressEvent(event)
        elif event.key() not in _MODIFIERS:
            self.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give way to what else is used."""
        super().focusOutEvent(event)
        if event.reason() not in _LEFT_FOR_A_WHILE:
            self.hide()

    def _fill(self) -> None:
        """Lay the page out as it fits best: large and whole; else smaller; else no wider than the window."""
        self.setGeometry(self.parentWidget().rect())
        if not self._pages:
            self._pages = self._make_pages()
        *whole, smallest = self._pages
        page = next((page for page in whole if _fits(page, self.size())), smallest)
        if page is not self.widget():
            # Kept: a page that is replaced is deleted at once, in the midst of whatever the window does.
            before = self.takeWidget()
            if before is not None:
                before.setParent(self)
            self.setWidget(page)

    def _make_pages(self):
        """The same in several forms, the best one first; the last one may scroll."""
        sections, style = _sections(), self._style
        ways = [(px, n_columns) for px in (style.heading_px, style.text_px, style.small_px) for n_columns in (3, 2)]
        return [_page(sections, n_columns, px, self, style.grid_px) for px, n_columns in (*ways, (style.small_px, 1))]


def _sections():
    """Titles and rows of (keys, what they do, what that means)."""
    sections = []
    for menu in MENUS:
        rows = [
            (" or ".join(kind.keys), kind.text, kind.meaning)
            for kind in ACTIONS
            if kind.keys and kind.menu.partition("/")[0] == menu
        ]
        sections.append((menu.replace("&", ""), rows))
    labels = [kind for kind in ACTIONS if kind.name.startswith("label-")]
    sections.append(("Classes", [(f"{labels[0].keys[0]} … {labels[-1].keys[0]}", labels[0].meaning, "")]))
    for title, lines in (("Mouse", MOUSE), ("Keyboard on the canvas", KEYBOARD)):
        sections.append((title, [(gesture, meaning, "") for gesture, meaning in lines]))
    return [section for section in sections if section[1]]


def _columns(sections, n_columns):
    """The sections in their order, in columns of which the longest is as short as can be."""
    cuts = combinations(range(1, len(sections)), n_columns - 1)
    ways = [[sections[i:j] for i, j in pairwise((0, *cut, len(sections)))] for cut in cuts]
    return min(ways, key=lambda columns: max(sum(len(rows) + 2 for _, rows in column) for column in columns))


def _fits(page, room):
    needed = page.minimumSizeHint()
    return needed.width() <= room.width() and needed.height() <= room.height()


def _page(sections, n_columns, px, parent, grid):
    # Only a child of the card has its style sheet's fonts, and so its size.
    page = QWidget(parent, objectName="help-page")
    page.setStyleSheet(f"QLabel {{ font-size: {px}px; }} QLabel[title=true] {{ font-size: {round(_TITLE * px)}px; }}")
    across = QHBoxLayout()
    across.setSpacing(4 * grid)
    for column in _columns(sections, n_columns):
        down = QVBoxLayout()
        down.setSpacing(grid)
        for title, rows in column:
            down.addWidget(_label(title, "title"))
            down.addLayout(_rows(rows, grid))
        down.addStretch()
        across.addLayout(down)
    across.addStretch()
    layout = QVBoxLayout()
    layout.setContentsMargins(3 * grid, 2 * grid, 3 * grid, 2 * grid)
    layout.addLayout(across)
    layout.addWidget(_label("Any key or click takes this card away.", "hint"))
    page.setLayout(layout)
    return page


def _rows(rows, grid):
    table = QGridLayout()
    table.setHorizontalSpacing(2 * grid)
    table.setVerticalSpacing(grid // 4)
    for row, (keys, text, meaning) in enumerate(rows):
        table.addWidget(_label(keys, "key"), row, 0)
        what = _label(text)
        what.setToolTip(meaning)
        table.addWidget(what, row, 1)
    table.setColumnStretch(1, 1)
    return table


def _label(text, role=""):
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # A click on a word is a click on the card.
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    if role:
        label.setProperty(role, True)
    return label
