"""A scene changes by making another; what begins a new run and what does not."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from dragonviz.models.catalogue import MODELS
from dragonviz.models.settings import SettingError
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import DEFAULT_SEED, Setup
from dragonviz.scenes.source import Source
from dragonviz.scenes.view_state import NOBODY, ViewState
from tests.training.few_dragons import make_dragons


@pytest.fixture
def scene():
    return Scene.of(Source.bundled())


def with_model(scene, model):
    return scene.with_setup(replace(scene.setup, model=model))


def with_setting(scene, name, value):
    return scene.with_setup(scene.setup.with_setting(name, value))


def test_a_scene_begins_with_every_models_defaults(scene):
    setup = scene.setup
    assert (setup.model, setup.seed) == ("logistic", DEFAULT_SEED)
    assert {name: dict(values) for name, values in setup.settings.items()} == {
        name: kind.defaults() for name, kind in MODELS.items()
    }
    assert setup.kind is MODELS["logistic"]
    assert scene.dataset is scene.source.dataset()
    given = Setup("mlp")
    assert Scene.of(scene.source, given).setup is given


def test_a_setting_changes_the_present_model_only_and_the_old_scene_not_at_all(scene):
    changed = with_setting(scene, "C", 10.0)
    assert changed.setup.values == {**scene.setup.values, "C": 10.0}
    assert scene.setup.values["C"] == 1.0
    assert {k: v for k, v in changed.setup.settings.items() if k != "logistic"} == {
        k: v for k, v in scene.setup.settings.items() if k != "logistic"
    }
    with pytest.raises(FrozenInstanceError):
        scene.setups = ()
    with pytest.raises(FrozenInstanceError):
        scene.setup.model = "mlp"
    with pytest.raises(FrozenInstanceError):
        scene.view.live = False


def test_switching_models_and_back_finds_the_settings_as_they_were(scene):
    away = with_model(with_setting(scene, "C", 10.0), "mlp")
    assert "C" not in away.setup.values
    assert with_model(away, "logistic").setup.values["C"] == 10.0


def test_other_dragons_of_the_same_task_are_the_same_run(scene):
    moved = replace(scene, dataset=scene.dataset.move([0], [[1.0, 1.0]]).remove([5]))
    assert moved.trains_like(scene)
    # So is a change that is taken back.
    assert with_setting(with_setting(scene, "standardize", True), "standardize", False).trains_like(scene)
    # It is changed under the run.
    assert with_setting(scene, "C", 2.0).trains_like(scene)
    # And to look at it in another way.
    assert scene.with_view(rect=(0.0, 1.0, 0.0, 1.0), live=False).trains_like(scene)


def test_whatever_else_changes_is_another_run(scene):
    colour = scene.source.choosing("colour")
    for other in (
        scene.with_setup(replace(scene.setup, seed=1)),
        with_model(scene, "perceptron"),
        with_setting(scene, "standardize", True),
        replace(scene, source=colour, dataset=colour.dataset()),
        replace(scene, source=Source.bundled()),
    ):
        assert not other.trains_like(scene)
    # A setting of another model is none of this run's business.
    mlp = with_model(with_setting(with_model(scene, "mlp"), "max_iter", 3), "logistic")
    assert mlp.trains_like(scene)


def test_a_scene_knows_what_its_model_cannot_do(scene):
    scene.validate()
    colour = replace(scene, dataset=scene.source.choosing("colour").dataset())
    with pytest.raises(SettingError, match="two classes"):
        with_model(colour, "perceptron").validate()
    large = with_setting(with_model(scene, "mlp"), "hidden_layer_sizes", (100_000, 100_000))
    with pytest.raises(SettingError, match=r"2-100000-100000-2 has .* million weights"):
        large.validate()


def test_a_scene_knows_which_derived_inputs_its_dragons_do_not_allow(scene):
    with_inputs = with_setting(scene, "inputs", ("x2", "sin_y"))
    with_inputs.validate()
    for place, sentence in (
        ((1e9, 5.0), r"Input x²: that of dragon 3, at \(1e\+09, 5\), would be beyond ±1e15; standardise the features"),
        ((10.0, 1e5), "Input sin y: it goes up and down every 2π, and the dragons' y spans"),
    ):
        far = replace(with_inputs, dataset=scene.dataset.move([3], [place]))
        with pytest.raises(SettingError, match=sentence):
            far.validate()
        with_setting(far, "standardize", True).validate()
        with_setting(far, "inputs", ()).validate()
    with pytest.raises(SettingError, match="Derived inputs: “x3” is not allowed"):
        with_setting(scene, "inputs", ("x3",)).validate()


def test_each_of_its_setups_has_to_fit(scene):
    colour = scene.source.choosing("colour")
    both = Scene(colour, colour.dataset(), (Setup("mlp"), Setup("perceptron")))
    with pytest.raises(SettingError, match="two classes"):
        both.validate()


def test_another_setup_takes_the_place_of_the_one_that_is_shown(scene):
    first, second, other = Setup(), Setup("mlp"), Setup("perceptron")
    both = Scene(scene.source, scene.dataset, (first, second))
    assert both.setup is first
    assert both.with_setup(other).setups == (other, second)


def test_all_dragons_are_in_view_with_room_around_until_somebody_looks_elsewhere():
    dataset = make_dragons(0).move([0, 1], [[-100.0, -50.0], [100.0, 150.0]])
    scene = Scene(object(), dataset)
    assert scene.rect == pytest.approx((-112.0, 112.0, -62.0, 162.0))
    rect = (0.0, 1.0, 2.0, 3.0)
    assert scene.with_view(rect=rect).rect == rect
    empty = Scene(object(), dataset.remove(range(len(dataset))))
    x_min, x_max, y_min, y_max = empty.rect
    assert x_min < x_max
    assert y_min < y_max


def test_nobody_is_picked_at_first_and_nobody_can_be_put_among_nobody():
    assert ViewState().picked is NOBODY
    assert len(NOBODY) == 0
    assert np.issubdtype(NOBODY.dtype, np.integer)
    assert not NOBODY.flags.writeable
