"""One hidden neuron's map on the canvas, in place of the decision regions."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from dragonviz.models.neuron_maps import STRONGEST
from dragonviz.views.plots.map_item import MapItem

_STRONGEST_TINT = 0.6


class NeuronItem(MapItem):
    """Hidden until it has a map to show.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__()
        self._colours = map_colours(palette)
        self.hide()

    def show_map(self, codes, rect):
        """Draw one of `NeuronMaps.codes` on a rectangle (x_min, x_max, y_min, y_max); nothing if None."""
        if codes is not None:
            shifted = (codes.astype(np.int16) + STRONGEST).astype(np.uint8)
            self.show_codes(shifted, rect, self._colours)
        self.setVisible(codes is not None)


def map_colours(palette):
    """A colour for each code: from the second class's through the surface's to the first class's.

    Returns
    -------
    ndarray of shape (256, 3), uint8
        RGB; code c has row ``c + STRONGEST``.
    """
    positive, middle, negative = (
        np.array(QColor(colour).getRgb()[:3]) for colour in (palette.classes[0], palette.surface, palette.classes[1])
    )
    # Not the full colours, on which dragons of those classes would vanish.
    share = _STRONGEST_TINT * np.clip((np.arange(256)[:, np.newaxis] - STRONGEST) / STRONGEST, -1, 1)
    rgb = np.where(share > 0, middle + share * (positive - middle), middle - share * (negative - middle))
    return rgb.round().astype(np.uint8)
