"""Very many dragons are drawn as a few are, only not all at once."""

import numpy as np
import pytest
from dragonviz.views.style.palette import LIGHT
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from dragonviz.dragons import Dataset
from dragonviz.dragons.dataset import Task
from dragonviz.views.canvas import dragons_item
from dragonviz.views.canvas.dragons_item import DragonsItem
from dragonviz.views.plots import progressive_picture
from dragonviz.views.plots.feature_plot import FeaturePlot

TASK = Task("colour", ("number of toes", "body length (cm)"), "colour", ("Blue", "Red", "Yellow"))
N = 3000


@pytest.fixture(autouse=True)
def slowly(monkeypatch):
    """Each picture takes several slices."""
    monkeypatch.setattr(dragons_item, "_STROKE", 1000)
    monkeypatch.setattr(progressive_picture, "_SLICE", 0.0)


@pytest.fixture
def dragons():
    rng = np.random.default_rng(3)
    return Dataset(TASK, rng.random((N, 2)), rng.integers(0, 3, N), rng.random(N) < 0.6)


@pytest.fixture
def plot(qtbot):
    plot = FeaturePlot(LIGHT)
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.item = DragonsItem(LIGHT)
    plot.addItem(plot.item, ignoreBounds=True)
    plot.show()
    plot.fit()
    return plot


def on_screen(plot):
    """What is on the screen now."""
    image = plot.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[:, :, :3]


def in_one_go(plot):
    """The same as a picture for a file shows it, which is painted at once."""
    image = QImage(plot.viewport().size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    plot.render(painter, QRectF(plot.viewport().rect()), plot.viewport().rect())
    painter.end()
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[:, :, :3]


def wait_for_rest(plot, qtbot):
    """Until the picture is finished, and the one that was wanted meanwhile, too."""

    def at_rest():
        QApplication.processEvents()
        plot.viewport().grab()
        return plot.item._picture._under_way is None

    qtbot.waitUntil(at_rest)


def differing(plot):
    """The share of pixels that are not as a picture painted at once has them."""
    return (np.abs(on_screen(plot).astype(int) - in_one_go(plot)).max(axis=2) > 40).mean()


def show(plot, qtbot, dragons, wrong=None):
    plot.item.show_dragons(dragons, only_selected_moved=False)
    if wrong is not None:
        plot.item.show_wrong(wrong)
    wait_for_rest(plot, qtbot)


def test_at_rest_the_picture_is_the_one_painted_at_once(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    assert differing(plot) == 0
    plot.item.show_wrong(np.arange(N) % 3 == 0)
    assert differing(plot) > 0.01
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0


def test_after_zooming_it_is_the_right_one_again(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    for _ in range(5):
        plot.zoom(1)
        on_screen(plot)
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0


def test_a_view_that_keeps_moving_shows_dragons_all_the_time(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    for _ in range(8):
        plot.zoom(-0.2)
        assert (on_screen(plot) < 200).any(axis=2).mean() > 0.1
        QApplication.processEvents()


@pytest.mark.parametrize("selected", [5, 2500], ids=["few", "many"])
def test_selected_dragons_are_marked(plot, qtbot, dragons, selected):
    show(plot, qtbot, dragons)
    before = on_screen(plot)
    plot.item.show_selected(np.arange(selected))
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0
    assert (on_screen(plot) != before).any()
    plot.item.show_selected(np.empty(0, dtype=np.int64))
    wait_for_rest(plot, qtbot)
    assert (on_screen(plot) == before).all()


def test_a_dragon_in_the_hand_is_seen_where_it_is_at_once_and_nowhere_else(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    held = np.array([7])
    plot.item.show_selected(held)
    wait_for_rest(plot, qtbot)
    for place in ([0.2, 0.9], [0.8, 0.1]):
        plot.item.show_dragons(dragons.move(held, [place]), only_selected_moved=True)
        assert differing(plot) == 0
    plot.item.show_selected(np.empty(0, dtype=np.int64))
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0


def test_a_dragon_that_is_added_is_seen_at_once(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    before = on_screen(plot)
    plot.item.show_dragons(dragons.add([0.5, 0.5], 1), only_selected_moved=False)
    place = plot.pixel_of(0.5, 0.5)
    assert (on_screen(plot)[place.y(), place.x()] != before[place.y(), place.x()]).any()
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0


def test_other_dragons_take_the_place_of_those_before(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    fire = Task("fire", TASK.features, "fire", ("no fire", "breathes fire"))
    few = Dataset(fire, dragons.X[:2500] / 2, dragons.y[:2500] % 2, dragons.is_train[:2500])
    show(plot, qtbot, few)
    assert differing(plot) == 0
