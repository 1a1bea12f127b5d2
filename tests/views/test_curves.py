"""The accuracy curves: what they draw, and what the mouse reads off them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QToolTip

from dragonviz.app.commands import ClearGhost
from dragonviz.app.moment import Ghost
from dragonviz.models.learner import Verdict
from dragonviz.scenes.edits import Show
from dragonviz.scenes.view_state import LOSS
from dragonviz.training.history import Epochs
from dragonviz.views.curves.curves import AccuracyCurves
from dragonviz.views.curves.epoch_plot import EpochPlot, nice_ceiling
from dragonviz.views.curves.line_legend import LineLegend
from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import LIGHT
from tests.views.moments import moment


class Curves(AccuracyCurves):
    """Curves in a program that does what they want: shows histories of one epoch after another, and the loss."""

    def __init__(self, style):
        super().__init__(style)
        self.moment = moment(epochs=2)
        self.wants = []
        self.wanted.connect(self._do)
        self.show_moment(replace(self.moment, sides=(replace(self.moment.side, snapshot=None),)))

    def _do(self, wanted):
        self.wants.append(wanted)
        if isinstance(wanted, ClearGhost):
            self.moment = replace(self.moment, ghost=None)
        else:
            self.moment = replace(self.moment, scene=wanted.apply(self.moment.scene))
        self.show_moment(self.moment)

    def show_history(self, train, test, loss, epochs=None, series=None, **snapshot):
        history = epochs_of(train, test, loss, epochs, series)
        known = {"verdict": Verdict.EPOCHS_REACHED, "epoch": len(train), **snapshot}
        shown = replace(self.moment.side.snapshot, history=history, **known)
        self.moment = replace(self.moment, sides=(replace(self.moment.side, snapshot=shown),))
        self.show_moment(self.moment)

    def show_ghost(self, train, test=None, label="Perceptron, fire, test 0.995"):
        ghost = None
        if train is not None:
            nothing = np.full(len(train), np.nan)
            history = epochs_of(train, nothing if test is None else test, nothing)
            ghost = Ghost(label, self.moment.dataset.task, history)
        self.moment = replace(self.moment, ghost=ghost)
        self.show_moment(self.moment)

    def choose(self, model):
        setup = replace(self.moment.scene.setup, model=model)
        self.moment = replace(self.moment, sides=(replace(self.moment.side, setup=setup),))
        self.show_moment(self.moment)


def epochs_of(train, test, loss, epochs=None, series=None):
    epochs = np.arange(1.0, len(train) + 1) if epochs is None else epochs
    return Epochs(epochs, train, test, loss, object() if series is None else series)


@pytest.fixture
def curves(qtbot):
    widget = Curves(Style())
    qtbot.addWidget(widget)
    widget.resize(1000, 220)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def noisy_run(n, seed=0):
    rng = np.random.default_rng(seed)
    train = np.clip(0.9 - 0.5 * np.exp(-np.arange(n) / 20) + 0.03 * rng.standard_normal(n), 0, 1)
    return train, np.clip(train - 0.02, 0, 1), 1 / (1 + np.arange(n) / 10)


def plot_of(curves):
    return curves.findChild(EpochPlot, "curves-plot")


def readout(curves):
    epoch = curves.findChild(QLabel, "curves-readout").text()
    legends = (legend for legend in curves.findChildren(LineLegend) if legend.isVisible() and legend.value)
    values = [f"{legend.text} {legend.value}" for legend in legends]
    return " · ".join([epoch, *values]) if epoch else "".join(values)


def pixel(curves, epoch, accuracy=0.5):
    plot = plot_of(curves)
    return plot.mapFromScene(plot.view.mapViewToScene(QPointF(epoch, accuracy)))


def point_at(curves, epoch):
    viewport = plot_of(curves).viewport()
    QTest.mouseMove(viewport, pixel(curves, epoch) + QPoint(0, 3))
    QTest.mouseMove(viewport, pixel(curves, epoch))
    QApplication.processEvents()


def turn_wheel(curves, epoch, notches):
    viewport, at = plot_of(curves).viewport(), pixel(curves, epoch)
    event = QWheelEvent(
        QPointF(at), QPointF(viewport.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def shown_legends(curves):
    return [legend.text for legend in curves.findChildren(LineLegend) if not legend.isHidden()]


def colour_at(curves, epoch, accuracy, shift=0):
    at = plot_of(curves).viewport().mapTo(curves, pixel(curves, epoch, accuracy))
    return curves.grab().toImage().pixelColor(at + QPoint(0, shift)).name()


def is_drawn_on(curves, epoch, accuracy):
    return any(colour_at(curves, epoch, accuracy, shift) != LIGHT.surface.lower() for shift in (-1, 0, 1))


def test_hover_reads_the_nearest_epoch(curves):
    train, test, loss = noisy_run(40)
    curves.show_history(train, test, loss)
    point_at(curves, 12.3)
    assert readout(curves) == f"epoch 12 · training {train[11]:.3f} · test {test[11]:.3f}"
    QTest.mouseClick(curves.findChild(QPushButton, "loss-button"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    point_at(curves, 12.3)
    assert readout(curves) == f"epoch 12 · training {train[11]:.3f} · test {test[11]:.3f} · loss {loss[11]:.3g}"
    point_at(curves, 39.9)
    assert readout(curves).startswith(f"epoch 40 · training {train[39]:.3f}")


def test_hover_says_nothing_of_what_is_not_there(curves):
    train, _, _ = noisy_run(10)
    nothing = np.full(10, np.nan)
    curves.show_history(train, nothing, nothing)
    point_at(curves, 3)
    assert readout(curves) == f"epoch 3 · training {train[2]:.3f}"
    assert shown_legends(curves) == ["training"]


def test_readout_goes_when_the_mouse_does(curves):
    curves.show_history(*noisy_run(10))
    point_at(curves, 3)
    assert readout(curves)
    QTest.mouseMove(curves, QPoint(curves.width() - 20, 5))
    QApplication.processEvents()
    assert readout(curves) == ""


def test_readout_follows_a_run_that_begins_anew_under_a_still_mouse(curves):
    curves.show_history(*noisy_run(10))
    point_at(curves, 9)
    train, test, loss = noisy_run(4, seed=1)
    curves.show_history(train, test, loss)
    assert readout(curves).startswith(f"epoch 4 · training {train[3]:.3f}")


def test_epochs_given_by_number_are_read_by_number(curves):
    train, test, loss = noisy_run(20)
    curves.show_history(train, test, loss, epochs=np.arange(1.0, 40.0, 2))
    point_at(curves, 30.4)
    assert readout(curves).startswith(f"epoch 31 · training {train[15]:.3f}")


def test_reading_values_never_asks_for_a_wider_window(curves):
    curves.show_history(*noisy_run(12))
    before = curves.minimumSizeHint().width()
    point_at(curves, 9)
    assert readout(curves)
    assert curves.minimumSizeHint().width() == before


def test_tooltip_does_not_cover_what_is_read(curves):
    curves.show_history(*noisy_run(12))
    plot = plot_of(curves)
    shown = []
    for position in (pixel(curves, 6), QPoint(plot.width() // 2, plot.height() - 4)):
        QToolTip.hideText()
        QApplication.sendEvent(plot.viewport(), QHelpEvent(QEvent.Type.ToolTip, position, plot.mapToGlobal(position)))
        shown.append(QToolTip.isVisible())
    assert shown == [False, True]


def test_axis_grows_with_the_run_and_holds_all_of_it(curves):
    ends = []
    for n in (0, 1, 10, 11, 100, 1501, 123_456):
        curves.show_history(*noisy_run(n))
        first, last = plot_of(curves).epochs_in_view()
        assert first <= 0
        assert max(n, 10) <= last <= 1.3 * max(n, 10)
        ends.append(last)
    assert ends == sorted(ends)
    bottom, top = plot_of(curves).view.viewRange()[1]
    assert -0.1 < bottom <= 0
    assert 1 <= top < 1.1


@pytest.mark.parametrize(
    ("value", "ceiling"), [(10, 10), (11, 12), (999, 1000), (1501, 1600), (0.07, 0.07), (1.3, 1.4)]
)
def test_nice_ceiling(value, ceiling):
    assert nice_ceiling(value) == pytest.approx(ceiling)


def test_wheel_zooms_in_epochs_only_and_double_click_brings_the_whole_back(curves):
    curves.show_history(*noisy_run(200))
    plot, button = plot_of(curves), curves.findChild(QPushButton, "whole-run-button")
    whole = plot.view.viewRange()
    assert button.isHidden()
    turn_wheel(curves, 50, 5)
    (first, last), accuracies = plot.view.viewRange()
    assert whole[0][0] < first < 50 < last < 0.8 * whole[0][1]
    assert accuracies == whole[1]
    assert not button.isHidden()
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=pixel(curves, 50))
    assert plot.view.viewRange()[0] == pytest.approx(whole[0])
    assert button.isHidden()


def test_zoom_stays_while_the_run_grows(curves):
    train, test, loss = noisy_run(400)
    run = object()
    curves.show_history(train[:200], test[:200], loss[:200], series=run)
    turn_wheel(curves, 50, 5)
    zoomed = plot_of(curves).epochs_in_view()
    curves.show_history(train, test, loss, series=run)
    assert plot_of(curves).epochs_in_view() == zoomed
    QTest.mouseClick(curves.findChild(QPushButton, "whole-run-button"), Qt.MouseButton.LeftButton)
    assert plot_of(curves).epochs_in_view()[1] >= 400


def test_loss_is_drawn_on_demand_with_a_scale_that_holds_it(curves):
    train, test, loss = noisy_run(50)
    curves.show_history(train, test, 37 * loss)
    axis = plot_of(curves).getPlotItem().getAxis("right")
    button = curves.findChild(QPushButton, "loss-button")
    assert not axis.isVisible()
    assert "loss" not in shown_legends(curves)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert axis.isVisible()
    assert 37 <= axis.scale <= 40
    assert "loss" in shown_legends(curves)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not axis.isVisible()
    assert axis.maximumWidth() == 0


def test_loss_that_grew_beyond_all_bounds_is_left_out(curves):
    train, test, loss = noisy_run(30)
    loss[-1] = np.inf
    curves.show_history(train, test, loss)
    QTest.mouseClick(curves.findChild(QPushButton, "loss-button"), Qt.MouseButton.LeftButton)
    assert plot_of(curves).getPlotItem().getAxis("right").scale == pytest.approx(1)


def test_the_button_says_what_a_press_does_and_shows_no_state_besides(curves):
    curves.show_history(*noisy_run(50))
    button = curves.findChild(QPushButton, "loss-button")
    for text, wanted in (("show loss", True), ("hide loss", False), ("show loss", True)):
        assert button.text() == button.accessibleName() == text
        assert not button.isCheckable()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert curves.wants[-1] == Show(LOSS, wanted)


def test_a_model_without_loss_has_no_button_for_it_and_another_one_has_again(curves):
    train, test, loss = noisy_run(30)
    curves.show_history(train, test, loss)
    button = curves.findChild(QPushButton, "loss-button")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    curves.choose("perceptron")
    curves.show_history(train, test, np.full(30, np.nan))
    assert not button.isVisible()
    assert not plot_of(curves).getPlotItem().getAxis("right").isVisible()
    curves.choose("mlp")
    curves.show_history(train, test, loss)
    assert button.isVisible()
    assert button.text() == "hide loss"


def test_ghost_comes_and_goes_and_is_named(curves):
    curves.show_history(*noisy_run(20))
    assert not is_drawn_on(curves, 12.5, 0.25)
    curves.show_ghost(np.full(20, 0.25))
    assert shown_legends(curves) == ["training", "test", "Perceptron, fire, test 0.995"]
    assert is_drawn_on(curves, 12.5, 0.25)
    QTest.mouseClick(curves.findChild(QToolButton, "clear-ghost-button"), Qt.MouseButton.LeftButton)
    assert shown_legends(curves) == ["training", "test"]
    assert not curves.findChild(QToolButton, "clear-ghost-button").isVisible()
    assert not is_drawn_on(curves, 12.5, 0.25)


def test_a_name_too_long_for_the_legend_is_whole_in_its_tooltip(curves):
    label = "multi-layer perceptron, <b>colour of the dragon's third cousin</b> & more"
    curves.show_history(*noisy_run(20))
    curves.show_ghost(np.full(20, 0.25), label=label)
    legend = next(each for each in curves.findChildren(LineLegend) if each.text == label)
    assert label in legend.accessibleName()
    assert (
        label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;") in legend.toolTip()
    )
    assert legend.width() <= legend.parentWidget().width()


def test_a_ghost_of_one_epoch_is_a_dot(curves):
    curves.show_history(*noisy_run(20))
    curves.show_ghost(np.full(1, 0.25))
    assert colour_at(curves, 1, 0.25) == LIGHT.ghost.lower()
    assert "Perceptron, fire, test 0.995" in shown_legends(curves)
    curves.show_ghost(np.full(2, 0.25))
    assert colour_at(curves, 1, 0.25, shift=4) == LIGHT.surface.lower()


def test_a_longer_ghost_is_cut_where_the_axis_of_the_run_ends(curves):
    curves.show_history(*noisy_run(26))
    alone = plot_of(curves).epochs_in_view()
    curves.show_ghost(*noisy_run(1501)[:2])
    assert plot_of(curves).epochs_in_view() == alone
    assert 26 <= alone[1] <= 1.3 * 26


@pytest.mark.parametrize(
    ("done", "asked_for", "end"), [(1, 26, 26), (26, 26, 26), (1, 100, 100), (10, 1501, 10), (400, 1501, 1501)]
)
def test_the_axis_has_room_for_what_the_run_is_going_to_do_if_that_is_near(curves, done, asked_for, end):
    curves.show_history(*noisy_run(done), verdict=Verdict.UNDER_WAY, max_epochs=asked_for)
    assert end <= plot_of(curves).epochs_in_view()[1] <= 1.3 * end


def test_the_axis_of_a_run_that_has_ended_early_ends_with_it(curves):
    curves.show_history(*noisy_run(20), verdict=Verdict.CONVERGED, max_epochs=100)
    assert 20 <= plot_of(curves).epochs_in_view()[1] <= 26


def test_dots_are_on_the_curves_at_the_newest_epoch(curves):
    curves.show_history(np.full(20, 0.8), np.full(20, 0.4), np.full(20, np.nan))
    for accuracy in (0.8, 0.4):
        assert colour_at(curves, 20, accuracy, shift=3) != LIGHT.surface.lower()
        assert colour_at(curves, 9, accuracy, shift=3) == LIGHT.surface.lower()


def test_long_run_is_drawn_with_the_band_that_it_lies_in(curves):
    train = 0.5 + 0.2 * np.random.default_rng(0).choice([-1.0, 1.0], 100_000)
    curves.show_history(train, np.full(100_000, np.nan), np.full(100_000, np.nan))
    assert colour_at(curves, 50_000, 0.65) == colour_at(curves, 50_000, 0.35) != LIGHT.surface.lower()
    assert colour_at(curves, 50_000, 0.8) == colour_at(curves, 50_000, 0.2) == LIGHT.surface.lower()
    assert shown_legends(curves) == ["training", "band: least to greatest"]


def test_nothing_is_drawn_again_when_nothing_is_new(curves, monkeypatch):
    curves.show_history(*noisy_run(50))
    monkeypatch.setattr(curves, "_draw", lambda: pytest.fail("drawn again"))
    curves.show_moment(replace(curves.moment, scene=curves.moment.scene.with_view(label=1)))


def test_a_run_of_which_nothing_is_known_has_no_curve(curves):
    curves.show_history(*noisy_run(20))
    curves.show_moment(replace(curves.moment, sides=(replace(curves.moment.side, snapshot=None),)))
    assert shown_legends(curves) == []
    assert plot_of(curves).epochs_in_view()[1] <= 13


@pytest.mark.parametrize(
    ("style", "size"), [(Style(), (1280, 180)), (Style(scale=1.5), (1920, 270)), (Style(presenting=True), (1280, 220))]
)
def test_all_words_have_room(qtbot, style, size):
    curves = Curves(style)
    qtbot.addWidget(curves)
    curves.resize(*size)
    with qtbot.waitExposed(curves):
        curves.show()
    train, test, loss = noisy_run(5000)
    curves.show_ghost(train)
    curves.show_history(train, test, loss)
    QTest.mouseClick(curves.findChild(QPushButton, "loss-button"), Qt.MouseButton.LeftButton)
    turn_wheel(curves, 50, 1)
    QApplication.processEvents()
    assert len(shown_legends(curves)) == 5
    legends = [legend for legend in curves.findChildren(LineLegend) if legend.isVisible()]
    for part in (*legends, *curves.findChildren(QPushButton)):
        assert part.height() >= part.fontMetrics().height()
        assert part.width() >= min(part.sizeHint().width(), part.parentWidget().width() / 3)
        bottom = part.mapTo(curves, part.rect().bottomLeft()).y()
        assert bottom < curves.height()
    tops = sorted(part.mapTo(curves, QPoint()).y() for part in legends)
    assert all(below - above >= style.small_px for above, below in zip(tops, tops[1:], strict=False))


def test_controls_are_named_and_explained(curves):
    for control in curves.findChildren(QPushButton) + [plot_of(curves)]:
        assert control.objectName()
        assert control.accessibleName()
        assert control.accessibleDescription().endswith(".")
        assert control.toolTip()
