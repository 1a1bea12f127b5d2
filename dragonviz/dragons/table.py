"""An opened file: which of its columns can be features and classes, and what stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from dragonviz.dragons.column import Column
from dragonviz.dragons.dataset import LARGEST_FEATURE, LIMITS
from dragonviz.dragons.errors import DragonsError, quoted
from dragonviz.dragons.generator import COLOURS
from dragonviz.dragons.notation import doubt, is_missing
from dragonviz.dragons.task import MAX_CLASSES, MIN_CLASSES
from dragonviz.dragons.tasks import NEEDED_COLUMNS

MEMBERSHIP, MEMBERSHIPS = "membership", ("test", "training")


class MissingValuesError(DragonsError):
    """Rows lack what a sample needs; the others could be opened without them.

    Attributes
    ----------
    offer : str
        What could be done instead, as a button says it: "open without these 12 rows"; empty if nothing would be left.
    """

    def __init__(self, sentence: str, table: Table | None = None, is_gap: np.ndarray | None = None) -> None:
        super().__init__(sentence)
        self._table, self._is_gap = table, is_gap
        self.offer = ""
        if is_gap is not None and not is_gap.all():
            n_gaps = np.count_nonzero(is_gap)
            self.offer = f"open without {'this row' if n_gaps == 1 else f'these {n_gaps:,} rows'}"

    def without_missing(self) -> Table:
        """The table without these rows."""
        if self._table is None or self._is_gap is None or self._is_gap.all():
            raise DragonsError("There is no row without missing values.")
        return self._table.without(self._is_gap)


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
    words : (str, str), default=("point", "points")
        What one row is called, and several, unless they are the lesson's dragons.
    left_out : int, default=0
        How many rows of the file were left out, since they lack values.
    """

    name: str
    lines: np.ndarray
    columns: Mapping[str, Column]
    words: tuple[str, str] = ("point", "points")
    left_out: int = 0

    def __len__(self):
        return len(self.lines)

    def __repr__(self):
        return f"Table({self.name}: {len(self):,} rows; {', '.join(self.columns)})"

    @cached_property
    def frame(self) -> Mapping[str, np.ndarray]:
        """All columns: mapping of str to ndarray, float64 with NaN for gaps if numeric, else str."""
        return MappingProxyType({name: column.values for name, column in self.columns.items()})

    @cached_property
    def numeric(self) -> tuple[str, ...]:
        """The names of the columns that can be features."""
        return tuple(name for name, column in self.columns.items() if column.is_numeric)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The names of the columns that can be the class."""
        return tuple(
            name for name, column in self.columns.items() if column.can_be_class and not self._is_membership(name)
        )

    @cached_property
    def is_train(self) -> np.ndarray | None:
        """Which rows are training samples, if the file says so as `write_table` does: ndarray of shape (n_rows,)."""
        if not self._is_membership(MEMBERSHIP):
            return None
        is_train = np.array([cell == MEMBERSHIPS[1] for cell in self.columns[MEMBERSHIP].cells])
        is_train.flags.writeable = False
        return is_train

    @cached_property
    def is_lesson(self) -> bool:
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
        return "dragon" if self.is_lesson else self.words[0]

    @property
    def samples(self) -> str:
        """What several rows are called."""
        return "dragons" if self.is_lesson else self.words[1]

    def without(self, left_out: np.ndarray) -> Table:
        """The table without some rows: `left_out` is an ndarray of shape (n_rows,), bool."""
        kept = ~left_out
        columns = {name: column.only(kept) for name, column in self.columns.items()}
        n_left_out = self.left_out + int(np.count_nonzero(left_out))
        return replace(self, lines=self.lines[kept], columns=columns, left_out=n_left_out)

    def feature(self, name: str) -> np.ndarray:
        """The values of a column as a feature.

        Returns
        -------
        ndarray of shape (n_rows,), float64, read-only

        Raises
        ------
        DragonsError
            If a value is missing, infinite, no number, or too large to be drawn and trained.
        """
        self.refuse_gaps(features=(name,))
        column = self._column(name)
        if not column.can_be_feature:
            self._refuse_large(column)
        return column.numbers

    def class_labels(self, name: str) -> tuple[tuple[str, ...], np.ndarray]:
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
        if not column.can_be_class:
            raise DragonsError(self.why_no_class(name))
        self.refuse_gaps(classes=(name,))
        return column.classes, column.labels

    def gaps(self, features: Collection[str] = (), classes: Collection[str] = ()) -> dict[str, np.ndarray]:
        """Where columns lack what a sample needs: a finite number as a feature, any value as a class.

        Returns
        -------
        dict of str to ndarray of shape (n_rows,), bool
            By the names of the columns that have gaps.
        """
        masks = {name: ~np.isfinite(self._column(name).numbers) for name in features}
        for name in classes:
            masks[name] = masks.get(name, False) | (self._column(name).labels < 0)
        return {name: mask for name, mask in masks.items() if mask.any()}

    def refuse_gaps(self, features: Collection[str] = (), classes: Collection[str] = ()) -> None:
        """Raise `MissingValuesError` if any of these columns has gaps: it names all that have."""
        masks = self.gaps(features, classes)
        if len(masks) == 1:
            [(name, mask)] = masks.items()
            self._refuse_cells(name, mask, "a finite number" if name in features else "a class")
        if masks:
            self._refuse_rows(masks)

    def why_no_class(self, name: str) -> str:
        """Say that a column has too few classes or too many: a sentence."""
        column = self._column(name)
        found = f"{column.n_classes:,} classes (different values)"
        if column.n_classes < 2:
            found = f"only one class, {quoted(column.classes[0])}" if column.n_classes else "no values"
        return (
            f"{quoted(self.name)}: the column {quoted(name)} has {found}, and {MIN_CLASSES} to {MAX_CLASSES} classes "
            "are needed."
        )

    def _is_membership(self, name):
        column = self.columns.get(name)
        return name == MEMBERSHIP and column is not None and set(column.cells) <= set(MEMBERSHIPS)

    def _column(self, name):
        if name not in self.columns:
            raise DragonsError(f"{quoted(self.name)} has no column {quoted(name)}.")
        return self.columns[name]

    def _found(self, name, row):
        cell = self.columns[name].cells[row]
        return "the value is missing" if is_missing(cell) else f"{quoted(cell)} was found"

    def _refuse_cells(self, name, is_gap, needed):
        first, *others = np.flatnonzero(is_gap)
        raise MissingValuesError(
            f"{quoted(self.name)}, line {self.lines[first]:,}, column {quoted(name)}: {self._found(name, first)}, and "
            f"every {self.sample} needs {needed} there{_more(others, 'lacks', 'lack')}"
            f"{doubt(self.columns[name].cells[first])}.",
            self,
            is_gap,
        )

    def _refuse_rows(self, masks):
        is_gap = np.any(list(masks.values()), axis=0)
        first, n_rows = np.argmax(is_gap), np.count_nonzero(is_gap)
        name = next(name for name, mask in masks.items() if mask[first])
        rows = "1 row lacks" if n_rows == 1 else f"{n_rows:,} rows lack"
        where = ", ".join(f"{np.count_nonzero(mask):,} in {quoted(name)}" for name, mask in masks.items())
        raise MissingValuesError(
            f"{quoted(self.name)}: {rows} values that every {self.sample} needs: {where}; the first is line "
            f"{self.lines[first]:,}, column {quoted(name)}: {self._found(name, first)}.",
            self,
            is_gap,
        )

    def _refuse_large(self, column):
        is_large = np.abs(column.numbers) > LARGEST_FEATURE
        first, *others = np.flatnonzero(is_large)
        raise MissingValuesError(
            f"{quoted(self.name)}, line {self.lines[first]:,}, column {quoted(column.name)}: "
            f"{quoted(column.cells[first])} was found, and values beyond {LIMITS} cannot be drawn or "
            f"trained{_more(others, 'has', 'have')}; such a value may stand for “missing”.",
            self,
            is_large,
        )


def _more(rows, one, several):
    return f" ({len(rows):,} more {f'row {one}' if len(rows) == 1 else f'rows {several}'} one)" if len(rows) else ""
