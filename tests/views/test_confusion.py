"""The confusion matrix: what it says in words, where, and in which colours."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from dragonviz.views.instruments.confusion import ConfusionMatrix
from dragonviz.views.style.palette import LIGHT

MATRIX = np.array([[50, 12, 0], [1, 99, 0], [0, 0, 0]])
NAMES = ("Red", "Blue", "Yellow")


@pytest.fixture
def confusion(qtbot):
    widget = ConfusionMatrix(LIGHT)
    qtbot.addWidget(widget)
    widget.show_matrix(MATRIX, NAMES)
    widget.resize(300, widget.heightForWidth(300))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def tooltip_at(widget, position):
    QToolTip.hideText()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, position, widget.mapToGlobal(position))
    QApplication.sendEvent(widget, event)
    return QToolTip.text()


def cell_centre(widget, row, column, n=3):
    """Where a cell must be if cells are equal and fill what is framed."""
    image = widget.grab().toImage()
    across = [x for x in range(image.width()) if _is_frame(image, x, image.height() - 7)]
    down = [y for y in range(image.height()) if _is_frame(image, across[-1], y)]
    width, height = (across[-1] - across[0]) / n, (down[-1] - down[0]) / n
    return QPoint(round(across[0] + (column + 0.5) * width), round(down[0] + (row + 0.5) * height))


def _is_frame(image, x, y):
    return image.pixelColor(x, y) in (QColor(LIGHT.grid), QColor(LIGHT.outline))


def brightness(image, centre):
    return image.pixelColor(centre + QPoint(-18, -8)).lightness()


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (0, 1, "12 “Red” dragons were taken for “Blue”: 19.4% of the 62 “Red” dragons."),
        (0, 0, "50 “Red” dragons were recognised: 80.6% of the 62 “Red” dragons."),
        (1, 0, "1 “Blue” dragon was taken for “Red”: 1.0% of the 100 “Blue” dragons."),
        (1, 2, "No “Blue” dragon was taken for “Yellow”: 0.0% of the 100 “Blue” dragons."),
        (2, 0, "There is no “Yellow” dragon here."),
    ],
)
def test_cell_is_explained_under_the_mouse(confusion, row, column, sentence):
    assert tooltip_at(confusion, cell_centre(confusion, row, column)) == sentence


def test_headers_give_the_class_in_full(confusion):
    first = cell_centre(confusion, 0, 0)
    assert "“Red”" in tooltip_at(confusion, QPoint(first.x(), 25))
    assert "“Yellow”" in tooltip_at(confusion, QPoint(20, cell_centre(confusion, 2, 0).y()))


def test_tint_follows_the_share_of_the_row(confusion):
    image = confusion.grab().toImage()
    tints = [brightness(image, cell_centre(confusion, *cell)) for cell in ((1, 2), (0, 1), (0, 0), (1, 1))]
    assert tints == sorted(tints, reverse=True)
    assert tints[0] == QColor(LIGHT.surface).lightness() > tints[1] > tints[2] > tints[3]


def test_equal_rows_look_alike_however_many_dragons(confusion):
    confusion.show_matrix(np.array([[1, 1, 2], [100, 100, 200], [0, 0, 5]]), NAMES)
    image = confusion.grab().toImage()
    for column in range(3):
        one, other = (brightness(image, cell_centre(confusion, row, column)) for row in (0, 1))
        assert one == other


def test_eight_classes_are_readable_in_a_narrow_panel(confusion):
    confusion.show_matrix(np.full((8, 8), 23_456), [f"a very long class name {k}" for k in range(8)])
    assert confusion.minimumSizeHint().width() <= 280
    confusion.resize(280, confusion.heightForWidth(280))
    at = cell_centre(confusion, 7, 7, n=8)
    assert tooltip_at(confusion, at).startswith("23,456 “a very long class name 7” dragons were recognised")


def test_nothing_to_count_yet(confusion):
    confusion.show_matrix(None, NAMES)
    image = confusion.grab().toImage()
    assert not any(
        _is_frame(image, x, y) for x in range(0, image.width(), 2) for y in range(image.height() // 2, image.height())
    )
    assert confusion.toolTip() == "Counts appear here once a model has been trained."
    confusion.show_matrix(MATRIX, NAMES)
    assert confusion.accessibleDescription() == "149 of 162 dragons are recognised"
