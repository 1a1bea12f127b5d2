"""The maps of a network's hidden neurons, small, one grid for each layer; the one pointed at is on the canvas."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dragonviz.app.moment import Moment
from dragonviz.explain.wording import number
from dragonviz.models.neuron_maps import NeuronMaps
from dragonviz.scenes.edits import Look
from dragonviz.scenes.setup import Setup
from dragonviz.views.instrument import NEURON_MAPS, Instrument
from dragonviz.views.instruments.neuron_grid import NeuronGrid, is_off
from dragonviz.views.plots.neuron_colours import ABOVE_ZERO, BELOW_ZERO
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import vbox

_NOTHING = "They appear here once the model has been trained a little."
_HINT = f"{ABOVE_ZERO.capitalize()} above zero, {BELOW_ZERO} below. Point at one to see it on the canvas."
_CAPTION_LINES = 3


class Neurons(Instrument):
    """What each hidden neuron gives all over the canvas."""

    name = "neurons"
    title = "Hidden neurons"
    help = "What each hidden neuron gives all over the canvas."
    keys = ("N",)
    opens = False
    tab_beside = "confusion"
    grows = True
    needs = frozenset({NEURON_MAPS})

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        # Its room is kept: what is below must not move when it is first pointed at.
        self._caption = Text(style.small_px, style.theme.quiet, most_lines=_CAPTION_LINES, keeps_room=True)
        self._caption.setObjectName("neurons-caption")
        self._layers: list[_Layer] = []
        self._below = QVBoxLayout()
        self._below.setSpacing(style.grid_px // 2)
        layout = vbox(self._caption, self._below, spacing=style.grid_px // 4)
        layout.addStretch()
        self.setLayout(layout)

    @classmethod
    def serves(cls, setup: Setup) -> bool:
        """Whether the model has hidden neurons."""
        return setup.kind.has_hidden_neurons

    def show_moment(self, moment: Moment) -> None:
        """Draw the maps, and frame the one that is on the canvas."""
        regions = moment.side.regions
        layers = [] if regions is None else regions.neurons
        pointed_at = moment.scene.view.neuron
        self._fit(len(layers))
        for k, (layer, maps) in enumerate(zip(self._layers, layers, strict=True)):
            is_here = pointed_at is not None and pointed_at[0] == k and pointed_at[1] < len(maps.codes)
            layer.show_maps(maps, pointed_at[1] if is_here else None)
        self._caption.setText(_caption(layers, pointed_at))

    def _fit(self, n_layers: int) -> None:
        while len(self._layers) > n_layers:
            layer = self._layers.pop()
            layer.hide()
            layer.deleteLater()
        while len(self._layers) < n_layers:
            layer = _Layer(len(self._layers), self.look)
            layer.grid.pointed_at.connect(self._point_at)
            self._layers.append(layer)
            self._below.addWidget(layer)

    def _point_at(self, number: int, neuron: int) -> None:
        self.wanted.emit(Look({"neuron": (number, neuron) if neuron >= 0 else None}))


class _Layer(QWidget):
    """The title of a layer, and its grid.

    A widget and no layout in a layout: PySide keeps the items of one that is added for longer than Qt does, and takes
    what lies there later, a menu's entry say, for them. When that is deleted, the process ends.
    """

    def __init__(self, number: int, style: Style) -> None:
        super().__init__()
        self._number = number
        self._title = Text(style.small_px)
        self.grid = NeuronGrid(number, style)
        self.setLayout(vbox(self._title, self.grid))

    def show_maps(self, maps: NeuronMaps, pointed_at: int | None) -> None:
        """Draw these maps, one of them framed."""
        n = len(maps.codes)
        self._title.setText(f"Hidden layer {self._number + 1}: {n:,} neuron{'' if n == 1 else 's'}")
        self.grid.show_maps(maps, pointed_at)


def _caption(layers: list[NeuronMaps], pointed_at: tuple[int, int] | None) -> str:
    if not layers:
        return _NOTHING
    if pointed_at is None or pointed_at[0] >= len(layers) or pointed_at[1] >= len(layers[pointed_at[0]].codes):
        return _HINT
    layer, neuron = pointed_at
    maps = layers[layer]
    if is_off(maps)[neuron]:
        return f"Layer {layer + 1}, neuron {neuron + 1:,}: off everywhere."
    reach = f"from {number(maps.lowest[neuron])} to {number(maps.highest[neuron])}"
    return f"Layer {layer + 1}, neuron {neuron + 1:,}, {reach}: now on the canvas."
