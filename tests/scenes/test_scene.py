"""A scene changes by making another; what begins a new run and what does not."""

from dataclasses import FrozenInstanceError, replace

import pytest

from dragonviz.models.catalogue import MODELS
from dragonviz.models.settings import SettingError
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source


@pytest.fixture
def scene():
    source = Source.bundled()
    return Scene(source, source.dataset())


def test_a_scene_begins_with_every_models_defaults(scene):
    assert scene.model == "logistic"
    assert {name: dict(values) for name, values in scene.settings.items()} == {
        name: kind.defaults() for name, kind in MODELS.items()
    }
    assert scene.kind is MODELS["logistic"]


def test_a_setting_changes_the_present_model_only_and_the_old_scene_not_at_all(scene):
    changed = scene.with_setting("C", 10.0)
    assert changed.values == {**scene.values, "C": 10.0}
    assert scene.values["C"] == 1.0
    assert {k: v for k, v in changed.settings.items() if k != "logistic"} == {
        k: v for k, v in scene.settings.items() if k != "logistic"
    }
    with pytest.raises(FrozenInstanceError):
        scene.model = "mlp"


def test_switching_models_and_back_finds_the_settings_as_they_were(scene):
    away = replace(scene.with_setting("C", 10.0), model="mlp")
    assert "C" not in away.values
    assert replace(away, model="logistic").values["C"] == 10.0


def test_other_dragons_of_the_same_task_are_the_same_run(scene):
    moved = replace(scene, dataset=scene.dataset.move([0], [[1.0, 1.0]]).remove([5]))
    assert moved.trains_like(scene)
    # So is a change that is taken back.
    assert scene.with_setting("C", 2.0).with_setting("C", 1.0).trains_like(scene)


def test_whatever_else_changes_is_another_run(scene):
    colour = scene.source.choosing("colour")
    for other in (
        replace(scene, seed=1),
        replace(scene, model="perceptron"),
        scene.with_setting("C", 2.0),
        replace(scene, source=colour, dataset=colour.dataset()),
        replace(scene, source=Source.bundled()),
    ):
        assert not other.trains_like(scene)
    # A setting of another model is none of this run's business.
    mlp = replace(replace(scene, model="mlp").with_setting("max_iter", 3), model="logistic")
    assert mlp.trains_like(scene)


def test_a_scene_knows_what_its_model_cannot_do(scene):
    scene.refuse_what_does_not_fit()
    colour = replace(scene, dataset=scene.source.choosing("colour").dataset())
    with pytest.raises(SettingError, match="two classes"):
        replace(colour, model="perceptron").refuse_what_does_not_fit()
    large = replace(scene, model="mlp").with_setting("hidden_layer_sizes", (100_000, 100_000))
    with pytest.raises(SettingError, match=r"2-100000-100000-2 has .* million weights"):
        large.refuse_what_does_not_fit()
