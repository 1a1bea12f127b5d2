"""The confusion matrix: what it says in words, where, and in which colours."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from dragonviz.dragons import Task
from dragonviz.views.instruments.confusion import Confusion
from dragonviz.views.instruments.confusion_matrix import ConfusionMatrix
from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import DARK, HIGH_CONTRAST, LIGHT
from tests.views.moments import moment
from tests.views.shown import click, find, plain, show, tooltip_at

MATRIX = np.array([[50, 12, 0], [1, 99, 0], [0, 0, 0]])
TASK = Task("colour", ("toes", "length"), "colour", ("Red", "Blue", "Yellow"))


@pytest.fixture
def confusion(qtbot):
    widget = ConfusionMatrix(Style())
    qtbot.addWidget(widget)
    widget.show_matrix(MATRIX, TASK)
    widget.resize(300, widget.heightForWidth(300))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


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
    confusion.show_matrix(np.array([[1, 1, 2], [100, 100, 200], [0, 0, 5]]), TASK)
    image = confusion.grab().toImage()
    for column in range(3):
        one, other = (brightness(image, cell_centre(confusion, row, column)) for row in (0, 1))
        assert one == other


def test_eight_classes_are_readable_in_a_narrow_panel(confusion):
    names = tuple(f"a very long class name {k}" for k in range(8))
    confusion.show_matrix(np.full((8, 8), 23_456), Task("k", ("x", "y"), "k", names))
    assert confusion.minimumSizeHint().width() <= 280
    confusion.resize(280, confusion.heightForWidth(280))
    at = cell_centre(confusion, 7, 7, n=8)
    assert tooltip_at(confusion, at).startswith("23,456 “a very long class name 7” dragons were recognised")


def test_nothing_to_count_yet(confusion):
    confusion.show_matrix(None, TASK)
    image = confusion.grab().toImage()
    assert not any(
        _is_frame(image, x, y) for x in range(0, image.width(), 2) for y in range(image.height() // 2, image.height())
    )
    assert plain(confusion.toolTip()) == "Counts appear here once a model has been trained."
    confusion.show_matrix(MATRIX, TASK)
    assert confusion.accessibleDescription() == "149 of 162 dragons are recognised"


@pytest.mark.parametrize("kind", ["a very long class name {}", "{} is what it is called", "class {} of the dragons"])
def test_names_that_do_not_fit_can_be_told_apart_and_are_given_whole(confusion, kind):
    names = tuple(kind.format(k) for k in range(8))
    confusion.show_matrix(np.full((8, 8), 7), Task("k", ("x", "y"), "k", names))
    confusion.resize(204, confusion.heightForWidth(204))
    picture, beside = confusion.grab().toImage(), 204 // 3 - 8
    said = {y: tooltip_at(confusion, QPoint(beside, y)) for y in range(confusion.height())}
    rows = [[y for y, sentence in said.items() if f"“{name}”" in sentence] for name in names]
    written = [picture.copy(beside - 27, ys[len(ys) // 2] - 6, 34, 12) for ys in rows]
    assert all(one != other for k, one in enumerate(written) for other in written[:k])


def test_names_are_no_html(confusion):
    task = Task("k", ("x", "y"), "k", ("<b>bold</b>", "A&B <i>"))
    confusion.show_matrix(np.array([[3, 1], [0, 2]]), task)
    confusion.resize(300, confusion.heightForWidth(300))
    assert tooltip_at(confusion, cell_centre(confusion, 0, 1, n=2)) == (
        "1 “<b>bold</b>” dragon was taken for “A&B <i>”: 25.0% of the 4 “<b>bold</b>” dragons."
    )


def test_samples_are_called_what_they_are(confusion):
    task = Task("k", ("x", "y"), "k", ("near", "far"), sample="planet")
    confusion.show_matrix(np.array([[3, 1], [0, 2]]), task)
    confusion.resize(300, confusion.heightForWidth(300))
    assert confusion.accessibleDescription() == "5 of 6 planets are recognised"
    assert "“near” planets" in tooltip_at(confusion, cell_centre(confusion, 0, 0, n=2))


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda theme: theme.name)
def test_every_count_is_legible_in_every_theme(qtbot, theme):
    widget = ConfusionMatrix(Style(theme))
    qtbot.addWidget(widget)
    for tint, text in widget._shades:
        channels = [np.array(colour.getRgbF()[:3]) for colour in (tint, text)]
        linear = [np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) for c in channels]
        darker, lighter = sorted(float(c @ (0.2126, 0.7152, 0.0722)) for c in linear)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_whose_matrix_it_is_is_the_scenes(qtbot):
    shown = moment(task="colour")
    instrument, wanted = show(qtbot, Confusion, shown)
    matrix = find(instrument, "confusion-matrix")
    test, train = shown.current.test, shown.current.train
    assert matrix.accessibleDescription().startswith(f"{test.n - test.n_wrong:,} of {test.n:,} ")
    click(instrument, "confusion-of-training")
    assert [edit.changes for edit in wanted] == [{"matrix_of_training": True}]
    instrument.show_moment(moment(task="colour", matrix_of_training=True))
    assert matrix.accessibleDescription().startswith(f"{train.n - train.n_wrong:,} of {train.n:,} ")
    click(instrument, "confusion-of-test")
    assert wanted[-1].changes == {"matrix_of_training": False}


def test_nothing_is_counted_of_dragons_that_the_model_does_not_know(qtbot):
    instrument, _ = show(qtbot, Confusion, moment(following=False))
    assert find(instrument, "confusion-matrix").accessibleDescription() == "no counts yet"
