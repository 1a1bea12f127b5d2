"""The order in which training visits the dragons, and which of them it does not visit."""

from __future__ import annotations

import numpy as np

TRAINING_SHARE = 0.6


def split(y: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Shuffle dragons and make 60 % of them, rounded down, training dragons.

    A class that would be left without a training dragon gives its first one to training, which then has one more.

    Parameters
    ----------
    y : ndarray of shape (n_dragons,), int
        The dragons' labels.
    rng : numpy.random.Generator

    Returns
    -------
    order : ndarray of shape (n_dragons,), int64
        Permuted indices of the dragons.
    is_train : ndarray of shape (n_dragons,), bool
        Membership of the dragons in that order: the training dragons come first.
    """
    order = rng.permutation(len(y))
    is_train = np.arange(len(y)) < int(TRAINING_SHARE * len(y))
    labels, firsts = np.unique(y[order], return_index=True)
    lacking = ~np.isin(labels, y[order[is_train]])
    is_train[firsts[lacking]] = True
    return order, is_train
