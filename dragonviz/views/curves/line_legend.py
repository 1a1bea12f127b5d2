"""What a line in a plot stands for, in words beside a piece of it, and what it comes to where the mouse is."""

from __future__ import annotations

import html

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.line_drawing import draw_path
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style

_LINE_LENGTH = 2.5  # times the height of the text
_VALUE = "0.000"
_LEAST_CHARACTERS = 8


class LineLegend(QWidget):
    """A piece of a line or of a band, its name, and when somebody reads the line, the value there.

    Parameters
    ----------
    text : str
    sample : QPen or QBrush
        The line's own, or the band's.
    meaning : str
        The tooltip.
    style : Style
    value_px : int, optional
        The height of the value, which is bold then; as small as the name if 0.
    """

    def __init__(self, text: str, sample: QPen | QBrush, meaning: str, style: Style, value_px: int = 0) -> None:
        super().__init__()
        self.text, self.value = "", ""
        self._sample, self._meaning = sample, meaning
        self._colour = style.theme.text
        self._line_px = round(_LINE_LENGTH * style.small_px)
        self._gap = style.grid_px
        self._value_font = make_font(value_px or style.small_px)
        self._value_font.setBold(value_px > 0)
        self.setFont(make_font(style.small_px))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Write another name, in plain text; what is too long is cut, and whole in the tooltip."""
        if text != self.text:
            self.text = text
            self.setAccessibleName(f"legend: {text}")
            self.setToolTip(f"<qt>{html.escape(text)}: {html.escape(self._meaning)}")
            self.update()

    def show_value(self, value: str) -> None:
        """Write a value beside the name; none if empty."""
        if value != self.value:
            self.value = value
            self.update()

    @override
    def sizeHint(self) -> QSize:
        width = self._line_px + 2 * self._gap + self.fontMetrics().horizontalAdvance(self.text)
        return QSize(width + QFontMetrics(self._value_font).horizontalAdvance(_VALUE), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().horizontalAdvance(self.text[:_LEAST_CHARACTERS])
        return QSize(self._line_px + self._gap + least, self._height())

    def _height(self):
        return max(self.fontMetrics().height(), QFontMetrics(self._value_font).height())

    @override
    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sample(painter)
        painter.setPen(self._colour)
        metrics, left = self.fontMetrics(), self._line_px + self._gap
        value_metrics = QFontMetrics(self._value_font)
        value_left = self.width() - value_metrics.horizontalAdvance(self.value)
        room = value_left - left - (self._gap if self.value else 0)
        shown = metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, self._baseline(metrics)), shown)
        painter.setFont(self._value_font)
        painter.drawText(QPointF(value_left, self._baseline(value_metrics)), self.value)

    def _baseline(self, metrics):
        return (self.height() + metrics.ascent() - metrics.descent()) / 2

    def _draw_sample(self, painter):
        middle = self.height() / 2
        if isinstance(self._sample, QBrush):
            half = self.height() / 4
            painter.fillRect(QRectF(0, middle - half, self._line_px, 2 * half), self._sample)
            return
        path = QPainterPath(QPointF(0, middle))
        path.lineTo(self._line_px, middle)
        draw_path(painter, path, self._sample)
