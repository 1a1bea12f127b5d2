"""The sentence under the canvas: what is happening, or for a while what was refused and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from dragonviz.app.commands import Offer
from dragonviz.app.moment import Moment
from dragonviz.explain.border_place import border_in_words
from dragonviz.explain.sentences import describe, not_trained
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import label_control, tip, without_mnemonic

_NOTICE_MS = 12_000
_LINES = 2
_DETAIL_LINES = 8


@dataclass(frozen=True)
class Notice:
    """Something that a person has to be told.

    Parameters
    ----------
    sentence : str
    details : str
        A traceback, say; empty for none.
    is_refusal : bool
        Whether something was not done. What was done besides is told in a quieter colour.
    offer : Offer, optional
        What could be done instead, one click away.
    """

    sentence: str
    details: str = ""
    is_refusal: bool = True
    offer: Offer | None = None

    @property
    def waits(self) -> bool:
        """Whether it stays until it is closed, since there is something to be read or decided."""
        return bool(self.details) or self.offer is not None


class StatusLine(Instrument):
    """Says what is happening, on two lines at most: the canvas above must not change its height with every sentence."""

    name = "status-line"
    title = "What is happening"
    help = "What is happening, in a sentence."
    place = Place.SENTENCE

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._sentence = _sentence("status", style)
        self._loading = QLabel(objectName="loading")
        self._loading.setTextFormat(Qt.TextFormat.PlainText)
        self._loading.setFont(make_font(style.small_px))
        self._notice = _NoticeRow(style)
        self._notice.closed.clicked.connect(self.dismiss)
        self._pages = QStackedLayout()
        # Not in a layout of this widget: each other sentence would have the whole window laid out again.
        self._content = QWidget(self)
        row = QHBoxLayout(self._content)
        grid = style.grid_px
        row.setContentsMargins(grid, grid // 2, grid, grid // 2)
        row.setSpacing(grid)
        row.addLayout(self._pages, 1)
        # Only now: PySide keeps the items of a layout that is added, and takes what lies there later for them.
        for page in (self._sentence, self._notice):
            self._pages.addWidget(page)
        row.addWidget(self._loading)
        self._loading.hide()
        line = QFontMetricsF(make_font(style.heading_px)).lineSpacing()
        self.setFixedHeight(int(_LINES * line + 1) + grid)
        self._timer = QTimer(self, singleShot=True, interval=_NOTICE_MS)
        self._timer.timeout.connect(self.dismiss)
        self._notice.details_wanted.clicked.connect(self._show_details)
        self._notice.offer_taken.clicked.connect(self._take_offer)
        self._details: QPlainTextEdit | None = None
        self._shown: tuple[object, ...] = ()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._content.sizeHint().width(), self.maximumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._content.setGeometry(self.rect())

    def show_moment(self, moment: Moment) -> None:
        """Say where the run stands."""
        side = moment.side
        shown = (
            *(side.snapshot, side.playing, side.obstacle, side.separability, side.setup),
            *(moment.scene.rect, moment.following),
        )
        if shown != self._shown:
            self._shown = shown
            self._sentence.setText(_said(moment))
            if self.notice is not None and self.notice.sentence == self._sentence.text():
                self.dismiss()

    def say_loading(self, sentence: str) -> None:
        """Say what is being loaded; nothing if empty."""
        self._loading.setText(sentence)
        self._loading.setVisible(bool(sentence))

    # Notices

    @property
    def notice(self) -> Notice | None:
        """What a person has to be told now."""
        return self._notice.notice

    def refuse(self, sentence: str, details: str = "", offer: Offer | None = None) -> None:
        """Say why something was not done, with a traceback or what could be done instead one click away."""
        self.show_notice(Notice(sentence, details, offer=offer))

    def tell(self, sentence: str) -> None:
        """Say what was done besides what was asked for."""
        self.show_notice(Notice(sentence, is_refusal=False))

    def show_notice(self, notice: Notice) -> None:
        """Show a notice for a while, one that waits until it is closed; none that the sentence says anyway."""
        self.dismiss()
        if notice.sentence == self._sentence.text() and not notice.waits:
            return
        self._notice.show_notice(notice)
        self._pages.setCurrentWidget(self._notice)
        if not notice.waits:
            self._timer.start()

    def dismiss(self) -> None:
        """Take the notice away."""
        self._timer.stop()
        self._notice.show_notice(None)
        self._pages.setCurrentWidget(self._sentence)
        if self._details is not None:
            self._details.hide()

    def _take_offer(self) -> None:
        offer = None if self.notice is None else self.notice.offer
        if offer is not None:
            self.dismiss()
            self.wanted.emit(offer.command)

    def _show_details(self) -> None:
        if self._details is None:
            self._details = QPlainTextEdit(self.parentWidget() or self, readOnly=True)
            label_control(self._details, "traceback", "Technical details")
        if self._details.isVisible():
            self._details.hide()
            return
        self._details.setPlainText(self.notice.details)
        self._details.setFont(make_font(self.look.small_px, mono=True))
        height = _DETAIL_LINES * self._details.fontMetrics().lineSpacing()
        # Over the canvas, which stays as it is.
        top = max(0, self.y() - height) if self.parentWidget() is not None else 0
        self._details.setGeometry(self.x(), top, self.width(), height)
        self._details.show()
        self._details.raise_()


class _NoticeRow(QWidget):
    """One sentence that wants to be read, with buttons for what could be done, for its details and to close it."""

    def __init__(self, style: Style) -> None:
        super().__init__(objectName="notice")
        self.notice: Notice | None = None
        self._style = style
        self._bar = QWidget()
        self._bar.setFixedWidth(style.grid_px // 2)
        self._bar.setAutoFillBackground(True)
        self._sentence = _sentence("refusal", style)
        self.details_wanted = label_control(
            QPushButton("Details"), "details", "Show the technical details", "Show the technical details."
        )
        self.offer_taken = label_control(
            QPushButton(), "offer", "Do this instead", "Do this instead of what was refused."
        )
        for button in (self.offer_taken, self.details_wanted):
            # Return presses it: Space trains, wherever the keyboard is.
            button.setAutoDefault(True)
        self.closed = label_control(
            QToolButton(text="✕", autoRaise=True), "close-notice", "Close this sentence", "Close this sentence."
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.grid_px)
        row.addWidget(self._bar)
        row.addWidget(self._sentence, 1)
        for button in (self.offer_taken, self.details_wanted, self.closed):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_notice(self, notice: Notice | None) -> None:
        """Write it."""
        self.notice = notice
        if notice is None:
            return
        theme = self._style.theme
        colour = theme.warning if notice.is_refusal else theme.accent
        palette = self._bar.palette()
        palette.setColor(self._bar.backgroundRole(), colour)
        self._bar.setPalette(palette)
        self._sentence.wear(theme.warning if notice.is_refusal else "")
        self._sentence.setText(notice.sentence)
        self.details_wanted.setVisible(bool(notice.details))
        self.offer_taken.setVisible(notice.offer is not None)
        self._write_offer()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write_offer()

    def _write_offer(self) -> None:
        if self.notice is None or self.notice.offer is None:
            return
        button, text = self.offer_taken, self.notice.offer.text
        text = f"{text[:1].upper()}{text[1:]}"
        button.setText(without_mnemonic(text))
        button.setAccessibleName(text)
        button.setToolTip(tip(f"{text}."))
        # The sentence has to be read first: it has half of the room at least.
        whole, room = button.sizeHint().width(), self.width() // 2
        if whole > room:
            for_text = room - (whole - button.fontMetrics().horizontalAdvance(text))
            elided = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, for_text))
            button.setText(without_mnemonic(elided))
        button.setFixedWidth(min(whole, room))


def _sentence(name, style):
    sizes = range(style.heading_px - 1, style.small_px - 1, -1)
    text = Text(style.heading_px, most_lines=_LINES, keeps_room=True, smaller=tuple(sizes))
    text.setObjectName(name)
    text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return text


def _said(moment: Moment) -> str:
    side = moment.side
    if side.obstacle:
        return side.obstacle
    if side.snapshot is None:
        return not_trained(side.setup.model, moment.dataset.task)
    said = describe(side.snapshot, side.playing, side.separability)
    known = moment.current
    where = "" if known is None or known.untrained else border_in_words(known, moment.scene.rect)
    return f"{said} {where}" if where else said
