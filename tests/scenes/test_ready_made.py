"""Data that are at hand: each can be had by its name, and knows it."""

import pytest

from dragonviz.dragons.shapes import SHAPES, SHIPPED, Blobs, DrawnCurve
from dragonviz.scenes.data_edits import AddNoise, ChangeShape
from dragonviz.scenes.edits import ChooseModel
from dragonviz.scenes.ready_made import READY_MADE
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source


def test_the_lessons_dragons_all_shapes_and_all_that_scikit_learn_ships_are_offered():
    assert list(READY_MADE) == ["lesson", *SHAPES, *SHIPPED]
    titles = [data.title for data in READY_MADE.values()]
    assert len(set(titles)) == len(titles)
    for data in READY_MADE.values():
        assert data.purpose.endswith(".")


@pytest.mark.parametrize("name", READY_MADE)
def test_its_source_knows_its_name_also_when_something_else_is_predicted(name):
    source = READY_MADE[name].source()
    assert (source.ready_made, source.title) == (name, READY_MADE[name].title)
    assert len(source.dataset()) > 0
    assert source.choosing(source.chosen).ready_made == name


def test_a_curve_that_was_drawn_is_not_ready_made():
    assert Source.of_shape(DrawnCurve()).ready_made not in READY_MADE


def changed(scene, **settings):
    return ChangeShape(Source.of_shape(Blobs(**settings)), "change a setting").apply(scene)


def test_other_settings_make_other_points_for_the_same_model():
    before = ChooseModel("mlp").apply(Scene.of(Source.of_shape(Blobs())))
    after = changed(before, number=50)
    assert (len(after.dataset), after.setup) == (50, before.setup)


def test_the_same_settings_leave_what_was_done_to_the_points():
    scene = AddNoise(0.5).apply(Scene.of(Source.of_shape(Blobs(number=50))))
    assert changed(scene, number=50) is scene
    assert changed(scene, number=51).dirt.noise == 0


def test_more_classes_than_the_perceptron_can_tell_bring_another_model_and_it_is_said():
    scene = ChooseModel("perceptron").apply(Scene.of(Source.of_shape(Blobs())))
    edit = ChangeShape(Source.of_shape(Blobs(classes=4)), "change classes")
    assert "Multi-class was chosen" in edit.remark(scene)
    assert edit.apply(scene).setup.model == "multiclass"
