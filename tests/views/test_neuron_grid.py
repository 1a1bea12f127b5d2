"""Hidden neurons: every one has a cell of its own, which is the one that is pointed at."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from dragonviz.models.neuron_maps import STRONGEST, NeuronMaps
from dragonviz.scenes.setup import Setup
from dragonviz.views.instruments.neuron_grid import NeuronGrid, Tiling, is_off
from dragonviz.views.instruments.neurons import Neurons
from dragonviz.views.plots.neuron_colours import map_colours
from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import DARK, LIGHT
from tests.views.moments import looked_at, moment
from tests.views.shown import find, show

NETWORK = {"hidden_layer_sizes": (3, 5)}


@pytest.fixture(scope="module")
def shown():
    return moment("mlp", settings=NETWORK, with_neurons=True)


def maps_of(n):
    """Neurons that are fully on and fully off by turns."""
    outputs = np.repeat(np.where(np.arange(n) % 2, -1.0, 1.0)[:, np.newaxis], 64, axis=1).astype(np.float32)
    return NeuronMaps.of(outputs, 8)


def point_at(widget, place):
    """Move the mouse, and nothing else: off the screen, Qt's own cursor leaves a widget again when it likes."""
    position, button = QPointF(place), Qt.MouseButton.NoButton
    on_screen = QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, position, on_screen, button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("n_neurons", [1, 8, 9, 20, 300, 1000])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_neuron_has_a_cell_of_its_own(qtbot, n_neurons, theme):
    grid = NeuronGrid(0, Style(theme))
    qtbot.addWidget(grid)
    grid.show_maps(maps_of(n_neurons), None)
    grid.resize(204, grid.heightForWidth(204))
    with qtbot.waitExposed(grid):
        grid.show()
    pointed = []
    grid.pointed_at.connect(lambda _, neuron: pointed.append(neuron))
    image = grid.grab().toImage()
    off, on = (QColor(*map_colours(theme)[code]).name() for code in (0, 2 * STRONGEST))
    found = {}
    for y in range(0, grid.height(), 2):
        for x in range(0, grid.width(), 2):
            colour = image.pixelColor(x, y).name()
            if colour in (on, off):
                point_at(grid, QPoint(x, y))
                found[pointed[-1]] = colour
                assert grid.rect_of(pointed[-1]).contains(QPointF(x + 0.5, y + 0.5))
    assert found == {k: (on, off)[k % 2] for k in range(n_neurons)}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("n", [1, 7, 64, 999])
def test_cells_are_whole_device_pixels_and_found_again(n, ratio):
    tiling = Tiling.of(n, 204, 24, ratio)
    assert tiling.across * tiling.pitch <= 204 * ratio
    for k in range(n):
        x, y = tiling.corner(k)
        assert {tiling.at(x, y), tiling.at(x + tiling.side - 0.01, y + tiling.side - 0.01)} == {k}
    assert tiling.at(-0.1, 0) == tiling.at(0, tiling.n_rows * tiling.pitch) == -1


def test_the_cell_that_is_pointed_at_and_no_other_is_framed(qtbot):
    grid = NeuronGrid(0, Style())
    qtbot.addWidget(grid)
    maps = maps_of(1000)
    grid.show_maps(maps, None)
    grid.resize(204, grid.heightForWidth(204))
    before = grid.grab().toImage()
    grid.show_maps(maps, 437)
    after = grid.grab().toImage()
    changed = [
        (x, y)
        for y in range(after.height())
        for x in range(after.width())
        if after.pixelColor(x, y) != before.pixelColor(x, y)
    ]
    assert changed
    cell = grid.rect_of(437).adjusted(-0.01, -0.01, 0.01, 0.01)
    assert all(cell.contains(QPointF(x, y)) for x, y in changed)


