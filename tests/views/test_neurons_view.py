"""Hidden neurons in the window: shown on demand, large on the canvas when pointed at."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dragonviz.models.neuron_maps import STRONGEST
from dragonviz.scenes.edits import ChooseModel, SetSetting
from dragonviz.views.plots.neuron_colours import map_colours

_FREE_PX = 25  # no dragon reaches so far from its place


@pytest.fixture
def network(window, robot):
    window.do((ChooseModel("mlp"), SetSetting("hidden_layer_sizes", (3, 5))))
    robot.key(Qt.Key.Key_N)
    robot.trigger("epoch")
    robot.wait_until(lambda: grid(window) is not None, "there are maps")
    robot.wait_until(lambda: grid(window).isVisible() and grid(window).width() > 150, "they have room")
    return window


def grid(window, layer=2):
    return window.instruments["neurons"].findChild(QWidget, f"neurons-of-layer-{layer}")


def caption(window):
    return window.canvas.findChild(QLabel, "neuron-caption")


def point_at(widget, place):
    """Move the mouse, and nothing else: off the screen, Qt's own cursor leaves a widget again when it likes."""
    position, button = QPointF(place), Qt.MouseButton.NoButton
    on_screen = QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, position, on_screen, button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def free_places(robot, n=15):
    """Places of the canvas where nothing but the map is drawn, in feature coordinates."""
    x_min, x_max, y_min, y_max = robot.canvas.rect_in_view()
    inside = (np.arange(n) + 0.5) / n
    dragons = [robot.place(index) for index in range(len(robot.dragons))]
    for x in x_min + (x_max - x_min) * inside:
        for y in y_min + (y_max - y_min) * inside:
            pixel = robot.canvas.pixel_of(x, y)
            covered = caption(robot.window).geometry().adjusted(-2, -2, 2, 2).contains(pixel)
            if not covered and all((pixel - dragon).manhattanLength() > _FREE_PX for dragon in dragons):
                yield x, y


def codes_at(regions, codes, x, y):
    """What a map says at a place and around it."""
    x_min, x_max, y_min, y_max = regions.rect
    n = len(codes)
    row, column = int(n * (y - y_min) / (y_max - y_min)), int(n * (x - x_min) / (x_max - x_min))
    return codes[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2].astype(int)


def test_pointing_at_a_neuron_puts_its_map_on_the_canvas(network, robot):
    robot.key(Qt.Key.Key_B)  # borders lie over the maps
    tiles = grid(network)
    point_at(tiles, tiles.rect_of(1).center().toPoint())
    assert robot.scene.view.neuron == (1, 1)
    robot.wait_for_screen()
    assert caption(network).isVisible()
    assert caption(network).text().startswith("Layer 2, neuron 2:")
    shown = network.canvas.viewport().grab().toImage()
    regions, colours = network.moment.side.regions, map_colours(network.dressing.style.theme)
    codes, n_seen = regions.neurons[1].codes[1], 0
    for x, y in free_places(robot):
        around = codes_at(regions, codes, x, y)
        seen = np.array(shown.pixelColor(network.canvas.pixel_of(x, y)).getRgb()[:3])
        # Drawn smoothly: between the colours of what is around.
        nearby = colours[around + STRONGEST].reshape(-1, 3).astype(int)
        assert (nearby.min(axis=0) - 2 <= seen).all()
        assert (seen <= nearby.max(axis=0) + 2).all()
        n_seen += 1
    assert n_seen > 20
    QApplication.sendEvent(tiles, QEvent(QEvent.Type.Leave))
    assert robot.scene.view.neuron is None
    robot.wait_for_screen()
    assert not caption(network).isVisible()
    assert network.canvas.viewport().grab().toImage() != shown


def test_they_are_there_for_the_mlp_only_and_on_demand(network, robot):
    neurons = network.instruments["neurons"]
    for model, there in (("mlp", True), ("logistic", False), ("mlp", True)):
        network.do(ChooseModel(model))
        robot.wait_for_screen()
        assert neurons.isVisible() is there
    robot.key(Qt.Key.Key_N)
    robot.wait_for_screen()
    assert not neurons.isVisible()
