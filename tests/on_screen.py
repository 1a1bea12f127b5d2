"""What a window shows and holds, for tests that use it as a person does: the one place that knows where all that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QLabel, QWidget

from dragonviz.dragons import Dataset
from dragonviz.models.regions import SURENESS_LEVELS


def scene(window):
    """What a person has asked for."""
    return window.controller.scene


def undo_stack(window):
    return window.controller.undo_stack


def report(window):
    """What is known of the run at hand, None if nothing is."""
    side = None if window.moment is None else window.moment.side
    return None if side is None or side.snapshot is None else side


def snapshot(window):
    """The newest of the run at hand, None if there is none."""
    known = report(window)
    return None if known is None else known.snapshot


def learns(window):
    """Whether the run at hand has begun to learn."""
    known = snapshot(window)
    return known is not None and not known.untrained


def is_training(window):
    """Whether the program says that it trains."""
    return window.moment is not None and window.moment.side.playing


def call_on_failure(window, call):
    """Have `call(traceback)` called when a run ends with an error."""
    window.stage.failed.connect(lambda sentence, details: call(details))


def is_presenting(window):
    """Whether the window is dressed for the projector."""
    return window.appearance.presenting


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
    dataset : Dataset or DrawnDragons
        The dragons on the canvas.
    ringed : ndarray of shape (n_dragons,), bool
        Which wear the ring of a misclassified one.
    matrix : ndarray of int or None
        The confusion matrix.
    matrix_is_of_test : bool
        Or of the training dragons.
    region_classes : ndarray of shape (n, m), int, or None
        The class that each pixel of the regions has; row 0 is at y_min.
    rect : (x_min, x_max, y_min, y_max) or None
        What that picture covers.
    of_before : bool
        Whether regions are drawn paler, as those of dragons before a change that the model has not answered yet.
    """

    dataset: Dataset
    ringed: np.ndarray
    matrix: np.ndarray | None
    matrix_is_of_test: bool
    region_classes: np.ndarray | None
    rect: tuple | None
    of_before: bool


def shown(window):
    """What is on screen now. Regions that are drawn paler, as of dragons before a change, count for none."""
    drawing, confusion = window.canvas._drawing, window.findChild(QWidget, "confusion-matrix")
    item, dragons = drawing.regions, drawing.dragons
    there = item.isVisible() and item.opacity() == 1 and item._regions is not None
    ringed = np.zeros(len(dragons._dataset), dtype=bool)
    ringed[dragons._wrong] = True
    return Shown(
        dataset=dragons._dataset,
        ringed=ringed,
        matrix=None if confusion._matrix is None else confusion._matrix.copy(),
        matrix_is_of_test=window.findChild(QWidget, "confusion-of-test").isChecked(),
        region_classes=item._regions.image.astype(np.int64) // SURENESS_LEVELS if there else None,
        rect=item._regions.rect if there else None,
        of_before=item.isVisible() and item.opacity() < 1,
    )


def axis_title(window, side):
    """What stands beside an axis of the canvas, as it is read."""
    return window.canvas.getPlotItem().getAxis(side).label.toPlainText().strip()


def text_of(button):
    """The text of a button or an action as it is read: one & marks a key, two are one."""
    return button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
