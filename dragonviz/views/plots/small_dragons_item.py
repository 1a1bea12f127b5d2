"""Dragons drawn small, for plots that are only looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.pixels import in_pixels, on_screen
from dragonviz.views.plots.sprites import MISCLASSIFIED, MarkSheet, SpriteSheet
from dragonviz.views.plots.whole_view_item import WholeViewItem
from dragonviz.views.style.style import Style

_SCALE = 0.6  # of a dragon on the canvas


class SmallDragonsItem(WholeViewItem):
    """Draws dragons in its view, each as its class and membership want it.

    Parameters
    ----------
    style : Style
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._colours: tuple[str, ...] = ()
        self._sheet, self._marks = None, None
        self._X, self._wrong = np.empty((0, 2)), np.empty(0, dtype=bool)
        self._labels, self._is_train = np.empty(0, dtype=np.int64), np.empty(0, dtype=bool)

    def show_dragons(
        self, X: np.ndarray, labels: np.ndarray, is_train: np.ndarray, wrong: np.ndarray, classes: Sequence[str]
    ) -> None:
        """Draw these dragons.

        Parameters
        ----------
        X : ndarray of shape (n_dragons, 2)
        labels : ndarray of shape (n_dragons,), int
            Which colour and shape each has.
        is_train, wrong : ndarray of shape (n_dragons,), bool
            Whether each is solid, and whether it wears a ring.
        classes : sequence of str
            The names of the classes.
        """
        colours = self._style.class_colours(classes)
        if colours != self._colours:
            self._sheet, self._colours = None, colours
        self._X, self._labels, self._is_train, self._wrong = X, labels, is_train, wrong
        self.update()

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if len(self._X) == 0:
            return
        pixel_ratio = painter.device().devicePixelRatioF()
        if self._sheet is None or self._sheet.pixel_ratio != pixel_ratio:
            size = _SCALE * self._style.dragon_px
            self._sheet = SpriteSheet(self._style, self._colours, pixel_ratio, size)
            self._marks = MarkSheet(self._style, pixel_ratio, size)
        with in_pixels(painter) as to_pixels:
            centres = on_screen(to_pixels, self._X)
            for mark in MISCLASSIFIED:
                self._marks.paint(painter, centres[self._wrong], mark)
            self._sheet.paint(painter, centres, self._labels, self._is_train)
