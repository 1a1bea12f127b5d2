"""Features whose scale is extreme are named, and those of the lesson are not among them."""

import numpy as np
import pytest

from dragonviz.dragons import Task
from dragonviz.dragons.bundled import bundled_columns
from dragonviz.dragons.tasks import TASKS
from dragonviz.explain.scale import scale_trouble
from tests.explain.line_ends import plain

TASK = Task("t", ("toes", "length (cm)"), "t", ("a", "b"))
SPREAD = np.array([-1.0, 1.0, -1.0, 1.0])


def trouble(toes, length):
    said = scale_trouble(np.column_stack((toes, length)), TASK)
    return said if said is None else plain(said)


@pytest.mark.parametrize(
    ("toes", "length", "said"),
    [
        (SPREAD, SPREAD, None),
        (SPREAD * 50, SPREAD * 0.6, None),
        (SPREAD + 99, SPREAD * 36 + 200, None),
        (SPREAD * 2e12, SPREAD, "“toes” varies by about 2e+12"),
        (SPREAD, SPREAD * 2500 + 1e4, "“length” varies by about 2,500"),
        (SPREAD, SPREAD * 3e-10, "“length” varies by only about 3e−10"),
        (SPREAD * 0.02, SPREAD * 40, "“length” varies 2,000 times as much as “toes”"),
        (SPREAD * 40, SPREAD * 0.02, "“toes” varies 2,000 times as much as “length”"),
        (SPREAD * 5 + 2010, SPREAD, "“toes” varies little beside its size of 2,015"),
        # A constant feature tells nothing apart, however large it is.
        (np.full(4, 1e12), SPREAD, None),
        (np.full(4, 0.1), SPREAD, None),
    ],
)
def test_what_is_extreme(toes, length, said):
    assert trouble(toes, length) == said


@pytest.mark.parametrize("task", TASKS)
def test_the_lessons_features_are_not_extreme(task):
    dataset = TASKS[task](bundled_columns(), 0)
    assert scale_trouble(dataset.X_train, dataset.task) is None


@pytest.mark.parametrize(
    ("inputs", "toes", "length", "said"),
    [
        (("x2", "xy"), SPREAD * 5, SPREAD * 5, None),
        (("y2",), SPREAD, SPREAD * 30 + 200, "“length²” varies by about 12,000"),
        (("xy",), SPREAD * 5, SPREAD * 30 + 200, "“toes·length” varies by about 1,000"),
        (("sin_y",), SPREAD, SPREAD * 36 + 200, "“sin(length)” goes up and down 11 times"),
        (("sin_x",), SPREAD, SPREAD * 36 + 200, None),
        (("sin_y",), SPREAD * 2e12, SPREAD * 36, "“toes” varies by about 2e+12"),
    ],
)
def test_derived_inputs_have_a_scale_too(inputs, toes, length, said):
    found = scale_trouble(np.column_stack((toes, length)), TASK, inputs)
    assert (found if found is None else plain(found)) == said
