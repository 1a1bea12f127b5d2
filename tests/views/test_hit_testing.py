"""Which dragon the mouse takes."""

import numpy as np
import pytest

from dragonviz.views.plots.hit_testing import inside, nearest_within

POINTS = np.array([[5.0, 200.0], [6.0, 200.0], [6.0, 200.0], [20.0, 150.0]])
PIXEL = (0.1, 2.0)


def test_the_nearest_in_pixels_wins_and_the_topmost_of_equals():
    assert nearest_within(POINTS, (5.4, 200.0), PIXEL, radius=12) == 0
    assert nearest_within(POINTS, (5.6, 200.0), PIXEL, radius=12) == 2


def test_what_is_too_far_is_not_hit():
    assert nearest_within(POINTS, (20.0, 150.0 + 2 * 12.0), PIXEL, radius=12) == 3
    assert nearest_within(POINTS, (20.0, 150.0 + 2 * 12.1), PIXEL, radius=12) is None
    assert nearest_within(np.empty((0, 2)), (0, 0), PIXEL, radius=12) is None


def test_inside_takes_the_corners_in_any_order():
    np.testing.assert_array_equal(inside(POINTS, (7, 190), (5.5, 210)), [1, 2])


@pytest.mark.parametrize("edge", [(5.0, 199.0, 7.0, 201.0), (4.0, 200.0, 6.0, 201.0), (4.0, 199.0, 5.0, 200.0)])
def test_a_point_on_the_edge_is_inside(edge):
    left, bottom, right, top = edge
    expected = [k for k, (x, y) in enumerate(POINTS) if left <= x <= right and bottom <= y <= top]
    assert expected
    np.testing.assert_array_equal(inside(POINTS, (left, bottom), (right, top)), expected)


@pytest.mark.parametrize("size", [(0.0, 2.0), (0.1, 0.0), (np.nan, 2.0), (np.inf, np.inf)])
def test_in_a_plot_without_area_nothing_is_hit(size):
    assert nearest_within(POINTS, (5.0, 200.0), size, radius=12) is None
