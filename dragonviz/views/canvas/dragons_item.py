"""All dragons of the canvas: a few painted in one call, very many kept as a picture that grows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QWidget

from dragonviz.dragons import Dataset
from dragonviz.views.plots.guarded_paint import guarded_paint, saved
from dragonviz.views.plots.progressive_picture import ProgressivePicture
from dragonviz.views.plots.sprites import Mark, MarkSheet, SpriteSheet, on_screen
from dragonviz.views.plots.whole_view_item import WholeViewItem

# As many as may be painted afresh in each frame: they take a millisecond.
_FEW = 2000
_STROKE = 4000  # dragons
_NOTHING = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Look:
    """All that a picture of dragons depends on.

    Parameters
    ----------
    dataset : Dataset
    wrong : ndarray of shape (n_dragons,), bool
    selected : ndarray of int
        Which dragons are marked as selected.
    left_out : ndarray of int
        Which dragons are not painted.
    to_pixels : QTransform
    size : QSize
    pixel_ratio : float
    """

    dataset: Dataset
    wrong: np.ndarray
    selected: np.ndarray
    left_out: np.ndarray
    to_pixels: QTransform
    size: QSize
    pixel_ratio: float

    def same_as(self, other):
        """Whether the other looks the same."""
        arrays = ("dataset", "wrong", "selected", "left_out")
        return all(getattr(self, name) is getattr(other, name) for name in arrays) and (
            (self.to_pixels, self.size, self.pixel_ratio) == (other.to_pixels, other.size, other.pixel_ratio)
        )


class DragonsItem(WholeViewItem):
    """Draws a dataset in its view.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__()
        self._palette = palette
        # The second is the first as long as only selected dragons have moved since.
        self._dataset, self._still_dataset = None, None
        self._wrong = np.empty(0, dtype=bool)
        self._selected, self._visited = _NOTHING, _NOTHING
        self._sheet, self._marks = None, None
        self._picture = ProgressivePicture(self._strokes, self)
        self._picture.changed.connect(lambda: self.update())

    def show_dragons(self, dataset, only_selected_moved):
        """Draw `dataset`; of the dragons drawn before, perhaps only those selected have moved."""
        before, self._dataset = self._dataset, dataset
        if before is None or dataset.task != before.task:
            self._sheet = None
            self._picture.forget()
        if not (only_selected_moved and len(self._selected) <= _FEW):
            self._still_dataset = dataset
        if len(self._wrong) != len(dataset):
            self._wrong = np.zeros(len(dataset), dtype=bool)
        self.update()

    def show_wrong(self, wrong):
        """Put a ring around the misclassified dragons: a bool array of shape (n_dragons,)."""
        if not np.array_equal(wrong, self._wrong):
            self._wrong = wrong
            self.update()

    def show_selected(self, indices):
        """Mark the selected dragons."""
        self._selected, self._still_dataset = indices, self._dataset
        self.update()

    def show_visited(self, indices):
        """Mark the dragons that the latest step looked at."""
        if not np.array_equal(indices, self._visited):
            self._visited = indices
            self.update()

    @guarded_paint
    def paint(self, painter, option, widget):
        """Draw the dragons, those selected on top, then what marks some of them."""
        if self._dataset is None or len(self._dataset) == 0:
            return
        device = painter.device()
        self._prepare_sheets(device.devicePixelRatioF())
        view = painter.transform(), device.size() if isinstance(device, QWidget) else None, device.devicePixelRatioF()
        with saved(painter):
            painter.resetTransform()
            now = Look(self._dataset, self._wrong, self._selected, _NOTHING, *view)
            # What is not the screen gets one whole picture at once.
            if len(self._dataset) <= _FEW or now.size is None:
                strokes = self._strokes(now)
            else:
                strokes = self._on_top_of_picture(painter, now)
            for stroke in (*strokes, *self._mark_strokes(now, self._visited, Mark.VISITED)):
                stroke(painter)

    def _prepare_sheets(self, pixel_ratio):
        if self._sheet is None or self._sheet.pixel_ratio != pixel_ratio:
            self._sheet = SpriteSheet(self._palette, len(self._dataset.task.classes), pixel_ratio)
            self._marks = MarkSheet(self._palette, pixel_ratio)

    def _on_top_of_picture(self, painter, now):
        """Draw the picture; yield the strokes for what is not in it."""
        in_picture, on_top = (_NOTHING, now.selected) if len(now.selected) <= _FEW else (now.selected, _NOTHING)
        view = now.to_pixels, now.size, now.pixel_ratio
        self._picture.paint(painter, Look(self._still_dataset, now.wrong, in_picture, on_top, *view))
        yield from self._dragon_strokes(now, self._not_painted_yet())
        yield from self._selection_strokes(now, on_top)

    def _not_painted_yet(self):
        """Dragons that belong into the picture, but that the one shown was painted without."""
        look = self._picture.look
        n_before, n = len(self._dataset) if look is None else len(look.dataset), len(self._dataset)
        if look is None or not n_before <= n <= n_before + _FEW:
            return _NOTHING
        return np.concatenate((look.left_out, np.arange(n_before, n)))

    # Strokes: functions of a painter, from the bottom to the top

    def _strokes(self, look):
        rest = np.ones(len(look.dataset), dtype=bool)
        rest[look.left_out] = False
        rest[look.selected] = False
        yield from self._dragon_strokes(look, np.flatnonzero(rest))
        yield from self._selection_strokes(look, look.selected)

    def _selection_strokes(self, look, indices):
        for mark in (Mark.RIM, Mark.HALO):
            yield from self._mark_strokes(look, indices, mark)
        yield from self._dragon_strokes(look, indices)

    def _dragon_strokes(self, look, indices):
        dataset = look.dataset
        for some in _portions(indices):
            centres = on_screen(look.to_pixels, dataset.X[some])
            looks = dataset.y[some], dataset.is_train[some], look.wrong[some]
            yield partial(self._sheet.paint, centres=centres, labels=looks[0], is_train=looks[1], wrong=looks[2])

    def _mark_strokes(self, look, indices, mark):
        for some in _portions(indices[indices < len(look.dataset)]):
            yield partial(self._marks.paint, centres=on_screen(look.to_pixels, look.dataset.X[some]), mark=mark)


def _portions(indices):
    return (indices[begin : begin + _STROKE] for begin in range(0, len(indices), _STROKE))
