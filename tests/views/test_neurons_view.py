"""Hidden neurons in the window: shown on demand, large on the canvas when pointed at."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def layer(view, number):
    return view.findChild(QWidget, f"neurons-of-layer-{number}")


@pytest.fixture
def network(window, robot, qtbot):
    controller = window.controller
    controller.choose_model("mlp")
    controller.set_setting("hidden_layer_sizes", (3, 5))
    robot.key(Qt.Key.Key_N)
    robot.key(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: layer(window.neurons, 2) is not None, timeout=30_000)
    qtbot.waitUntil(lambda: layer(window.neurons, 2).isVisible() and layer(window.neurons, 2).width() > 150)
    return window


def point_at(widget, place):
    """Move the mouse, and nothing else: off the screen, Qt's own cursor leaves a widget again when it likes."""
    position, button = QPointF(place), Qt.MouseButton.NoButton
    on_screen = QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, position, on_screen, button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def test_pointing_at_a_neuron_puts_its_map_on_the_canvas(network):
    pictured, tiles = [], layer(network.neurons, 2)
    network.neurons.pointed_at.connect(pictured.append)
    point_at(tiles, QPoint(30, 8))
    np.testing.assert_array_equal(pictured[-1], tiles.maps.codes[1])
    shown = network.canvas.grab().toImage()
    QApplication.sendEvent(tiles, QEvent(QEvent.Type.Leave))
    assert pictured[-1] is None
    assert network.canvas.grab().toImage() != shown


def test_they_are_there_for_the_mlp_only_and_on_demand(network, robot, qtbot):
    assert network.neurons.isVisible()
    network.controller.choose_model("logistic")
    assert not network.neurons.isVisible()
    network.controller.choose_model("mlp")
    assert network.neurons.isVisible()
    robot.key(Qt.Key.Key_N)
    assert not network.neurons.isVisible()
