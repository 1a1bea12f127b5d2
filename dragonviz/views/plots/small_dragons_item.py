"""Dragons drawn small, in one call, for plots that are only looked at."""

from __future__ import annotations

import numpy as np

from dragonviz.views.plots.guarded_paint import guarded_paint, saved
from dragonviz.views.plots.sprites import SpriteSheet, on_screen
from dragonviz.views.plots.whole_view_item import WholeViewItem

_SCALE = 0.6  # of a dragon on the canvas


class SmallDragonsItem(WholeViewItem):
    """Draws dragons in its view, each as its class and membership want it.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__()
        self._palette = palette
        self._sheet, self._n_classes = None, 0
        self._X = np.empty((0, 2))
        self._look = ()

    def show_dragons(self, X, labels, is_train, wrong, n_classes):
        """Draw these dragons.

        Parameters
        ----------
        X : ndarray of shape (n_dragons, 2)
        labels : ndarray of shape (n_dragons,), int
            Which colour and shape each has.
        is_train, wrong : ndarray of shape (n_dragons,), bool
            Whether each is solid, and whether it wears a ring.
        n_classes : int
        """
        if n_classes != self._n_classes:
            self._sheet, self._n_classes = None, n_classes
        self._X, self._look = X, (labels, is_train, wrong)
        self.update()

    @guarded_paint
    def paint(self, painter, option, widget):
        """Draw all of them."""
        if len(self._X) == 0:
            return
        pixel_ratio = painter.device().devicePixelRatioF()
        if self._sheet is None or self._sheet.pixel_ratio != pixel_ratio:
            self._sheet = SpriteSheet(self._palette, self._n_classes, pixel_ratio, _SCALE)
        centres = on_screen(painter.transform(), self._X)
        with saved(painter):
            painter.resetTransform()
            self._sheet.paint(painter, centres, *self._look)
