"""The figures: what they are, in words, and when they are unknown."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from dragonviz.dragons import Task
from dragonviz.explain.wording import share_in_figures
from dragonviz.training.scores import Scores as Counts
from dragonviz.views.instruments.scores import Scores
from dragonviz.views.style.style import Style
from tests.views.moments import moment
from tests.views.shown import plain, show, with_scores

FIRE = Task("fire", ("toes", "length"), "fire", ("no fire", "breathes fire"))
COLOUR = Task("colour", ("toes", "length"), "colour", ("Blue", "Red", "Yellow"))
TRAIN = Counts(np.array([[140, 10], [20, 118]]))
TEST = Counts(np.array([[90, 6], [12, 84]]))


@pytest.fixture
def panel(qtbot):
    return show(qtbot, Scores, moment(epochs=0), width=280)[0]


def label(panel, object_name):
    return panel.findChild(QLabel, object_name)


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
    assert share_in_figures(share) == text


def test_two_classes_have_four_figures(panel):
    panel.show_moment(with_scores(TRAIN, TEST, FIRE))
    assert label(panel, "test-accuracy").text() == "0.906"  # 174 / 192
    assert label(panel, "train-accuracy").text() == "0.896"  # 258 / 288
    assert label(panel, "detection-rate").text() == "0.875"  # 84 / 96
    assert label(panel, "false-positive-rate").text() == "0.062"  # 6 / 96


def test_figures_are_explained_in_the_words_of_the_task(panel):
    panel.show_moment(with_scores(TRAIN, TEST, FIRE))
    said = plain(label(panel, "test-accuracy").toolTip())
    assert said.endswith("the test dragons whose class the model gets right: 174 of 192.")
    assert plain(label(panel, "detection-rate").toolTip()) == (
        "Of the test dragons that are “breathes fire”, the share that the model takes for “breathes fire”."
    )
    assert plain(label(panel, "false-positive-rate").toolTip()) == (
        "Of the test dragons that are “no fire”, the share that the model takes for “breathes fire”."
    )


def test_test_accuracy_is_the_largest_figure(panel):
    panel.show_moment(with_scores(TRAIN, TEST, FIRE))
    heights = {key: label(panel, key).sizeHint().height() for key in ("test-accuracy", "train-accuracy")}
    assert heights["test-accuracy"] > 1.5 * heights["train-accuracy"] > Style().text_px


def test_more_classes_have_no_rates(panel):
    scores = Counts(np.diag([3, 4, 5]))
    panel.show_moment(with_scores(scores, scores, COLOUR))
    assert not label(panel, "detection-rate").isVisible()
    assert not label(panel, "false-positive-rate").isVisible()
    panel.show_moment(with_scores(TRAIN, TEST, FIRE))
    assert label(panel, "detection-rate").isVisible()


def test_without_test_dragons_their_figures_are_dashes(panel):
    panel.show_moment(with_scores(TRAIN, Counts(np.zeros((2, 2), dtype=np.int64)), FIRE))
    for key in ("test-accuracy", "detection-rate", "false-positive-rate"):
        assert label(panel, key).text() == "–"
    assert label(panel, "train-accuracy").text() == "0.896"


def test_figures_go_when_nothing_is_known_of_these_dragons(panel):
    panel.show_moment(with_scores(TRAIN, TEST, FIRE))
    assert label(panel, "test-accuracy").text() == "0.906"
    panel.show_moment(moment(following=False))
    assert {label(panel, key).text() for key in ("test-accuracy", "train-accuracy", "detection-rate")} == {"–"}


def test_samples_are_called_what_they_are(panel):
    planets = replace(FIRE, sample="planet")
    panel.show_moment(with_scores(TRAIN, TEST, planets))
    assert "test planets whose class" in plain(label(panel, "test-accuracy").toolTip())
    assert plain(label(panel, "detection-rate").toolTip()).startswith("Of the test planets")
