"""What makes data hard to learn: noise, wrong labels, and classes of very different sizes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dragonviz.dragons.dataset import LARGEST_FEATURE, Dataset
from dragonviz.dragons.errors import DragonsError
from dragonviz.dragons.task import MAX_CLASSES

MOST_NOISE = 3.0


def add_noise(dataset: Dataset, sigma: float, seed: int) -> Dataset:
    """The dragons, each a little elsewhere.

    The same seed moves each dragon in the same direction, and twice the noise twice as far: a slider makes no dragon
    jump.

    Parameters
    ----------
    dataset : Dataset
    sigma : float
        The noise's standard deviation, as a multiple of each feature's own; 0 to 3.
    seed : int

    Returns
    -------
    Dataset
    """
    _check("noise", sigma, MOST_NOISE)
    if not sigma or not len(dataset):
        return dataset
    directions = np.random.default_rng(seed).standard_normal(dataset.X.shape)
    moved = dataset.X + sigma * dataset.X.std(axis=0) * directions
    return replace(dataset, X=moved.clip(-LARGEST_FEATURE, LARGEST_FEATURE))


def flip_labels(dataset: Dataset, share: float, seed: int) -> Dataset:
    """The dragons, some of them, training and test dragons alike, with the label of another class.

    With the same seed, whoever is flipped by a small share is flipped by a larger one, to the same class.

    Parameters
    ----------
    dataset : Dataset
    share : float
        Of the dragons that get a wrong label, 0 to 1; rounded to whole dragons.
    seed : int

    Returns
    -------
    Dataset
    """
    _check("share of flipped labels", share, 1)
    rng = np.random.default_rng(seed)
    flipped = rng.permutation(len(dataset))[: round(share * len(dataset))]
    n_classes = len(dataset.task.classes)
    others = rng.integers(1, n_classes, size=len(dataset))
    if not len(flipped):
        return dataset
    y = dataset.y.copy()
    y[flipped] = (y[flipped] + others[flipped]) % n_classes
    return replace(dataset, y=y)


def thin_out(dataset: Dataset, label: int, share: float, seed: int) -> Dataset:
    """The dragons with only some of one class left.

    With the same seed, whoever is left of a small share is left of a larger one. Of a class that has training dragons,
    one is always left.

    Parameters
    ----------
    dataset : Dataset
    label : int
        The class.
    share : float
        Of the class's dragons that stay, 0 to 1; rounded to whole dragons.
    seed : int

    Returns
    -------
    Dataset
    """
    _check("share of the class that stays", share, 1)
    if not 0 <= label < len(dataset.task.classes):
        raise DragonsError(
            f"A label is a whole number from 0 to {len(dataset.task.classes) - 1}, and {label} was given."
        )
    members = np.random.default_rng(seed).permutation(np.flatnonzero(dataset.y == label))
    # A training dragon goes last.
    first = np.argmax(dataset.is_train[members]) if len(members) else 0
    members = np.concatenate((members[first : first + 1], np.delete(members, first))) if len(members) else members
    n_kept = max(1, round(share * len(members)))
    gone = members[n_kept:]
    return dataset.remove(gone) if len(gone) else dataset


@dataclass(frozen=True)
class Dirt:
    """How much of all that is done to the dragons: one value for each slider.

    Parameters
    ----------
    noise : float, default=0.0
        See `add_noise`.
    flipped : float, default=0.0
        See `flip_labels`.
    kept : tuple of float, default=()
        The share of each class that `thin_out` leaves, in the order of the classes; all of it where none is given.
    noise_seed, flip_seed, thin_seed : int, default=0
    """

    noise: float = 0.0
    flipped: float = 0.0
    kept: tuple[float, ...] = ()
    noise_seed: int = 0
    flip_seed: int = 0
    thin_seed: int = 0

    def on(self, clean: Dataset) -> Dataset:
        """The dragons with all of it done to them; the same dataset if it is nothing."""
        dirty = flip_labels(add_noise(clean, self.noise, self.noise_seed), self.flipped, self.flip_seed)
        # A dragon belongs to the class that it is said to be of.
        for label, share in enumerate(self.kept):
            dirty = thin_out(dirty, label, share, self.thin_seed)
        return dirty

    def keeping(self, label: int, share: float, seed: int) -> Dirt:
        """The same with another share of one class."""
        _check_label(label, MAX_CLASSES)
        kept = [*self.kept, *(1.0 for _ in range(len(self.kept), label + 1))]
        kept[label] = share
        return replace(self, kept=tuple(kept), thin_seed=seed)

    def share_kept(self, label: int) -> float:
        """The share of a class that stays."""
        return self.kept[label] if label < len(self.kept) else 1.0


def _check_label(label, n_classes):
    if not 0 <= label < n_classes:
        raise DragonsError(f"A label is a whole number from 0 to {n_classes - 1}, and {label} was given.")


def _check(what, value, most):
    if not 0 <= value <= most:
        raise DragonsError(f"The {what} is a number from 0 to {most:g}, and {value} was given.")
