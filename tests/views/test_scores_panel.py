"""The figures and the matrix beneath them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton

from dragonviz.dragons.dataset import Task
from dragonviz.training.scores import Scores
from dragonviz.views.instruments.confusion import ConfusionMatrix
from dragonviz.views.instruments.scores import figure
from dragonviz.views.instruments.scores_panel import ScoresPanel
from dragonviz.views.style.palette import LIGHT, TEXT_PX

FIRE = Task("fire", ("toes", "length"), "fire", ("no fire", "breathes fire"))
COLOUR = Task("colour", ("toes", "length"), "colour", ("Blue", "Red", "Yellow"))
TRAIN = Scores(np.array([[140, 10], [20, 118]]))
TEST = Scores(np.array([[90, 6], [12, 84]]))


@pytest.fixture
def panel(qtbot):
    widget = ScoresPanel(LIGHT)
    qtbot.addWidget(widget)
    widget.resize(280, 400)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def label(panel, object_name):
    return panel.findChild(QLabel, object_name)


def shown_matrix(panel):
    return panel.findChild(ConfusionMatrix).accessibleDescription()


def press(panel, object_name):
    button = panel.findChild(QRadioButton, object_name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, button.height() // 2))


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (math.nan, "–"),
        (0.0, "0.000"),
        (1e-5, "< 0.001"),
        (0.9526, "0.953"),
        (0.99994, "> 0.999"),
        (1.0, "1.000"),
    ],
)
def test_figure_says_all_or_none_only_where_it_is_so(share, text):
    assert figure(share) == text


def test_two_classes_have_four_figures(panel):
    panel.show_scores(TRAIN, TEST, FIRE)
    assert label(panel, "test-accuracy").text() == "0.906"  # 174 / 192
    assert label(panel, "train-accuracy").text() == "0.896"  # 258 / 288
    assert label(panel, "detection-rate").text() == "0.875"  # 84 / 96
    assert label(panel, "false-positive-rate").text() == "0.062"  # 6 / 96


def test_figures_are_explained_in_the_words_of_the_task(panel):
    panel.show_scores(TRAIN, TEST, FIRE)
    assert (
        label(panel, "test-accuracy")
        .toolTip()
        .endswith("the test dragons whose class the model gets right: 174 of 192.")
    )
    assert label(panel, "detection-rate").toolTip() == (
        "Of the test dragons that are “breathes fire”, the share that the model takes for “breathes fire”."
    )
    assert label(panel, "false-positive-rate").toolTip() == (
        "Of the test dragons that are “no fire”, the share that the model takes for “breathes fire”."
    )


def test_test_accuracy_is_the_largest_figure(panel):
    panel.show_scores(TRAIN, TEST, FIRE)
    heights = {key: label(panel, key).sizeHint().height() for key in ("test-accuracy", "train-accuracy")}
    assert heights["test-accuracy"] > 1.5 * heights["train-accuracy"] > TEXT_PX


def test_more_classes_have_no_rates(panel):
    scores = Scores(np.diag([3, 4, 5]))
    panel.show_scores(scores, scores, COLOUR)
    assert label(panel, "detection-rate").isHidden()
    assert label(panel, "false-positive-rate").isHidden()
    panel.show_scores(TRAIN, TEST, FIRE)
    assert label(panel, "detection-rate").isVisible()


def test_without_test_dragons_their_figures_are_dashes(panel):
    panel.show_scores(TRAIN, Scores(np.zeros((2, 2), dtype=np.int64)), FIRE)
    for key in ("test-accuracy", "detection-rate", "false-positive-rate"):
        assert label(panel, key).text() == "–"
    assert label(panel, "train-accuracy").text() == "0.896"


def test_buttons_choose_whose_matrix_is_shown(panel):
    panel.show_scores(TRAIN, TEST, FIRE)
    assert shown_matrix(panel) == "174 of 192 dragons are recognised"
    press(panel, "confusion-of-training")
    assert shown_matrix(panel) == "258 of 288 dragons are recognised"
    panel.show_scores(TEST, TRAIN, FIRE)
    assert shown_matrix(panel) == "174 of 192 dragons are recognised"
    press(panel, "confusion-of-test")
    assert shown_matrix(panel) == "258 of 288 dragons are recognised"


def test_figures_go_when_nothing_is_known(panel):
    panel.show_scores(TRAIN, TEST, FIRE)
    panel.show_scores(None, None, FIRE)
    assert {label(panel, key).text() for key in ("test-accuracy", "train-accuracy", "detection-rate")} == {"–"}
    assert shown_matrix(panel) == "no counts yet"
