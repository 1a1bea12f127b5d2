"""Whether the scale of a model's inputs is likely to stand in its way."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dragonviz.dragons import Task
from dragonviz.explain.inputs import feature_names, input_names
from dragonviz.explain.wording import number, quoted
from dragonviz.models.derived_inputs import SINES, scaling_for

_FAR = 100.0  # how many times larger or smaller is too much; the lesson's own features stay well below
_MOST_PERIODS = 8.0  # of a sine: more of them is a comb


def scale_trouble(X: np.ndarray, task: Task, inputs: Sequence[str] = ()) -> str | None:
    """What is wrong with the scale of raw inputs, if it is far from what learning rates and penalties are made for.

    Parameters
    ----------
    X : ndarray of shape (n_dragons, 2)
        The training dragons' feature values.
    task : Task
    inputs : sequence of str
        What is derived from them.

    Returns
    -------
    str or None
        A clause such as "“length” varies 5,000 times as much as “toes”"; None if nothing is.
    """
    features = feature_names(task)
    names = [quoted(name) for name in (*features, *input_names(inputs, *features))]
    values = scaling_for(X, False, inputs).by_feature(X)
    sizes, spreads = np.abs(values).max(axis=1), values.std(axis=1)
    # The deviation of a constant input may be rounding noise.
    varying = np.flatnonzero(np.ptp(values, axis=1) > 0)
    for j in varying:
        if not 1 / _FAR <= spreads[j] <= _FAR:
            only = "only " if spreads[j] < 1 else ""
            return f"{names[j]} varies by {only}about {number(spreads[j])}"
    for name, called in zip(inputs, names[2:], strict=True):
        if name in SINES:
            periods = np.ptp(X[:, SINES[name]]) / (2 * math.pi)
            if periods > _MOST_PERIODS:
                return f"{called} goes up and down {periods:.0f} times"
    if len(varying) > 1:
        wide, narrow = varying[spreads[varying].argmax()], varying[spreads[varying].argmin()]
        if spreads[wide] > _FAR * spreads[narrow]:
            return f"{names[wide]} varies {number(spreads[wide] / spreads[narrow])} times as much as {names[narrow]}"
    for j in varying:
        if sizes[j] > _FAR * spreads[j]:
            return f"{names[j]} varies little beside its size of {number(sizes[j])}"
    return None
