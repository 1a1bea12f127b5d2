"""Accuracy per epoch, and the loss on demand."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget
from typing_extensions import override

from dragonviz.app.commands import ClearGhost, GoTo
from dragonviz.app.moment import Moment
from dragonviz.models.learner import Verdict
from dragonviz.scenes.edits import Show
from dragonviz.scenes.view_state import LOSS
from dragonviz.training.history import NO_EPOCHS, Epochs
from dragonviz.training.snapshot import Snapshot
from dragonviz.views.curves.downsampling import NOTHING_DRAWN
from dragonviz.views.curves.epoch_curve import BandItem, EpochCurve, faint
from dragonviz.views.curves.epoch_plot import EpochPlot, nice_ceiling
from dragonviz.views.curves.epoch_slider import EpochSlider
from dragonviz.views.curves.line_legend import LineLegend
from dragonviz.views.curves.marks_item import MarksItem
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.plots.dots_item import DotsItem
from dragonviz.views.plots.line_drawing import line_pen
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import GRID, Style
from dragonviz.views.style.widgets import label_control, set_meaning, vbox

_PX_PER_BIN = 2.5
_LOWEST = 16 * GRID
_DOT = 2 / 3  # of a dragon
# A run that can be seen whole from its beginning is; of a longer one, when this much of it is done.
_SEEN_WHOLE, _MUCH = 100, 0.25
_ACCURACIES, _LARGE = ("train", "test"), 5 / 6  # of a figure: so that both have room above ghost and loss
_LEGENDS = {
    "train": ("training", "The share of the training samples that the model gets right after each epoch."),
    "test": ("test", "The share of the test samples that it gets right: it never learns from them."),
    "band": ("band: least to greatest", "Where several epochs share a pixel, the line is their mean."),
    "ghost": ("last run", "Training solid, test dashed, as far as this run's axis goes."),
    "left": ("the way that was left", "What the run came to before something was changed in its past."),
    "loss": ("loss", "What training makes small, on the training samples; its scale is on the right."),
}


class AccuracyCurves(Instrument):
    """Training accuracy, test accuracy and the last run's, epoch by epoch.

    Where more epochs are in view than can be told apart, a line is the mean of those that share its pixels, with a pale
    band from their least to their greatest behind it.
    """

    name = "curves"
    title = "Accuracy per epoch"
    help = "Accuracy after each epoch, and on demand the loss; the last run is grey."
    place = Place.BOTTOM

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._history, self._ghost = NO_EPOCHS, NO_EPOCHS
        self._wants_loss = self._has_loss = False
        self._snapshot: Snapshot | None = None
        self._hovered: float | None = None
        self._accuracy: dict[str, float] = {}  # what the canvas shows, if it is told here
        self._words_shown: tuple[object, ...] = ()
        self._plot = label_control(
            EpochPlot(style),
            "curves-plot",
            "accuracy per epoch",
            "Accuracy after each epoch. Point at it to read values, click to go there; turn the wheel to look closer, "
            "drag to move along, double-click to see the whole run.",
        )
        pens = _pens(style)
        self._curves = {key: EpochCurve(self._plot, pen) for key, pen in pens.items()}
        self._bands = {key: BandItem(self._plot, pens[key].color()) for key in ("test", "train")}
        self._dots = DotsItem(style.theme.surface, _DOT * style.dragon_px)
        self._cursor = pg.InfiniteLine(pen=pg.mkPen(style.theme.ghost))
        self._cursor.hide()
        # Where the run stands, if it has been further already.
        self._marks = MarksItem(style)
        self._now = pg.InfiniteLine(pen=pg.mkPen(style.theme.accent, width=style.line_px))
        self._now.hide()
        for item in (self._marks, self._now, self._dots, self._cursor):
            self._plot.addItem(item, ignoreBounds=True)
        self._empty = _empty_text(self._plot, style)
        self._lay_out(pens, style)
        self._plot.hovered.connect(self._hover)
        self._plot.left.connect(self._leave)
        self._plot.clicked.connect(lambda epoch: self._go_to(round(epoch)))
        self._slider.wanted.connect(self._go_to)
        self._plot.view_changed.connect(self._draw)
        self._draw()

    def _lay_out(self, pens, style):
        samples = {
            "band": QBrush(faint(pens["train"].color())),
            "ghost": pens["ghost_train"],
            "left": pens["left_train"],
        }
        self._legends = {
            key: LineLegend(text, samples.get(key) or pens[key], meaning, style, self._value_px(key))
            for key, (text, meaning) in _LEGENDS.items()
        }
        font = make_font(style.small_px)
        self._readout = label_control(QLabel(), "curves-readout", "the epoch under the mouse")
        self._readout.setFont(font)
        self._readout.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._whole_button = label_control(
            QPushButton("whole run"), "whole-run-button", "whole run", "See all epochs again, as a double click does."
        )
        self._clear_button = label_control(
            QToolButton(text="✕", autoRaise=True), "clear-ghost-button", "clear the grey run", "Clear the grey run."
        )
        self._loss_button = label_control(QPushButton(), "loss-button", "loss")
        buttons = QHBoxLayout()
        buttons.setSpacing(style.grid_px)
        for button in (self._loss_button, self._whole_button):
            button.setFont(font)
            buttons.addWidget(button)
        buttons.addStretch()
        self._clear_button.setFont(font)
        beside = vbox(self._readout, spacing=style.grid_px // 4)
        for key, legend in self._legends.items():
            row = QHBoxLayout()
            row.addWidget(legend, 1)
            if key == "ghost":
                row.addWidget(self._clear_button)
            beside.addLayout(row)
        beside.addStretch()
        beside.addLayout(buttons)
        grid = style.grid_px
        beside.setContentsMargins(grid, grid // 2, grid, grid // 2)
        self._words = QWidget(objectName="curves-words")
        self._words.setLayout(beside)
        self._words.setFixedWidth(style.side_px)
        self._slider = EpochSlider()
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(vbox(self._plot, self._slider, spacing=0), 1)
        layout.addWidget(self._words)
        self.setLayout(layout)
        self._whole_button.clicked.connect(self._plot.show_whole)
        self._clear_button.clicked.connect(lambda: self.wanted.emit(ClearGhost()))
        self._loss_button.clicked.connect(lambda: self.wanted.emit(Show(LOSS, not self._wants_loss)))

    def _value_px(self, key):
        """Where no panel tells the accuracy, it stands beside the curve, for the last row."""
        return round(_LARGE * self.look.figure_px) if self.look.presenting and key in _ACCURACIES else 0

    @override
    def sizeHint(self) -> QSize:
        # Wide and low, and not as large as a plot of its own would like to be.
        return QSize(10 * _LOWEST, _LOWEST)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _LOWEST, _LOWEST)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrowest = self._words.layout().minimumSize().width()
        self._words.setFixedWidth(max(narrowest, min(self.look.side_px, self.width() // 3)))

    # What is shown

    @override
    def show_moment(self, moment: Moment) -> None:
        self._show_accuracy(moment.current)
        known, ghost = moment.side.snapshot, moment.ghost
        history = NO_EPOCHS if known is None else known.history
        past = NO_EPOCHS if ghost is None else ghost.history
        wants_loss, has_loss = LOSS in moment.scene.view.shown, moment.side.setup.kind.has_loss
        is_same, is_same_ghost = _same(history, self._history), _same(past, self._ghost)
        is_same &= _place(known) == _place(self._snapshot)
        self._snapshot = known
        if (wants_loss, has_loss) == (self._wants_loss, self._has_loss) and is_same and is_same_ghost:
            return
        self._wants_loss, self._has_loss = wants_loss, has_loss
        if not is_same:
            # Looking back, an ended run is under way again, and is going to do no more for that.
            keeps_axis = known is not None and known.is_looking_back and history.series is self._history.series
            self._history = history
            self._take({"train": history.train_accuracy, "test": history.test_accuracy}, history)
            self._take({"loss": history.loss}, history if has_loss else NO_EPOCHS)
            left = known.branches[-1].epochs if known is not None and known.branches else NO_EPOCHS
            self._take({"left_train": left.train_accuracy, "left_test": left.test_accuracy}, left)
            self._marks.show_marks(() if known is None else known.marks)
            if not keeps_axis:
                self._plot.show_epochs(_end_of(known))
        if not is_same_ghost:
            self._ghost = past
            self._take({"ghost_train": past.train_accuracy, "ghost_test": past.test_accuracy}, past)
            if ghost is not None:
                self._legends["ghost"].show_text(ghost.label)
        self._draw()

    def _show_accuracy(self, known):
        now = {} if known is None else {"train": known.train.accuracy, "test": known.test.accuracy}
        if self.look.presenting and now != self._accuracy:
            self._accuracy = now
            self._draw_readout()

    def _take(self, columns, epochs: Epochs):
        for key, values in columns.items():
            self._curves[key].take(epochs.epoch, values[: len(epochs.epoch)], epochs.series)

    # Drawing

    def _draw(self, *_):
        first, last = self._plot.epochs_in_view()
        seen = first, last, max(10, int(self._plot.view.width() / _PX_PER_BIN))
        for key, curve in self._curves.items():
            if key == "loss":
                self._draw_loss(*seen)
            elif curve.show(*seen) and key in self._bands:
                self._bands[key].show_downsampled(curve.shown)
        self._draw_words()
        self._draw_place()
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
        return self._wants_loss and self._curves["loss"].has_values()

    def _draw_words(self):
        shown = {key: curve.has_values() for key, curve in self._curves.items()}
        shown["ghost"], shown["left"], shown["loss"] = shown["ghost_train"], shown["left_train"], self._shows_loss()
        shown["band"] = not all(band.is_empty for band in self._bands.values())
        words = shown, self._plot.zoomed, self._has_loss, self._wants_loss
        if words == self._words_shown:
            return
        self._words_shown = words
        for key, legend in self._legends.items():
            legend.setVisible(shown[key])
        self._empty.setVisible(not shown["train"] and not shown["ghost"])
        self._whole_button.setVisible(self._plot.zoomed)
        self._clear_button.setVisible(shown["ghost"])
        self._loss_button.setVisible(self._has_loss)
        deed = "hide" if self._wants_loss else "show"
        self._loss_button.setText(f"{deed} loss")
        self._loss_button.setAccessibleName(f"{deed} loss")
        set_meaning(self._loss_button, f"{deed.capitalize()} what training makes small; its scale is on the right.")

    def _draw_place(self):
        """Mark where the other views are."""
        known = self._snapshot
        epoch = math.inf if known is None else known.epoch
        # A ghost of one epoch would be a line without length.
        lone_ghosts = [self._curves[key] for key in ("ghost_test", "ghost_train") if len(self._ghost.epoch) == 1]
        dots = [curve.dot_at(math.inf) for curve in lone_ghosts]
        dots += [self._curves[key].dot_at(epoch) for key in ("test", "train")]
        self._dots.show_dots([dot for dot in dots if dot is not None])
        looks_back = known is not None and known.is_looking_back
        self._now.setVisible(looks_back)
        if looks_back:
            self._now.setPos(known.epoch + known.step / known.steps_per_epoch)
        if known is None:
            self._slider.show_epoch(0, 0, self._plot.end, enabled=False)
        else:
            self._slider.show_epoch(known.epoch, known.furthest_epoch, self._plot.end, known.can_look_back)
        if not self._plot.zoomed:
            right = self._plot.width() - self._plot.pixel_of(self._plot.end)
            self._slider.place_under(self._plot.pixel_of(0), right)

    def _go_to(self, epoch):
        known = self._snapshot
        if known is not None and known.can_look_back:
            self.wanted.emit(GoTo(max(0, min(epoch, known.furthest_epoch))))

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
            read = self._accuracy.get(key, math.nan) if k is None else series.at(k)
            self._legends[key].show_value("" if math.isnan(read) else format(read, digits))


def _same(epochs, others):
    return epochs.series is others.series and len(epochs.epoch) == len(others.epoch)


def _place(known: Snapshot | None) -> tuple[object, ...]:
    if known is None:
        return ()
    ways = tuple(branch.epochs.series for branch in known.branches)
    return known.epoch, known.step, known.furthest_epoch, known.can_look_back, known.marks, ways


def _end_of(known: Snapshot | None) -> float:
    """How many epochs the axis has room for: what the run has done, and what it is going to do if that is near."""
    if known is None or not len(known.history.epoch):
        return 0
    done, asked_for = known.history.epoch[-1], known.max_epochs
    goes_on = known.verdict is Verdict.UNDER_WAY
    return asked_for if goes_on and done < asked_for <= max(_SEEN_WHOLE, done / _MUCH) else done


def _pens(style: Style) -> dict[str, QPen]:
    """The pen of each curve, by what it shows; drawn in this order."""
    theme, width, dashed = style.theme, style.curve_px, Qt.PenStyle.DashLine
    return {
        "ghost_train": line_pen(theme.ghost, width),
        "ghost_test": line_pen(theme.ghost, width, dashed),
        "left_train": line_pen(theme.accent, 1),
        "left_test": line_pen(theme.text, 1, dashed),
        "loss": line_pen(theme.quiet, width, Qt.PenStyle.DashDotLine),
        "test": line_pen(theme.text, width, dashed),
        "train": line_pen(theme.accent, width),
    }


def _empty_text(plot, style):
    text = pg.TextItem(
        "Accuracy per epoch appears here once training starts.", color=style.theme.quiet, anchor=(0.5, 0.5)
    )
    text.setFont(make_font(style.text_px))
    text.setPos(5, 0.5)
    plot.addItem(text, ignoreBounds=True)
    return text
