"""The sentence under the canvas: what is happening, and above it, when need be, what was refused and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QToolButton, QWidget

from dragonviz.views.style.palette import GRID, HEADING_PX, SMALL_TEXT_PX
from dragonviz.views.style.widgets import column, name, text_label

_NOTICE_MS = 12_000


class StatusLine(QWidget):
    """Says what is happening.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__(objectName="status-line")
        self._sentence = name(text_label(), "status", "What is happening")
        self._sentence.setStyleSheet(f"font-size: {HEADING_PX}px")
        self._loading = name(QLabel(), "loading", "What is being loaded")
        self._loading.setStyleSheet(f"font-size: {SMALL_TEXT_PX}px; color: {palette.quiet}")
        row = QHBoxLayout()
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._loading)
        self._notice = Notice(palette)
        self.setLayout(column(self._notice, row))

    def say(self, sentence):
        """Say where the run stands."""
        if sentence != self._sentence.text():
            self._sentence.setText(sentence)

    def say_loading(self, sentence):
        """Say what is being loaded; nothing if empty."""
        self._loading.setText(sentence)

    def refuse(self, sentence, details=""):
        """Say why something was not done, with a traceback one click away if there is one."""
        self._notice.show_notice(sentence, details)

    def let_go(self):
        """Take the last refusal away: something else was done since."""
        self._notice.hide()


class Notice(QWidget):
    """One sentence that wants to be read, with a button to close it."""

    def __init__(self, palette):
        super().__init__(objectName="notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"#notice {{ background: {palette.surface}; border-left: 4px solid {palette.warning}; }}"
            f"#refusal {{ color: {palette.warning}; font-size: {HEADING_PX}px; }}"
        )
        self._sentence = name(text_label(), "refusal", "What was refused, and why")
        self._details_button = name(QPushButton("Details"), "details", "Show the technical details")
        close = name(QToolButton(text="✕", autoRaise=True), "close-notice", "Close this sentence")
        self._details = QPlainTextEdit(readOnly=True, objectName="traceback")
        self._details.setFixedHeight(120)
        row = QHBoxLayout()
        row.addWidget(self._sentence, 1)
        row.addWidget(self._details_button)
        row.addWidget(close)
        layout = column(row, self._details)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        self.setLayout(layout)
        self._timer = QTimer(self, singleShot=True, interval=_NOTICE_MS)
        self._timer.timeout.connect(self.hide)
        close.clicked.connect(self.hide)
        self._details_button.clicked.connect(self._show_details)
        self.hide()

    def show_notice(self, sentence, details):
        """Show a sentence for a while; one with details stays until it is closed."""
        self._sentence.setText(sentence)
        self._details.setPlainText(details)
        self._details.hide()
        self._details_button.setVisible(bool(details))
        self.show()
        if details:
            self._timer.stop()
        else:
            self._timer.start()

    def _show_details(self):
        self._timer.stop()
        self._details.setVisible(not self._details.isVisible())
