"""One hidden neuron's map on the canvas, in place of the decision regions, and what it is in words."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QLabel

from dragonviz.models.neuron_maps import STRONGEST
from dragonviz.models.regions import Regions
from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.plots.map_item import MapItem, codes_image
from dragonviz.views.plots.neuron_colours import ABOVE_ZERO, BELOW_ZERO, map_colours
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style


class NeuronMap:
    """Hidden until it has a map to show.

    Parameters
    ----------
    style : Style
    plot : FeaturePlot
        Where it is drawn.
    depth : float
        What lies deeper is hidden.
    """

    def __init__(self, style: Style, plot: FeaturePlot, depth: float) -> None:
        self._colours = map_colours(style.theme)
        self._item = MapItem()
        self._item.setZValue(depth)
        self._item.hide()
        plot.addItem(self._item, ignoreBounds=True)
        self.caption = QLabel(plot.viewport(), objectName="neuron-caption")
        self.caption.setFont(make_font(style.small_px))
        self.caption.setStyleSheet(
            f"color: {style.theme.text}; background: {style.theme.surface}; padding: {style.grid_px // 2}px;"
        )
        self.caption.hide()
        self._plot, self._shown = plot, None
        self._gap = style.grid_px

    def show_neuron(self, regions: Regions | None, neuron: tuple[int, int] | None) -> None:
        """Draw the map of a neuron, if regions have it; nothing if None.

        Parameters
        ----------
        regions : Regions or None
        neuron : (int, int) or None
            The hidden layer, and which neuron in it.
        """
        shown = (regions, neuron) if _has_map(regions, neuron) else None
        if shown == self._shown:
            return
        self._shown = shown
        self._item.setVisible(shown is not None)
        self.caption.setVisible(shown is not None)
        if shown is not None:
            layer, k = neuron
            shifted = (regions.neurons[layer].codes[k].astype(np.int16) + STRONGEST).astype(np.uint8)
            self._item.show_image(codes_image(shifted, self._colours), regions.rect)
            self.caption.setText(f"Layer {layer + 1}, neuron {k + 1:,}: {ABOVE_ZERO} above zero, {BELOW_ZERO} below")
            self.caption.adjustSize()
            self.place_caption()

    def place_caption(self) -> None:
        """Have the caption in the upper left corner between the axes."""
        corner = self._plot.mapFromScene(self._plot.area().topLeft())
        self.caption.move(corner.x() + self._gap, corner.y() + self._gap)


def _has_map(regions, neuron):
    if regions is None or neuron is None:
        return False
    layer, k = neuron
    return layer < len(regions.neurons) and k < len(regions.neurons[layer].codes)
