"""The dragons of a scene: an immutable dataset."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from dragonviz.dragons.errors import DragonsError
from dragonviz.dragons.room import Room
from dragonviz.dragons.task import Task

# A perceptron's weights grow as its dragons' values do, and the products of both must stay within float32, in which
# regions are computed; of DBL_MAX and its like not even a view's margin can be computed.
LARGEST_FEATURE = 1e15
MAX_DRAGONS = 100_000
# What differs by less counts as one: no quantity is that small, and no view's scale overflows yet.
_LEAST_SPAN = 1e-30
LIMITS = f"±{LARGEST_FEATURE:g}".replace("+", "")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Dragons in the order in which training visits them. Every edit makes a new dataset.

    The arrays given are copied, unless they are read-only already: datasets share the arrays that an edit leaves alone.

    Parameters
    ----------
    task : Task
    X : ndarray of shape (n_dragons, 2), float64, read-only
        The two feature values of each dragon, none beyond ±`LARGEST_FEATURE`.
    y : ndarray of shape (n_dragons,), int64, read-only
        Each dragon's class, an index into ``task.classes``.
    is_train : ndarray of shape (n_dragons,), bool, read-only
        True for a training dragon, False for a test dragon.

    Raises
    ------
    DragonsError
        If shapes do not fit together, a feature value is not finite or beyond ±`LARGEST_FEATURE`, or a label is not the
        index of a class. Every edit raises it for a value that it cannot take, and for an index of no dragon.
    """

    task: Task
    X: np.ndarray
    y: np.ndarray
    is_train: np.ndarray
    _room: Room | None = field(default=None, init=False, repr=False)

    def __post_init__(self):
        X = _read_only(self.X, np.float64, "biuf", "Feature values must be numbers")
        y = _read_only(self.y, np.int64, "biu", "Labels must be whole numbers")
        is_train = _read_only(self.is_train, np.bool_, "b", "Memberships must be True (training) or False (test)")
        if X.ndim != 2 or X.shape[1] != 2 or y.shape != (len(X),) or is_train.shape != (len(X),):
            raise DragonsError(
                "A dataset needs two feature values, one label and one membership for each "
                f"{self.task.sample}, and the shapes given are {X.shape}, {y.shape} and {is_train.shape}."
            )
        sample = self.task.sample
        if not within_limits(X):
            row, needed, why = _outside(X)
            raise DragonsError(f"Feature values must be {needed}, and {sample} {row} has {_pair(X[row])}{why}.")
        n_classes = len(self.task.classes)
        if len(y) and not (y.min() >= 0 and y.max() < n_classes):
            row = np.flatnonzero((y < 0) | (y >= n_classes))[0]
            raise DragonsError(f"Labels go from 0 to {n_classes - 1}, and {sample} {row} has {y[row]}.")
        for name, array in (("X", X), ("y", y), ("is_train", is_train)):
            object.__setattr__(self, name, array)

    def __len__(self):
        return len(self.y)

    def __repr__(self):
        counts = np.bincount(self.y, minlength=len(self.task.classes))
        classes = ", ".join(f"{count:,} {name}" for count, name in zip(counts, self.task.classes, strict=True))
        n_train = len(self.train_indices)
        return (
            f"Dataset({self.task.name}: {len(self):,} {self.task.samples} = {n_train:,} training + "
            f"{len(self) - n_train:,} test; {classes})"
        )

    # Edits

    def add(self, point: ArrayLike, label: int, is_train: bool = True) -> Dataset:
        """The dataset with one more dragon, which is visited last.

        Parameters
        ----------
        point : array-like of shape (2,)
        label : int
        is_train : bool, default=True

        Returns
        -------
        Dataset
        """
        return replace(
            self,
            X=_frozen(np.concatenate((self.X, self._points(point, (2,))[np.newaxis]))),
            y=_frozen(np.append(self.y, self._label(label))),
            is_train=_frozen(np.append(self.is_train, bool(is_train))),
        )

    def extend(self, points: np.ndarray, label: int, is_train: bool) -> Dataset:
        """The dataset with more dragons of one class, at a cost that does not depend on how many there were.

        Parameters
        ----------
        points : ndarray of shape (k, 2)
        label : int
        is_train : bool

        Returns
        -------
        Dataset
        """
        outside = np.flatnonzero(~(np.abs(points) <= LARGEST_FEATURE).all(axis=1))
        if len(outside):
            self._points(points[outside[0]], (2,))  # says what is wrong with it
        added = points, self._label(label), bool(is_train)
        room = self._room
        if room is None or not room.has_place_after(len(self), len(points)):
            room = Room((self.X, self.y, self.is_train), len(points))
        # What was there is right, and need not be looked at again.
        after = object.__new__(Dataset)
        values = {"task": self.task, "_room": room}
        values |= zip(("X", "y", "is_train"), room.append(added, len(points)), strict=True)
        for name, value in values.items():
            object.__setattr__(after, name, value)
        return after

    def move(self, indices: ArrayLike, points: ArrayLike) -> Dataset:
        """The dataset with some dragons elsewhere.

        Parameters
        ----------
        indices : array-like of shape (k,), int
        points : array-like of shape (k, 2)

        Returns
        -------
        Dataset
        """
        rows = self._indices(indices)
        X = self.X.copy()
        X[rows] = self._points(points, (len(rows), 2))
        return replace(self, X=_frozen(X))

    def relabel(self, indices: ArrayLike, label: int) -> Dataset:
        """The dataset with some dragons in another class.

        Parameters
        ----------
        indices : array-like of shape (k,), int
        label : int

        Returns
        -------
        Dataset
        """
        y = self.y.copy()
        y[self._indices(indices)] = self._label(label)
        return replace(self, y=_frozen(y))

    def remove(self, indices: ArrayLike) -> Dataset:
        """The dataset without some dragons; it may end up empty.

        Parameters
        ----------
        indices : array-like of shape (k,), int

        Returns
        -------
        Dataset
        """
        kept = np.ones(len(self), dtype=bool)
        kept[self._indices(indices)] = False
        return replace(self, X=_frozen(self.X[kept]), y=_frozen(self.y[kept]), is_train=_frozen(self.is_train[kept]))

    def set_membership(self, indices: ArrayLike, is_train: bool) -> Dataset:
        """The dataset with some dragons made training dragons, or test dragons.

        Parameters
        ----------
        indices : array-like of shape (k,), int
        is_train : bool

        Returns
        -------
        Dataset
        """
        membership = self.is_train.copy()
        membership[self._indices(indices)] = bool(is_train)
        return replace(self, is_train=_frozen(membership))

    # What follows from the dragons

    @cached_property
    def train_indices(self) -> np.ndarray:
        """Where the training dragons are, in the order of visits: ndarray of shape (n_train,), int64."""
        return _frozen(np.flatnonzero(self.is_train).astype(np.int64, copy=False))

    @cached_property
    def X_train(self) -> np.ndarray:
        """The training dragons' feature values, shape (n_train, 2)."""
        return _frozen(self.X[self.is_train])

    @cached_property
    def y_train(self) -> np.ndarray:
        """The training dragons' labels, shape (n_train,)."""
        return _frozen(self.y[self.is_train])

    @cached_property
    def X_test(self) -> np.ndarray:
        """The test dragons' feature values, shape (n_test, 2)."""
        return _frozen(self.X[~self.is_train])

    @cached_property
    def y_test(self) -> np.ndarray:
        """The test dragons' labels, shape (n_test,)."""
        return _frozen(self.y[~self.is_train])

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """(x_min, x_max, y_min, y_max) around all dragons, always with an area: four floats."""
        if not len(self):
            return (0.0, 1.0, 0.0, 1.0)
        # Column by column: along the short axis numpy takes a hundred times as long.
        columns = self.X[:, 0], self.X[:, 1]
        lows, highs = (np.array([extreme(column) for column in columns]) for extreme in (np.min, np.max))
        # Where all values are one, or differ by rounding only, a view needs room on both sides of them.
        sizes = np.maximum(np.abs(lows), np.abs(highs))
        flat = highs - lows <= np.maximum(_LEAST_SPAN, 1e-10 * sizes)
        room = np.where(sizes > _LEAST_SPAN, 0.05 * sizes, 0.5)
        lows, highs = np.where(flat, lows - room, lows), np.where(flat, highs + room, highs)
        return float(lows[0]), float(highs[0]), float(lows[1]), float(highs[1])

    def trains_like(self, other: Dataset) -> bool:
        """Whether the training dragons are the same ones, in the same order."""
        return (
            self.task == other.task
            and np.array_equal(self.X_train, other.X_train)
            and np.array_equal(self.y_train, other.y_train)
        )

    def lacking_classes(self) -> tuple[str, ...]:
        """The names of the classes that no training dragon has: tuple of str."""
        counts = np.bincount(self.y_train, minlength=len(self.task.classes))
        return tuple(name for name, count in zip(self.task.classes, counts, strict=True) if count == 0)

    def _label(self, label):
        n_classes = len(self.task.classes)
        if not isinstance(label, int | np.integer) or not 0 <= label < n_classes:
            raise DragonsError(f"A label is a whole number from 0 to {n_classes - 1}, and {label!r} was given.")
        return int(label)

    def _indices(self, indices):
        array = np.asarray(indices)
        if array.ndim != 1 or (len(array) and array.dtype.kind not in "iu"):
            named = self.task.samples.capitalize()
            raise DragonsError(f"{named} are named by a list of whole numbers, and {indices!r} was given.")
        if len(array) and not (array.min() >= 0 and array.max() < len(self)):
            wrong = array[(array < 0) | (array >= len(self))][0]
            raise DragonsError(
                f"There is no {self.task.sample} {wrong}: the {len(self):,} {self.task.samples} are counted from 0."
            )
        return array.astype(np.intp, copy=False)

    def _points(self, points, shape):
        place = f"A {self.task.sample}'s place is two"
        array = _array(points, f"{place} numbers")
        if array.size == 0 and shape[0] == 0:
            return np.empty(shape)
        if array.shape != shape or array.dtype.kind not in "biuf" or not np.isfinite(array).all():
            raise DragonsError(f"{place} finite numbers, and {array.tolist()} was given.")
        if not within_limits(array):
            pairs = np.atleast_2d(array)
            row, needed, why = _outside(pairs)
            raise DragonsError(f"{place} numbers {needed}, and {_pair(pairs[row])} was given{why}.")
        return array


