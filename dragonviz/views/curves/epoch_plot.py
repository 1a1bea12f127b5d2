"""The plot that curves over epochs are drawn in: its axes, and how the mouse moves about in it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Signal

from dragonviz.views.plots.plain_plot import PlainAxis, PlainPlot
from dragonviz.views.style.palette import GRID, SMALL_TEXT_PX

_SHORTEST = 10  # epochs that the axis has room for from the beginning
_ROOM_ABOVE, _ROOM_BESIDE = 0.05, 0.02  # of height and width, so that a curve is seen whole at either end
_AXIS_HEIGHT_PX = 20
_LABEL_DROP_PX = 2  # brings the label onto the line of the numbers
_STEPS = (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10)


def nice_ceiling(value):
    """The least round number, of those an axis may end at, that is no less than `value` > 0."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _STEPS if step * power >= value * (1 - 1e-9))


class EpochAxis(PlainAxis):
    """An axis of whole epochs, with its label to the left of its numbers: curves are wide and low."""

    def resizeEvent(self, event=None):
        """Put the label into the corner."""
        words = self.label.boundingRect()
        self.label.setPos(-words.width(), (self.height() - words.height()) / 2 + _LABEL_DROP_PX)

    def tickSpacing(self, minVal, maxVal, size):
        """Pyqtgraph's spacing, without ticks between epochs."""
        levels = [level for level in super().tickSpacing(minVal, maxVal, size) if level[0] >= 1]
        return levels or [(1, 0)]

    def tickStrings(self, values, scale, spacing):
        """Whole numbers, their thousands set apart."""
        return [f"{value:,.0f}" if value >= 0 else "" for value in values]


class EpochPlot(PlainPlot):
    """Accuracy over epochs; a second axis on the right has its own scale.

    The whole run is in view until the wheel or a drag says otherwise, and again after a double click.

    Parameters
    ----------
    palette : Palette

    Attributes
    ----------
    hovered : Signal(float)
        The epoch under the mouse, between whole epochs too.
    left : Signal()
        The mouse is gone.
    view_changed : Signal()
        Other epochs are in view, or the plot has another size.
    """

    hovered = Signal(float)
    left = Signal()
    view_changed = Signal()

    def __init__(self, palette):
        super().__init__(palette, ("bottom", "left", "right"), axisItems={"bottom": EpochAxis("bottom")})
        self._end = 0.0
        self.zoomed = False
        plot = self.getPlotItem()
        self.view.setMouseEnabled(x=True, y=False)
        self.view.setYRange(-_ROOM_ABOVE, 1 + _ROOM_ABOVE)
        plot.layout.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, 0)
        self._set_up_axes(plot, palette)
        self.show_epochs(0)
        self.view.sigRangeChangedManually.connect(self._note_zoom)
        self.view.sigXRangeChanged.connect(self.view_changed)
        self.view.sigResized.connect(self.view_changed)

    def _set_up_axes(self, plot, palette):
        for name, text in (("bottom", "epoch"), ("left", "accuracy"), ("right", "loss")):
            axis = plot.getAxis(name)
            axis.setStyle(tickTextOffset=GRID // 2)
            axis.setLabel(text, color=palette.quiet, **{"font-size": f"{SMALL_TEXT_PX}px"})
        plot.getAxis("bottom").setHeight(_AXIS_HEIGHT_PX)
        plot.getAxis("left").setTicks([[(k / 4, f"{k / 4:.2f}") for k in range(5)]])

    def show_epochs(self, n):
        """Make room for `n` epochs."""
        end = nice_ceiling(max(n, _SHORTEST))
        if end != self._end:
            self._end = end
            first, last = self._whole()
            self.view.setLimits(xMin=first, xMax=last, minXRange=_SHORTEST / 2)
            if not self.zoomed:
                self.show_whole()

    def show_whole(self):
        """Bring the whole run into view."""
        self.zoomed = False
        self.view.setXRange(*self._whole())

    def show_loss_scale(self, top):
        """Let the right-hand axis reach from 0 to `top`; no such axis if None."""
        axis = self.getPlotItem().getAxis("right")
        axis.setVisible(top is not None)
        if top is not None:
            axis.setScale(top)

    def epochs_in_view(self):
        """The first and the last epoch in view, between whole epochs too."""
        return self.view.viewRange()[0]

    def viewportEvent(self, event):
        """Keep the tooltip to the axes: where values are read, it would cover the curves."""
        if event.type() == QEvent.Type.ToolTip and self._is_inside(event.pos()):
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event):
        """Back to the whole run."""
        self.show_whole()
        event.accept()

    def mouseMoveEvent(self, event):
        """Say which epoch is under the mouse."""
        super().mouseMoveEvent(event)
        position = event.position().toPoint()
        if self._is_inside(position):
            self.hovered.emit(self.view.mapSceneToView(self.mapToScene(position)).x())
        else:
            self.left.emit()

    def leaveEvent(self, event):
        """The mouse reads nothing any more."""
        super().leaveEvent(event)
        self.left.emit()

    def _note_zoom(self, *_):
        first, last = self.epochs_in_view()
        whole_first, whole_last = self._whole()
        self.zoomed = last - first < (1 - 1e-6) * (whole_last - whole_first)
        self.view_changed.emit()

    def _is_inside(self, position):
        return self.view.sceneBoundingRect().contains(self.mapToScene(position))

    def _whole(self):
        room = _ROOM_BESIDE * self._end
        return -room, self._end + room
