"""Opening any file of dragons, or a table that is pasted."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, count
from os import PathLike
from pathlib import Path

import numpy as np

from dragonviz.dragons.column import Column
from dragonviz.dragons.csv_text import Text, parse_text, read_text
from dragonviz.dragons.dataset import Dataset
from dragonviz.dragons.errors import DragonsError, quoted
from dragonviz.dragons.guessing import Columns
from dragonviz.dragons.plain_csv import WORTH_PANDAS, read_plain
from dragonviz.dragons.splitting import split
from dragonviz.dragons.table import Table
from dragonviz.dragons.task import Task
from dragonviz.dragons.tasks import NEEDED_COLUMNS
from dragonviz.dragons.workbook import is_workbook, read_workbook


def read_table(path: str | PathLike, checkpoint: Callable[[], object] = lambda: None) -> Table:
    """Read a CSV file or the first sheet of an Excel workbook: at most 100,000 rows under a line of column names.

    Parameters
    ----------
    path : str or path-like
        Names that end in .xlsx or .xlsm are Excel's.
    checkpoint : callable, optional
        Called many times a second while the file is read; what it raises ends the reading.

    Returns
    -------
    Table

    Raises
    ------
    DragonsError
        If the file cannot be read or is no CSV, has fewer than two numeric columns, or has the lesson's columns with
        values missing.
    """
    if _is_worth_pandas(path):
        checkpoint()
        plain = read_plain(path, checkpoint)
        if plain is not None:
            return _table(*plain, Path(path).name)
    read = read_workbook if is_workbook(path) else read_text
    return _understood(read(path, checkpoint), Path(path).name, checkpoint)


def pasted_table(text: str, name: str = "pasted table") -> Table:
    """Understand a table that was copied as text, from a spreadsheet or out of a file, as `read_table` does a file.

    Parameters
    ----------
    text : str
    name : str
        What the table is called.
    """
    return _understood(parse_text(text, name), name, lambda: None)


def _is_worth_pandas(path):
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return False  # which the exact reader says in words
    return stat.S_ISREG(status.st_mode) and status.st_size >= WORTH_PANDAS and not is_workbook(path)


def _understood(text: Text, name: str, checkpoint: Callable[[], object]) -> Table:
    columns = []
    for cells in zip(*text.rows, strict=True):
        checkpoint()
        columns.append(Column("", cells, text.separator))
    return _table(replace(text, rows=[]), columns, name)


def _table(text: Text, columns: Sequence[Column], name: str) -> Table:
    for column, title in zip(columns, _distinct_names(text.header), strict=True):
        column.name = title
    table = Table(name, np.asarray(text.lines), {column.name: column for column in columns})
    _refuse_numbers_as_names(table, text)
    if len(table.numeric) < 2:
        found = f"one numeric column, {quoted(table.numeric[0])}," if table.numeric else "no numeric column,"
        dates = next((quoted(title) for title, column in table.columns.items() if column.holds_dates), "")
        hint = f"; {dates} holds dates, which are not read as numbers: give days or years instead" if dates else ""
        raise DragonsError(f"{quoted(name)} has {found} and at least two are needed, for the axes{hint}.")
    if table.is_lesson:
        length, *others = NEEDED_COLUMNS
        table.refuse_gaps((length,), others)
        table.feature(length)
    return table


def dataset_from(table: Table, columns: Columns, seed: int) -> Dataset:
    """The dragons of a table.

    Parameters
    ----------
    table : Table
    columns : Columns
    seed : int
        Of the order of the dragons and the split, 60 % training. Every class gets a training dragon. If the file says
        which ones are for training, it also says the order.

    Returns
    -------
    Dataset

    Raises
    ------
    DragonsError
        If a chosen column has missing, infinite or too large values or text among its numbers, or not 2 to 8 classes.
    """
    table.refuse_gaps((columns.x, columns.y), (columns.label,))
    features = columns.x, columns.y
    classes, y = table.class_labels(columns.label)
    if table.is_train is None:
        order, is_train = split(y, np.random.default_rng(seed))
    else:
        order, is_train = np.arange(len(y)), table.is_train
    task = Task(columns.label, features, columns.label, classes, table.sample, _note(table), table.samples)
    X = np.empty((len(order), 2))
    for axis, values in enumerate(map(table.feature, features)):
        np.take(values, order, out=X[:, axis])
    y = y[order]
    for array in (X, y, is_train):
        array.flags.writeable = False  # a dataset copies no array that nobody can change
    return Dataset(task, X, y, is_train)


def _note(table):
    n = table.left_out
    if not n:
        return ""
    return f"{'1 row' if n == 1 else f'{n:,} rows'} of the file that {'lacks' if n == 1 else 'lack'} values left out."


def _distinct_names(header):
    """Column names with a number behind those that came before, and for those that are blank."""
    names = []
    for position, title in enumerate(header, start=1):
        title = " ".join(title.split()) or f"column {position}"
        candidates = chain([title], (f"{title} ({repetition})" for repetition in count(2)))
        names.append(next(name for name in candidates if name not in names))
    return names


def _refuse_numbers_as_names(table, text):
    """A file without column names would lose its first dragon to them."""
    titles = [title for title, name in zip(text.header, table.columns, strict=True) if name in table.numeric]
    if titles and Column("", titles, text.separator).has_only_finite_numbers:
        raise DragonsError(
            f"{quoted(table.name)}, line {text.header_line}: {quoted(titles[0])} was found where the name of a column "
            "is needed; the first line must name the columns."
        )
