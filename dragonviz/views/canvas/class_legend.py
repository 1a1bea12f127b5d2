"""Which shape and colour is which class: above the canvas where no panel says so."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from dragonviz.dragons import Task
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.sprites import draw_dragon
from dragonviz.views.style.eliding import told_apart
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style

_BESIDE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip


class ClassLegend(QWidget):
    """One row with every class's dragon and name.

    Parameters
    ----------
    style : Style
    """

    def __init__(self, style: Style) -> None:
        super().__init__(objectName="class-legend")
        self._style = style
        self._names: tuple[str, ...] = ()
        self.setFont(make_font(style.text_px))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_task(self, task: Task) -> None:
        """Name the classes of a task."""
        if task.classes != self._names:
            self._names = task.classes
            self.setAccessibleName(f"classes: {', '.join(self._names)}")
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, round(max(self._style.dragon_px, self.fontMetrics().height())) + self._style.grid_px)

    def shown_names(self) -> list[str]:
        """The names as they fit beside each other; where they do not, the longest are shortened."""
        width = self.fontMetrics().horizontalAdvance
        room = self.width() - len(self._names) * (self._swatch() + 2 * self._style.grid_px) - self._style.grid_px
        for k, needed in enumerate(sorted(map(width, self._names))):
            # What shorter names leave is the others'.
            each = room / (len(self._names) - k)
            if needed > each:
                return told_apart(self._names, max(0, each), width)
            room -= needed
        return list(self._names)

    def _swatch(self):
        return round(self._style.dragon_px) + self._style.grid_px

    @override
    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, swatch = self._style.class_colours(self._names), self._swatch()
        left = self._style.grid_px
        for label, name in enumerate(self.shown_names()):
            draw_dragon(painter, QPointF(left + swatch / 2, self.height() / 2), label, colours, self._style)
            painter.setPen(QColor(self._style.theme.text))
            width = self.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(left + swatch, 0, width, self.height()), _BESIDE, name)
            left += swatch + width + 2 * self._style.grid_px
