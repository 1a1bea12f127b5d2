"""Borders from equations, against what the predictor says on either side of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragonviz.models.borders import class_lines, grid_borders, line_across, linear_borders
from dragonviz.models.predictors import LinearPredictor, Scaling

RECT = (0.0, 25.0, 100.0, 300.0)


def predictor(weights, biases, scaling=None):
    return LinearPredictor(np.array(weights), np.array(biases), scaling or Scaling.raw(2), probabilistic=True)


@given(
    w=st.tuples(st.floats(-5, 5), st.floats(-5, 5)).filter(lambda w: max(map(abs, w)) > 1e-3),
    b=st.floats(-500, 500),
)
def test_the_ends_of_a_line_are_on_it_and_on_the_rectangles_edge(w, b):
    w = np.array(w)
    ends = line_across(w, b, RECT)
    corners = np.array([[x, y] for x in RECT[:2] for y in RECT[2:]])
    sides = np.sign(corners @ w + b)
    if ends is None:
        # A line that misses the rectangle, but for touching a corner, has all corners on one side.
        assert (sides >= 0).all() or (sides <= 0).all()
        return
    scale = np.abs(w) @ [25, 300] + abs(b) + 1
    assert np.abs(ends @ w + b).max() < 1e-9 * scale
    for x, y in ends:
        on_edge = min(abs(x - RECT[0]), abs(x - RECT[1])) < 1e-6 or min(abs(y - RECT[2]), abs(y - RECT[3])) < 1e-6
        assert on_edge


def test_upright_and_level_lines():
    np.testing.assert_allclose(np.sort(line_across(np.array([1.0, 0.0]), -10.0, RECT), axis=0), [[10, 100], [10, 300]])
    np.testing.assert_allclose(np.sort(line_across(np.array([0.0, 2.0]), -400.0, RECT), axis=0), [[0, 200], [25, 200]])
    assert line_across(np.array([1.0, 0.0]), 10.0, RECT) is None
    assert line_across(np.zeros(2), 1.0, RECT) is None


@pytest.mark.parametrize("seed", range(20))
def test_on_a_border_two_classes_tie_and_none_scores_higher(seed):
    rng = np.random.default_rng(seed)
    model = predictor(
        rng.normal(size=(4, 2)) * [8, 1],
        rng.normal(size=4) * 40,
        Scaling(np.array([12.0, 200.0]), np.array([4.0, 50.0])),
    )
    borders = linear_borders(model, RECT)
    for begin, end in borders:
        between = begin + np.linspace(0, 1, 9)[:, None] * (end - begin)
        best, second = np.sort(model.scores(between), axis=1)[:, :-3:-1].T
        np.testing.assert_allclose(best, second, atol=1e-8 * (1 + np.abs(best)).max())
    # And none is missing: wherever the class changes along a path, a border is near.
    path = np.column_stack((np.linspace(0, 25, 5001), np.linspace(100, 300, 5001)))
    changes = np.flatnonzero(np.diff(model.scores(path).argmax(axis=1)))
    for place in path[changes]:
        distances = [_distance(place / [25, 200], border / [25, 200]) for border in borders]
        assert min(distances) < 1e-3


def _distance(point, segment):
    along = segment[1] - segment[0]
    t = np.clip((point - segment[0]) @ along / (along @ along), 0, 1)
    return np.linalg.norm(point - segment[0] - t * along)


def test_class_lines_are_where_a_score_is_zero():
    model = predictor([[1.0, 0.1], [-1.0, 0.1], [0.0, 0.0]], [-30.0, -10.0, 3.0])
    lines = dict(class_lines(model, RECT))
    assert set(lines) == {0, 1}
    for label, ends in lines.items():
        np.testing.assert_allclose(model.scores(ends)[:, label], 0, atol=1e-9)


def test_borders_read_off_a_grid_agree_with_the_equations():
    model = predictor([[0.0, 0.0], [3.0, -0.4]], [0.0, 45.0])
    xs, ys = np.linspace(0, 25, 80), np.linspace(100, 300, 80)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    (border,) = grid_borders(model.scores(grid.reshape(-1, 2)).T.reshape(2, 80, 80), xs, ys)
    np.testing.assert_allclose(border @ [3.0, -0.4] + 45.0, 0, atol=1e-9)
