"""What a window shows and holds, for tests that use it as a person does: the one place that knows where all that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from dragonviz.views.style.palette import LIGHT
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from dragonviz.dragons import Dataset
from dragonviz.models.regions import SURENESS_LEVELS
from dragonviz.views.canvas.regions_item import RegionsItem


def scene(window):
    """What a person has asked for."""
    return window.controller.scene


def undo_stack(window):
    return window.controller.undo_stack


def report(window):
    """The newest on the run at hand, None if there is none."""
    return window._report


def snapshot(window):
    """The newest of the run at hand, None if there is none, or it has not begun to learn."""
    newest = report(window)
    return None if newest is None or newest.snapshot.untrained else newest.snapshot


def is_training(window):
    """Whether the program says that it trains."""
    return window._report is not None and window._report.playing


def call_on_failure(window, call):
    """Have `call(traceback)` called when a run ends with an error."""
    window.controller.failed.connect(lambda sentence, details: call(details))


def sentence(window):
    """What is happening, in the program's words."""
    return window.findChild(QLabel, "status").text()


def refusal(window):
    """The sentence that says what was refused, None if none is shown."""
    label = window.findChild(QLabel, "refusal")
    return label.text() if label.isVisible() else None


@dataclass(frozen=True, eq=False)
class Shown:
    """What canvas and matrix show at one moment.

    Parameters
    ----------
    dataset : Dataset
        The dragons on the canvas.
    ringed : ndarray of shape (n_dragons,), bool
        Which wear the ring of a misclassified one.
    matrix : ndarray of int or None
        The confusion matrix.
    matrix_is_of_test : bool
        Or of the training dragons.
    region_classes : ndarray of shape (n, m), int, or None
        The class whose colour each pixel of the regions' picture has, -1 if it could be several; row 0 is at y_min.
    rect : (x_min, x_max, y_min, y_max) or None
        What that picture covers.
    """

    dataset: Dataset
    ringed: np.ndarray
    matrix: np.ndarray | None
    matrix_is_of_test: bool
    region_classes: np.ndarray | None
    rect: tuple | None


def shown(window):
    """What is on screen now."""
    canvas, confusion = window.canvas, window.findChild(QWidget, "confusion-matrix")
    regions = canvas._regions
    there = regions.isVisible() and regions._image is not None
    rect = regions._rect
    return Shown(
        dataset=canvas._dataset,
        ringed=canvas._dragons._wrong.copy(),
        matrix=None if confusion._matrix is None else confusion._matrix.copy(),
        matrix_is_of_test=window.findChild(QWidget, "confusion-of-test").isChecked(),
        region_classes=_classes_of(regions._image) if there else None,
        rect=(rect.left(), rect.right(), rect.top(), rect.bottom()) if there else None,
    )


def _classes_of(image):
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), dtype=np.uint32)
    colours, classes = _class_of_colour()
    found = np.searchsorted(colours, pixels & 0xFFFFFF).clip(max=len(colours) - 1)
    known = np.where(colours[found] == pixels & 0xFFFFFF, classes[found], -1)
    return known.reshape(image.height(), image.width())[::-1]


@cache
def _class_of_colour():
    class_of = {}
    for table in RegionsItem(LIGHT)._colours.values():
        for code, (red, green, blue) in enumerate(table.astype(int)):
            colour, label = red << 16 | green << 8 | blue, code // SURENESS_LEVELS
            class_of[colour] = label if class_of.get(colour, label) == label else -1
    colours = np.array(sorted(class_of), dtype=np.uint32)
    return colours, np.array([class_of[colour] for colour in colours])


def axis_title(window, side):
    """What stands beside an axis of the canvas, as it is read."""
    return window.canvas.getPlotItem().getAxis(side).label.toPlainText().strip()


def text_of(button):
    """The text of a button or an action as it is read: one & marks a key, two are one."""
    return button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
