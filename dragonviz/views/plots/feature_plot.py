"""A plot of two features."""

from __future__ import annotations

import html

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from dragonviz.scenes.view_state import Rect
from dragonviz.views.plots.plain_plot import PlainPlot
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import GRID, Style

_LABEL_MARGINS_PX = 8  # of pyqtgraph's, beside the words


class FeaturePlot(PlainPlot):
    """Axes that say what they measure, and a view that stays where it is put.

    Parameters
    ----------
    style : Style
    side : str
        Where the vertical axis is: "left" or "right".
    label_px : int, optional
        The height of the axes' labels; the style's text if None.
    """

    def __init__(self, style: Style, side: str = "left", label_px: int | None = None) -> None:
        super().__init__(style, ("bottom", side))
        self._names = {"bottom": "", side: ""}
        self._font = make_font(style.text_px if label_px is None else label_px)
        self._label_style = {"color": style.theme.text, "font-size": f"{self._font.pixelSize()}px"}
        plot = self.getPlotItem()
        for axis in ("left", "right"):
            plot.showAxis(axis, axis == side)
        # Figures at the axes' ends need room.
        margin = max(GRID // 2, self._font.pixelSize() // 4)
        plot.layout.setContentsMargins(margin, GRID, 2 * margin, margin)
        self.view.setMouseEnabled(False, False)
        self.viewport().setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        # An axis may get its length after the view.
        for name in self._names:
            plot.getAxis(name).geometryChanged.connect(self._write_names)

    def name_axes(self, across: str, up: str) -> None:
        """Write what the axes measure, as plain text; what is too long is cut on the axis, and whole in its tooltip."""
        self._names = dict(zip(self._names, (across, up), strict=True))
        self._write_names()
        self.setAccessibleDescription(f"Across: {across}. Up: {up}.")

    def show_rect(self, rect: Rect) -> None:
        """Have this in view: (x_min, x_max, y_min, y_max)."""
        if rect != self.rect_in_view():
            self.setRange(xRange=rect[:2], yRange=rect[2:], padding=0)

    def rect_in_view(self) -> Rect:
        """(x_min, x_max, y_min, y_max) of what is visible."""
        (x_min, x_max), (y_min, y_max) = self.view.viewRange()
        return x_min, x_max, y_min, y_max

    def area(self) -> QRectF:
        """What lies between the axes, in pixels."""
        # Its bounding rectangle is half a pixel larger.
        return self.view.mapRectToScene(self.view.rect())

    def pixel_of(self, x: float, y: float) -> QPoint:
        """Where on this widget a place in feature coordinates lies."""
        return self.mapFromScene(self.view.mapViewToScene(QPointF(x, y)))

    def place_of(self, position: QPointF) -> np.ndarray:
        """The feature coordinates under a position on this widget, an array of shape (2,)."""
        point = self.view.mapSceneToView(self.mapToScene(position.toPoint()))
        return np.array([point.x(), point.y()])

    def is_in_plot(self, position: QPointF) -> bool:
        """Whether a position on this widget is between the axes."""
        return self.view.sceneBoundingRect().contains(self.mapToScene(position.toPoint()))

    def _write_names(self, *_: object) -> None:
        metrics = QFontMetricsF(self._font)
        for side, name in self._names.items():
            axis: pg.AxisItem = self.getPlotItem().getAxis(side)
            room = axis.size().width() if side == "bottom" else axis.size().height()
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room - _LABEL_MARGINS_PX)
            axis.label.setFont(self._font)
            # Pyqtgraph takes a label for HTML.
            axis.setLabel(html.escape(shown), **self._label_style)
            # Pyqtgraph puts a label in the middle only when the axis gets another length.
            axis.resizeEvent()
            axis.setToolTip(f"<p>{html.escape(name)}</p>" if shown != name else "")
