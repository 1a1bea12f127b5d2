"""Very many dragons are drawn as a few are, only not all at once."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from dragonviz.dragons import Dataset
from dragonviz.dragons.dataset import Task
from dragonviz.views.canvas import dragons_item
from dragonviz.views.canvas.dragons_item import DragonsItem
from dragonviz.views.plots import progressive_picture
from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.style.style import Style
from tests.views.test_polylines_item import svg_of

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
    plot = FeaturePlot(Style())
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.item = DragonsItem(Style())
    plot.addItem(plot.item, ignoreBounds=True)
    plot.show()
    zoom(plot, 1.0)
    return plot


def zoom(plot, factor):
    """Have the middle in view, closer if the factor is below one."""
    half = 0.56 * factor
    plot.show_rect((0.5 - half, 0.5 + half, 0.5 - half, 0.5 + half))


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


def show(plot, qtbot, dragons):
    plot.item.show_dragons(dragons)
    wait_for_rest(plot, qtbot)


def test_at_rest_the_picture_is_the_one_painted_at_once(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    assert differing(plot) == 0
    plot.item.show_dragons(dragons, wrong=np.arange(0, N, 3))
    assert differing(plot) > 0.01
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0


def test_after_zooming_it_is_the_right_one_again(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    for k in range(1, 6):
        zoom(plot, 0.85**k)
        on_screen(plot)
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0


def test_a_view_that_keeps_moving_shows_dragons_all_the_time(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    for k in range(1, 9):
        zoom(plot, 0.85 ** (-0.2 * k))
        assert (on_screen(plot) < 200).any(axis=2).mean() > 0.1
        QApplication.processEvents()


@pytest.mark.parametrize("selected", [5, 2500], ids=["few", "many"])
def test_selected_dragons_are_marked(plot, qtbot, dragons, selected):
    show(plot, qtbot, dragons)
    before = on_screen(plot)
    plot.item.show_dragons(dragons, selected=np.arange(selected))
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0
    assert (on_screen(plot) != before).any()
    plot.item.show_dragons(dragons)
    wait_for_rest(plot, qtbot)
    assert (on_screen(plot) == before).all()


def test_a_dragon_in_the_hand_is_seen_where_it_is_at_once_and_nowhere_else(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    held = np.array([7])
    plot.item.show_dragons(dragons, selected=held)
    wait_for_rest(plot, qtbot)
    for place in ([0.2, 0.9], [0.8, 0.1]):
        moved = dragons.move(held, [place])
        plot.item.show_dragons(moved, selected=held)
        assert differing(plot) == 0
    plot.item.show_dragons(moved)
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0


def test_a_dragon_that_is_added_is_seen_at_once(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    before = on_screen(plot)
    plot.item.show_dragons(dragons.add([0.5, 0.5], 1))
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


def test_another_dragon_that_moves_is_seen_where_it_is_in_the_end(plot, qtbot, dragons):
    show(plot, qtbot, dragons)
    plot.item.show_dragons(dragons, selected=np.array([7]))
    wait_for_rest(plot, qtbot)
    plot.item.show_dragons(dragons.move([8], [[0.2, 0.9]]), selected=np.array([7]))
    wait_for_rest(plot, qtbot)
    assert differing(plot) == 0


def test_indices_of_dragons_that_are_gone_are_left_out(plot, qtbot, dragons):
    few = dragons.remove(range(5, N))
    plot.item.show_dragons(few, wrong=np.array([1, 900]), selected=np.array([2, 5]), visited=np.array([N]))
    assert (on_screen(plot) < 200).any()


def darkness(plot, dragons, place, **marks):
    """How much dark there is around a place, in pixels."""
    plot.item.show_dragons(dragons, **marks)
    at = plot.pixel_of(*place)
    around = on_screen(plot)[at.y() - 60 : at.y() + 60, at.x() - 12 : at.x() + 13]
    return (around.max(axis=2) < 90).sum()


def test_rings_on_one_spot_do_not_become_a_black_column(plot):
    """Many wrong dragons one above the other have one outline: hardly more dark than the right ones have themselves."""
    n = 60
    X = np.column_stack((np.full(n, 0.5), np.linspace(0.4, 0.6, n)))
    stacked = Dataset(TASK, X, np.zeros(n, dtype=np.int64), np.ones(n, dtype=bool))
    right = darkness(plot, stacked, (0.5, 0.5))
    wrong = darkness(plot, stacked, (0.5, 0.5), wrong=np.arange(n))
    height = plot.pixel_of(0.5, 0.4).y() - plot.pixel_of(0.5, 0.6).y()
    assert right < wrong <= right + 2 * 2 * (height + 30)


def test_a_hollow_dragon_on_a_solid_one_is_hollow_and_a_ring_lies_under_both(plot):
    two = Dataset(TASK, np.full((2, 2), 0.5), np.array([0, 0]), np.array([True, False]))
    plot.item.show_dragons(two, wrong=np.array([1]))
    at = plot.pixel_of(0.5, 0.5)
    assert (on_screen(plot)[at.y(), at.x()] == 255).all()
    two = Dataset(TASK, np.full((2, 2), 0.5), np.array([0, 0]), np.array([False, True]))
    plot.item.show_dragons(two, wrong=np.array([1]))
    assert (on_screen(plot)[at.y(), at.x()] != 255).any()


def test_in_a_file_of_shapes_there_are_shapes(plot, dragons):
    few = dragons.remove(range(20, N))
    plot.item.show_dragons(few, wrong=np.array([1]), selected=np.array([2, 3]), visited=np.array([4]))
    drawn = svg_of(plot)
    assert "<image" not in drawn
    assert drawn.count("<path") >= 20
