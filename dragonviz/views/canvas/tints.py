"""How strongly decision regions are tinted: pale, stronger where the model is surer, and told apart in grey, too."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor

from dragonviz.models.regions import SURENESS_LEVELS

# How far from the surface's lightness each class's tint lies where the model is certain, in L* of 100: the nearest
# and the farthest class's. Two classes stand far apart, and many still pass for pale.
_NEAREST, _FARTHEST_OF_TWO, _FARTHEST = 8.0, 21.0, 34.0
_FURTHER_PER_CLASS = 5.0
_LEAST_SURE = 0.35  # of that distance, where the model is no surer than chance
_STRONGEST = 0.62  # share of the full colour
_STEPS = 256


@lru_cache(maxsize=16)
def region_colours(surface: str, colours: tuple[str, ...]) -> np.ndarray:
    """A colour for each code of `Regions.image`.

    Parameters
    ----------
    surface : str
        The colour behind the plot.
    colours : tuple of str
        Each class's.

    Returns
    -------
    ndarray of shape (n_classes * SURENESS_LEVELS, 3), uint8
        RGB, read-only.
    """
    behind, full = _rgb(surface), np.array([_rgb(colour) for colour in colours])
    sureness = np.linspace(_LEAST_SURE, 1, SURENESS_LEVELS)
    rows = []
    for colour, distance in zip(full, _distances(behind, full), strict=True):
        shares = _share_at(behind, colour, distance * sureness)
        rows.append(behind + np.outer(shares, colour - behind))
    table = np.concatenate(rows).round().astype(np.uint8)
    table.flags.writeable = False
    return table


def lightness(rgb: np.ndarray) -> np.ndarray:
    """CIE 1976 L* of sRGB colours, of 100.

    Parameters
    ----------
    rgb : ndarray of shape (..., 3)
        From 0 to 255.

    Returns
    -------
    ndarray of shape (...)
    """
    part = np.asarray(rgb) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    return np.where(luminance > 216 / 24389, 116 * np.cbrt(luminance) - 16, luminance * 24389 / 27)


def _distances(behind, full):
    """For each class how far its strongest tint lies from the surface, evenly spread in the order of the colours."""
    n = len(full)
    farthest = min(_FARTHEST, _FARTHEST_OF_TWO + _FURTHER_PER_CLASS * (n - 2))
    ranks = np.abs(lightness(full) - lightness(behind)).argsort().argsort()
    return _NEAREST + (farthest - _NEAREST) * ranks / (n - 1)


def _share_at(behind, colour, distances):
    """How much of a colour a tint takes to lie so far from the surface in lightness."""
    shares = np.linspace(0, _STRONGEST, _STEPS)
    reached = np.abs(lightness(behind + np.outer(shares, colour - behind)) - lightness(behind))
    return np.interp(distances, np.maximum.accumulate(reached), shares)


def _rgb(colour):
    return np.array(QColor(colour).getRgb()[:3], dtype=float)
