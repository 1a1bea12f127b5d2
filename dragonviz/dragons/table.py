"""An opened file: which of its columns can be features and classes, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from dragonviz.dragons.column import Column, is_missing
from dragonviz.dragons.dataset import LARGEST_FEATURE, LIMITS
from dragonviz.dragons.errors import DragonsError, quoted
from dragonviz.dragons.generator import COLOURS
from dragonviz.dragons.task import MAX_CLASSES, MIN_CLASSES
from dragonviz.dragons.tasks import NEEDED_COLUMNS


@dataclass(frozen=True, eq=False)
class Table:
    """The columns of a file.

    Parameters
    ----------
    name : str
        The file's name, without its folder.
    lines : ndarray of shape (n_rows,), int64
        The line of the file that each row starts on, counted from 1.
    columns : mapping of str to Column
    """

    name: str
    lines: np.ndarray
    columns: Mapping[str, Column]

    def __len__(self):
        return len(self.lines)

    def __repr__(self):
        return f"Table({self.name}: {len(self):,} rows; {', '.join(self.columns)})"

    @cached_property
    def frame(self):
        """All columns: mapping of str to ndarray, float64 with NaN for gaps if numeric, else str."""
        return MappingProxyType({name: column.values for name, column in self.columns.items()})

    @cached_property
    def numeric(self):
        """The names of the columns that can be features."""
        return tuple(name for name, column in self.columns.items() if column.is_numeric)

    @cached_property
    def labels(self):
        """The names of the columns that can be the class."""
        return tuple(name for name, column in self.columns.items() if MIN_CLASSES <= column.n_classes <= MAX_CLASSES)

    @cached_property
    def is_lesson(self):
        """Whether the lesson's tasks can be made of these columns."""
        return (
            all(name in self.columns for name in NEEDED_COLUMNS)
            and self.columns["bodyLength"].is_numeric
            and set(self.columns["color"].classes) <= set(COLOURS)
            and set(self.columns["breathesFire"].classes) <= {"0", "1"}
        )

    @property
    def sample(self) -> str:
        """What a row is called."""
        return "dragon" if self.is_lesson else "point"

    def feature(self, name):
        """The values of a column as a feature.

        Returns
        -------
        ndarray of shape (n_rows,), float64, read-only

        Raises
        ------
        DragonsError
            If a value is missing, infinite, no number, or too large to be drawn and trained.
        """
        column = self._column(name)
        if not column.has_only_finite_numbers:
            self._refuse_cell(column, ~np.isfinite(column.numbers), "a finite number")
        if not column.can_be_feature:
            self._refuse_large(column)
        return column.numbers

    def class_labels(self, name):
        """The classes of a column, and each row's.

        Returns
        -------
        classes : tuple of str
        labels : ndarray of shape (n_rows,), int64

        Raises
        ------
        DragonsError
            If a value is missing, or there are not 2 to 8 classes.
        """
        column = self._column(name)
        if not MIN_CLASSES <= column.n_classes <= MAX_CLASSES:
            raise DragonsError(self.why_no_class(name))
        self.refuse_gaps(name)
        return column.classes, column.labels

    def refuse_gaps(self, name):
        """Raise `DragonsError` if a value of a class column is missing."""
        column = self._column(name)
        if column.has_gaps:
            self._refuse_cell(column, column.labels < 0, "a class")

    def why_no_class(self, name):
        """Say that a column has too few classes or too many: a sentence."""
        column = self._column(name)
        found = f"{column.n_classes:,} classes (different values)"
        if column.n_classes < 2:
            found = f"only one class, {quoted(column.classes[0])}" if column.n_classes else "no values"
        return (
            f"{quoted(self.name)}: the column {quoted(name)} has {found}, and {MIN_CLASSES} to {MAX_CLASSES} classes "
            "are needed."
        )

    def _column(self, name):
        if name not in self.columns:
            raise DragonsError(f"{quoted(self.name)} has no column {quoted(name)}.")
        return self.columns[name]

    def _refuse_cell(self, column, is_bad, needed):
        first, *others = np.flatnonzero(is_bad)
        cell = column.cells[first]
        found = "the value is missing" if is_missing(cell) else f"{quoted(cell)} was found"
        more = f" ({len(others):,} more {'row lacks' if len(others) == 1 else 'rows lack'} one)" if others else ""
        raise DragonsError(
            f"{quoted(self.name)}, line {self.lines[first]:,}, column {quoted(column.name)}: {found}, and every "
            f"{self.sample} needs {needed} there{more}."
        )

    def _refuse_large(self, column):
        first, *others = np.flatnonzero(np.abs(column.numbers) > LARGEST_FEATURE)
        more = f" ({len(others):,} more {'row has' if len(others) == 1 else 'rows have'} one)" if others else ""
        raise DragonsError(
            f"{quoted(self.name)}, line {self.lines[first]:,}, column {quoted(column.name)}: "
            f"{quoted(column.cells[first])} was found, and values beyond {LIMITS} cannot be drawn or trained{more}; "
            "such a value may stand for “missing”."
        )
