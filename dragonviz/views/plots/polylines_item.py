"""Straight and crooked lines in a plot: borders, class lines, curves, the rectangle that selects."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.views.plots.guarded_paint import guarded_paint, saved
from dragonviz.views.plots.line_drawing import draw_path, widened
from dragonviz.views.plots.whole_view_item import WholeViewItem

_CASING_PX = 1.0


class PolylinesItem(WholeViewItem):
    """Any number of polylines in one pen. What is not finite is a gap.

    Parameters
    ----------
    pen : QPen
        See `dragonviz.views.plots.line_drawing.line_pen`.
    casing : str, optional
        The colour of a thin line along both sides, for a colour that is as pale as what it is drawn on.
    """

    def __init__(self, pen: QPen, casing: str | None = None) -> None:
        super().__init__()
        self._path = QPainterPath()
        self.note_contents(False)
        self._pens = [pen] if casing is None else [widened(pen, 2 * _CASING_PX, casing), pen]

    def show_lines(self, lines: Sequence[np.ndarray]) -> None:
        """Draw these arrays of shape (n_points, 2)."""
        gap = np.full((1, 2), np.nan)
        points = np.concatenate([part for line in lines for part in (line, gap)]) if lines else np.empty((0, 2))
        self.show_points(points[:, 0], points[:, 1])

    def show_points(self, x: np.ndarray, y: np.ndarray) -> None:
        """Draw a line through these points: two arrays of shape (n_points,)."""
        self._path = pg.arrayToQPath(x, y, connect="finite") if len(x) > 1 else QPainterPath()
        self.note_contents(not self._path.isEmpty())

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        with saved(painter):
            for pen in self._pens:
                draw_path(painter, self._path, pen)
