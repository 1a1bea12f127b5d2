"""The line search on the functions of Moré and Thuente's paper, whose minima are hard to find in different ways."""

from math import cos, inf, pi, sin, sqrt

import numba
import numpy as np
import pytest

from dragonviz.models.kernels.line_search import Point, begin, is_over, narrow

DECREASE, CURVATURE = 1e-3, 0.9


@numba.njit
def long_rise(a):
    return -a / (a**2 + 2), (a**2 - 2) / (a**2 + 2) ** 2


@numba.njit
def sharp_valley(a):
    b = a + 0.004
    return b**5 - 2 * b**4, 5 * b**4 - 8 * b**3


@numba.njit
def ripples(a):
    # A valley around 1 with 39 ripples on its sides.
    width, n = 0.01, 39
    if a <= 1 - width:
        value, slope = 1 - a, -1.0
    elif a >= 1 + width:
        value, slope = a - 1, 1.0
    else:
        value, slope = (a - 1) ** 2 / (2 * width) + width / 2, (a - 1) / width
    return value + 2 * (1 - width) / (n * pi) * sin(n * pi / 2 * a), slope + (1 - width) * cos(n * pi / 2 * a)


@numba.njit
def yanai(a, b1, b2):
    g1, g2 = sqrt(1 + b1**2) - b1, sqrt(1 + b2**2) - b2
    left, right = sqrt((1 - a) ** 2 + b2**2), sqrt(a**2 + b1**2)
    return g1 * left + g2 * right, g1 * (a - 1) / left + g2 * a / right


@numba.njit
def flat_then_steep(a):
    return yanai(a, 0.001, 0.001)


@numba.njit
def minimum_near_the_end(a):
    return yanai(a, 0.01, 0.001)


@numba.njit
def minimum_near_the_start(a):
    return yanai(a, 0.001, 0.01)


@numba.njit
def search_along(function, step):
    value, slope = function(0.0)
    search = begin(value, slope, step)
    for n_trials in range(1, 51):
        value, slope = function(step)
        trial = Point(step, value, slope)
        if is_over(search, trial):
            return trial, n_trials
        search, step = narrow(search, trial)
    return Point(inf, inf, inf), 51


@pytest.mark.parametrize("first_step", [1e-3, 1e-1, 1e1, 1e3])
@pytest.mark.parametrize(
    "function",
    [long_rise, sharp_valley, ripples, flat_then_steep, minimum_near_the_end, minimum_near_the_start],
)
def test_it_ends_soon_at_a_point_that_is_low_enough_and_flat_or_beside_a_minimum(function, first_step):
    start_value, start_slope = function(0.0)
    found, n_trials = search_along(function, first_step)
    assert found.value <= start_value + DECREASE * found.step * start_slope
    is_flat = abs(found.slope) <= CURVATURE * abs(start_slope)
    slopes = [function(share * found.step)[1] for share in np.linspace(0.9, 1.1, 41)]
    assert is_flat or min(slopes) < 0 < max(slopes)
    assert n_trials <= 12
