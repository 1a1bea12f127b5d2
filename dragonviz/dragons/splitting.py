"""The order in which training visits the dragons, and which of them it does not visit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.dragons.dataset import Dataset
from dragonviz.dragons.errors import DragonsError, quoted

TRAINING_SHARE = 0.6
# The split into training and test dragons, and the toes, are the same in every scene, so that two lecturers see the
# same dragons; the scene's own seed is that of the run.
SPLIT_SEED = 2021


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
    shuffled = y[order]
    n_train = np.count_nonzero(is_train)
    for label in np.flatnonzero(np.bincount(y)):
        first = np.argmax(shuffled == label)
        is_train[first] |= first >= n_train
    return order, is_train


@dataclass(frozen=True)
class Splitting:
    """How dragons are split anew into training and test dragons; they stay in their order.

    Parameters
    ----------
    share : float
        Of the training dragons, above 0 and below 1; rounded down to whole dragons.
    stratified : bool
        Whether each class is split on its own, so that all have that share.
    seed : int
    """

    share: float = TRAINING_SHARE
    stratified: bool = False
    seed: int = SPLIT_SEED

    def on(self, dataset: Dataset) -> Dataset:
        """The dragons, split.

        Raises
        ------
        DragonsError
            If the share is none, or a class that has dragons would be left without training dragons.
        """
        if not 0 < self.share < 1:
            raise DragonsError(
                f"The share of training {dataset.task.samples} lies between 0 and 1, and {self.share:g} was given."
            )
        is_train = np.zeros(len(dataset), dtype=bool)
        is_train[self._chosen(dataset.y, np.random.default_rng(self.seed))] = True
        self._refuse_lacking(dataset, is_train)
        train, test = np.flatnonzero(is_train), np.flatnonzero(~is_train)
        return dataset.set_membership(train, True).set_membership(test, False)

    def _chosen(self, y, rng):
        order = rng.permutation(len(y))
        if not self.stratified:
            return order[: self._n_train(len(y))]
        members = (order[y[order] == label] for label in np.unique(y))
        return np.concatenate([part[: self._n_train(len(part))] for part in members] or [order])

    def _n_train(self, n):
        # 0.29 * 100 is a hair less than 29.
        return int(self.share * n + 1e-9)

    def _refuse_lacking(self, dataset, is_train):
        lacking = np.setdiff1d(dataset.y, dataset.y[is_train])
        if not len(lacking):
            return
        task = dataset.task
        remedy = "a larger share" if self.stratified else "a larger share, a stratified split or another seed"
        raise DragonsError(
            f"With {self.share:.3g} of the {task.samples} for training, the class {quoted(task.classes[lacking[0]])} "
            f"would have no training {task.samples}: choose {remedy}."
        )
