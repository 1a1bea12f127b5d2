"""In which colours hidden neurons are drawn: none that a class wears, and sayable without colour, too."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from dragonviz.models.neuron_maps import STRONGEST
from dragonviz.views.style.themes import Theme

# Shares of the full colour. In grey the one is dark and the other pale: purple and green alone would be the same.
_ABOVE, _BELOW = 0.8, 0.4
ABOVE_ZERO, BELOW_ZERO = "dark purple", "pale green"


def map_colours(theme: Theme) -> np.ndarray:
    """A colour for each code of `NeuronMaps`: the surface's at zero, away from it towards either side.

    Parameters
    ----------
    theme : Theme

    Returns
    -------
    ndarray of shape (256, 3), uint8
        RGB; code c has row ``c + STRONGEST``.
    """
    above, zero, below = (
        np.array(QColor(colour).getRgb()[:3]) for colour in (theme.positive, theme.surface, theme.negative)
    )
    share = np.clip((np.arange(256)[:, np.newaxis] - STRONGEST) / STRONGEST, -1, 1)
    rgb = np.where(share > 0, zero + _ABOVE * share * (above - zero), zero - _BELOW * share * (below - zero))
    return rgb.round().astype(np.uint8)
