"""Accuracy per epoch, and the loss on demand."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dragonviz.views.curves.curve_item import CurveItem
from dragonviz.views.curves.downsampling import NOTHING_DRAWN, GrowingSeries
from dragonviz.views.curves.epoch_plot import EpochPlot, nice_ceiling
from dragonviz.views.curves.line_legend import LineLegend
from dragonviz.views.plots.dots_item import DotsItem
from dragonviz.views.style.palette import CURVE_PX, GRID, RIGHT_PX, SMALL_TEXT_PX, TEXT_PX
from dragonviz.views.style.widgets import column, name

_PX_PER_BIN = 2.5
_BAND_OPACITY = 0.14
_GHOST_MOST = 10  # the last run may make the axis this many times as long as the present run
_DOT_PX = 8


class AccuracyCurves(QWidget):
    """Training accuracy, test accuracy and the last run's, epoch by epoch.

    Where more epochs are in view than can be told apart, a line is the mean of those that share its pixels, with a pale
    band from their least to their greatest behind it.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__(objectName="accuracy-curves")
        self._hovered = None
        self._mark = None
        self._plot = name(
            EpochPlot(palette),
            "curves-plot",
            "accuracy per epoch",
            "Accuracy after each epoch. Point at it to read values; turn the wheel to look closer, drag to move along, "
            "double-click to see the whole run.",
        )
        pens = _pens(palette)
        self._curves = {key: _Curve(self._plot, pen) for key, pen in pens.items()}
        self._bands = {key: _Band(self._plot, pens[key].color()) for key in ("test", "train")}
        self._dots = DotsItem(palette.surface, _DOT_PX)
        self._cursor = pg.InfiniteLine(pen=pg.mkPen(palette.ghost))
        self._cursor.hide()
        for item in (self._dots, self._cursor):
            self._plot.addItem(item, ignoreBounds=True)
        self._empty = _empty_text(self._plot, palette)
        self._lay_out(pens, palette)
        self._plot.hovered.connect(self._hover)
        self._plot.left.connect(self._leave)
        self._plot.view_changed.connect(self._draw)
        self._draw()

    def _lay_out(self, pens, palette):
        self._legends = {
            key: LineLegend(text, pens[key], meaning, palette)
            for key, text, meaning in (
                ("train", "training", "The share of the training dragons that the model gets right after each epoch."),
                ("test", "test", "The share of the test dragons that it gets right: it never learns from them."),
                ("ghost_train", "last run", "The run before this one: training thin and solid, test thin and dashed."),
                ("loss", "loss", "What training makes small, on the training dragons; its scale is on the right."),
            )
        }
        self._readout = name(
            QLabel(), "curves-readout", "the epoch under the mouse", "The epoch whose values are written below."
        )
        self._readout.setStyleSheet(f"font-size: {SMALL_TEXT_PX}px; color: {palette.text}")
        self._readout.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._whole_button = name(
            QPushButton("whole run"), "whole-run-button", "whole run", "See all epochs again, as a double click does."
        )
        self._loss_button = name(QPushButton("show loss"), "loss-button", "show loss", "")
        self._loss_button.setCheckable(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self._loss_button, self._whole_button):
            button.setStyleSheet(f"font-size: {SMALL_TEXT_PX}px; padding: 1px {GRID}px")
            buttons.addWidget(button)
        buttons.addStretch()
        beside = column(self._readout, *self._legends.values())
        beside.addStretch()
        beside.addLayout(buttons)
        beside.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        beside.setSpacing(GRID // 4)
        words = QWidget(objectName="curves-words")
        words.setLayout(beside)
        words.setFixedWidth(RIGHT_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._plot, 1)
        layout.addWidget(words)
        self._whole_button.clicked.connect(self._plot.show_whole)
        self._loss_button.toggled.connect(self._draw)

    # What is shown

    def show_history(self, train, test, loss, epochs=None, owner=None):
        """Draw a run's history so far.

        Parameters
        ----------
        train, test, loss : ndarray of shape (n,), float64
            Training accuracy, test accuracy and loss after each epoch. `test` is nan where there was no test dragon,
            `loss` where there is none. They must not change afterwards.
        epochs : ndarray of shape (n,), float64, optional
            Which epochs these are, ascending; 1, 2, 3, … if None.
        owner : object, optional
            Whose history it is: of a longer one of the same owner only the new part is read.
        """
        self._update({"train": train, "test": test, "loss": loss}, epochs, owner)

    def show_ghost(self, train, test=None, epochs=None):
        """Draw the last run behind the present one, or nothing if `train` is None; parameters as in `show_history`."""
        train = np.empty(0) if train is None else train
        test = np.full(len(train), math.nan) if test is None else test
        self._update({"ghost_train": train, "ghost_test": test}, epochs)

    def set_epoch_mark(self, epoch):
        """Put the dots at the epoch that the other views show; at the newest one if None."""
        if epoch != self._mark:
            self._mark = epoch
            self._draw_mark()

    def _update(self, columns, epochs, owner=None):
        for key, values in columns.items():
            x = np.arange(1.0, len(values) + 1) if epochs is None else epochs
            self._curves[key].series.update(x, values, owner)
        run, ghost = self._curves["train"].series.x, self._curves["ghost_train"].series.x
        n = run[-1] if len(run) else 0
        self._plot.show_epochs(max(n, min(ghost[-1], _GHOST_MOST * max(n, 10))) if len(ghost) else n)
        self._draw()

    # Drawing

    def _draw(self, *_):
        first, last = self._plot.epochs_in_view()
        most = max(10, int(self._plot.view.width() / _PX_PER_BIN))
        for key, curve in self._curves.items():
            if key == "loss":
                self._draw_loss(first, last, most)
                continue
            downsampled = curve.series.downsampled(first, last, most)
            curve.show_downsampled(downsampled)
            if key in self._bands:
                self._bands[key].show_downsampled(downsampled)
        self._draw_words()
        self._draw_mark()
        self._draw_readout()

    def _draw_loss(self, first, last, most):
        curve = self._curves["loss"]
        downsampled = NOTHING_DRAWN
        if self._shows_loss():
            downsampled = curve.series.downsampled(first, last, most)
            finite = downsampled.mean[np.isfinite(downsampled.mean)]
            top = nice_ceiling(finite.max()) if len(finite) and finite.max() > 0 else 1.0
            downsampled = downsampled._replace(mean=downsampled.mean / top)
            self._plot.show_loss_scale(top)
        else:
            self._plot.show_loss_scale(None)
        curve.show_downsampled(downsampled)

    def _shows_loss(self):
        return self._loss_button.isChecked() and self._curves["loss"].has_values()

    def _draw_words(self):
        has_run = bool(len(self._curves["train"].series.x))
        self._empty.setVisible(not has_run and not self._curves["ghost_train"].has_values())
        for key, legend in self._legends.items():
            legend.setVisible(self._curves[key].has_values() and (key != "loss" or self._shows_loss()))
        self._whole_button.setVisible(self._plot.zoomed)
        lacks_loss = has_run and not self._curves["loss"].has_values()
        self._loss_button.setEnabled(not lacks_loss)
        self._loss_button.setToolTip(
            "This model has no loss: it counts mistakes only."
            if lacks_loss
            else "Show the loss too, what training makes small; its scale is on the right."
        )

    def _draw_mark(self):
        train, test = self._curves["train"], self._curves["test"]
        k = train.series.nearest(self._mark if self._mark is not None else math.inf)
        self._dots.show_dots(
            [
                (curve.series.x[k], curve.series.values[k], curve.colour)
                for curve in (test, train)
                if k is not None and math.isfinite(curve.series.values[k])
            ]
        )

    # Reading values

    def _hover(self, epoch):
        self._hovered = epoch
        self._draw_readout()

    def _leave(self):
        self._hovered = None
        self._draw_readout()

    def _draw_readout(self):
        train, test, loss = (self._curves[key].series for key in ("train", "test", "loss"))
        k = None if self._hovered is None else train.nearest(self._hovered)
        self._cursor.setVisible(k is not None)
        self._readout.setText("" if k is None else f"epoch {train.x[k]:,.0f}")
        if k is not None:
            self._cursor.setPos(train.x[k])
        for key, series, digits in (("train", train, ".3f"), ("test", test, ".3f"), ("loss", loss, ".3g")):
            read = math.nan if k is None else series.values[k]
            self._legends[key].show_value("" if math.isnan(read) else format(read, digits))


class _Curve:
    """A series and the line that shows it."""

    def __init__(self, plot, pen):
        self.series = GrowingSeries()
        self.colour = pen.color()
        self._shown = NOTHING_DRAWN
        self._line = CurveItem(pen)
        plot.addItem(self._line, ignoreBounds=True)

    def has_values(self):
        """Whether there is anything but nan; a run has either a test dragon from its first epoch on or none."""
        values = self.series.values
        return bool(len(values)) and not (math.isnan(values[0]) and math.isnan(values[-1]))

    def show_downsampled(self, downsampled):
        """Draw this much of the series."""
        if not (np.array_equal(downsampled.x, self._shown.x) and np.array_equal(downsampled.mean, self._shown.mean)):
            self._shown = downsampled
            self._line.setData(downsampled.x, downsampled.mean)


class _Band(pg.BarGraphItem):
    """What lies between the least and the greatest epoch of each bin."""

    def __init__(self, plot, colour):
        nothing = np.empty(0)
        faint = QColor(colour)
        faint.setAlphaF(_BAND_OPACITY)
        super().__init__(x0=nothing, x1=nothing, y0=nothing, y1=nothing, pen=None, brush=faint)
        self.setZValue(-1)
        plot.addItem(self, ignoreBounds=True)

    def show_downsampled(self, downsampled):
        """Draw the bins, as far as they are finite."""
        drawn = np.isfinite(downsampled.low) & np.isfinite(downsampled.high)
        left, right, low, high = (column[drawn] for column in downsampled[2:])
        self.setOpts(x0=left, x1=right, y0=low, y1=high)


def _pens(palette):
    """The pen of each curve, by what it shows; drawn in this order."""
    dashed, dotted = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
    return {
        "ghost_train": pg.mkPen(palette.ghost, width=1),
        "ghost_test": pg.mkPen(palette.ghost, width=1, style=dashed),
        "loss": pg.mkPen(palette.quiet, width=CURVE_PX, style=dotted),
        "test": pg.mkPen(palette.text, width=CURVE_PX, style=dashed),
        "train": pg.mkPen(palette.accent, width=CURVE_PX),
    }


def _empty_text(plot, palette):
    text = pg.TextItem("Accuracy per epoch appears here once training starts.", color=palette.quiet, anchor=(0.5, 0.5))
    font = plot.font()
    font.setPixelSize(TEXT_PX)
    text.setFont(font)
    text.setPos(5, 0.5)
    plot.addItem(text, ignoreBounds=True)
    return text
