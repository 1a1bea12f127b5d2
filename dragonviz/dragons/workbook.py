"""The cells of an Excel workbook's first sheet, as text with the row that each stands in."""

from __future__ import annotations

import datetime
import logging
import warnings
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from dragonviz.dragons.csv_text import Text, text_of, told_in_words
from dragonviz.dragons.errors import DragonsError, quoted

# Unpacked, a small file can be larger than memory.
MAX_UNPACKED = 200_000_000
_ROWS_BETWEEN_CHECKPOINTS = 100


def is_workbook(path: str | PathLike) -> bool:
    """Whether a file's name says that it is a workbook."""
    return Path(path).suffix.casefold() in (".xlsx", ".xlsm")


def read_workbook(path: str | PathLike, checkpoint: Callable[[], object] = lambda: None) -> Text:
    """Read the first sheet of an Excel workbook (.xlsx, .xlsm), with the values that were calculated last.

    openpyxl reads it, which pandas would use, row by row: so it stops at the limits, and can be ended from within.
    Numbers, truth values and dates become text as a CSV file would have it; blank rows are skipped, and blank columns
    before the first one.

    Parameters
    ----------
    path : str or path-like
    checkpoint : callable, optional
        Called many times a second while the file is read; what it raises ends the reading.

    Returns
    -------
    Text

    Raises
    ------
    DragonsError
        If there is no such file, or it is no such workbook, or more than `MAX_UNPACKED` bytes, or has what
        `dragonviz.dragons.csv_text.read_text` refuses.
    """
    name = quoted(Path(path).name)
    checkpoint()
    with told_in_words(path, "an Excel workbook"):
        _refuse_large(path, name)
        with open(path, "rb") as file:
            rows = _Guarded(_cells_of(file), name)
            return text_of(_records(rows, checkpoint), name, "\t")


def _refuse_large(path, name):
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise DragonsError(_damaged(name)) from None
    if size > MAX_UNPACKED:
        raise DragonsError(
            f"{name} holds {size / 1e6:,.0f} MB, and {MAX_UNPACKED / 1e6:,.0f} MB is the most: save the sheet as CSV."
        )


def _cells_of(file: BinaryIO) -> Iterator[tuple[object, ...]]:
    from openpyxl import load_workbook

    # It warns of what is in a workbook besides cells, which nobody asked for.
    warnings.filterwarnings("ignore", module=r"openpyxl\.")
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        if not book.worksheets:
            return
        sheet = book.worksheets[0]
        # Its own word on how large it is may be wrong.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    finally:
        book.close()


class _Guarded:
    """An iterator of rows whose errors are told in words: a damaged workbook raises whatever it likes."""

    def __init__(self, rows, name):
        self._rows, self._name = rows, name

    def take(self, n):
        try:
            return list(islice(self._rows, n))
        except MemoryError:
            raise
        except Exception as error:
            logging.getLogger(__name__).info("reading a workbook: %r", error)
            raise DragonsError(_damaged(self._name)) from None


def _records(rows, checkpoint):
    """Yield the row's number and its cells, for each row that is not blank, as wide as the first one at least."""
    row_number, width, first = 0, 0, 0
    while batch := rows.take(_ROWS_BETWEEN_CHECKPOINTS):
        checkpoint()
        for values in batch:
            row_number += 1
            cells = [_text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if not cells:
                continue
            if not width:
                # A table may begin in any column.
                first = next(position for position, cell in enumerate(cells) if cell)
                width = len(cells) - first
            cells = cells[first:] + [""] * (first + width - len(cells))
            if any(cells):
                yield row_number, tuple(cells)


def _text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return str(value).strip()


def _damaged(name):
    return f"{name} is no Excel workbook, or is damaged or locked with a password: save it anew, or as CSV."
