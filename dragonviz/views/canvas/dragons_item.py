"""All dragons of the canvas: a few painted in one call, very many kept as a picture that grows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from dragonviz.dragons import Dataset
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.plots.pixels import in_pixels, is_raster, on_screen
from dragonviz.views.plots.progressive_picture import ProgressivePicture
from dragonviz.views.plots.sprites import (
    MISCLASSIFIED,
    SELECTED,
    Mark,
    MarkSheet,
    SpriteSheet,
    draw_dragon,
    draw_mark,
)
from dragonviz.views.plots.whole_view_item import WholeViewItem
from dragonviz.views.style.style import Style

# As many as may be painted afresh in each frame: they take a millisecond.
_FEW = 2000
_STROKE = 4000  # dragons
_NOBODY = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class DragonsKey:
    """All that a picture of dragons depends on.

    Parameters
    ----------
    dataset : Dataset
    wrong : ndarray of int
        Which dragons are misclassified.
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

    def same_as(self, other: DragonsKey) -> bool:
        """Whether a picture of either is a picture of the other."""
        arrays = ("dataset", "wrong", "selected", "left_out")
        return all(getattr(self, name) is getattr(other, name) for name in arrays) and (
            (self.to_pixels, self.size, self.pixel_ratio) == (other.to_pixels, other.size, other.pixel_ratio)
        )


