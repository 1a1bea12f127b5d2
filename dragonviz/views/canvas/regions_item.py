"""Decision regions in pale class colours."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from dragonviz.models.regions import SURENESS_LEVELS
from dragonviz.views.plots.map_item import MapItem

_PALEST, _STRONGEST = 0.08, 0.42
_PERCEPTRON_TINT = 0.26


class RegionsItem(MapItem):
    """The class that wins everywhere, stronger where the model is surer.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__()
        self._colours = {sure: _colours(palette, sure) for sure in (False, True)}

    def show_regions(self, regions, probabilistic):
        """Draw `Regions`; a perceptron's are flat, for it knows no more or less sure."""
        self.show_codes(regions.image, regions.rect, self._colours[probabilistic])


def _colours(palette, probabilistic):
    levels = np.linspace(_PALEST, _STRONGEST, SURENESS_LEVELS)
    if not probabilistic:
        levels = np.full(SURENESS_LEVELS, _PERCEPTRON_TINT)
    surface = np.array(QColor(palette.surface).getRgb()[:3])
    rows = [
        surface + np.outer(levels, np.array(QColor(colour).getRgb()[:3]) - surface)
        for colour in palette.classes[: 256 // SURENESS_LEVELS]
    ]
    return np.concatenate(rows).round().astype(np.uint8)
