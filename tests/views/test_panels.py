"""Options, speed, equation, picked dragon, epoch and loss: small instruments, each as its moment says."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dragonviz.explain.dragon_card import dragon_card
from dragonviz.explain.equation import equation
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import AddDragon, Look, Show
from dragonviz.scenes.speed import FASTEST, SPEEDS
from dragonviz.scenes.view_state import BOUNDARY, CLASS_LINES
from dragonviz.views.instruments.epoch_and_loss import EpochAndLoss
from dragonviz.views.instruments.model_equation import ModelEquation
from dragonviz.views.instruments.picked_dragon import PickedDragon
from dragonviz.views.panels.options_panel import OptionsPanel
from dragonviz.views.panels.speed import SpeedChoice
from dragonviz.views.style.style import Style
from tests.views.moments import after, looked_at, moment, moment_of, scene
from tests.views.shown import click, find, show


def text(instrument, name):
    return instrument.findChild(QLabel, name).text()


# Options


@pytest.mark.parametrize(
    ("model", "shown"),
    [
        ("logistic", {"boundary", "live"}),
        ("multiclass", {"boundary", "class-lines", "live"}),
        ("mlp", {"boundary", "live", "mlp-again"}),
    ],
)
def test_a_model_has_the_options_that_it_can_serve(qtbot, model, shown):
    panel, _ = show(qtbot, OptionsPanel, moment_of(scene(model)))
    names = {"boundary", "class-lines", "live", "mlp-again"}
    assert {name for name in names if find(panel, f"{name}-switch").isVisible()} == shown


def test_options_are_wanted_and_shown_as_the_scene_has_them(qtbot):
    shown = moment_of(scene("multiclass"))
    panel, wanted = show(qtbot, OptionsPanel, shown)
    for name in ("boundary", "class-lines", "live"):
        click(panel, f"{name}-switch")
    assert wanted[:2] == [Show(BOUNDARY, False), Show(CLASS_LINES, True)]
    assert (type(wanted[2]), wanted[2].changes) == (Look, {"live": False})
    panel.show_moment(looked_at(shown, shown=frozenset({CLASS_LINES}), live=False))
    on = [find(panel, f"{name}-switch").isChecked() for name in ("boundary", "class-lines", "live")]
    assert on == [False, True, False]
    assert len(wanted) == 3


def test_the_mlp_is_restarted_at_each_change_if_wanted(qtbot):
    panel, wanted = show(qtbot, OptionsPanel, moment_of(scene("mlp")))
    click(panel, "mlp-again-switch")
    assert wanted[0].changes == {"mlp_starts_again": True}


# Speed


@pytest.fixture
def speed(qtbot):
    choice = SpeedChoice(Style())
    qtbot.addWidget(choice)
    wanted = []
    choice.wanted.connect(wanted.append)
    choice.show_moment(moment_of(scene("perceptron")))
    with qtbot.waitExposed(choice):
        choice.show()
    return choice, wanted


def test_the_speed_is_that_of_the_present_model(speed):
    choice, wanted = speed
    assert text(choice, "speed-in-words") == str(scene().view.speeds["perceptron"])
    choice.show_moment(moment_of(scene("logistic")))
    assert text(choice, "speed-in-words") == str(scene().view.speeds["logistic"])
    assert not wanted


def test_another_speed_is_wanted_for_the_present_model_only(speed):
    choice, wanted = speed
    before = scene().view.speeds
    slider = find(choice, "speed")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert wanted[-1].changes == {"speeds": {**before, "perceptron": FASTEST}}
    choice.show_moment(moment_of(scene("perceptron", speeds=wanted[-1].changes["speeds"])))
    assert text(choice, "speed-in-words") == "as fast as it can"


def test_every_speed_has_room_and_nothing_moves(speed):
    choice, _ = speed
    label, places = choice.findChild(QLabel, "speed-in-words"), set()
    for each in SPEEDS:
        choice.show_moment(moment_of(scene("mlp", speeds={**scene().view.speeds, "mlp": each})))
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        places.add(label.geometry().topLeft().toTuple())
    assert len(places) == 1


# The equation


@pytest.mark.parametrize("model", MODELS)
def test_the_equation_is_the_snapshots(qtbot, model):
    shown = moment(model, settings={"hidden_layer_sizes": (3,)} if model == "mlp" else None)
    card, _ = show(qtbot, ModelEquation, shown)
    assert text(card, "equation-text") == equation(shown.side.snapshot)
    untrained = moment(model, epochs=0)
    card.show_moment(untrained)
    assert text(card, "equation-text") == equation(untrained.side.snapshot)
    card.show_moment(moment_of(scene()))
    assert text(card, "equation-text") == ""


def test_the_equation_of_dragons_before_is_pale(qtbot):
    shown = moment()
    card, _ = show(qtbot, ModelEquation, shown)
    label = card.findChild(QLabel, "equation-text")
    colour = label.palette().windowText().color()
    card.show_moment(replace(shown, following=False))
    assert label.palette().windowText().color().name() == Style().theme.quiet.lower()
    card.show_moment(shown)
    assert label.palette().windowText().color() == colour


# The picked dragon


def test_one_picked_dragon_is_described_and_several_are_counted(qtbot):
    shown = moment()
    card, _ = show(qtbot, PickedDragon, shown)
    assert text(card, "picked-text") == "Click a dragon to look at it."
    card.show_moment(looked_at(shown, picked=np.array([7])))
    assert text(card, "picked-text") == dragon_card(shown.dataset, 7, shown.current)
    card.show_moment(looked_at(shown, picked=np.arange(1200) % 480))
    assert text(card, "picked-text") == "1,200 dragons are selected."


def test_a_picked_dragon_that_is_not_on_screen_yet_is_waited_for(qtbot):
    shown = moment()
    card, _ = show(qtbot, PickedDragon, shown)
    scene_after = after(shown, AddDragon((7.0, 120.0), 0, True)).scene.with_view(picked=np.array([480]))
    card.show_moment(replace(shown, scene=scene_after))
    assert text(card, "picked-text") == "Click a dragon to look at it."
    card.show_moment(replace(shown, scene=scene_after, dataset=scene_after.dataset, following=False))
    assert "number of toes: 7" in text(card, "picked-text")


def test_samples_that_are_no_dragons_are_called_what_they_are(qtbot):
    shown = moment(epochs=0)
    dataset = shown.dataset
    points = type(dataset)(replace(dataset.task, sample="point"), dataset.X, dataset.y, dataset.is_train)
    card, _ = show(qtbot, PickedDragon, replace(shown, dataset=points))
    assert text(card, "picked-text") == "Click a point to look at it."
    assert (card.windowTitle(), card.accessibleName()) == ("Picked point", "Picked point")


# Epoch and loss


def test_epoch_and_loss_are_the_snapshots(qtbot):
    shown = moment("logistic", epochs=3)
    panel, _ = show(qtbot, EpochAndLoss, shown)
    snapshot = shown.side.snapshot
    assert text(panel, "epoch-figure") == str(snapshot.epoch) == "3"
    assert float(text(panel, "loss-figure")) == pytest.approx(snapshot.history.loss[-1], rel=0.01)


def test_what_is_unknown_is_a_dash_and_what_a_model_has_not_is_left_out(qtbot):
    panel, _ = show(qtbot, EpochAndLoss, moment_of(scene()))
    assert (text(panel, "epoch-figure"), text(panel, "loss-figure")) == ("–", "–")
    panel.show_moment(moment("logistic", epochs=0))
    assert (text(panel, "epoch-figure"), text(panel, "loss-figure")) == ("0", "0.693")
    panel.show_moment(moment("perceptron"))
    assert not panel.findChild(QLabel, "loss-figure").isVisible()
