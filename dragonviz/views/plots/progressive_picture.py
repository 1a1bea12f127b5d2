"""A picture of very many things that is painted a little at a time, so that the window never waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap, QTransform

from dragonviz.views.plots.guarded_paint import saved

_SLICE = 0.010  # seconds


class PaintKey(Protocol):
    """What a picture depends on.

    Attributes
    ----------
    to_pixels : QTransform
        Of its view.
    size : QSize
        In pixels.
    pixel_ratio : float
    """

    to_pixels: QTransform
    size: QSize
    pixel_ratio: float

    def same_as(self, other: PaintKey) -> bool:
        """Whether a picture of either is a picture of the other."""


Strokes = Iterable[Callable[[QPainter], None]]


@dataclass(eq=False)
class _Picture:
    key: PaintKey
    pixmap: QPixmap
    strokes: Iterator[Callable[[QPainter], None]]


class ProgressivePicture(QObject):
    """Keeps the last picture that was finished until the next one is.

    What is to be seen is a paint key: all that a picture depends on.

    Parameters
    ----------
    strokes_of : callable
        Gives for a paint key an iterable of functions of a QPainter: what to paint, each a millisecond or so.
    parent : QObject

    Attributes
    ----------
    changed : Signal()
        There is more to be seen.
    """

    changed = Signal()

    def __init__(self, strokes_of: Callable[[PaintKey], Strokes], parent: QObject) -> None:
        super().__init__(parent)
        self._strokes_of = strokes_of
        self._shown, self._under_way = None, None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._continue)

    @property
    def key(self) -> PaintKey | None:
        """What the finished picture shows, None if there is none."""
        return None if self._shown is None else self._shown.key

    def forget(self) -> None:
        """Drop what has been painted: it has nothing to do with what comes next."""
        self._timer.stop()
        self._shown, self._under_way = None, None

    def paint(self, painter: QPainter, key: PaintKey) -> None:
        """Draw the newest picture there is, and see to it that one with this key follows.

        Parameters
        ----------
        painter : QPainter
            Whose unit is the pixel.
        key : PaintKey
        """
        # One that is under way is finished whatever is wanted meanwhile: else a view that keeps moving showed none.
        if self._under_way is None and not (self._shown is not None and key.same_as(self._shown.key)):
            self._begin(key)
        picture = self._shown or self._under_way
        with saved(painter):
            painter.setTransform(picture.key.to_pixels.inverted()[0] * key.to_pixels)
            painter.drawPixmap(0, 0, picture.pixmap)

    def _begin(self, key):
        pixmap = QPixmap(key.pixel_ratio * key.size)
        pixmap.setDevicePixelRatio(key.pixel_ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        self._under_way = _Picture(key, pixmap, iter(self._strokes_of(key)))
        if not self._grow():
            self._timer.start()

    def _continue(self):
        # The first picture of all is worth seeing while it grows.
        if self._grow() or self._shown is None:
            self.changed.emit()

    def _grow(self):
        """Paint for a while; whether the picture is finished."""
        picture, until = self._under_way, time.perf_counter() + _SLICE
        painter = QPainter(picture.pixmap)
        try:
            for stroke in picture.strokes:
                stroke(painter)
                if time.perf_counter() > until:
                    return False
        finally:
            painter.end()
        self._timer.stop()
        self._shown, self._under_way = picture, None
        return True
