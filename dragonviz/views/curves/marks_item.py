"""What was changed under way, where on the curve it was changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.training.timeline import Mark
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.pixels import in_pixels
from dragonviz.views.plots.whole_view_item import WholeViewItem
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import GRID, Style


class MarksItem(WholeViewItem):
    """A thin line at each change, and its words beside it where they have room.

    Parameters
    ----------
    style : Style
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._marks: Sequence[Mark] = ()
        self.note_contents(False)
        self._line = QPen(QColor(style.theme.quiet), 1)
        self._words = QColor(style.theme.quiet)
        self._font = make_font(style.small_px)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these marks, oldest first."""
        if marks != self._marks:
            self._marks = marks
            self.note_contents(bool(marks))

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        view = self.boundingRect()
        metrics = QFontMetricsF(self._font)
        with in_pixels(painter) as to_pixels:
            area = to_pixels.mapRect(view)
            painter.setFont(self._font)
            baseline = area.bottom() - metrics.descent() - GRID // 2
            right = area.right()
            # From the latest on: its words are the ones that are asked for.
            for mark in reversed(self._marks):
                x = round(to_pixels.map(QPointF(mark.epoch, 0)).x()) + 0.5
                if not area.left() <= x <= area.right():
                    continue
                painter.setPen(self._line)
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
                left = self._left_of_words(x, metrics.horizontalAdvance(mark.words), area, right)
                if left is not None:
                    painter.setPen(self._words)
                    painter.drawText(QPointF(left, baseline), mark.words)
                    right = min(left, x) - GRID

    @staticmethod
    def _left_of_words(x, width, area, right):
        """Where words begin beside a line: to its right, else to its left; None where there is no room."""
        for left in (x + GRID // 2, x - GRID // 2 - width):
            if area.left() <= left and left + width <= right:
                return left
        return None
