"""The true classes beside the predicted ones."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy
from typing_extensions import override

from dragonviz.app.moment import Moment
from dragonviz.dragons import Dataset
from dragonviz.scenes.scene import rect_around
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.plots.hit_testing import inside
from dragonviz.views.plots.small_dragons_item import SmallDragonsItem
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import GRID, Style
from dragonviz.views.style.widgets import label_control

_NOTHING = np.empty(0, dtype=np.int64)
_MOST_DRAWN = 3000  # dragons: more cannot be told apart in plots as small as these


class GroundTruth(Instrument):
    """Two scatter plots of the same dragons: what they are, and what the model takes them for."""

    name = "ground-truth"
    title = "Truth beside predictions"
    help = "What each one is, beside what the model takes it for; those that differ wear a ring."
    keys = ("T",)
    place = Place.BOTTOM
    opens = False

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._dataset: Dataset | None = None
        self._predicted = _NOTHING
        self._hides_test = False
        self._caption = label_control(QLabel(), "truth-caption", "what the two plots show")
        self._caption.setFont(make_font(style.text_px))
        self._caption.setTextFormat(Qt.TextFormat.PlainText)
        self._caption.setWordWrap(True)
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._truth = label_control(
            SmallScatter(style, "left"),
            "truth-plot",
            "truth",
            "What each one is. Double-click to have all of them in view.",
        )
        self._says = label_control(
            SmallScatter(style, "right"),
            "predictions-plot",
            "predictions",
            "What the model takes each one for; those that it misclassifies wear a ring. Double-click to have all of "
            "them in view.",
        )
        layout = QGridLayout(self)
        grid = style.grid_px
        layout.setContentsMargins(grid, grid // 2, grid, 0)
        layout.setSpacing(grid // 2)
        layout.addWidget(self._caption, 0, 0, 1, 2)
        for column, plot in enumerate((self._truth, self._says)):
            layout.addWidget(plot, 1, column)
            layout.setColumnStretch(column, 1)
            plot.fit_wanted.connect(self._fit)
        layout.setRowStretch(1, 1)

    @override
    def sizeHint(self) -> QSize:
        # Low, and not as large as two plots of their own would like to be.
        return QSize(80 * GRID, 28 * GRID)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40 * GRID, 16 * GRID)

    @override
    def show_moment(self, moment: Moment) -> None:
        known, dataset, hides_test = moment.current, moment.dataset, moment.scene.view.hides_test
        predicted = _NOTHING if known is None else known.predicted
        unchanged = dataset is self._dataset and hides_test == self._hides_test
        if unchanged and np.array_equal(predicted, self._predicted):
            return
        before, self._dataset, self._predicted, self._hides_test = self._dataset, dataset, predicted, hides_test
        some = np.flatnonzero(dataset.is_train) if hides_test else np.arange(len(dataset))
        some = some[:: -(-len(some) // _MOST_DRAWN) or 1]
        if not unchanged:
            self._truth.show_dragons(dataset, dataset.y, some)
            self._follow(before)
        self._says.show_dragons(dataset, predicted, some)
        self._caption.setText(_in_words(dataset, None if known is None else predicted, len(some)))

    def _follow(self, before):
        dataset = self._dataset
        if before is None or dataset.task.features != before.task.features:
            for plot in (self._truth, self._says):
                plot.name_axes(*dataset.task.features)
        if before is None or dataset.task != before.task or not self._truth.holds(dataset.X):
            self._fit()

    def _fit(self):
        if self._dataset is not None and len(self._dataset):
            for plot in (self._truth, self._says):
                plot.show_rect(rect_around(self._dataset.bounds))


class SmallScatter(FeaturePlot):
    """A plot that is only looked at: nothing in it moves but by a double click.

    Parameters
    ----------
    style : Style
    side : str
        Where the vertical axis is: "left" or "right".

    Attributes
    ----------
    fit_wanted : Signal()
        All dragons are to be in view.
    """

    fit_wanted = Signal()

    def __init__(self, style: Style, side: str) -> None:
        super().__init__(style, side, label_px=style.small_px)
        # As wide whatever its figures are, so that both plots are equally large.
        self.getPlotItem().getAxis(side).setWidth(5 * style.small_px)
        self._dragons = SmallDragonsItem(style)
        self.addItem(self._dragons, ignoreBounds=True)

    def show_dragons(self, dataset: Dataset, labels: np.ndarray, some: np.ndarray) -> None:
        """Draw some dragons as of these classes, with a ring those that are of others; nothing if there are none."""
        if not len(labels):
            labels, some = dataset.y, some[:0]
        shown = dataset.X[some], labels[some], dataset.is_train[some], (labels != dataset.y)[some]
        self._dragons.show_dragons(*shown, dataset.task.classes)

    def holds(self, X: np.ndarray) -> bool:
        """Whether all these points, of shape (n_points, 2), are in view."""
        x_min, x_max, y_min, y_max = self.rect_in_view()
        return len(inside(X, (x_min, y_min), (x_max, y_max))) == len(X)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit_wanted.emit()
        event.accept()


def _in_words(dataset, predicted, n_drawn):
    n, samples = len(dataset), dataset.task.samples
    drawn = "" if n_drawn == n else f" Drawn are {n_drawn:,} of them."
    if predicted is None:
        return f"Left: the truth. Right: what the model says, once it has been trained.{drawn}"
    wrong = int(np.count_nonzero(predicted != dataset.y))
    if wrong == 0:
        return f"Left: the truth. Right: what the model says, the same for all {n:,} {samples}.{drawn}"
    return f"Left: the truth. Right: what the model says; they differ for {wrong:,} of {n:,} {samples}.{drawn}"
