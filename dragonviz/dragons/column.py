"""One column of an opened file: the numbers and the classes that its cells stand for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import repeat

import numpy as np

from dragonviz.dragons.dataset import within_limits

_MISSING = frozenset({"", "na", "n/a", "#n/a", "nan", "null"})
_LONGEST_MISSING = max(map(len, _MISSING))
# Makes a decimal comma a point, and a point, which then separates thousands, something that is no number.
_DECIMAL_COMMA = str.maketrans(",._", ".??")


class Column:
    """A column of text, understood.

    Parameters
    ----------
    name : str
    cells : sequence of str
    decimal_comma : bool
        Whether a number may have a decimal comma; a column then has decimal commas or decimal points, not both.

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

    def __init__(self, name: str, cells: Sequence[str], decimal_comma: bool):
        self.name, self.cells = name, cells
        self._parse = _parser("".join(cells), decimal_comma)
        self.numbers = _numbers(cells, self._parse)
        self.numbers.flags.writeable = False
        is_number = ~np.isnan(self.numbers)
        n_numbers = np.count_nonzero(is_number)
        n_present = n_numbers + sum(not is_missing(cells[row]) for row in np.flatnonzero(~is_number).tolist())
        self.is_numeric = bool(0 < n_present <= 2 * n_numbers)
        self.has_gaps = n_present < len(cells)
        self._all_numbers = self.is_numeric and n_numbers == n_present
        self.n_classes = len(np.unique(self.numbers[is_number]) if self._all_numbers else self._present)

    @cached_property
    def _present(self):
        return frozenset(cell for cell in set(self.cells) if not is_missing(cell))

    @property
    def has_only_finite_numbers(self) -> bool:
        """Whether every cell is a finite number."""
        return bool(np.isfinite(self.numbers).all())

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
            return tuple(map(_name, sorted(set(map(self._parse, self._present)))))
        return tuple(sorted(self._present))

    @cached_property
    def labels(self) -> np.ndarray:
        """The index of each cell's class, -1 for a missing cell: ndarray of shape (n_rows,), int64, read-only."""
        index = {name: label for label, name in enumerate(self.classes)}
        label_of = {cell: index[_name(self._parse(cell)) if self._all_numbers else cell] for cell in self._present}
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


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return len(cell) <= _LONGEST_MISSING and cell.casefold() in _MISSING


def _numbers(cells, parse):
    try:
        return np.fromiter(map(parse, cells), np.float64, len(cells))
    except ValueError:
        # Where there is text, the same text often comes again.
        number_of = {cell: _number_or_nan(cell, parse) for cell in set(cells)}
        return np.fromiter(map(number_of.__getitem__, cells), np.float64, len(cells))


def _number_or_nan(cell, parse):
    try:
        return parse(cell)
    except ValueError:
        return np.nan


def _parser(text, decimal_comma):
    if decimal_comma and "," in text:
        return _parse_decimal_comma
    return _parse if "_" in text else float


def _parse(cell):
    # Python reads 1_000 as a number; in a file it is a name.
    return float(cell.replace("_", "?"))


def _parse_decimal_comma(cell):
    return float(cell.translate(_DECIMAL_COMMA))


def _name(number):
    return str(int(number)) if number.is_integer() else str(number)
