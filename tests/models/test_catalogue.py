"""The catalogue and the estimators say the same of every setting."""

import inspect

import numpy as np
import pytest

from dragonviz.models.catalogue import ACTIVATION_TITLES, DEFAULT_MODEL, MODELS
from dragonviz.models.derived_inputs import TITLES
from dragonviz.models.settings import Choice, Flags, Number, Sizes, Switch

every_kind = pytest.mark.parametrize("kind", MODELS.values(), ids=MODELS)


def values_at_the_ends(setting):
    """What may be chosen, as far as it goes."""
    match setting:
        case Switch():
            return [False, True]
        case Choice():
            return list(setting.choices)
        case Flags():
            return [(), tuple(setting.choices), *((name,) for name in setting.choices)]
        case Number():
            return [setting.minimum, setting.maximum, *setting.presets, *setting.words]
        case Sizes():
            return [(1,), (setting.most_neurons,), (1,) * setting.most_layers, *setting.presets]


@every_kind
def test_settings_are_the_estimators_parameters_with_their_defaults(kind):
    parameters = inspect.signature(kind.load()).parameters
    defaults = {name: parameter.default for name, parameter in parameters.items() if name != "random_state"}
    assert {setting.name: setting.default for setting in kind.settings if not setting.of_run} == defaults


@every_kind
def test_an_estimator_takes_what_a_setting_allows(kind):
    for setting in kind.settings:
        for value in values_at_the_ends(setting):
            kind.build({setting.name: value}, seed=0)._validate_params()


@every_kind
def test_a_setting_keeps_the_run_if_a_learner_can_change_it(kind):
    X, y = np.random.default_rng(0).normal(size=(12, 2)), np.arange(12) % 2
    learner = kind.build(kind.defaults(), seed=1).start(X, y, 2)
    assert {setting.name for setting in kind.settings if setting.keeps_run and not setting.of_run} == learner.changeable


@every_kind
def test_a_setting_without_effect_names_one_that_there_is(kind):
    for setting in kind.settings:
        if setting.only_with is not None:
            other = next(other for other in kind.settings if other.name == setting.only_with[0])
            assert setting.only_with[1] in values_at_the_ends(other)


@pytest.mark.parametrize("model", MODELS)
def test_what_a_kind_says_of_its_predictors_and_records_is_so(model):
    kind = MODELS[model]
    n_classes = 2 if kind.two_classes_only else 3
    X, y = np.random.default_rng(0).normal(size=(12, 2)), np.arange(12) % n_classes
    settings = {**kind.defaults(), "max_iter": 1}
    learner = kind.build(settings, seed=1).start(X, y, n_classes, (X, y))
    records = learner.advance(1000)
    predictor = learner.predictor()
    assert len(records.loss) > 0
    assert np.isfinite(records.loss).all() == kind.has_loss
    assert predictor.has_class_lines == kind.has_class_lines
    assert predictor.hidden_sizes == settings.get("hidden_layer_sizes", ())
    assert bool(predictor.hidden_sizes) == kind.has_hidden_neurons
    assert predictor.is_linear == hasattr(predictor, "raw_coefficients")


@pytest.mark.parametrize("model", MODELS)
def test_every_model_takes_derived_inputs_and_none_has_straight_borders_then(model):
    kind = MODELS[model]
    X, y = np.random.default_rng(0).normal(size=(12, 2)), np.arange(12) % 2
    settings = {**kind.defaults(), "max_iter": 1, "inputs": tuple(TITLES)}
    learner = kind.build(settings, seed=1).start(X, y, 2, (X, y))
    learner.advance(1000)
    assert not learner.predictor().is_linear
    assert learner.predictor().scaling(X).shape == (12, 7)


def test_a_model_for_two_classes_names_one_for_more():
    assert MODELS["perceptron"].for_more_classes == "multiclass"
    for kind in MODELS.values():
        assert not kind.two_classes_only or not MODELS[kind.for_more_classes].two_classes_only
    assert DEFAULT_MODEL in MODELS


def test_every_activation_has_a_title():
    from dragonviz.models.kernels.mlp_activations import KINDS

    assert set(ACTIVATION_TITLES) == set(KINDS)