class DragonsItem(WholeViewItem):
    """Draws a dataset in its view.

    Parameters
    ----------
    style : Style
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style, self._colours = style, ()
        # The second is the first as long as only selected dragons have moved since.
        self._dataset, self._still_dataset = None, None
        self._wrong, self._selected, self._visited = _NOBODY, _NOBODY, _NOBODY
        self._sheet, self._marks = None, None
        self._picture = ProgressivePicture(self._strokes, self)
        self._picture.changed.connect(lambda: self.update())

    def show_dragons(
        self,
        dataset: Dataset,
        wrong: np.ndarray = _NOBODY,
        selected: np.ndarray = _NOBODY,
        visited: np.ndarray = _NOBODY,
    ) -> None:
        """Draw dragons; indices of none are left out.

        Parameters
        ----------
        dataset : Dataset
        wrong : ndarray of int
            Those that are misclassified: they wear a ring.
        selected : ndarray of int
        visited : ndarray of int
            Those that the latest step looked at.
        """
        if dataset is not self._dataset:
            self._take(dataset)
        for name, indices in (("_wrong", wrong), ("_selected", selected), ("_visited", visited)):
            indices = indices[indices < len(dataset)] if len(indices) and indices.max() >= len(dataset) else indices
            if not np.array_equal(indices, getattr(self, name)):
                setattr(self, name, indices)
                self.update()
                if name == "_selected":
                    self._still_dataset = dataset

    def _take(self, dataset):
        before, self._dataset = self._dataset, dataset
        if before is None or dataset.task != before.task:
            self._sheet, self._colours = None, self._style.class_colours(dataset.task.classes)
            self._picture.forget()
        few = len(self._selected) <= _FEW
        if not (before is not None and few and _moved_only(self._selected, before, dataset)):
            self._still_dataset = dataset
        self.update()

    @override
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._dataset is None or len(self._dataset) == 0:
            return
        with in_pixels(painter) as to_pixels:
            if not is_raster(painter):
                self._draw_shapes(painter, to_pixels)
                return
            device = painter.device()
            self._prepare_sheets(device.devicePixelRatioF())
            size = device.size() if isinstance(device, QWidget) else None
            view = to_pixels, size, device.devicePixelRatioF()
            now = DragonsKey(self._dataset, self._wrong, self._selected, _NOBODY, *view)
            # What is not the screen gets one whole picture at once.
            if len(self._dataset) <= _FEW or size is None:
                strokes = self._strokes(now)
            else:
                strokes = self._on_top_of_picture(painter, now)
            for stroke in (*strokes, *self._mark_strokes(now, self._visited, Mark.VISITED)):
                stroke(painter)

    def _prepare_sheets(self, pixel_ratio):
        if self._sheet is None or self._sheet.pixel_ratio != pixel_ratio:
            self._sheet = SpriteSheet(self._style, self._colours, pixel_ratio)
            self._marks = MarkSheet(self._style, pixel_ratio)

    def _on_top_of_picture(self, painter, now):
        """Draw the picture; yield the strokes for what is not in it."""
        in_picture, on_top = (_NOBODY, now.selected) if len(now.selected) <= _FEW else (now.selected, _NOBODY)
        view = now.to_pixels, now.size, now.pixel_ratio
        self._picture.paint(painter, DragonsKey(self._still_dataset, now.wrong, in_picture, on_top, *view))
        yield from self._dragon_strokes(now, self._not_painted_yet())
        yield from self._selection_strokes(now, on_top)

    def _not_painted_yet(self):
        """Dragons that belong into the picture, but that the one shown was painted without."""
        key = self._picture.key
        n_before, n = len(self._dataset) if key is None else len(key.dataset), len(self._dataset)
        if key is None or not n_before <= n <= n_before + _FEW:
            return _NOBODY
        return np.concatenate((key.left_out, np.arange(n_before, n)))

    # Strokes: functions of a painter, from the bottom to the top

    def _strokes(self, key: DragonsKey) -> Iterator[partial]:
        rest = np.ones(len(key.dataset), dtype=bool)
        rest[key.left_out] = False
        rest[key.selected] = False
        for mark in MISCLASSIFIED:
            yield from self._mark_strokes(key, key.wrong[rest[key.wrong]], mark)
        yield from self._dragon_strokes(key, np.flatnonzero(rest))
        yield from self._selection_strokes(key, key.selected)

    def _selection_strokes(self, key, indices):
        if not len(indices):
            return
        for mark in SELECTED:
            yield from self._mark_strokes(key, indices, mark)
        for mark in MISCLASSIFIED:
            yield from self._mark_strokes(key, np.intersect1d(indices, key.wrong), mark)
        yield from self._dragon_strokes(key, indices)

    def _dragon_strokes(self, key, indices):
        dataset = key.dataset
        for some in _portions(indices):
            centres = on_screen(key.to_pixels, dataset.X[some])
            looks = dataset.y[some], dataset.is_train[some]
            yield partial(self._sheet.paint, centres=centres, labels=looks[0], is_train=looks[1])

    def _mark_strokes(self, key, indices, mark):
        for some in _portions(indices):
            yield partial(self._marks.paint, centres=on_screen(key.to_pixels, key.dataset.X[some]), mark=mark)

    # Shapes, for a file

    def _draw_shapes(self, painter, to_pixels):
        dataset = self._dataset
        seen = np.flatnonzero(np.isfinite(dataset.X).all(axis=1))
        rest = np.setdiff1d(seen, self._selected)
        centres = [QPointF(*centre) for centre in on_screen(to_pixels, dataset.X)]
        selected = np.intersect1d(self._selected, seen)
        for indices, marks in ((rest, MISCLASSIFIED), (selected, (*SELECTED, *MISCLASSIFIED))):
            for mark in marks:
                for i in np.intersect1d(indices, self._wrong) if mark in MISCLASSIFIED else indices:
                    draw_mark(painter, centres[i], mark, self._style)
            for i in indices:
                draw_dragon(
                    painter, centres[i], int(dataset.y[i]), self._colours, self._style, bool(dataset.is_train[i])
                )
        for i in np.intersect1d(self._visited, seen):
            draw_mark(painter, centres[i], Mark.VISITED, self._style)


def _moved_only(indices, before, dataset):
    """Whether nothing but the places of these dragons is different."""
    if dataset.y is not before.y or dataset.is_train is not before.is_train:
        return False
    differs = (dataset.X[:, 0] != before.X[:, 0]) | (dataset.X[:, 1] != before.X[:, 1])
    differs[indices] = False
    return not differs.any()


def _portions(indices):
    return (indices[begin : begin + _STROKE] for begin in range(0, len(indices), _STROKE))
