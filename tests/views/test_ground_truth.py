"""True classes beside predicted ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dragonviz.dragons.dataset import Dataset, Task
from dragonviz.views.instruments.ground_truth import GroundTruth
from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import LIGHT
from tests.views.moments import moment

TASK = Task("colour", ("number of toes", "body length (cm)"), "colour", ("Blue", "Red", "Yellow"))
# Far apart, so that each dragon's colour can be read off its pixel.
DRAGONS = Dataset(
    TASK,
    np.array([[5.0, 100.0], [10.0, 200.0], [15.0, 150.0], [20.0, 120.0]]),
    np.array([0, 1, 2, 0]),
    np.array([True, True, True, False]),
)


COLOURS = Style().class_colours(TASK.classes)


class Truth(GroundTruth):
    """Shows moments with dragons and predictions of a test's own."""

    def show_dragons(self, dataset, predicted):
        learned = moment(task="colour")
        snapshot = None if predicted is None else replace(learned.current, dataset=dataset, predicted=predicted)
        self.show_moment(replace(learned, dataset=dataset, sides=(replace(learned.side, snapshot=snapshot),)))


@pytest.fixture
def truth(qtbot):
    widget = Truth(Style())
    qtbot.addWidget(widget)
    widget.resize(800, 360)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def plot(truth, which):
    return truth.findChild(pg.PlotWidget, f"{which}-plot")


def caption(truth):
    return truth.findChild(QLabel, "truth-caption").text()


def colour_at(truth, which, point, shift=(0, 0)):
    one = plot(truth, which)
    at = one.mapFromScene(one.getPlotItem().getViewBox().mapViewToScene(QPointF(*point)))
    return one.grab().toImage().pixelColor(at.x() + shift[0], at.y() + shift[1])


def view(truth, which):
    return np.array(plot(truth, which).getPlotItem().getViewBox().viewRange())


def random_dragons(n):
    rng = np.random.default_rng(0)
    return Dataset(TASK, rng.normal(size=(n, 2)), rng.integers(0, 3, n), rng.random(n) < 0.6)


def test_left_shows_true_classes_and_right_predicted_ones(truth):
    predicted = np.array([1, 1, 0, 0])
    truth.show_dragons(DRAGONS, predicted)
    for k in range(3):
        assert colour_at(truth, "truth", DRAGONS.X[k]) == QColor(COLOURS[DRAGONS.y[k]])
        assert colour_at(truth, "predictions", DRAGONS.X[k]) == QColor(COLOURS[predicted[k]])


def test_test_dragon_is_hollow(truth):
    truth.show_dragons(DRAGONS, DRAGONS.y)
    for which in ("truth", "predictions"):
        assert colour_at(truth, which, DRAGONS.X[3]) == QColor(LIGHT.surface)


def test_misclassified_dragons_wear_a_ring_on_the_right_only(truth):
    truth.show_dragons(DRAGONS, np.array([1, 1, 2, 0]))
    ring = [(which, k, colour_at(truth, which, DRAGONS.X[k], shift=(0, 6)).lightness() < 128)
            for which in ("truth", "predictions") for k in range(3)]  # fmt: skip
    assert [(which, k) for which, k, dark in ring if dark] == [("predictions", 0)]


def test_caption_counts_how_many_differ(truth):
    truth.show_dragons(DRAGONS, np.array([1, 1, 0, 0]))
    assert "differ for 2 of 4 dragons" in caption(truth)
    truth.show_dragons(DRAGONS, DRAGONS.y)
    assert "the same for all 4 dragons" in caption(truth)


def test_predictions_go_when_there_is_no_model(truth):
    truth.show_dragons(DRAGONS, DRAGONS.y)
    truth.show_dragons(DRAGONS, None)
    assert colour_at(truth, "predictions", DRAGONS.X[0]) == QColor(LIGHT.surface)
    assert colour_at(truth, "truth", DRAGONS.X[0]) == QColor(COLOURS[0])
    assert "once it has been trained" in caption(truth)


def test_both_sides_have_the_same_range_and_hold_all_dragons(truth):
    truth.show_dragons(DRAGONS, DRAGONS.y)
    np.testing.assert_allclose(view(truth, "truth"), view(truth, "predictions"))
    lowest, highest = view(truth, "truth").T
    assert np.all((lowest < DRAGONS.X) & (highest > DRAGONS.X))


def test_both_sides_are_equally_large(truth):
    truth.show_dragons(DRAGONS, DRAGONS.y)
    left, right = (plot(truth, which).getPlotItem().getViewBox().rect().size() for which in ("truth", "predictions"))
    assert abs(left.width() - right.width()) <= 2
    assert left.height() == right.height()


