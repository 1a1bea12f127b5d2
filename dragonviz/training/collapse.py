"""Notices a network that has collapsed: it no longer tells dragons apart."""

from __future__ import annotations

import numpy as np

from dragonviz.models.predictors import Predictor, WeightedPredictor

_A_FEW = 64  # dragons: nearly always enough to see that scores differ
_ROUNDING = 8 * np.finfo(np.float32).eps


def has_collapsed(predictor: Predictor, X: np.ndarray) -> bool:
    """Whether a network gives the same scores to all of these dragons, though they differ.

    That is so when its ReLUs have died or its sigmoids are saturated: the gradient of nearly every weight is then
    zero, and training does not get it out of there.

    Parameters
    ----------
    predictor : Predictor
    X : ndarray of shape (n_dragons, 2)

    Returns
    -------
    bool
        Always False for a model with one weight for each input, which has neither.
    """
    if isinstance(predictor, WeightedPredictor) or not np.ptp(X, axis=0).any():
        return False
    return all(_equal(predictor.scores(some)) for some in (X[:_A_FEW], X))


def _equal(scores: np.ndarray) -> bool:
    return bool(np.ptp(scores, axis=0).max() <= _ROUNDING * np.abs(scores).max())
