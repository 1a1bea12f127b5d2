"""The plot that curves over epochs are drawn in: its axes, and how the mouse moves about in it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from dragonviz.views.plots.plain_plot import PlainAxis, PlainPlot
from dragonviz.views.style.style import GRID, Style

_SHORTEST = 10  # epochs that the axis has room for from the beginning
_ROOM_ABOVE, _ROOM_BESIDE = 0.05, 0.02  # of height and width, so that a curve is seen whole at either end
_ROOM_FOR_NUMBER = 1.5  # times its height: half of one such as 1,500
_LABEL_DROP_PX = 2  # brings the label onto the line of the numbers
_CLICK_SLACK_PX = 4
_STEPS = (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10)


def nice_ceiling(value: float) -> float:
    """The least round number, of those an axis may end at, that is no less than `value` > 0."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _STEPS if step * power >= value * (1 - 1e-9))


class EpochAxis(PlainAxis):
    """An axis of whole epochs, with its label to the left of its numbers: curves are wide and low."""

    @override
    def resizeEvent(self, event: object = None) -> None:
        words = self.label.boundingRect()
        self.label.setPos(-words.width(), (self.height() - words.height()) / 2 + _LABEL_DROP_PX)

    @override
    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        # No ticks between epochs.
        levels = [level for level in super().tickSpacing(minVal, maxVal, size) if level[0] >= 1]
        return levels or [(1, 0)]

    @override
    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [f"{value:,.0f}" if value >= 0 else "" for value in values]


class EpochPlot(PlainPlot):
    """Accuracy over epochs; a second axis on the right has its own scale.

    The whole run is in view until the wheel or a drag says otherwise, and again after a double click.

    Parameters
    ----------
    style : Style

    Attributes
    ----------
    hovered : Signal(float)
        The epoch under the mouse, between whole epochs too.
    left : Signal()
        The mouse is gone.
    clicked : Signal(float)
        The epoch that was clicked at, between whole epochs too.
    view_changed : Signal()
        Other epochs are in view, or the plot has another size.
    """

    hovered = Signal(float)
    left = Signal()
    clicked = Signal(float)
    view_changed = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__(style, ("bottom", "left", "right"), axisItems={"bottom": EpochAxis("bottom")})
        self._end = 0.0
        self._pressed_at: QPoint | None = None
        self._clicked_at = 0.0
        self._click = QTimer(self, singleShot=True)
        self._click.timeout.connect(lambda: self.clicked.emit(self._clicked_at))
        self.zoomed = False
        plot = self.getPlotItem()
        self.view.setMouseEnabled(x=True, y=False)
        self.view.setYRange(-_ROOM_ABOVE, 1 + _ROOM_ABOVE)
        # Half of the last number reaches beyond the axis.
        beyond = round(_ROOM_FOR_NUMBER * style.small_px)
        plot.getAxis("bottom").setStyle(hideOverlappingLabels=beyond)
        plot.layout.setContentsMargins(style.small_px // 2, GRID // 2, beyond, GRID // 2)
        self._set_up_axes(plot, style)
        self.show_epochs(0)
        self.view.sigRangeChangedManually.connect(self._note_zoom)
        self.view.sigXRangeChanged.connect(self.view_changed)
        self.view.sigResized.connect(self.view_changed)

    def _set_up_axes(self, plot, style):
        for name, text in (("bottom", "epoch"), ("left", "accuracy"), ("right", "loss")):
            axis = plot.getAxis(name)
            axis.setStyle(tickTextOffset=GRID // 2)
            axis.setLabel(text, color=style.theme.quiet, **{"font-size": f"{style.small_px}px"})
        plot.getAxis("bottom").setHeight(style.small_px + GRID)
        plot.getAxis("left").setTicks([[(k / 4, f"{k / 4:.2f}") for k in range(5)]])

    def show_epochs(self, n: float) -> None:
        """Make room for `n` epochs."""
        end = nice_ceiling(max(n, _SHORTEST))
        if end != self._end:
            self._end = end
            first, last = self._whole()
            self.view.setLimits(xMin=first, xMax=last, minXRange=_SHORTEST / 2)
            if not self.zoomed:
                self.show_whole()

    def show_whole(self) -> None:
        """Bring the whole run into view."""
        self.zoomed = False
        self.view.setXRange(*self._whole())

    def show_loss_scale(self, top: float | None) -> None:
        """Let the right-hand axis reach from 0 to `top`; no such axis if None."""
        plot = self.getPlotItem()
        if plot.getAxis("right").isVisible() != (top is not None):
            # An axis that is only made invisible keeps its room.
            plot.showAxis("right", top is not None)
        if top is not None:
            plot.getAxis("right").setScale(top)

    def epochs_in_view(self) -> list[float]:
        """The first and the last epoch in view, between whole epochs too."""
        return self.view.viewRange()[0]

    @property
    def end(self) -> float:
        """The last epoch that the axis has room for."""
        return self._end

    def pixel_of(self, epoch: float) -> int:
        """How far from the left edge an epoch is."""
        return self.mapFromScene(self.view.mapViewToScene(QPointF(epoch, 0))).x()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        # Where values are read, a tooltip would cover the curves.
        if event.type() == QEvent.Type.ToolTip and self._is_inside(event.pos()):
            return True
        return super().viewportEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._click.stop()
        self.show_whole()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        position = event.position().toPoint()
        is_click = event.button() == Qt.MouseButton.LeftButton and self._is_inside(position)
        self._pressed_at = position if is_click else None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        begun, self._pressed_at = self._pressed_at, None
        position = event.position().toPoint()
        if begun is not None and (position - begun).manhattanLength() <= _CLICK_SLACK_PX:
            self._clicked_at = self._epoch_at(position)
            # A second click may follow, which asks for something else as long as not all is in view.
            self._click.start(QApplication.doubleClickInterval() if self.zoomed else 0)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        position = event.position().toPoint()
        if self._is_inside(position):
            self.hovered.emit(self._epoch_at(position))
        else:
            self.left.emit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def _note_zoom(self, *_):
        first, last = self.epochs_in_view()
        whole_first, whole_last = self._whole()
        self.zoomed = last - first < (1 - 1e-6) * (whole_last - whole_first)
        self.view_changed.emit()

    def _epoch_at(self, position: QPoint) -> float:
        return self.view.mapSceneToView(self.mapToScene(position)).x()

    def _is_inside(self, position: QPoint) -> bool:
        return self.view.sceneBoundingRect().contains(self.mapToScene(position))

    def _whole(self):
        room = _ROOM_BESIDE * self._end
        return -room, self._end + room
