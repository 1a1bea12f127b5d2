"""Regions, borders and class lines of models with derived inputs, against what the predictor says point by point."""

import numpy as np
import pytest

from dragonviz.models.curved_predictor import CurvedPredictor, predictor_of
from dragonviz.models.derived_inputs import TITLES, scaling_for
from dragonviz.models.predictors import LinearPredictor
from dragonviz.models.regions import FINE, SURENESS_LEVELS, grid_size, regions_of

ALL = tuple(TITLES)
RECT = (130.0, 250.0, 2.0, 16.0)


def curved(seed=0, n_classes=3, probabilistic=False, standardize=True, names=ALL):
    """Any weights on the inputs of dragon-like features."""
    rng = np.random.default_rng(seed)
    X = rng.uniform((130, 2), (250, 16), (80, 2))
    weights, biases = rng.normal(size=(n_classes, 2 + len(names))), rng.normal(size=n_classes)
    return predictor_of(weights, biases, scaling_for(X, standardize, names), probabilistic)


def ring(n_classes=2, probabilistic=False):
    """Classes whose scores are 0 on the unit circle."""
    weights = np.zeros((n_classes, 4))
    weights[1:, 2:] = 1.0
    biases = np.append(0.0, np.full(n_classes - 1, -1.0))
    scaling = scaling_for(np.zeros((1, 2)), False, ("x2", "y2"))
    return predictor_of(weights, biases, scaling, probabilistic)


def test_derived_inputs_make_a_predictor_that_is_not_linear():
    assert isinstance(curved(), CurvedPredictor)
    assert not curved().is_linear
    assert not hasattr(curved(), "on_unit_square")
    plain = predictor_of(np.eye(2), np.zeros(2), scaling_for(np.eye(2), False), probabilistic=True)
    assert isinstance(plain, LinearPredictor)
    assert plain.is_linear


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("names", [("xy",), ("sin_x", "y2"), ALL])
def test_a_grid_has_the_scores_of_its_points(names, standardize):
    predictor = curved(1, standardize=standardize, names=names)
    xs, ys = np.linspace(100, 300, 7), np.linspace(0, 20, 5)
    one_by_one = predictor.scores(np.array([(x, y) for y in ys for x in xs])).T.reshape(3, 5, 7)
    np.testing.assert_allclose(predictor.scores_on_grid(xs, ys), one_by_one, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("probabilistic", [False, True])
@pytest.mark.parametrize("n_classes", [2, 3, 8])
def test_each_tile_holds_the_class_at_its_centre_and_how_sure_the_model_is(n_classes, probabilistic):
    predictor, n = curved(2, n_classes, probabilistic), 40
    image = regions_of(predictor, RECT, n).image
    xs = RECT[0] + (RECT[1] - RECT[0]) * (np.arange(n) + 0.5) / n
    ys = RECT[2] + (RECT[3] - RECT[2]) * (np.arange(n) + 0.5) / n
    places = np.array([(x, y) for y in ys for x in xs])
    np.testing.assert_array_equal((image // SURENESS_LEVELS).ravel(), predictor.classify(places))
    sureness = (predictor.probabilities(places).max(1) - 1 / n_classes) / (1 - 1 / n_classes)
    assert np.abs((image % SURENESS_LEVELS).ravel() - sureness * (SURENESS_LEVELS - 1)).max() <= 0.5 + 1e-9


@pytest.mark.parametrize("n_classes", [2, 3])
def test_on_a_border_two_classes_tie_and_none_scores_higher(n_classes):
    predictor = curved(3, n_classes, probabilistic=True)
    n = grid_size(predictor, at_rest=False)
    assert n == FINE
    borders = regions_of(predictor, RECT, n).borders
    assert borders
    everywhere = np.ptp(predictor.scores(np.random.default_rng(0).uniform(RECT[::2], RECT[1::2], (999, 2))))
    for border in borders:
        # Within a tile there may be a corner, where three classes meet.
        second, best = np.sort(predictor.scores(border), axis=1)[:, -2:].T
        assert np.quantile(best - second, 0.9) < 2e-3 * everywhere


def test_the_border_of_squares_is_a_circle_and_smooth():
    regions = regions_of(ring(), (-2.0, 2.0, -2.0, 2.0), FINE)
    assert len(regions.borders) == 1
    assert regions.lines == []
    border = regions.borders[0]
    np.testing.assert_allclose(np.hypot(*border.T), 1, atol=1e-4)
    np.testing.assert_array_equal(border[0], border[-1])
    ways = np.diff(border, axis=0)
    ways = ways[np.hypot(*ways.T) > 1e-3]
    turns = np.diff(np.unwrap(np.arctan2(*ways.T)))
    assert np.abs(turns).max() < 0.1


def test_the_border_of_a_product_has_two_branches():
    scaling = scaling_for(np.zeros((1, 2)), False, ("xy",))
    predictor = predictor_of(np.array([[0, 0, 0], [0, 0, 1.0]]), np.array([0, -0.3]), scaling, False)
    borders = regions_of(predictor, (-1.0, 1.0, -1.0, 1.0), FINE).borders
    assert len(borders) == 2
    for border in borders:
        np.testing.assert_allclose(border.prod(axis=1), 0.3, atol=1e-4)


def test_class_lines_are_where_a_perceptrons_class_has_score_0():
    lines = regions_of(ring(3), (-2.0, 2.0, -2.0, 2.0), FINE).lines
    assert {c for c, _ in lines} == {1, 2}
    for c, curve in lines:
        np.testing.assert_allclose(ring(3).scores(curve)[:, c], 0, atol=1e-3)
    assert regions_of(ring(3, probabilistic=True), (-2.0, 2.0, -2.0, 2.0), FINE).lines == []


def test_nothing_learned_yet_has_neither_borders_nor_class_lines():
    untrained = predictor_of(np.zeros((3, 7)), np.zeros(3), curved().scaling, probabilistic=False)
    regions = regions_of(untrained, RECT, 32)
    assert regions.borders == []
    assert regions.lines == []
    assert (regions.image // SURENESS_LEVELS == 0).all()
