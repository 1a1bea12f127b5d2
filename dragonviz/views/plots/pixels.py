"""Painting in pixels, wherever the view is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtGui import QPaintEngine, QPainter, QTransform

from dragonviz.views.plots.guarded_paint import saved


@contextmanager
def in_pixels(painter: QPainter) -> Iterator[QTransform]:
    """Let the painter count in pixels, and have it back as it was, whatever happens.

    Yields
    ------
    QTransform
        From what it counted in before.
    """
    to_pixels = painter.transform()
    with saved(painter):
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        yield to_pixels


def is_raster(painter: QPainter) -> bool:
    """Whether it paints pixels; if not, it writes a file of shapes, such as SVG or PDF."""
    return painter.paintEngine().type() == QPaintEngine.Type.Raster


def on_screen(transform: QTransform, points: np.ndarray) -> np.ndarray:
    """Where points lie in pixels.

    Parameters
    ----------
    transform : QTransform
        A painter's, without rotation.
    points : ndarray of shape (n_points, 2)

    Returns
    -------
    ndarray of shape (n_points, 2)
    """
    pixels = points * (transform.m11(), transform.m22()) + (transform.dx(), transform.dy())
    # Qt's raster engine counts in fixed point: what lies further out is nowhere near the screen.
    return np.clip(pixels, -1e6, 1e6)
