"""The true classes beside the predicted ones."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dragonviz.views.plots.plain_plot import PlainPlot
from dragonviz.views.plots.small_dragons_item import SmallDragonsItem
from dragonviz.views.style.palette import GRID, HEADING_PX, SMALL_TEXT_PX, TEXT_PX
from dragonviz.views.style.widgets import name, text_label

_MOST_DRAWN = 3000  # dragons: more cannot be told apart in plots as small as these
_AXIS_WIDTH_PX = 56
_ROOM_AROUND = 0.06  # of the range, so that no dragon is cut off


class GroundTruth(QWidget):
    """Two scatter plots of the same dragons: what they are, and what the model takes them for.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__(objectName="truth-beside-predictions")
        self._dataset, self._predicted = None, None
        self._caption = name(text_label(), "truth-caption", "what the two plots show", "How far the two plots agree.")
        self._caption.setStyleSheet(f"font-size: {TEXT_PX}px; color: {palette.text}")
        self._truth = name(
            _Plot(palette, "left"),
            "truth-plot",
            "ground truth",
            "What the dragons are. Double-click to have all of them in view.",
        )
        self._says = name(
            _Plot(palette, "right"),
            "predictions-plot",
            "predictions",
            "What the model takes the dragons for; those that it misclassifies wear a ring. Double-click to have all "
            "of them in view.",
        )
        layout = QGridLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._caption, 0, 0, 1, 2)
        for k, plot in enumerate((self._truth, self._says)):
            title = QLabel(plot.accessibleName())
            title.setStyleSheet(f"font-size: {HEADING_PX}px; font-weight: 600; color: {palette.text}")
            title.setContentsMargins(0 if k else _AXIS_WIDTH_PX, 0, 0, 0)
            layout.addWidget(title, 1, k)
            layout.addWidget(plot, 2, k)
            layout.setColumnStretch(k, 1)
            plot.fit_requested.connect(self._fit)
        layout.setRowStretch(2, 1)

    def show_dragons(self, dataset, predicted):
        """Draw dragons and predictions; what is the same as last time is not drawn again.

        Parameters
        ----------
        dataset : Dataset
        predicted : ndarray of shape (n_dragons,), int, or None
            The class that the model gives to each dragon; None if there is no model yet.
        """
        if dataset is self._dataset and _same(predicted, self._predicted):
            return
        before, self._dataset, self._predicted = self._dataset, dataset, predicted
        some = slice(None, None, -(-len(dataset) // _MOST_DRAWN) or 1)
        shown = dataset.X[some], dataset.is_train[some], len(dataset.task.classes)
        right = np.zeros(len(dataset), dtype=bool)
        if dataset is not before:
            self._truth.show_dragons(*shown, dataset.y[some], right[some])
            self._follow(before)
        if predicted is None:
            self._says.show_dragons(*(column[:0] for column in shown[:2]), shown[2], right[:0], right[:0])
        else:
            self._says.show_dragons(*shown, predicted[some], (predicted != dataset.y)[some])
        self._caption.setText(_in_words(dataset, predicted, len(shown[0])))

    def _follow(self, before):
        task = self._dataset.task
        if before is None or task.features != before.task.features:
            for plot in (self._truth, self._says):
                plot.name_axes(*task.features)
        if before is None or task != before.task or not self._truth.holds(self._dataset.X):
            self._fit()

    def _fit(self):
        if self._dataset is not None and len(self._dataset):
            x_min, x_max, y_min, y_max = self._dataset.bounds
            lowest, highest = np.array([x_min, y_min]), np.array([x_max, y_max])
            room = _ROOM_AROUND * (highest - lowest)
            for plot in (self._truth, self._says):
                plot.show_range(lowest - room, highest + room)


class _Plot(PlainPlot):
    """One of the two, with its vertical axis on its outer side. Nothing in it moves but by a double click."""

    fit_requested = Signal()

    def __init__(self, palette, side):
        super().__init__(palette, ("bottom", side))
        self._palette, self._side = palette, side
        plot = self.getPlotItem()
        plot.showAxis("left", side == "left")
        plot.showAxis("right", side == "right")
        self.view.setMouseEnabled(False, False)
        plot.getAxis(side).setWidth(_AXIS_WIDTH_PX)
        self._dragons = SmallDragonsItem(palette)
        self.addItem(self._dragons, ignoreBounds=True)

    def name_axes(self, across, up):
        """Write what the axes measure."""
        for axis, feature in (("bottom", across), (self._side, up)):
            self.setLabel(axis, feature, color=self._palette.quiet, **{"font-size": f"{SMALL_TEXT_PX}px"})

    def show_dragons(self, X, is_train, n_classes, labels, wrong):
        """Draw these dragons: see `SmallDragonsItem`."""
        self._dragons.show_dragons(X, labels, is_train, wrong, n_classes)

    def show_range(self, lowest, highest):
        """Have this range of both features in view."""
        self.view.setRange(xRange=(lowest[0], highest[0]), yRange=(lowest[1], highest[1]), padding=0)

    def holds(self, X):
        """Whether all these points are in view."""
        (left, right), (bottom, top) = self.view.viewRange()
        return len(X) == 0 or bool(np.all(((left, bottom) <= X) & ((right, top) >= X)))

    def mouseDoubleClickEvent(self, event):
        """Ask for all dragons to be in view."""
        self.fit_requested.emit()
        event.accept()


def _same(one, other):
    return one is other or (one is not None and other is not None and np.array_equal(one, other))


def _in_words(dataset, predicted, n_drawn):
    drawn = "" if n_drawn == len(dataset) else f" Drawn are {n_drawn:,} of them."
    if predicted is None:
        return f"True classes; beside them the model's appear once it has been trained.{drawn}"
    wrong = int(np.count_nonzero(predicted != dataset.y))
    if wrong == 0:
        return f"True classes beside the model's: the same for all {len(dataset):,} dragons.{drawn}"
    return (
        f"True classes beside the model's: they differ for {wrong:,} of {len(dataset):,} dragons, ringed on the right."
        f"{drawn}"
    )
