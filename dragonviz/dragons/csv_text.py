"""The cells of a CSV file as text, with the line that each row starts on."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from os import PathLike
from pathlib import Path

import numpy as np

from dragonviz.dragons.dataset import MAX_DRAGONS
from dragonviz.dragons.errors import DragonsError, quoted

# These bound the memory that a wide file can take, and the lists of columns to choose from.
MAX_CELLS = 10_000_000
MAX_COLUMNS = 1_000
MAX_LINE = 1_000_000

_SEPARATORS = (",", ";", "\t")
LOOKED_AT = 20
_LINES_BETWEEN_CHECKPOINTS = 1_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, eq=False)
class Text:
    """What a CSV file says.

    Parameters
    ----------
    header : tuple of str
    rows : list of tuple of str
        As many cells in each as there are in the header, no row all blank.
    lines : sequence or ndarray of int
        For each row the line of the file that it starts on, counted from 1.
    header_line : int
    separator : str
    """

    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    lines: Sequence[int] | np.ndarray
    header_line: int
    separator: str


def read_text(path: str | PathLike, checkpoint: Callable[[], object] = lambda: None) -> Text:
    """Read a CSV file with a header, separated by commas, semicolons or tabs.

    The file is UTF-8, with or without a byte order mark; one that is not valid UTF-8 is taken for Windows-1252 (which
    Latin-1 is a part of), unless that gives control characters: then it is no text. Rows whose cells are all blank
    are skipped. Never more than one row past the limit is read.

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
        If there is no such file, or it is not an ordinary file, or not such a CSV, or has more than `MAX_DRAGONS` rows,
        `MAX_COLUMNS` columns or `MAX_CELLS` cells.
    """
    name = quoted(Path(path).name)
    with told_in_words(path, "a CSV file"):
        try:
            return _read(path, name, "utf-8-sig", checkpoint)
        except UnicodeDecodeError:
            return _read(path, name, "cp1252", checkpoint)


def parse_text(text: str, name: str) -> Text:
    """Understand what a CSV file would say, if it said `text`: see `read_text`."""
    return _parse(io.StringIO(text.removeprefix("\ufeff"), newline=""), quoted(name), lambda: None)


@contextmanager
def told_in_words(path: str | PathLike, needed: str) -> Iterator[None]:
    """Make sure that a path is that of an ordinary file, and say in a sentence why it cannot be read if it cannot."""
    name = quoted(Path(path).name)
    if "\0" in str(path):
        raise DragonsError(f"There is no file {name}: no name has the character 0x00.")
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            raise DragonsError(f"{name} is a folder, and {needed} is needed.")
        if not stat.S_ISREG(mode):
            # Reading a pipe or a device may never end.
            raise DragonsError(f"{name} is not an ordinary file, and {needed} is needed.")
        yield
    except FileNotFoundError:
        folder = Path(path).absolute().parent
        raise DragonsError(f"There is no file {name} in the folder {quoted(folder)}.") from None
    except UnicodeDecodeError as error:
        raise DragonsError(_no_text(name, f"it holds the byte 0x{error.object[error.start]:02x}")) from None
    except OSError as error:
        raise DragonsError(f"{name} cannot be read: {error.strerror or error}.") from None


def _read(path, name, encoding, checkpoint):
    with open(path, encoding=encoding, newline="") as file:
        return _parse(file, name, checkpoint)


def _parse(file, name, checkpoint):
    lines = _checked_lines(file, name, checkpoint)
    first_lines = list(islice(lines, LOOKED_AT))
    separator = separator_of(first_lines)
    return text_of(_records(chain(first_lines, lines), name, separator), name, separator)


def text_of(records: Iterator[tuple[int, tuple[str, ...]]], name: str, separator: str) -> Text:
    """What rows say, the first of which names the columns.

    Parameters
    ----------
    records : iterator of (int, tuple of str)
        The line that each row starts on, and its cells; no row is all blank. Never more than one past the limit is
        taken.
    name : str
        The file's, as sentences quote it.
    separator : str

    Raises
    ------
    DragonsError
        See `read_text`.
    """
    header_line, header = next(records, (0, ()))
    if not header:
        raise DragonsError(f"{name} is empty, and a line of column names and one row per point are needed.")
    if len(header) > MAX_COLUMNS:
        raise DragonsError(f"{name} has {len(header):,} columns, and {MAX_COLUMNS:,} is the most.")
    rows, starts = [], []
    for start, row in records:
        if len(row) != len(header):
            raise DragonsError(
                f"{name}, line {start:,}: this row has {_cells(len(row))}, and line {header_line} names "
                f"{len(header):,} column{'s' * (len(header) > 1)}."
            )
        rows.append(row)
        starts.append(start)
        if len(rows) > MAX_DRAGONS:
            raise DragonsError(f"{name} has more than {MAX_DRAGONS:,} rows, and {MAX_DRAGONS:,} is the most.")
        if len(rows) * len(header) > MAX_CELLS:
            raise DragonsError(f"{name} has more than {MAX_CELLS:,} cells, and {MAX_CELLS:,} is the most.")
    if not rows:
        raise DragonsError(f"{name} has column names but no rows, and one row per point is needed.")
    return Text(header, rows, starts, header_line, separator)


def _checked_lines(file, name, checkpoint):
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if number % _LINES_BETWEEN_CHECKPOINTS == 1:
            checkpoint()
        if control := _CONTROL.search(line):
            what = f"line {number:,} holds the character 0x{ord(control[0]):02x}"
            raise DragonsError(_no_text(name, what))
        if len(line) == MAX_LINE:
            raise DragonsError(f"{name}, line {number:,}: the line is longer than {MAX_LINE - 1:,} characters.")
        yield line


def _no_text(name, what):
    return f"{name} is not a text file in UTF-8 ({what}): save it as CSV in UTF-8."


def _records(lines, name, separator):
    """Yield the line that a row starts on and its cells, for each row that is not blank."""
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise DragonsError(
                f"{name}, line {start:,}: the quotation marks of a cell do not match, or it is longer than "
                f"{csv.field_size_limit():,} characters."
            ) from None
        if cells is None:
            return
        # Tuples of text are left alone by the garbage collection, which among as many lists would hold all threads up.
        row = tuple(map(str.strip, cells))
        if any(row):
            yield start, row
        start = reader.line_num + 1


def separator_of(lines: list[str]) -> str:
    """The separator that cuts the first lines into the most cells, as many in each."""
    telling = [line for line in lines if line.strip(" \r\n" + "".join(_SEPARATORS))]

    def fitness(separator):
        try:
            counts = [len(row) for row in csv.reader(telling, delimiter=separator, skipinitialspace=True)] or [0]
        except csv.Error:
            return False, 0
        return counts[0] > 1 and len(set(counts)) == 1, counts[0]

    return max(_SEPARATORS, key=fitness)


def _cells(count):
    return "1 cell" if count == 1 else f"{count:,} cells"
