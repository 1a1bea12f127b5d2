"""Ready-made points as sources of a scene, and fields for their settings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dragonviz.dragons.shapes import SHAPES, SHIPPED, Blobs, DrawnCurve
from dragonviz.models.settings import Number
from dragonviz.scenes.edits import RemoveDragons, UseSource
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.shape_settings import shape_settings
from dragonviz.scenes.source import Source


@pytest.mark.parametrize("shape", [*SHAPES.values(), DrawnCurve])
def test_a_shape_is_a_source_with_nothing_else_to_predict(shape):
    source = Source.of_shape(shape(seed=3))
    assert (source.title, source.tasks, source.features, source.labels) == (shape.title, {}, (), ())
    assert source.columns_chosen is None
    np.testing.assert_array_equal(source.dataset().X, shape(seed=3).dataset().X)
    assert source.dataset() is source.dataset()


@pytest.mark.parametrize("name", list(SHIPPED))
def test_of_shipped_data_other_columns_can_be_chosen(name):
    source = Source.shipped(name)
    data = SHIPPED[name]
    assert (source.title, source.chosen, source.tasks) == (data.title, data.columns, {})
    other = source.choosing(replace(data.columns, x=source.features[-1]))
    assert other.dataset().task.features == (source.features[-1], data.columns.y)
    assert other.dataset().task.samples == data.samples


def test_irises_are_named_in_what_is_undone():
    scene = UseSource(Source.shipped("iris")).apply(Scene.of(Source.bundled()))
    assert RemoveDragons(scene, [0]).text == "remove an iris"
    assert RemoveDragons(scene, [0, 1]).text == "remove 2 irises"


@pytest.mark.parametrize("shape", list(SHAPES.values()))
def test_whatever_a_field_allows_the_shape_takes(shape):
    settings = shape_settings(shape)
    names = [setting.name for setting in settings]
    assert names == [
        n for n in ("number", "noise", "balance", "classes", "seed") if (shape.name, n) != ("moons", "classes")
    ]
    for setting in settings:
        assert isinstance(setting, Number)
        assert setting.default == getattr(shape(), setting.name)
        for text in (setting.text(setting.default), setting.text(setting.minimum)):
            replace(shape(), **{setting.name: setting.parse(text)}).validate()


def test_settings_that_are_chosen_make_other_points():
    few = Source.of_shape(replace(Blobs(), number=20, classes=4)).dataset()
    assert (len(few), len(few.task.classes)) == (20, 4)
