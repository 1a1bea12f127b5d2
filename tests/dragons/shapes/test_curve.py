"""Points above and below a curve that was drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.dragons import DragonsError
from dragonviz.dragons.shapes import DrawnCurve

RECT = (0.0, 10.0, 100.0, 300.0)
WAVE = tuple((x, 200 + 60 * np.sin(x)) for x in np.linspace(-1, 11, 100))


def is_above(dataset, corners):
    """For each point, by looking for the piece of the curve over or under it."""
    answers = []
    for x, y in dataset.X:
        pieces = zip(corners, corners[1:], strict=False)
        (x0, y0), (x1, y1) = next(p for p in pieces if p[0][0] <= x <= p[1][0])
        answers.append(y > y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    return np.array(answers)


@pytest.mark.parametrize("corners", [WAVE, ((0.0, 150.0), (10.0, 250.0)), ((-5.0, 110.0), (5.0, 290.0), (15.0, 110.0))])
@pytest.mark.parametrize("balance", [1.0, 0.2])
def test_points_lie_on_the_side_that_their_class_says_and_in_view(corners, balance):
    dataset = DrawnCurve(number=600, balance=balance, corners=corners, rect=RECT).dataset()
    np.testing.assert_array_equal(dataset.y == 1, is_above(dataset, corners))
    assert ((RECT[0], RECT[2]) <= dataset.X).all()
    assert ((RECT[1], RECT[3]) >= dataset.X).all()
    assert dataset.task.classes == ("below", "above")
    expected = [600 / (1 + balance), 600 * balance / (1 + balance)]
    assert np.bincount(dataset.y).tolist() == pytest.approx(expected, abs=2)


def test_points_lie_evenly():
    """In a wedge, half of the points lie in the part that has half of the area."""
    dataset = DrawnCurve(number=40_000, corners=((0.0, 0.0), (1.0, 1.0)), rect=(0.0, 1.0, 0.0, 1.0)).dataset()
    x, y = dataset.X[dataset.y == 0].T
    assert np.mean(x < np.sqrt(0.5)) == pytest.approx(0.5, abs=0.02)
    assert np.mean(y / x < 0.5) == pytest.approx(0.5, abs=0.02)


def test_a_curve_may_be_drawn_from_the_right_and_with_pauses():
    forwards = DrawnCurve(corners=WAVE, rect=RECT).dataset()
    backwards = DrawnCurve(corners=tuple(c for c in WAVE[::-1] for _ in range(2)), rect=RECT).dataset()
    np.testing.assert_array_equal(forwards.X, backwards.X)


def test_points_do_not_lie_beside_a_short_curve():
    dataset = DrawnCurve(corners=((4.0, 200.0), (6.0, 220.0)), rect=RECT).dataset()
    assert 4 <= dataset.X[:, 0].min() < dataset.X[:, 0].max() <= 6


def test_noise_takes_some_points_over_the_curve():
    dataset = DrawnCurve(number=1000, noise=0.2, corners=((-50.0, 200.0), (50.0, 200.0)), rect=RECT).dataset()
    share = np.mean((dataset.y == 1) != (dataset.X[:, 1] > 200))
    assert 0.01 < share < 0.3


def test_the_axes_keep_their_names():
    dataset = DrawnCurve(features=("toes", "length")).dataset()
    assert dataset.task.features == ("toes", "length")


@pytest.mark.parametrize(
    ("corners", "sentence"),
    [
        ((), "A curve has 2 to 100,000 corners, and 0 were drawn: draw it from the left to the right in one go."),
        (
            ((1, 200),),
            "A curve has 2 to 100,000 corners, and 1 were drawn: draw it from the left to the right in one go.",
        ),
        (
            ((1, 200), (5, 210), (3, 220), (7, 230)),
            "The curve turns back or goes straight up or down at (5, 210), so that above and below it are not told "
            "apart: draw it from the left to the right.",
        ),
        (  # a loop, which crosses itself
            ((0, 150), (6, 250), (4, 260), (4, 180), (10, 200)),
            "The curve turns back or goes straight up or down at (6, 250), so that above and below it are not told "
            "apart: draw it from the left to the right.",
        ),
        (
            ((2, 150), (2, 250)),
            "The curve turns back or goes straight up or down at (2, 150), so that above and below it are not told "
            "apart: draw it from the left to the right.",
        ),
        (
            ((2, 150), (2, 150)),
            "The curve turns back or goes straight up or down at (2, 150), so that above and below it are not told "
            "apart: draw it from the left to the right.",
        ),
        (((11, 150), (12, 250)), "The curve lies beside what is in view: draw it among the dragons."),
        (((0, 90), (10, 95)), "The curve leaves no room below it: draw it across the middle of the view."),
        (((0, 400), (10, 295)), "The curve leaves no room above it: draw it across the middle of the view."),
        (((0, 150), (10, np.inf)), "The corners of a curve are pairs of finite numbers."),
    ],
)
def test_a_curve_that_has_no_two_sides_is_refused(corners, sentence):
    with pytest.raises(DragonsError) as refusal:
        DrawnCurve(corners=corners, rect=RECT).dataset()
    assert str(refusal.value) == sentence


coordinate = st.floats(-20, 320)


@settings(deadline=None)
@given(st.lists(st.tuples(coordinate, coordinate), max_size=12))
def test_any_scribble_gives_points_or_a_sentence(corners):
    try:
        said = len(DrawnCurve(number=16, corners=tuple(corners), rect=RECT).dataset())
    except DragonsError as refusal:
        said = str(refusal)[-1]
    assert said in (16, ".")
