"""One column of an opened file: the numbers and the classes that its cells stand for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import compress

import numpy as np

from dragonviz.dragons.dataset import within_limits
from dragonviz.dragons.notation import Notation, is_date, is_missing, notation_of
from dragonviz.dragons.task import MAX_CLASSES, MIN_CLASSES

_LOOKED_AT = 1_000


class Column:
    """A column of text, understood.

    Parameters
    ----------
    name : str
    cells : sequence of str
    separator : str, default=","
        What separates the file's cells: it tells what a comma may mean.
    notation : Notation, optional
        How numbers are written, if that is known.
    numbers : ndarray of shape (n_rows,), float64, optional
        The cells' numbers, if they are known: all cells are plain numbers then, or missing and NaN.
    texts : Texts, optional
        The cells' different texts, if they are known.

    Attributes
    ----------
    numbers : ndarray of shape (n_rows,), float64, read-only
        The cells' numbers, NaN where a cell is missing or no number.
    is_numeric : bool
        Whether at least half of the cells that are not missing are numbers.
    has_gaps : bool
        Whether a cell is missing.
    """

    def __init__(
        self,
        name: str,
        cells: Sequence[str],
        separator: str = ",",
        notation: Notation | None = None,
        numbers: np.ndarray | None = None,
        texts: Texts | None = None,
    ):
        self.name, self.cells = name, cells
        self.notation = notation or Notation()
        self._texts = texts
        if numbers is None and texts is None and notation in (None, Notation()):
            numbers = _plain_numbers(cells)
        if numbers is None:
            self._texts = texts or Texts.of(cells)
            self.notation = notation or notation_of(self._texts.present, separator)
            numbers = self._texts.numbers(self.notation)
        self.numbers = _frozen(numbers)
        n_numbers = len(cells) - np.count_nonzero(np.isnan(self.numbers))
        n_present = n_numbers if self._texts is None else len(cells) - self._texts.n_missing
        self.is_numeric = bool(0 < n_present <= 2 * n_numbers)
        self.has_gaps = n_present < len(cells)
        self._all_numbers = self.is_numeric and n_numbers == n_present

    def only(self, kept: np.ndarray) -> Column:
        """The column with some rows only: `kept` is an ndarray of shape (n_rows,), bool."""
        return Column(self.name, tuple(compress(self.cells, kept.tolist())), notation=self.notation)

    @property
    def has_only_finite_numbers(self) -> bool:
        """Whether every cell is a finite number."""
        return bool(np.isfinite(self.numbers).all())

    @property
    def holds_dates(self) -> bool:
        """Whether all cells that are not missing are dates."""
        present = () if self._texts is None else self._texts.present
        return not self.is_numeric and bool(present) and all(map(is_date, present))

    @cached_property
    def can_be_feature(self) -> bool:
        """Whether every cell is a number that can be drawn and trained."""
        return within_limits(self.numbers)

    @property
    def counts_rows(self) -> bool:
        """Whether the numbers are just the numbers of the rows, from 0 or from 1."""
        first = self.numbers[0]
        return first in (0, 1) and bool((self.numbers == np.arange(len(self.numbers)) + first).all())

    @property
    def is_constant(self) -> bool:
        """Whether no two numbers differ."""
        numbers = self.numbers[~np.isnan(self.numbers)]
        return not len(numbers) or bool(numbers.min() == numbers.max())

    @cached_property
    def can_be_class(self) -> bool:
        """Whether there are 2 to 8 classes."""
        # To count the different values of very many numbers takes long, and few of them tell enough.
        first = self.numbers[:_LOOKED_AT]
        if self._all_numbers and len(np.unique(first[~np.isnan(first)])) > MAX_CLASSES:
            return False
        return MIN_CLASSES <= self.n_classes <= MAX_CLASSES

    @property
    def n_classes(self) -> int:
        """How many different values there are. Missing cells do not count."""
        if self._all_numbers or self._texts is None:
            return len(self._different_numbers)
        return len(self._texts.present)

    @cached_property
    def _different_numbers(self):
        return np.unique(self.numbers[~np.isnan(self.numbers)])

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The different values as class names, sorted: as numbers if all are numbers. Missing cells do not count."""
        if self._all_numbers or self._texts is None:
            return tuple(map(_name, self._different_numbers.tolist()))
        return tuple(sorted(self._texts.present))

    @cached_property
    def labels(self) -> np.ndarray:
        """The index of each cell's class, -1 for a missing cell: ndarray of shape (n_rows,), int64, read-only."""
        if self._all_numbers or self._texts is None:
            labels = np.searchsorted(self._different_numbers, self.numbers)
            return _frozen(np.where(np.isnan(self.numbers), -1, labels).astype(np.int64))
        return _frozen(self._texts.labels(self.classes))

    @cached_property
    def values(self) -> np.ndarray:
        """The numbers of a numeric column, else the text, empty where it is missing: ndarray of shape (n_rows,)."""
        if self.is_numeric:
            return self.numbers
        return _frozen(np.full(len(self.cells), "", dtype=object) if self._texts is None else self._texts.present_cells)


class Texts:
    """Cells as the different texts that there are, each understood once, and which of them every cell is.

    Parameters
    ----------
    different : sequence of str
        No two are the same.
    codes : ndarray of shape (n_rows,), int
        Indices into them.
    """

    def __init__(self, different: Sequence[str], codes: np.ndarray) -> None:
        self._different, self._codes = different, codes
        self._is_missing = np.fromiter(map(is_missing, self._different), bool, len(self._different))
        self.n_missing = int(np.count_nonzero(self._is_missing[self._codes]))
        self.present = frozenset(compress(self._different, (~self._is_missing).tolist()))

    @classmethod
    def of(cls, cells: Sequence[str]) -> Texts:
        """The texts of cells."""
        code_of: dict[str, int] = {}
        codes = np.fromiter((code_of.setdefault(cell, len(code_of)) for cell in cells), np.intp, len(cells))
        return cls(tuple(code_of), codes)

    @property
    def present_cells(self) -> np.ndarray:
        """What they are the texts of, empty where it is missing: ndarray of shape (n_rows,), object."""
        texts = np.array(self._different, dtype=object)
        texts[self._is_missing] = ""
        return texts[self._codes]

    def numbers(self, notation: Notation) -> np.ndarray:
        """The cells' numbers, NaN where there is none."""
        numbers = (_number_or_nan(text, notation) for text in self._different)
        return np.fromiter(numbers, np.float64, len(self._different))[self._codes]

    def labels(self, classes: Sequence[str]) -> np.ndarray:
        """Each cell's index in `classes`, -1 if it is not in it."""
        index = {name: label for label, name in enumerate(classes)}
        labels = (index.get(text, -1) for text in self._different)
        return np.fromiter(labels, np.int64, len(self._different))[self._codes]


def _plain_numbers(cells: Sequence[str]) -> np.ndarray | None:
    """The numbers of cells that all are numbers as Python writes them, which most columns are; None if not."""
    try:
        numbers = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return None
    # Python reads 1_000 as a number, and nan as one that is missing.
    return None if np.isnan(numbers).any() or "_" in "".join(cells) else numbers


def _number_or_nan(text: str, notation: Notation) -> float:
    try:
        return notation.read(text)
    except ValueError:
        return np.nan


def _name(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


def _frozen(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array