def test_pointing_and_leaving_are_told_and_nothing_moves(qtbot, shown):
    view, wanted = show(qtbot, Neurons, shown)
    grid = find(view, "neurons-of-layer-2")
    place = grid.pos()
    target = grid.rect_of(3).center().toPoint()
    point_at(grid, target)
    assert [edit.changes for edit in wanted] == [{"neuron": (1, 3)}]
    view.show_moment(looked_at(shown, neuron=(1, 3)))
    QApplication.processEvents()
    assert grid.pos() == place
    assert view.findChild(QLabel, "neurons-caption").text().startswith("Layer 2, neuron 4")
    point_at(grid, target + QPoint(1, 1))
    assert len(wanted) == 1
    QApplication.sendEvent(grid, QEvent(QEvent.Type.Leave))
    assert wanted[-1].changes == {"neuron": None}


def test_arrow_keys_point_at_neighbours(qtbot, shown):
    view, wanted = show(qtbot, Neurons, shown)
    grid = find(view, "neurons-of-layer-2")

    def press(key):
        QTest.keyClick(view.windowHandle(), key)
        if wanted:
            view.show_moment(looked_at(shown, neuron=wanted[-1].changes["neuron"]))

    grid.setFocus(Qt.FocusReason.TabFocusReason)
    view.show_moment(looked_at(shown, neuron=wanted[-1].changes["neuron"]))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        press(key)
    assert [edit.changes["neuron"] for edit in wanted] == [(1, 0), (1, 1), (1, 2), (1, 1)]
    press(Qt.Key.Key_Up)
    assert len(wanted) == 4
    grid.clearFocus()
    assert wanted[-1].changes == {"neuron": None}


def test_a_neuron_that_is_off_everywhere_is_crossed_out_and_said_to_be(qtbot, shown):
    dead = NeuronMaps.of(np.stack([np.zeros(64), np.linspace(-1, 1, 64)]).astype(np.float32), 8)
    assert list(is_off(dead)) == [True, False]
    grid = NeuronGrid(0, Style())
    qtbot.addWidget(grid)
    grid.show_maps(dead, None)
    grid.resize(204, grid.heightForWidth(204))
    image, cell = grid.grab().toImage(), grid.rect_of(0)
    middle = cell.center().toPoint()
    assert image.pixelColor(1, 1) == QColor(LIGHT.quiet)
    assert image.pixelColor(middle.x(), 1) == QColor(LIGHT.surface)
    view, _ = show(qtbot, Neurons, shown)
    side = shown.side
    layers = [dead, side.regions.neurons[1]]
    of_dead = replace(shown, sides=(replace(side, regions=replace(side.regions, neurons=layers)),))
    view.show_moment(looked_at(of_dead, neuron=(0, 0)))
    assert view.findChild(QLabel, "neurons-caption").text() == "Layer 1, neuron 1: off everywhere."


def test_each_layer_has_a_title(qtbot, shown):
    view, _ = show(qtbot, Neurons, shown)
    texts = [label.text() for label in view.findChildren(QLabel)]
    assert "Hidden layer 1: 3 neurons" in texts
    assert "Hidden layer 2: 5 neurons" in texts
    assert find(view, "neurons-of-layer-1").accessibleName() == "hidden layer 1: 3 neurons"


def test_layers_come_and_go_with_the_network(qtbot, shown):
    view, _ = show(qtbot, Neurons, shown)
    view.show_moment(moment("mlp", settings={"hidden_layer_sizes": (4,)}, with_neurons=True))
    QApplication.processEvents()
    grids = [grid for grid in view.findChildren(NeuronGrid) if grid.isVisible()]
    assert [grid.accessibleName() for grid in grids] == ["hidden layer 1: 4 neurons"]
    view.show_moment(moment("mlp", settings=NETWORK, epochs=0, neuron=(1, 4)))
    assert not [grid for grid in view.findChildren(NeuronGrid) if grid.isVisible()]
    assert "once the model has been trained" in view.findChild(QLabel, "neurons-caption").text()


def test_they_serve_models_that_have_hidden_neurons():
    assert [name for name in ("logistic", "perceptron", "multiclass", "mlp") if Neurons.serves(Setup(name))] == ["mlp"]
