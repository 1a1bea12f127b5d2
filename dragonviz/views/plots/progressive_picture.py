"""A picture of very many things that is painted a little at a time, so that the window never waits for it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap

from dragonviz.views.plots.guarded_paint import saved

_SLICE = 0.010  # seconds


@dataclass(eq=False)
class _Picture:
    look: object
    pixmap: QPixmap
    strokes: object


class ProgressivePicture(QObject):
    """Keeps the last picture that was finished until the next one is.

    What is to be seen is a look: it has `to_pixels`, the QTransform of its view, `size` in pixels, `pixel_ratio`, and
    `same_as(look)`.

    Parameters
    ----------
    strokes_of : callable
        Gives for a look an iterable of functions of a QPainter: what to paint, each a millisecond or so.
    parent : QObject

    Attributes
    ----------
    changed : Signal()
        There is more to be seen.
    """

    changed = Signal()

    def __init__(self, strokes_of, parent):
        super().__init__(parent)
        self._strokes_of = strokes_of
        self._shown, self._under_way = None, None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._continue)

    @property
    def look(self):
        """What the finished picture shows, None if there is none."""
        return None if self._shown is None else self._shown.look

    def forget(self):
        """Drop what has been painted: it has nothing to do with what comes next."""
        self._timer.stop()
        self._shown, self._under_way = None, None

    def paint(self, painter, look):
        """Draw the newest picture there is, and see to it that one with this look follows.

        Parameters
        ----------
        painter : QPainter
            Whose unit is the pixel.
        look : object
        """
        # One that is under way is finished whatever is wanted meanwhile: else a view that keeps moving showed none.
        if self._under_way is None and not (self._shown is not None and look.same_as(self._shown.look)):
            self._begin(look)
        picture = self._shown or self._under_way
        with saved(painter):
            painter.setTransform(picture.look.to_pixels.inverted()[0] * look.to_pixels)
            painter.drawPixmap(0, 0, picture.pixmap)

    def _begin(self, look):
        pixmap = QPixmap(look.pixel_ratio * look.size)
        pixmap.setDevicePixelRatio(look.pixel_ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        self._under_way = _Picture(look, pixmap, iter(self._strokes_of(look)))
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
        for stroke in picture.strokes:
            stroke(painter)
            if time.perf_counter() > until:
                painter.end()
                return False
        painter.end()
        self._timer.stop()
        self._shown, self._under_way = picture, None
        return True
