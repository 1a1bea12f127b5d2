"""What all plots have in common: how they look, and that pyqtgraph's own buttons and menus stay away."""

from __future__ import annotations

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsScene
from typing_extensions import override

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import GRID, Style

_TICK_PX = GRID // 2
_LABEL_OVERLAP, _PYQTGRAPHS_NUDGE_PX = 0.2, 5  # how far its labels reach into the numbers' room; and away from it


class PlainAxis(pg.AxisItem):
    """An axis whose painting may fail, as it does where numbers are too large for its ticks."""

    paint = guarded_paint(pg.AxisItem.paint)

    @override
    def resizeEvent(self, event: object = None) -> None:
        # Pyqtgraph counts on a label being 0.8 of its height, and so has one in large letters overlap the numbers.
        super().resizeEvent(event)
        beyond = max(0.0, _LABEL_OVERLAP * self.label.boundingRect().height() - _PYQTGRAPHS_NUDGE_PX)
        away = {"left": (-1, 0), "right": (1, 0), "bottom": (0, 1), "top": (0, -1)}[self.orientation]
        self.label.moveBy(beyond * away[0], beyond * away[1])


class PlainPlot(pg.PlotWidget):
    """A plot with quiet axes whose range changes only when it is told to.

    Parameters
    ----------
    style : Style
    axes : tuple of str
        Those that are dressed.
    axisItems : dict of str to PlainAxis, optional
        In place of plain ones.
    options
        Further ones of `pyqtgraph.PlotWidget`.
    """

    def __init__(
        self,
        style: Style,
        axes: tuple[str, ...] = ("bottom", "left"),
        axisItems: Mapping[str, PlainAxis] | None = None,
        **options: object,
    ) -> None:
        plain = {name: PlainAxis(name) for name in axes}
        # A view that has its menu taken away later destroys it, with all its actions, in the midst of being made.
        axes_by_name = plain | dict(axisItems or {})
        super().__init__(background=style.theme.surface, axisItems=axes_by_name, enableMenu=False, **options)
        # Nearly all of it changes in each frame: finding out which parts costs more than painting the rest.
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        plot = self.getPlotItem()
        plot.hideButtons()
        self.view = plot.getViewBox()
        self.view.disableAutoRange()
        self.view.setDefaultPadding(0)
        # A file that is dropped is for the window.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        font = make_font(style.small_px)
        for name in axes:
            axis = plot.getAxis(name)
            axis.setPen(pg.mkPen(style.theme.grid))
            axis.setTextPen(pg.mkPen(style.theme.quiet))
            axis.setTickFont(font)
            axis.label.setFont(font)
            axis.setStyle(tickLength=-_TICK_PX)
            axis.enableAutoSIPrefix(False)
