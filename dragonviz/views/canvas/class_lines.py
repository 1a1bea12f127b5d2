"""Each class's own line, where its score is zero: the overlay of the multi-class perceptron."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt

from dragonviz.views.plots.lines_item import LinesItem
from dragonviz.views.style.palette import SMALL_TEXT_PX

# How far along its line, from the upper end, the first class's label is, and how much further each next one's.
_FIRST_LABEL, _NEXT_LABEL = 0.1, 0.1


class ClassLines:
    """A dashed line in each class's colour, with a label that says what it is.

    Parameters
    ----------
    palette : Palette
    plot : pyqtgraph.PlotWidget
        Where they are drawn.
    lines_depth, labels_depth : float
        What lies deeper is hidden.
    """

    def __init__(self, palette, plot, lines_depth, labels_depth):
        dashed = {"casing": palette.outline, "style": Qt.PenStyle.DashLine}
        self._lines = [LinesItem(colour, **dashed) for colour in palette.classes]
        self._labels = [_label(palette, colour, plot.font()) for colour in palette.classes]
        for items, depth in ((self._lines, lines_depth), (self._labels, labels_depth)):
            for item in items:
                item.setZValue(depth)
                plot.addItem(item, ignoreBounds=True)

    def show_lines(self, lines, class_names):
        """Draw these lines.

        Parameters
        ----------
        lines : list of (int, ndarray of shape (2, 2))
            A class and the ends of its line, for the classes that have one here.
        class_names : sequence of str
        """
        lines = dict(lines)
        for label, (line, text) in enumerate(zip(self._lines, self._labels, strict=True)):
            line.show_lines([lines[label]] if label in lines else [])
            if label in lines:
                lower, upper = sorted(lines[label], key=lambda end: end[1])
                text.setText(f"{class_names[label]}: score 0")
                text.setPos(*(upper + (_FIRST_LABEL + _NEXT_LABEL * label) * (lower - upper)))

    def set_visible(self, visible):
        """Show or hide all of them."""
        for line, text in zip(self._lines, self._labels, strict=True):
            line.setVisible(visible)
            text.setVisible(visible and len(line.xData) > 0)


def _label(palette, colour, font):
    text = pg.TextItem(color=palette.text, anchor=(0.5, 0.5), fill=palette.surface, border=pg.mkPen(colour, width=2))
    font.setPixelSize(SMALL_TEXT_PX)
    text.setFont(font)
    return text
