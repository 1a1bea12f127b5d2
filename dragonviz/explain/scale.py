"""Whether the features' scale is likely to stand in a model's way."""

from __future__ import annotations

import numpy as np

from dragonviz.dragons import Task
from dragonviz.explain.wording import number, quoted

_FAR = 100.0  # how many times larger or smaller is too much; the lesson's own features stay well below


def scale_trouble(X: np.ndarray, task: Task) -> str | None:
    """What is wrong with the scale of raw features, if it is far from what learning rates and penalties are made for.

    Parameters
    ----------
    X : ndarray of shape (n_dragons, 2)
        The training dragons' feature values.
    task : Task

    Returns
    -------
    str or None
        A clause such as "“length” varies 5,000 times as much as “toes”"; None if nothing is.
    """
    names = [quoted(feature.split(" (")[0]) for feature in task.features]
    sizes, spreads = np.abs(X).max(axis=0), X.std(axis=0)
    # The deviation of a constant feature may be rounding noise.
    varying = np.flatnonzero(np.ptp(X, axis=0) > 0)
    for j in varying:
        if not 1 / _FAR <= spreads[j] <= _FAR:
            only = "only " if spreads[j] < 1 else ""
            return f"{names[j]} varies by {only}about {number(spreads[j])}"
    if len(varying) == 2 and spreads.max() > _FAR * spreads.min():
        wide, narrow = spreads.argmax(), spreads.argmin()
        return f"{names[wide]} varies {number(spreads.max() / spreads.min())} times as much as {names[narrow]}"
    for j in varying:
        if sizes[j] > _FAR * spreads[j]:
            return f"{names[j]} varies little beside its size of {number(sizes[j])}"
    return None
