"""One column of an opened file: the numbers and the classes that its cells stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import compress, repeat

import numpy as np

from dragonviz.dragons.dataset import within_limits
from dragonviz.dragons.notation import PLAIN, Notation, is_date, is_missing, notation_of


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

    Attributes
    ----------
    numbers : ndarray of shape (n_rows,), float64, read-only
        The cells' numbers, NaN where a cell is missing or no number.
    is_numeric : bool
        Whether at least half of the cells that are not missing are numbers.
    has_gaps : bool
        Whether a cell is missing.
    n_classes : int
        How many different values there are. Missing cells do not count.
    """

    def __init__(self, name: str, cells: Sequence[str], separator: str = ",", notation: Notation | None = None):
        self.name, self.cells = name, cells
        self.notation, self.numbers = _understood(cells, separator, notation)
        self.numbers.flags.writeable = False
        is_number = ~np.isnan(self.numbers)
        n_numbers = np.count_nonzero(is_number)
        n_present = n_numbers + sum(not is_missing(cells[row]) for row in np.flatnonzero(~is_number).tolist())
        self.is_numeric = bool(0 < n_present <= 2 * n_numbers)
        self.has_gaps = n_present < len(cells)
        self._all_numbers = self.is_numeric and n_numbers == n_present
        self.n_classes = len(np.unique(self.numbers[is_number]) if self._all_numbers else self._present)

    def only(self, kept: np.ndarray) -> Column:
        """The column with some rows only: `kept` is an ndarray of shape (n_rows,), bool."""
        return Column(self.name, tuple(compress(self.cells, kept.tolist())), notation=self.notation)

    @cached_property
    def _present(self):
        return frozenset(cell for cell in set(self.cells) if not is_missing(cell))

    @property
    def has_only_finite_numbers(self) -> bool:
        """Whether every cell is a finite number."""
        return bool(np.isfinite(self.numbers).all())

    @property
    def holds_dates(self) -> bool:
        """Whether all cells that are not missing are dates."""
        return not self.is_numeric and bool(self._present) and all(map(is_date, self._present))

    @cached_property
    def can_be_feature(self) -> bool:
        """Whether every cell is a number that can be drawn and trained."""
        return within_limits(self.numbers)

    @property
    def counts_rows(self) -> bool:
        """Whether the numbers are just the numbers of the rows, from 0 or from 1."""
        first = self.numbers[0]
        return first in (0, 1) and bool((self.numbers == np.arange(len(self.numbers)) + first).all())

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The different values as class names, sorted: as numbers if all are numbers. Missing cells do not count."""
        if self._all_numbers:
            return tuple(map(_name, np.unique(self.numbers[~np.isnan(self.numbers)]).tolist()))
        return tuple(sorted(self._present))

    @cached_property
    def labels(self) -> np.ndarray:
        """The index of each cell's class, -1 for a missing cell: ndarray of shape (n_rows,), int64, read-only."""
        if self._all_numbers:
            values = np.unique(self.numbers[~np.isnan(self.numbers)])
            labels = np.where(np.isnan(self.numbers), -1, np.searchsorted(values, self.numbers)).astype(np.int64)
        else:
            label_of = {name: label for label, name in enumerate(self.classes)}
            labels = np.fromiter(map(label_of.get, self.cells, repeat(-1)), np.int64, len(self.cells))
        labels.flags.writeable = False
        return labels

    @cached_property
    def values(self) -> np.ndarray:
        """The numbers of a numeric column, else the text: ndarray of shape (n_rows,)."""
        if self.is_numeric:
            return self.numbers
        text = np.array(self.cells, dtype=object)
        text.flags.writeable = False
        return text


def _understood(cells: Sequence[str], separator: str, notation: Notation | None) -> tuple[Notation, np.ndarray]:
    if notation in (None, PLAIN):
        try:
            # What needs no second look is most of all columns.
            numbers = np.fromiter(map(float, cells), np.float64, len(cells))
            if not any("_" in cell for cell in cells):
                return PLAIN, numbers
        except ValueError:
            pass
    different = set(cells)
    if notation is None:
        notation = notation_of([cell for cell in different if not is_missing(cell)], separator)
    # Where there is text, the same text often comes again.
    number_of = {cell: _number_or_nan(cell, notation.read) for cell in different}
    return notation, np.fromiter(map(number_of.__getitem__, cells), np.float64, len(cells))


def _number_or_nan(cell: str, read: Callable[[str], float]) -> float:
    try:
        return read(cell)
    except ValueError:
        return np.nan


def _name(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)
