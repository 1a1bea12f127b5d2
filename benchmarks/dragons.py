"""The dragons to measure with: the lesson's 480, and thousands like them."""

from __future__ import annotations

import numpy as np

from dragonviz.dragons import generate
from dragonviz.scenes.source import Source

PER_SEED = 480


def lesson(task):
    """The dragons that come with the program.

    Parameters
    ----------
    task : {"fire", "colour"}

    Returns
    -------
    Source
    """
    return Source.bundled().choosing(task)


def many(n, task):
    """So many dragons like the lesson's, as a `Source`."""
    herds = [generate(seed) for seed in range(-(-n // PER_SEED))]
    columns = {name: np.concatenate([herd[name] for herd in herds])[:n] for name in herds[0]}
    return Source(f"{n:,} dragons", columns, None, task)
