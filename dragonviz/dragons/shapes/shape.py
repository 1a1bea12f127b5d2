"""What all shapes have in common: their settings, and how points in a shape become a dataset."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from dragonviz.dragons.dataset import MAX_DRAGONS, Dataset
from dragonviz.dragons.errors import DragonsError
from dragonviz.dragons.splitting import split
from dragonviz.dragons.task import MAX_CLASSES, MIN_CLASSES, Task

LARGEST_SEED = 2**32 - 1  # scikit-learn's generators take no larger one
FEWEST_PER_CLASS = 2  # one to train, one to test
_COUNTED = {"number": "number of points", "classes": "number of classes"}
_LETTERS = "ABCDEFGH"
# So that the same seed gives the same points whatever the last bit of a machine's mathematical functions.
_DECIMALS = 4


@dataclass(frozen=True)
class Limits:
    """What a setting of a shape may be: a number from `minimum` to `maximum`, a whole one if `whole`."""

    minimum: float
    maximum: float
    whole: bool = False

    def allow(self, value: object) -> bool:
        """Whether the setting may have this value."""
        kinds = int | np.integer if self.whole else int | float | np.number
        # True is an int, and no number that anyone would write.
        return isinstance(value, kinds) and not isinstance(value, bool) and self.minimum <= value <= self.maximum

    def __str__(self):
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} from {self.minimum:,} to {self.maximum:,}"


@dataclass(frozen=True)
class Shape(ABC):
    """Points that are drawn in a shape, in two or more classes. The same settings give the same points.

    Parameters
    ----------
    number : int
        Of points, all classes together.
    noise : float
        The standard deviation of what moves the points off the shape, in the units of the axes.
    balance : float
        How many times as many points the last class has as the first one; those between go down evenly. Every class
        has at least two.
    classes : int
        How many classes there are.
    seed : int
        Of the points, the order of visits and the split into training and test points.

    Attributes
    ----------
    name : str
        What its task is called in a scene.
    title : str
        What it is called on screen.
    purpose : str
        What it is good for in a lecture, one sentence.
    """

    number: int = 300
    noise: float = 0.1
    balance: float = 1.0
    classes: int = 2
    seed: int = 2021

    name: ClassVar[str]
    title: ClassVar[str]
    purpose: ClassVar[str]
    limits: ClassVar[Mapping[str, Limits]] = MappingProxyType(
        {
            "number": Limits(FEWEST_PER_CLASS * MAX_CLASSES, MAX_DRAGONS, whole=True),
            "noise": Limits(0, 2),
            "balance": Limits(0.02, 1),
            "classes": Limits(MIN_CLASSES, MAX_CLASSES, whole=True),
            "seed": Limits(0, LARGEST_SEED, whole=True),
        }
    )

    @property
    def task(self) -> Task:
        """What is predicted of the points."""
        return Task(self.name, ("x", "y"), "class", tuple(_LETTERS[: self.classes]), "point")

    def dataset(self) -> Dataset:
        """The points, 60 % of them training points.

        Raises
        ------
        DragonsError
            If a setting has a value that it may not have.
        """
        self.validate()
        rng = np.random.default_rng(self.seed)
        counts = class_counts(self.number, self.classes, self.balance)
        X = self._points(counts, rng)
        y = np.repeat(np.arange(self.classes), counts)
        order, is_train = split(y, rng)
        return Dataset(self.task, X[order], y[order], is_train)

    def validate(self) -> None:
        """Raise `DragonsError` if a setting has a value that it may not have."""
        for setting, allowed in self.limits.items():
            value = getattr(self, setting)
            if not allowed.allow(value):
                setting = _COUNTED.get(setting, setting)
                raise DragonsError(f"{self.title}: the {setting} is {allowed}, and {value} was given.")

    @abstractmethod
    def _points(self, counts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """So many points of each class, class by class: ndarray of shape (counts.sum(), 2)."""

    def _noisy(self, points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        return (points + rng.normal(0, self.noise, points.shape)).round(_DECIMALS)


def only_two_classes(limits: Mapping[str, Limits]) -> Mapping[str, Limits]:
    """The limits of a shape of which there is none with more classes."""
    return MappingProxyType({**limits, "classes": Limits(2, 2, whole=True)})


def class_counts(number: int, classes: int, balance: float) -> np.ndarray:
    """How many points each class has, from the largest class to the smallest.

    Parameters
    ----------
    number : int
        Of all points; at least `FEWEST_PER_CLASS` for each class.
    classes : int
    balance : float
        The size of the last class as a multiple of the first one's; those between are spaced as its powers are.

    Returns
    -------
    ndarray of shape (classes,), int64
        Adds up to `number`; none is below `FEWEST_PER_CLASS`.
    """
    sizes = balance ** np.linspace(0, 1, classes)
    spare = number - FEWEST_PER_CLASS * classes
    # Ends are rounded, not sizes: so they add up.
    ends = np.rint(spare * np.cumsum(sizes) / sizes.sum()).astype(np.int64)
    return np.diff(ends, prepend=0) + FEWEST_PER_CLASS
