"""Each class's own line, where its score is zero: the overlay of the multi-class perceptron."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from dragonviz.views.plots.line_drawing import line_pen
from dragonviz.views.plots.polylines_item import PolylinesItem
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style

# How far along its line, from the upper end, the first class's label is, and how much further each next one's.
_FIRST_LABEL, _NEXT_LABEL = 0.1, 0.1


class ClassLines:
    """Dashed lines in each class's colour, with a label that says what it is.

    Parameters
    ----------
    style : Style
    plot : pyqtgraph.PlotWidget
        Where they are drawn.
    lines_depth, labels_depth : float
        What lies deeper is hidden.
    """

    def __init__(self, style: Style, plot: pg.PlotWidget, lines_depth: float, labels_depth: float) -> None:
        self._style, self._plot = style, plot
        self._depths = lines_depth, labels_depth
        self._classes: tuple[str, ...] = ()
        self._lines: list[PolylinesItem] = []
        self._labels: list[pg.TextItem] = []
        self._shown: object = None

    def show_lines(self, lines: Sequence[tuple[int, np.ndarray]], classes: tuple[str, ...]) -> None:
        """Draw these lines and no others.

        Parameters
        ----------
        lines : sequence of (int, ndarray of shape (n_points, 2))
            A class and a line of its own, straight or curved, for the classes that have any here.
        classes : tuple of str
            The classes' names.
        """
        if (lines is self._shown or not (lines or self._shown)) and classes == self._classes:
            return
        self._shown = lines
        if classes != self._classes:
            self._make_items(classes)
        for label, (line, text) in enumerate(zip(self._lines, self._labels, strict=True)):
            own = [points for c, points in lines if c == label]
            line.show_lines(own)
            text.setVisible(bool(own))
            if own:
                text.setPos(*_place_on(max(own, key=len), _FIRST_LABEL + _NEXT_LABEL * label))

    def _make_items(self, classes):
        for item in (*self._lines, *self._labels):
            self._plot.removeItem(item)
        self._classes, theme = classes, self._style.theme
        colours = self._style.class_colours(classes)
        pens = [line_pen(colour, self._style.line_px, Qt.PenStyle.DashLine) for colour in colours]
        self._lines = [PolylinesItem(pen, casing=theme.outline) for pen in pens]
        self._labels = [self._label(*each) for each in zip(classes, colours, strict=True)]
        for items, depth in zip((self._lines, self._labels), self._depths, strict=True):
            for item in items:
                item.setZValue(depth)
                self._plot.addItem(item, ignoreBounds=True)

    def _label(self, name, colour):
        theme = self._style.theme
        edge = pg.mkPen(colour, width=self._style.line_px)
        text = pg.TextItem(f"{name}: score 0", theme.text, anchor=(0.5, 0.5), fill=theme.surface, border=edge)
        text.setFont(make_font(self._style.small_px))
        return text


def _place_on(line, fraction):
    """Where one is after a fraction of a line's points, from its upper end on."""
    from_upper = line if line[0, 1] >= line[-1, 1] else line[::-1]
    at = min(fraction, 1.0) * (len(line) - 1)
    before = min(int(at), len(line) - 2)
    return from_upper[before] + (at - before) * (from_upper[before + 1] - from_upper[before])