def within_limits(values: np.ndarray) -> bool:
    """Whether all values can be drawn and trained: finite, and none beyond ±`LARGEST_FEATURE`."""
    # Comparing with NaN is False.
    return not values.size or bool(values.min() >= -LARGEST_FEATURE and values.max() <= LARGEST_FEATURE)


def _outside(X):
    """The first row that is not within the limits, what its values must be, and why."""
    if not np.isfinite(X).all():
        return np.flatnonzero(~np.isfinite(X).all(axis=1))[0], "finite", ""
    row = np.flatnonzero((np.abs(X) > LARGEST_FEATURE).any(axis=1))[0]
    return row, f"within {LIMITS}", ": larger ones cannot be drawn or trained"


def _frozen(array):
    array.flags.writeable = False
    return array


def _read_only(values, dtype, kinds, demand):
    if isinstance(values, np.ndarray) and values.dtype == dtype and values.flags.c_contiguous:
        may_change = values.flags.writeable or values.base is not None
        if not may_change:
            return values
    array = _array(values, demand)
    if array.size and array.dtype.kind not in kinds:
        raise DragonsError(f"{demand}, and an array of {array.dtype} was given.")
    return _frozen(array.astype(dtype, order="C"))


def _array(values, demand):
    try:
        return np.asarray(values)
    except ValueError:
        raise DragonsError(f"{demand}, and lists of different lengths were given.") from None


def _pair(point):
    return f"({point[0]:g}, {point[1]:g})"