def test_range_stays_while_a_dragon_moves_inside_it_and_follows_one_that_leaves(truth):
    truth.show_dragons(DRAGONS, DRAGONS.y)
    before = view(truth, "truth")
    inside = DRAGONS.X.copy()
    inside[1] = (12, 140)
    truth.show_dragons(replace(DRAGONS, X=inside), DRAGONS.y)
    np.testing.assert_array_equal(view(truth, "truth"), before)
    outside = DRAGONS.X.copy()
    outside[1] = (60, 140)
    truth.show_dragons(replace(DRAGONS, X=outside), DRAGONS.y)
    assert view(truth, "predictions")[0, 1] > 60


def test_double_click_fits_after_the_dragons_have_drawn_together(truth):
    truth.show_dragons(DRAGONS, DRAGONS.y)
    together = replace(DRAGONS, X=np.array([[10.0, 150.0], [10.5, 151.0], [11.0, 150.0], [11.0, 152.0]]))
    truth.show_dragons(together, DRAGONS.y)
    assert view(truth, "truth")[0, 1] > 20
    QTest.mouseDClick(plot(truth, "predictions").viewport(), Qt.MouseButton.LeftButton)
    for which in ("truth", "predictions"):
        assert 11 < view(truth, which)[0, 1] < 12


def test_mouse_does_not_move_the_plots(truth):
    truth.show_dragons(DRAGONS, DRAGONS.y)
    before, viewport = view(truth, "truth"), plot(truth, "truth").viewport()
    middle = viewport.rect().center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(viewport, middle / 2)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=middle / 2)
    np.testing.assert_array_equal(view(truth, "truth"), before)


def test_one_dragon_and_none(truth):
    one = Dataset(TASK, np.array([[5.0, 100.0]]), np.array([2]), np.array([True]))
    truth.show_dragons(one, np.array([2]))
    assert colour_at(truth, "truth", (5, 100)) == QColor(COLOURS[2])
    none = Dataset(TASK, np.empty((0, 2)), np.empty(0, dtype=np.int64), np.empty(0, dtype=bool))
    truth.show_dragons(none, np.empty(0, dtype=np.int64))
    assert colour_at(truth, "truth", (5, 100)) == QColor(LIGHT.surface)


def test_of_very_many_dragons_some_are_drawn_and_all_are_counted(truth):
    dragons = random_dragons(100_000)
    predicted = np.where(np.arange(100_000) < 40_000, (dragons.y + 1) % 3, dragons.y)
    truth.show_dragons(dragons, predicted)
    assert "differ for 40,000 of 100,000 dragons" in caption(truth)
    assert "Drawn are 2,942 of them." in caption(truth)
    truth.show_dragons(random_dragons(3_000), None)
    assert "Drawn are" not in caption(truth)


def test_samples_are_called_by_the_task(truth):
    irises = replace(DRAGONS, task=replace(TASK, sample="iris", classes=("a", "b", "c")))
    truth.show_dragons(irises, irises.y)
    assert "irises" in caption(truth) or "iriss" in caption(truth)
    assert "dragon" not in caption(truth)


def test_what_is_not_known_of_these_dragons_is_not_shown(truth):
    learned = moment(task="colour")
    truth.show_moment(learned)
    assert "once it has been trained" not in caption(truth)
    truth.show_moment(replace(learned, following=False))
    assert "once it has been trained" in caption(truth)


@pytest.mark.parametrize("height", [180, 220])
def test_where_there_is_little_height_the_plots_have_most_of_it(truth, qtbot, height):
    truth.resize(1000, height)
    truth.show_dragons(DRAGONS, DRAGONS.y)
    qtbot.waitUntil(lambda: truth.height() == height)
    assert truth.minimumSizeHint().height() <= 180
    for which in ("truth", "predictions"):
        assert plot(truth, which).getPlotItem().getViewBox().rect().height() >= 0.5 * height


def test_names_that_are_long_or_look_like_html_are_plain_text(truth):
    names = "height <cm> & more " + 40 * "very ", "length of the " + 40 * "long "
    truth.show_dragons(replace(DRAGONS, task=replace(TASK, features=names)), DRAGONS.y)
    one = plot(truth, "truth")
    axis = one.getPlotItem().getAxis("bottom")
    shown = axis.label.toPlainText().strip()
    assert shown.startswith("height <cm> & more")
    assert shown.endswith("…")
    assert axis.label.boundingRect().width() <= axis.size().width() + 10
    assert "height &lt;cm&gt; &amp; more" in axis.toolTip()
    assert all(name in one.accessibleDescription() for name in names)
