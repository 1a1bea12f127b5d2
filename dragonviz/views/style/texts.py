"""Text that is whole at any width and in any font: it wraps, or is elided and given whole in its tooltip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip
from typing_extensions import override

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.widgets import tip

_LEAST_CHARACTERS = 4
_NO_LIMIT = 1 << 30
NO_BREAK_SPACE, WORD_JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"


class Text(QLabel):
    """Plain text that takes the width that it gets, and breaks within a word that is wider than a line.

    Parameters
    ----------
    px : int
        The height of its letters.
    colour : str
        The palette's if empty.
    most_lines : int
        No more lines than these, the last one elided; any number if 0.
    keeps_room : bool
        Whether it is always as high as `most_lines`, however short the text is.
    smaller : sequence of int
        Heights of letters to try, from the largest, before anything is left out.
    bold : bool
    """

    def __init__(
        self,
        px: int,
        colour: str = "",
        *,
        most_lines: int = 0,
        keeps_room: bool = False,
        smaller: Sequence[int] = (),
        bold: bool = False,
    ) -> None:
        super().__init__()
        self._fonts = [_font(size, bold) for size in (px, *smaller)]
        self._most_lines, self._keeps_room = most_lines or _NO_LIMIT, keeps_room
        self._broken: tuple[object, QFont, list[str], bool] | None = None
        self._text = ""
        self.setFont(self._fonts[0])
        self.colour = ""
        self.wear(colour)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def wear(self, colour: str) -> None:
        """Be of another colour, the palette's if empty."""
        if colour == self.colour:
            return
        self.colour = colour
        palette = QPalette()
        if colour:
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.setPalette(palette)

    @override
    def text(self) -> str:
        return self._text

    @override
    def setText(self, text: str) -> None:
        # QLabel's own would have the whole window laid out again with each other text, thirty times a second.
        if text == self._text:
            return
        before, self._text = self.room(), text
        self.setAccessibleName(text)
        if self.room() != before:
            self.updateGeometry()
        self.update()

    def room(self) -> object:
        """What a layout has to know of the text, where it is as wide as it is."""
        return self.heightForWidth(self.width())

    def lines(self, width: int) -> list[str]:
        """What stands on each line, where there is so much width."""
        return self._break(width)[1]

    def is_cut(self) -> bool:
        """Whether something is left out."""
        return self._break(self.width())[2]

    # Layout

    def hasHeightForWidth(self) -> bool:
        """Say that wider is lower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        metrics = QFontMetricsF(self._fonts[0])
        if self._keeps_room:
            return _ceil(self._most_lines * metrics.lineSpacing())
        font, lines, _ = self._break(width)
        return _ceil(max(1, len(lines)) * QFontMetricsF(font).lineSpacing())

    def sizeHint(self) -> QSize:
        """As wide as the longest line if nothing is broken."""
        metrics = QFontMetricsF(self._fonts[0])
        width = max(metrics.horizontalAdvance(line) for line in self.text().split("\n"))
        return QSize(_ceil(width), self.heightForWidth(_ceil(width)))

    def minimumSizeHint(self) -> QSize:
        """A few letters, so that no text makes its column wider."""
        metrics = QFontMetricsF(self._fonts[0])
        least = _ceil(_LEAST_CHARACTERS * metrics.averageCharWidth())
        n_lines = self._most_lines if self._keeps_room else 1
        return QSize(least, _ceil(n_lines * metrics.lineSpacing()))

    def _break(self, width):
        key = self.text(), width
        if self._broken is None or self._broken[0] != key:
            self._broken = (key, *self._broken_anew(width))
        return self._broken[1:]

    def _broken_anew(self, width):
        for font in self._fonts:
            if font is not self._fonts[-1] and self._cannot_fit(font, width):
                continue
            lines = broken(self.text(), font, width)
            if len(lines) <= self._most_lines:
                return font, lines, False
        kept = lines[: self._most_lines]
        rest = "".join(lines[self._most_lines - 1 :])
        kept[-1] = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return font, kept, True

    def _cannot_fit(self, font, width):
        """Whether the letters alone need more lines, however they are broken: each break swallows one space."""
        metrics = QFontMetricsF(font)
        letters = metrics.horizontalAdvance(self.text()) - (self._most_lines - 1) * metrics.horizontalAdvance(" ")
        return letters > self._most_lines * width

    # Drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw all lines anew: Qt would have only what is new of it drawn."""
        super().resizeEvent(event)
        self.update()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line by line."""
        font, lines, _ = self._break(self.width())
        metrics = QFontMetricsF(font)
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self.palette().color(self.foregroundRole()))
        used = len(lines) * metrics.lineSpacing()
        top = (self.height() - used) / 2 if self.alignment() & Qt.AlignmentFlag.AlignVCenter else 0.0
        for k, line in enumerate(lines):
            left = 0.0
            if self.alignment() & Qt.AlignmentFlag.AlignRight:
                left = self.width() - metrics.horizontalAdvance(line.rstrip())
            painter.drawText(QPointF(left, top + k * metrics.lineSpacing() + metrics.ascent()), line)

    def event(self, event: QEvent) -> bool:
        """Give what is left out whole."""
        if event.type() == QEvent.Type.ToolTip and self.is_cut():
            QToolTip.showText(event.globalPos(), tip(self.text()), self)
            return True
        return super().event(event)


def broken(text: str, font: QFont, width: int) -> list[str]:
    """The lines of a text: broken between words; what is to be held together only where it is wider than `width`.

    Parameters
    ----------
    text : str
    font : QFont
    width : int
        In pixels.
    """
    modes = QTextOption.WrapMode
    lines = []
    for paragraph in text.split("\n"):
        for line, is_too_wide in _wrapped(paragraph, font, width, modes.WordWrap):
            if is_too_wide:
                loose = line.replace(NO_BREAK_SPACE, " ").replace(WORD_JOINER, "")
                pieces = _wrapped(loose, font, width, modes.WrapAtWordBoundaryOrAnywhere)
                lines += [piece for piece, _ in pieces]
            else:
                lines.append(line)
    return lines


def _wrapped(paragraph, font, width, mode):
    """Lines, and whether each is wider than it may be."""
    option = QTextOption()
    option.setWrapMode(mode)
    layout = QTextLayout(paragraph, font)
    layout.setTextOption(option)
    # Qt counts in units of UTF-16.
    units = paragraph.encode("utf-16-le")
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        start = 2 * line.textStart()
        words = units[start : start + 2 * line.textLength()].decode("utf-16-le", "replace")
        lines.append((words, line.naturalTextWidth() > width))
    layout.endLayout()
    return lines


def _font(px, bold):
    font = make_font(px)
    font.setBold(bold)
    return font


def _ceil(value):
    return int(-(-value // 1))
