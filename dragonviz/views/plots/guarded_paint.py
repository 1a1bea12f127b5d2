"""Painting that fails without taking the program along."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from PySide6.QtGui import QPainter


def guarded_paint(paint: Callable[..., None]) -> Callable[..., None]:
    """Hand what a `paint` or `paintEvent` raises to `sys.excepthook`, and go on with the next item.

    pyqtgraph's view calls Qt's `paintEvent` from Python, therefore PySide keeps an item's exception pending until that
    call returns, and Qt goes on asking the other items for their rectangles. PySide (6.11), looking up their methods
    with an exception pending, frees one that is in use: the process ends with a segmentation fault.

    Parameters
    ----------
    paint : callable
        The method to guard.
    """

    @wraps(paint)
    def guarded(*arguments: Any) -> None:
        try:
            paint(*arguments)
        except Exception as error:
            sys.excepthook(*sys.exc_info())
            # A painter that lives on in a frame which somebody keeps would stay active.
            traceback.clear_frames(error.__traceback__)

    return guarded


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """Give the painter its pen, brush, transform and clip back at the end of a `with`, also when something fails there.

    Parameters
    ----------
    painter : QPainter
    """
    painter.save()
    try:
        yield
    finally:
        painter.restore()
