"""What the canvas draws of a moment."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel

from dragonviz.models.neuron_maps import STRONGEST
from dragonviz.models.regions import SURENESS_LEVELS
from dragonviz.scenes.speed import Speed, Unit
from dragonviz.scenes.view_state import BOUNDARY, CLASS_LINES
from dragonviz.views.canvas.canvas import Canvas
from dragonviz.views.canvas.tints import lightness, region_colours
from dragonviz.views.plots.neuron_colours import map_colours
from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import DARK, HIGH_CONTRAST, LIGHT
from tests.views.moments import looked_at, moment, moment_of, scene
from tests.views.test_polylines_item import svg_of


@pytest.fixture
def canvas(qtbot):
    canvas = Canvas(Style())
    qtbot.addWidget(canvas)
    canvas.resize(700, 500)
    with qtbot.waitExposed(canvas):
        canvas.show()
    return canvas


def pixels(canvas):
    image = canvas.plot.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)


def colour_at(canvas, x, y, shift=(0, 0)):
    return canvas.plot.viewport().grab().toImage().pixelColor(canvas.plot.pixel_of(x, y) + QPoint(*shift))


def rgb(colour):
    return np.array(colour.getRgb()[:3])


# Regions


def test_regions_are_painted_alike_here_and_in_another_thread(canvas):
    shown = moment("logistic", epochs=20, grid=64)
    canvas.show_moment(shown)
    QApplication.processEvents()
    canvas.show_moment(shown)
    by_itself = pixels(canvas)
    image = canvas.region_painter(shown.side.regions, shown.dataset.task.classes)
    again = replace(shown.side.regions)
    canvas.show_moment(replace(shown, sides=(replace(shown.side, regions=again, region_image=image),)))
    assert np.abs(pixels(canvas) - by_itself).mean() < 0.5


def test_b_hides_regions_borders_and_class_lines(canvas):
    shown = moment("multiclass", "colour", shown=frozenset({BOUNDARY, CLASS_LINES}))
    canvas.show_moment(looked_at(shown, shown=frozenset({CLASS_LINES})))
    without = pixels(canvas)
    canvas.show_moment(shown)
    assert (pixels(canvas) != without).any(axis=2).mean() > 0.3
    canvas.show_moment(looked_at(shown, shown=frozenset({CLASS_LINES})))
    assert (pixels(canvas) == without).all()


def test_what_is_of_dragons_before_is_paler_and_has_no_rings(canvas):
    shown = moment("perceptron", epochs=1)
    x, y = 15.5, 150.0
    canvas.show_moment(shown)
    now, dark_now = colour_at(canvas, x, y), (pixels(canvas).max(axis=2) < 60).sum()
    canvas.show_moment(replace(shown, following=False))
    before, dark_before = colour_at(canvas, x, y), (pixels(canvas).max(axis=2) < 60).sum()
    surface = rgb(QColor(LIGHT.surface))
    assert np.abs(rgb(before) - surface).sum() < 0.6 * np.abs(rgb(now) - surface).sum()
    assert np.abs(rgb(before) - surface).sum() > 0
    assert dark_before < dark_now


def test_regions_of_a_task_with_other_classes_are_drawn_as_of_those(canvas):
    colour, fire = moment("multiclass", "colour"), moment_of(scene())
    canvas.show_moment(colour)
    canvas.show_moment(replace(fire, sides=colour.sides, following=False))
    canvas.show_moment(fire)
    assert colour_at(canvas, 15.5, 150.0) == QColor(LIGHT.surface)


def test_regions_go_with_the_run(canvas):
    canvas.show_moment(moment())
    canvas.show_moment(moment_of(scene()))
    assert colour_at(canvas, 15.5, 150.0) == QColor(LIGHT.surface)
    # Zero weights say the first class everywhere, and are sure of nothing.
    canvas.show_moment(moment(epochs=0))
    palest = region_colours(LIGHT.surface, Style().class_colours(("no fire", "breathes fire")))[0]
    assert colour_at(canvas, 15.5, 150.0) == QColor(*map(int, palest))


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
@pytest.mark.parametrize("n_classes", [2, 3, 4, 5])
def test_where_the_model_is_sure_all_classes_differ_in_grey(theme, n_classes):
    colours = Style(theme).class_colours("abcdefgh"[:n_classes])
    surest = region_colours(theme.surface, colours)[SURENESS_LEVELS - 1 :: SURENESS_LEVELS]
    assert len(surest) == n_classes
    assert all(abs(one - other) >= 6 for one, other in combinations(lightness(surest), 2))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_tints_grow_with_sureness_and_stay_pale(theme):
    table = region_colours(theme.surface, Style(theme).class_colours("abcdefgh")).astype(int)
    surface = rgb(QColor(theme.surface))
    away = np.abs(table - surface).sum(axis=1).reshape(8, SURENESS_LEVELS)
    assert (np.diff(away, axis=1) >= 0).all()
    assert (away[:, 0] < away[:, -1]).all()
    assert (np.abs(lightness(table) - lightness(surface)) <= 36).all()


@pytest.mark.parametrize(("colour", "expected"), [("#000000", 0), ("#FFFFFF", 100), ("#777777", 50.0), ("#0072B2", 46)])
def test_lightness_is_that_of_the_books(colour, expected):
    assert lightness(rgb(QColor(colour))) == pytest.approx(expected, abs=0.5)


# Neurons


def test_a_neuron_is_on_the_canvas_with_a_caption_that_can_be_said(canvas):
    shown = moment("mlp", "colour", with_neurons=True)
    canvas.show_moment(shown)
    caption = canvas.findChild(QLabel, "neuron-caption")
    assert not caption.isVisible()
    canvas.show_moment(looked_at(shown, neuron=(0, 2)))
    assert caption.text() == "Layer 1, neuron 3: dark purple above zero, pale green below"
    assert caption.isVisible()
    assert canvas.plot.area().contains(caption.geometry().toRectF())
    canvas.show_moment(shown)
    assert not caption.isVisible()


def test_a_neuron_that_is_not_there_is_not_shown(canvas):
    shown = moment("mlp", "colour", with_neurons=True)
    for neuron in ((0, 500), (3, 0)):
        canvas.show_moment(looked_at(shown, neuron=neuron))
        assert not canvas.findChild(QLabel, "neuron-caption").isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
def test_above_and_below_zero_differ_in_grey_and_from_zero(theme):
    table = lightness(map_colours(theme))
    below, zero, above = table[0], table[STRONGEST], table[2 * STRONGEST]
    assert zero == pytest.approx(lightness(rgb(QColor(theme.surface))))
    assert min(abs(below - zero), abs(above - zero), abs(abs(above - zero) - abs(below - zero))) >= 8


# Dragons


def wears_mark(canvas, shown):
    """Whether the dragon that the latest step looked at is marked."""
    canvas.show_moment(shown)
    marked = pixels(canvas)
    blind = replace(shown.side.snapshot, visited=np.empty(0, dtype=np.int64))
    canvas.show_moment(replace(shown, sides=(replace(shown.side, snapshot=blind),)))
    return bool((pixels(canvas) != marked).any())


@pytest.mark.parametrize(
    ("playing", "speed", "marked"),
    [
        (False, Speed(100, Unit.EPOCH), True),
        (True, Speed(20, Unit.STEP), True),
        (True, Speed(50, Unit.STEP), False),
        (True, Speed(1, Unit.EPOCH), False),
    ],
)
def test_the_dragon_just_visited_is_marked_where_the_eye_can_follow(canvas, playing, speed, marked):
    shown = moment("perceptron", steps=5, playing=playing, speeds={"perceptron": speed})
    assert len(shown.current.visited) == 1
    assert wears_mark(canvas, shown) is marked


def test_what_is_the_same_is_not_drawn_again(canvas, qtbot):
    shown = moment()
    painted = []
    canvas.plot.scene().changed.connect(painted.append)
    canvas.show_moment(shown)

    def at_rest():
        painted.clear()
        QApplication.processEvents()
        return not painted

    qtbot.waitUntil(at_rest)
    canvas.show_moment(looked_at(shown, label=1))
    QApplication.processEvents()
    assert painted == []
    canvas.show_moment(looked_at(shown, picked=np.array([3])))
    qtbot.waitUntil(lambda: len(painted) > 0)


# As a file


def test_as_a_file_of_shapes_the_canvas_has_one_image_and_one_border(canvas):
    canvas.show_moment(moment("logistic", epochs=20))
    svg = svg_of(canvas.plot)
    assert svg.count("<image") == 1
    assert svg.count(f'stroke="{LIGHT.border.lower()}" stroke-opacity="1" stroke-width="2"') == 1
    assert len(svg) < 1_000_000
