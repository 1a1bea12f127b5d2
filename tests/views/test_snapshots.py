"""How instruments look; and that a snapshot tells what a person would see from what another machine draws."""

from dataclasses import replace

import numpy as np
import pytest
from dragonviz.views.style.palette import LIGHT
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QImage

from dragonviz.dragons.tasks import COLOUR_TASK, FIRE_TASK
from dragonviz.training.scores import Scores
from dragonviz.views.instruments.confusion import ConfusionMatrix
from dragonviz.views.instruments.scores import ScoresView
from tests.snapshots import compare, difference, picture_of

SIZE = (220, 140)


def scores_view(n_missed=1):
    view = ScoresView(LIGHT)
    matrices = np.array([[150, 10], [5, 195]]), np.array([[60, 2], [n_missed, 58 - n_missed]])
    view.show_scores(*map(Scores, matrices), FIRE_TASK)
    return view


def confusion(palette=LIGHT):
    view = ConfusionMatrix(palette)
    view.show_matrix(np.array([[59, 2, 1], [3, 41, 0], [7, 0, 7]]), COLOUR_TASK.classes)
    return view


WIDGETS = (scores_view, confusion)


def test_scores(snapshot):
    snapshot(scores_view(), "scores", SIZE)


def test_confusion_matrix(snapshot):
    snapshot(confusion(), "confusion", SIZE)


# What a snapshot forgives, and what it does not


@pytest.fixture
def drawn(qtbot, snapshot):
    """The picture of a widget."""

    def draw(widget):
        qtbot.addWidget(widget)
        return picture_of(widget, SIZE)

    return draw


@pytest.mark.parametrize("make", WIDGETS)
def test_letters_without_smooth_edges_look_the_same(drawn, qapp, make):
    usual, font = drawn(make()), qapp.font()
    rough = QFont(font)
    rough.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    qapp.setFont(rough)
    try:
        assert difference(drawn(make()), usual) == ""
    finally:
        qapp.setFont(font)


@pytest.mark.parametrize("make", WIDGETS)
def test_what_a_finer_screen_draws_looks_the_same_when_shrunk(drawn, make):
    widget = make()
    usual = drawn(widget)
    fine = QImage(2 * QSize(*SIZE), QImage.Format.Format_RGB32)
    fine.setDevicePixelRatio(2)
    fine.fill(widget.palette().window().color())
    widget.render(fine)
    fine.setDevicePixelRatio(1)
    shrunk = fine.scaled(usual.size(), mode=Qt.TransformationMode.SmoothTransformation)
    assert shrunk != usual
    assert difference(shrunk, usual) == ""


@pytest.mark.parametrize(
    ("make", "other"),
    [
        (scores_view, lambda: scores_view(n_missed=9)),
        (confusion, lambda: confusion(replace(LIGHT, accent="#2060C0"))),
        (confusion, lambda: confusion(replace(LIGHT, classes=LIGHT.classes[1::-1] + LIGHT.classes[2:]))),
        (confusion, lambda: confusion(replace(LIGHT, quiet=LIGHT.window))),
    ],
    ids=["another figure", "another blue", "classes in each other's colours", "no captions"],
)
def test_what_a_person_would_see_is_told(drawn, make, other):
    assert "looks different" in difference(drawn(other()), drawn(make()))


def test_another_size_is_told():
    images = (QImage(width, 20, QImage.Format.Format_RGB32) for width in (30, 31))
    assert difference(*images) == "it is 30×20 pixels large, not 31×20"


def test_a_picture_that_differs_is_left_beside_until_it_is_accepted(drawn, tmp_path):
    path, new = tmp_path / "folder" / "x.png", tmp_path / "folder" / "x.new.png"
    first, second = (drawn(make()) for make in WIDGETS)
    compare(first, path, accept=True)
    compare(first, path)
    with pytest.raises(pytest.fail.Exception, match="--accept-snapshots"):
        compare(second, path)
    assert QImage(str(new)) == second
    compare(second, path, accept=True)
    assert not new.exists()
    assert QImage(str(path)) == second


def test_a_picture_that_nobody_has_accepted_fails(drawn, tmp_path):
    with pytest.raises(pytest.fail.Exception, match=r"there is no x\.png yet"):
        compare(drawn(scores_view()), tmp_path / "x.png")
