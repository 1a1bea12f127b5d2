"""Lines that are moved by hand, without a window."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragonviz.scenes.by_hand import EditParameters, Line, line_in_hand
from dragonviz.scenes.edits import ChooseModel, DragonsGoneError, SetSeed, SetSetting, UseSource
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import Setup
from dragonviz.scenes.source import Source
from dragonviz.training.run import Run
from tests.training.few_dragons import make_dragons

SIZE = np.array([20.0, 150.0])
COORDINATES = st.floats(-100, 100)


@given(x=COORDINATES, y=COORDINATES, x_end=COORDINATES, y_end=COORDINATES, left=st.booleans())
def test_a_line_through_two_places_is_zero_there_and_as_steep_as_before(x, y, x_end, y_end, left):
    begin, end = np.array([x, y]), np.array([x_end, y_end])
    before = Line("border", np.array([0.3, -0.01]), 1.0)
    line = before.through(begin, end, left, SIZE)
    if (begin == end).all():
        assert line is None
        return
    if line is None:
        return  # the same place, but for rounding
    scale = np.abs(line.w).max() * 100 + abs(line.b)
    assert abs(line.w @ begin + line.b) <= 1e-9 * scale
    assert abs(line.w @ end + line.b) <= 1e-6 * scale
    assert np.hypot(*(line.w * SIZE)) == pytest.approx(np.hypot(*(before.w * SIZE)))


@pytest.mark.parametrize("left", [True, False])
def test_the_score_is_positive_on_the_side_that_was_asked_for(left):
    line = Line("border", np.zeros(2), 0.0).through(np.array([0.0, 0.0]), np.array([10.0, 0.0]), left, SIZE)
    above = line.w @ np.array([5.0, 1.0]) + line.b
    assert bool(above > 0) is left


MODELS = [("logistic", 2), ("perceptron", 2), ("multiclass", 2), ("multiclass", 3), ("logistic", 3), ("mlp", 2)]


def scene_and_predictor(model, n_classes):
    dataset = make_dragons(0, n_classes=n_classes)
    setup = Setup(model)
    if model == "mlp":
        setup = setup.with_setting("hidden_layer_sizes", (4, 3))
    scene = Scene(object(), dataset, (setup,))
    run = Run(dataset, model, setup.values, 1)
    run.advance(3 * run.steps_per_epoch)
    return scene, run


@pytest.mark.parametrize(("model", "n_classes"), MODELS)
def test_the_run_has_the_line_that_the_hand_asked_for_and_all_else_as_it_was(model, n_classes):
    scene, run = scene_and_predictor(model, n_classes)
    scene = scene.with_view(label=1, neuron=(0, 2))
    classes = scene.dataset.task.classes
    predictor = run.snapshot().predictor
    line = line_in_hand(predictor, scene.view, classes)
    wanted = line.through(np.array([0.2, 0.1]), np.array([0.7, 0.9]), True, np.array([1.0, 1.0]))
    after = EditParameters(model, predictor, wanted).apply(scene)
    run.set_parameters(after.setup.by_hand.weights, after.setup.by_hand.biases)
    found = line_in_hand(run.snapshot().predictor, scene.view, classes)
    np.testing.assert_allclose(found.w, wanted.w, rtol=1e-5)
    assert found.b == pytest.approx(wanted.b, rel=1e-5)
    if n_classes == 3:
        other = scene.with_view(label=2).view
        np.testing.assert_allclose(
            line_in_hand(run.snapshot().predictor, other, classes).w, line_in_hand(predictor, other, classes).w
        )


@pytest.mark.parametrize(
    "edit",
    [
        ChooseModel("perceptron"),
        SetSeed(7),
        SetSetting("standardize", True),
        UseSource(Source.bundled().choosing("colour")),
        UseSource(Source.bundled()),
    ],
)
def test_another_start_is_not_by_hand(edit):
    scene, run = scene_and_predictor("logistic", 2)
    predictor = run.snapshot().predictor
    by_hand = EditParameters("logistic", predictor, line_in_hand(predictor, scene.view, ("a", "b"))).apply(scene)
    assert by_hand.setup.by_hand is not None
    assert edit.apply(by_hand).setup.by_hand is None
    assert SetSetting("C", 3.0).apply(by_hand).setup.by_hand is by_hand.setup.by_hand


def test_a_line_of_a_model_that_is_gone_moves_nothing():
    scene, run = scene_and_predictor("logistic", 2)
    predictor = run.snapshot().predictor
    edit = EditParameters("logistic", predictor, line_in_hand(predictor, scene.view, ("a", "b")))
    with pytest.raises(DragonsGoneError):
        edit.apply(scene.with_setup(replace(scene.setup, model="perceptron")))
