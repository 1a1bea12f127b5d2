"""How instruments look; and that a snapshot tells what a person would see from what another machine draws."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QImage

from dragonviz.dragons.tasks import COLOUR_TASK, FIRE_TASK
from dragonviz.models.neuron_maps import NeuronMaps
from dragonviz.scenes.data_edits import AddNoise, FlipLabels, Imbalance, Split
from dragonviz.scenes.ready_made import READY_MADE
from dragonviz.training.scores import Scores as Counts
from dragonviz.views.instruments.confusion_matrix import ConfusionMatrix
from dragonviz.views.instruments.neurons import Neurons
from dragonviz.views.instruments.scores import Scores
from dragonviz.views.panels.dragons_panel import DragonsPanel
from dragonviz.views.panels.noise_panel import NoisePanel
from dragonviz.views.panels.options_panel import OptionsPanel
from dragonviz.views.panels.ready_made_panel import ReadyMadePanel
from dragonviz.views.panels.settings_panel import SettingsPanel
from dragonviz.views.panels.status_line import StatusLine
from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import LIGHT
from tests.snapshots import compare, difference, picture_of
from tests.views.moments import after, looked_at, moment, moment_of, scene
from tests.views.shown import with_scores

SIZE = (204, 150)


def scores_view(n_missed=1):
    view = Scores(Style())
    matrices = np.array([[150, 10], [5, 195]]), np.array([[60, 2], [n_missed, 58 - n_missed]])
    view.show_moment(with_scores(*map(Counts, matrices), FIRE_TASK))
    return view


def confusion(theme=LIGHT):
    view = ConfusionMatrix(Style(theme))
    view.show_matrix(np.array([[59, 2, 1], [3, 41, 0], [1, 0, 13]]), COLOUR_TASK)
    return view


def neurons():
    waves = np.sin(np.linspace(0, 9, 256) * np.arange(10)[:, np.newaxis])  # the first one is off everywhere
    shown = moment("mlp", settings={"hidden_layer_sizes": (3,)}, with_neurons=True)
    regions = replace(
        shown.side.regions, neurons=[NeuronMaps.of(waves, 16), NeuronMaps.of(np.tile(waves, (30, 1)), 16)]
    )
    view = Neurons(Style())
    view.show_moment(looked_at(replace(shown, sides=(replace(shown.side, regions=regions),)), neuron=(0, 3)))
    return view


def of(kind, moment):
    view = kind(Style())
    view.show_moment(moment)
    return view


WIDGETS = (scores_view, confusion)


def test_scores(snapshot):
    snapshot(scores_view(), "scores", SIZE)


def test_confusion_matrix(snapshot):
    snapshot(confusion(), "confusion", SIZE)


def test_neurons(snapshot):
    snapshot(neurons(), "neurons", (204, 240))


def test_dragons_panel(snapshot):
    snapshot(of(DragonsPanel, moment_of(scene(task="colour"))), "dragons-panel", (204, 330))


def test_ready_made_panel(snapshot):
    snapshot(of(ReadyMadePanel, moment_of(scene(task=READY_MADE["spirals"].source()))), "ready-made", (204, 260))


def test_settings_panel(snapshot):
    snapshot(of(SettingsPanel, moment_of(scene("mlp"))), "settings-panel", (204, 410))


def test_noise_panel(snapshot):
    shown = moment_of(scene(task="colour"))
    shown = after(shown, AddNoise(0.35), FlipLabels(0.12), Imbalance(1, 0.3), Split(0.7, True, 1))
    snapshot(of(NoisePanel, shown), "noise-and-split", (204, 340))


def test_options_panel(snapshot):
    snapshot(of(OptionsPanel, moment_of(scene("mlp"))), "options", (204, 190))


def test_status_line(snapshot):
    status = of(StatusLine, moment_of(scene("mlp")))
    status.refuse("Learning rate: “fast” is not allowed; give a number from 0.00000001 to 10.", "Traceback")
    snapshot(status, "status-line", (500, status.height()))


# What a snapshot forgives, and what it does not


@pytest.fixture
def drawn(qtbot, snapshot):
    """The picture of a widget."""

    def draw(widget):
        qtbot.addWidget(widget)
        return picture_of(widget, SIZE)

    return draw


@pytest.mark.parametrize("make", WIDGETS)
def test_letters_without_smooth_edges_look_the_same(drawn, monkeypatch, make):
    usual = drawn(make())
    set_strategy = QFont.setStyleStrategy
    monkeypatch.setattr(QFont, "setStyleStrategy", lambda font, _: set_strategy(font, QFont.StyleStrategy.NoAntialias))
    rough = drawn(make())
    assert rough != usual
    assert difference(rough, usual) == ""


@pytest.mark.parametrize("make", WIDGETS)
def test_what_a_finer_screen_draws_looks_the_same_when_shrunk(drawn, make):
    widget = make()
    usual = drawn(widget)
    fine = QImage(2 * QSize(*SIZE), QImage.Format.Format_RGB32)
    fine.setDevicePixelRatio(2)
    fine.fill(widget.palette().window().color())
    widget.render(fine)
    fine.setDevicePixelRatio(1)
    shrunk = fine.scaled(usual.size(), mode=Qt.TransformationMode.SmoothTransformation)
    assert shrunk != usual
    assert difference(shrunk, usual) == ""


@pytest.mark.parametrize(
    ("make", "other"),
    [
        (scores_view, lambda: scores_view(n_missed=9)),
        (confusion, lambda: confusion(replace(LIGHT, accent="#4080E0"))),
        (confusion, lambda: confusion(replace(LIGHT, classes=LIGHT.classes[1::-1] + LIGHT.classes[2:]))),
        (confusion, lambda: confusion(replace(LIGHT, quiet=LIGHT.window))),
    ],
    ids=["another figure", "another blue", "classes in each other's colours", "no captions"],
)
def test_what_a_person_would_see_is_told(drawn, make, other):
    assert "looks different" in difference(drawn(other()), drawn(make()))


def test_another_size_is_told():
    images = (QImage(width, 20, QImage.Format.Format_RGB32) for width in (30, 31))
    assert difference(*images) == "it is 30×20 pixels large, not 31×20"


def test_a_picture_that_differs_is_left_beside_until_it_is_accepted(drawn, tmp_path):
    path, new = tmp_path / "folder" / "x.png", tmp_path / "folder" / "x.new.png"
    first, second = (drawn(make()) for make in WIDGETS)
    compare(first, path, accept=True)
    compare(first, path)
    with pytest.raises(pytest.fail.Exception, match="--accept-snapshots"):
        compare(second, path)
    assert QImage(str(new)) == second
    compare(second, path, accept=True)
    assert not new.exists()
    assert QImage(str(path)) == second


def test_a_picture_that_nobody_has_accepted_fails(drawn, tmp_path):
    with pytest.raises(pytest.fail.Exception, match=r"there is no x\.png yet"):
        compare(drawn(scores_view()), tmp_path / "x.png")
