"""Where the border is said to be, against what the model says on a grid and on either side of that place."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dragonviz.dragons import Task
from dragonviz.dragons.bundled import bundled_columns
from dragonviz.dragons.tasks import colour_task, fire_task
from dragonviz.explain.border_place import border_in_words, pull_of_mistake, where_is_border
from dragonviz.models.borders import line_across
from dragonviz.models.catalogue import MODELS
from dragonviz.models.curved_predictor import predictor_of
from dragonviz.models.derived_inputs import scaling_for
from dragonviz.models.predictors import LinearPredictor, Scaling
from dragonviz.training.run import Run
from tests.explain.line_ends import pieces, plain
from tests.training.few_dragons import make_dragons

TASK = Task("fire", ("number of toes", "body length (cm)"), "fire", ("no fire", "breathes fire"))
COLOURS = Task("colour", ("toes", "length"), "colour", ("Blue", "Red", "Yellow"))
RECT = (5.0, 22.0, 100.0, 300.0)


def model(weights, biases, scaling=None):
    weights, biases = np.array(weights, dtype=float), np.array(biases, dtype=float)
    if weights.ndim == 1:
        weights, biases = np.vstack((np.zeros(2), weights)), np.append(0.0, biases)
    return LinearPredictor(weights, biases, scaling or Scaling.raw(2), probabilistic=False)


def found(predictor, rect=RECT, task=TASK, bounds=None):
    place = where_is_border(predictor, rect, task, bounds)
    return place._replace(sentence=plain(place.sentence))


def classes_on_a_grid(predictor, rect):
    x_min, x_max, y_min, y_max = rect
    xs, ys = np.meshgrid(np.linspace(x_min, x_max, 21), np.linspace(y_min, y_max, 21))
    return set(predictor.classify(np.column_stack((xs.ravel(), ys.ravel()))).tolist())


@pytest.mark.parametrize(
    ("weights", "bias", "sentence"),
    [
        (
            (1, 0),
            -31,
            "The border is right of the view, at number of toes = 31: everything in view is called “no fire”.",
        ),
        (
            (-1, 0),
            -3,
            "The border is left of the view, at number of toes = −3: everything in view is called “no fire”.",
        ),
        (
            (0, 2),
            -100,
            "The border is below the view, at body length = 50 cm: everything in view is called “breathes fire”.",
        ),
        (
            (0, 1),
            -1520,
            "The border is above the view, at body length = 1,520 cm: everything in view is called “no fire”.",
        ),
        # Aslant: at the height of the view's middle, 200 cm.
        (
            (20, 1),
            -820,
            "The border is right of the view, at number of toes = 31: everything in view is called “no fire”.",
        ),
        ((1e-300, 0), 1e300, "The border is too far away for any view: everything in view is called “breathes fire”."),
    ],
)
def test_where_it_is_is_said_in_the_features_own_units(weights, bias, sentence):
    place = found(model(weights, bias))
    assert not place.crosses
    assert place.sentence == sentence


@pytest.mark.parametrize("scale", [1e-250, 1e-26, 1.0, 1e200])
def test_the_size_of_the_weights_does_not_matter(scale):
    place = found(model(np.array([20, 1]) * scale, -820 * scale))
    assert "at number of toes = 31:" in place.sentence
    assert place.rect == pytest.approx(found(model((20, 1), -820)).rect)


def test_nothing_is_said_of_a_border_in_view():
    assert found(model((1, 0), -10)) == (True, "", None)


@pytest.mark.parametrize(("bias", "name"), [(0, "no fire"), (1, "breathes fire"), (-0.25, "no fire")])
def test_zero_weights_have_no_border(bias, name):
    written = f"{bias}".replace("-", "−")
    place = found(model((0, 0), bias))
    assert place == (False, f"There is no border: w = 0, b = {written} says “{name}” everywhere.", None)


def test_classes_of_the_same_weights_have_no_border():
    place = found(model([(1, 2)] * 3, (0, 5, 1)), task=COLOURS)
    assert place == (
        False,
        "There is no border: all classes have the same weights, and the model says “Red” everywhere.",
        None,
    )


def test_of_several_borders_the_one_that_ends_the_view_s_own_region_counts():
    # Blue wins up to 40 toes, then Red; Yellow never does, though it passes Blue at 50.
    place = found(model([(0, 0), (1, 0), (1, 0)], (0, -40, -50)), task=COLOURS)
    assert (
        place.sentence == "The nearest border is right of the view, at toes = 40: everything in view is called “Blue”."
    )


coefficient = st.floats(-5, 5).map(lambda value: round(value, 2))


@settings(max_examples=300, deadline=None)
@given(
    weights=st.lists(st.tuples(coefficient, coefficient), min_size=2, max_size=5),
    biases=st.lists(st.floats(-800, 800).map(round), min_size=5, max_size=5),
    standardised=st.booleans(),
)
@example(weights=[(0, -1), (0, -0.29), (0, -0.65)], biases=[0, -1, 35, 0, 0], standardised=False)  # at the view's edge
def test_what_is_said_is_so(weights, biases, standardised):
    scaling = Scaling(np.array([9.0, 180.0]), np.array([3.0, 40.0])) if standardised else Scaling.raw(2)
    predictor = model(weights, biases[: len(weights)], scaling)
    n_classes = len(weights)
    task = Task("t", ("toes", "length"), "t", tuple("ABCDE"[:n_classes]))
    place = where_is_border(predictor, RECT, task)
    seen = classes_on_a_grid(predictor, RECT)
    assert place.crosses == (len(seen) > 1)
    if place.crosses:
        return
    (winner,) = seen
    sentence = plain(place.sentence)
    assert f"“{task.classes[winner]}”" in sentence
    said = re.search(r"(toes|length) = (−?[\d.,]+(?:e[+−]\d+)?)", sentence)
    if said is None:
        assert sentence.startswith("There is no border: ")
        np.testing.assert_array_equal(predictor.weights, np.tile(predictor.weights[0], (n_classes, 1)))
        return
    value = float(said.group(2).replace(",", "").replace("−", "-"))
    axis = ("toes", "length").index(said.group(1))
    low, high = RECT[2 * axis : 2 * axis + 2]
    # Exactly one side is named, and it is the right one. What is said of a border close to the view's edge may be the
    # edge itself, which has no more than three digits here, but never a value beyond it.
    beyond_high = "right of" in place.sentence or "above" in place.sentence
    beyond_low = "left of" in place.sentence or "below" in place.sentence
    assert beyond_high != beyond_low
    assert value >= high if beyond_high else value <= low
    # On either side of the place in the view's middle line, further apart than the three digits that were said.
    apart = 0.006 * abs(value) + 1e-3
    ends = np.array([[13.5, 200.0]] * 2)
    ends[:, axis] = value - apart, value + apart
    called = predictor.classify(ends)
    assert called[0] != called[1]
    assert winner in called


@settings(max_examples=200, deadline=None)
@given(w=st.tuples(coefficient, coefficient), b=st.floats(-3000, 3000))
def test_the_view_that_shows_it_holds_the_dragons_and_a_good_piece_of_it(w, b):
    predictor, bounds = model(w, b), (6.0, 20.0, 120.0, 280.0)
    place = found(predictor, bounds=bounds)
    assume(place.rect is not None)
    x_min, x_max, y_min, y_max = place.rect
    assert x_min <= bounds[0] < bounds[1] <= x_max
    assert y_min <= bounds[2] < bounds[3] <= y_max
    begin, end = line_across(np.array(w, dtype=float), b, place.rect)
    piece = np.abs(end - begin) / [x_max - x_min, y_max - y_min]
    if place.rect != bounds:
        assert piece.max() >= 0.4


def test_the_view_that_shows_it_is_no_larger_than_it_must_be():
    assert found(model((1, 0), -31)).rect == pytest.approx((5, 31 + 0.15 * 26, 100, 300))
    assert found(model((0, 1), -50)).rect == pytest.approx((5, 22, 50 - 0.15 * 250, 300))
    # Where the dragons are elsewhere than one looks, they come back into view too.
    assert found(model((1, 0), -31), bounds=(0.0, 50.0, 0.0, 400.0)).rect == (0.0, 50.0, 0.0, 400.0)


def test_a_border_so_far_away_that_dragons_would_be_one_dot_is_not_offered():
    place = found(model((1, 0), -1e6))
    assert "at number of toes = 1e+06" in place.sentence
    assert place.rect is None


def test_names_and_numbers_stay_whole():
    parts = pieces(where_is_border(model((0, 2), -100), RECT, TASK).sentence)
    assert "50 cm:" in " ".join(parts)
    assert "“breathes fire”." in parts


# Which way a mistake moves it


def pull(before, after, point=(8.0, 152.0), label=1, task=TASK):
    return plain(pull_of_mistake(before, after, np.array(point), label, RECT, task))


@pytest.mark.parametrize(
    ("before", "after", "pulled"),
    [
        (((1, 0), -10), ((1, 0), -9), "pulls the border to the left"),
        (((-1, 0), 6), ((-1, 0), 8.5), "pulls the border to the right"),
        (((0, 1), -200), ((0, 1), -150), "pulls the border down"),
        (((0, -1), 120), ((0, -1), 170), "pulls the border up"),
        (((0, 1), -200), ((0.5, 1), -206.75), "tilts the border"),
        (((1, 0), -20), ((-1, 0), 10), "turns the border round"),
        (((1, 0), -31), ((-1, 0), 31), "flips everything in view to “breathes fire”"),
        (((0, 0), 0), ((1, 0), -10), "makes a border"),
        (((0, 0), 0), ((8, 152), 1), "flips everything in view to “breathes fire”"),
        (((1, 0), -10), ((0, 0), 1), "takes the border away"),
    ],
)
def test_a_mistake_says_which_way_it_moves_the_border(before, after, pulled):
    assert pull(model(*before), model(*after)) == f"The mistake at (8, 152) {pulled}."


def test_a_dragon_that_was_right_moves_nothing():
    assert pull(model((1, 0), -7), model((1, 0), -7)) == ""


def test_with_several_classes_one_gains_and_one_loses():
    before = model([(0, 0), (0, 0), (1, 0)], (0, 0, 0))
    assert pull(before, before, label=1, task=COLOURS) == (
        "The mistake at (8, 152) strengthens “Red” and weakens “Yellow”."
    )


def test_step_by_step_at_raw_scale_the_border_can_always_be_told_and_shown():
    dataset = fire_task(bundled_columns(), 0)
    run = Run(dataset, "perceptron", MODELS["perceptron"].defaults(), 1)
    rect = dataset.bounds
    told = []
    for _ in range(120):
        before = run.snapshot().predictor
        run.advance(1)
        snapshot = run.snapshot()
        place = where_is_border(snapshot.predictor, rect, dataset.task, dataset.bounds)
        shown = rect if place.crosses else place.rect
        assert where_is_border(snapshot.predictor, shown, dataset.task).crosses
        assert place.crosses or 0 < len(place.sentence) <= 110
        (visited,) = snapshot.visited
        pulled = pull_of_mistake(before, snapshot.predictor, dataset.X[visited], dataset.y[visited], rect, dataset.task)
        assert bool(pulled) == bool((snapshot.predictor.biases != before.biases).any())
        told.append(pulled)
    assert 20 < sum(map(bool, told)) < 120


# Derived inputs: nothing is said that is true of straight lines only


def curved_run(model, dataset, **settings):
    return Run(dataset, model, {**MODELS[model].defaults(), "inputs": ("x2", "y2", "xy"), **settings}, 1)


@pytest.mark.parametrize(
    ("model", "task"), [("perceptron", fire_task), ("multiclass", fire_task), ("multiclass", colour_task)]
)
def test_of_curves_a_mistake_is_told_without_a_direction(model, task):
    dataset = task(bundled_columns(), 0)
    run = curved_run(model, dataset, standardize=True)
    said = set()
    for _ in range(60):
        run.advance(1)
        snapshot = run.snapshot()
        words = plain(border_in_words(snapshot, dataset.bounds))
        dragon = snapshot.visited[0]
        point, label = dataset.X[dragon : dragon + 1], int(dataset.y[dragon])
        predicted, name = int(snapshot.before.classify(point)[0]), dataset.task.classes[label]
        if predicted == label:
            assert words.startswith("Nothing changes: it was right.")
        elif len(dataset.task.classes) > 2:
            assert f"strengthens “{name}” and weakens “{dataset.task.classes[predicted]}”." in words
        else:
            assert f"moves the score there towards “{name}”." in words
            before, after = (each.scores(point)[0] for each in (snapshot.before, snapshot.predictor))
            assert (after - before)[label] > (after - before)[1 - label]
        said.add(predicted == label)
        assert not re.search(r"left|right of|below|above|up\b|down|tilts|turns|flips", words)
    assert said == {True, False}


def test_whether_a_curve_is_in_view_is_what_the_model_says_there():
    # A circle of radius 2 round the middle.
    scaling = scaling_for(np.zeros((1, 2)), False, ("x2", "y2"))
    circle = predictor_of(np.array([[0, 0, 0, 0], [0, 0, 1, 1.0]]), np.array([0.0, -4.0]), scaling, False)
    run = curved_run("perceptron", make_dragons(0))
    run.advance(40)
    snapshot = replace(run.snapshot(), predictor=circle)
    for rect, words in (
        ((-3.0, 3.0, -3.0, 3.0), ""),
        ((-1.0, 1.0, -1.0, 1.0), "No border is in view: everything in it is called “no”."),
        ((3.0, 5.0, -1.0, 1.0), "No border is in view: everything in it is called “yes”."),
    ):
        assert plain(border_in_words(snapshot, rect)) == words
        assert (len(classes_on_a_grid(circle, rect)) > 1) == (words == "")
