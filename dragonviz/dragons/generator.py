"""Draws dragons like the lesson's: seeded, and from summary figures only."""

from __future__ import annotations

import numpy as np

COLOURS = ("Blue", "Red", "Yellow")
MOUNTAINS = ("Bavarian", "Central", "Emmental", "Julian", "Ligurian", "Maritime", "Sarntal", "Southern")
DIETS = ("Carnivore", "Vegetarian", "Omnivore")
PER_GROUP = 20

# One figure for each mountain, in the order of MOUNTAINS.
_LENGTH_BASE = np.array([180, 209, 211, 220, 211, 199, 201, 180])
_SCORE_MEAN = np.array([23, 60, 40, 69, 41, 73, 65, 32])
_P_FIRE_RED = np.array([0.75, 0.65, 0.40, 0.60, 0.20, 0.35, 0.75, 0.90])
_P_FIRE_YELLOW = np.array([0.00, 0.05, 0.30, 0.10, 0.05, 0.05, 0.15, 0.05])
_COLOUR_MATTERS = ~np.isin(MOUNTAINS, ("Central", "Maritime"))

_LENGTH_EFFECT = np.array([0, -10, 10])  # of each colour, in the order of COLOURS
_LENGTH_SD = 4.9
_SCORE_GROUP_SD, _SCORE_SD = 4.5, 14.4
_BLUE_BREATHERS = 18
_DIET_SCORES = (40, 60)
_OTHER_DIET = 0.096


def generate(seed: int) -> dict[str, np.ndarray]:
    """Draw 480 dragons: 3 colours × 8 mountains × 20, sorted by colour, mountain and test score.

    Body lengths and test scores are normal about the mean of the dragon's mountain and colour; the figures are summary
    statistics of the lesson's data. Numbers are rounded to two decimals, so that the same seed gives the same dragons
    whatever the last bit of a machine's mathematical functions.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to ndarray of shape (480,)
        ``testScore`` (float64, 0 to 100), ``bodyLength`` (float64, cm), ``mountainRange``, ``color``, ``diet`` (str)
        and ``breathesFire`` (int64, 0 or 1).
    """
    rng = np.random.default_rng(seed)
    shape = (len(COLOURS), len(MOUNTAINS), PER_GROUP)
    colour, mountain, _ = np.indices(shape)

    length_mean = _LENGTH_BASE[mountain] + _LENGTH_EFFECT[colour] * _COLOUR_MATTERS[mountain]
    length = rng.normal(length_mean, _LENGTH_SD).round(2)
    score_mean = _SCORE_MEAN[:, np.newaxis] + rng.normal(0, _SCORE_GROUP_SD, (*shape[:2], 1))
    score = np.sort(rng.normal(score_mean, _SCORE_SD, shape).clip(0, 100).round(2))
    fire = _draw_fire(rng)
    diet = np.digitize(score, _DIET_SCORES)
    diet = np.where(rng.random(shape) < _OTHER_DIET, (diet + rng.integers(1, 3, shape)) % len(DIETS), diet)

    columns = {
        "testScore": score,
        "bodyLength": length,
        "mountainRange": np.array(MOUNTAINS)[mountain],
        "color": np.array(COLOURS)[colour],
        "diet": np.array(DIETS)[diet],
        "breathesFire": fire,
    }
    return {name: values.ravel() for name, values in columns.items()}


def _draw_fire(rng):
    # Blue dragons' counts are the same on every mountain; the others' vary as independent draws do.
    blue = np.arange(PER_GROUP) < np.full((len(MOUNTAINS), 1), _BLUE_BREATHERS)
    red, yellow = (rng.random(blue.shape) < p[:, np.newaxis] for p in (_P_FIRE_RED, _P_FIRE_YELLOW))
    return np.stack((rng.permuted(blue, axis=1), red, yellow)).astype(np.int64)
