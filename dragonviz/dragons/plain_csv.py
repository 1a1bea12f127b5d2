"""Large CSV files without peculiarities, read by pandas at many times the speed of `csv`."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import overload

import numpy as np

from dragonviz.dragons.column import Column, Texts
from dragonviz.dragons.csv_text import LOOKED_AT, MAX_CELLS, MAX_COLUMNS, MAX_DRAGONS, Text, separator_of

# To load pandas takes as long as to read so much without it.
WORTH_PANDAS = 2_000_000
MOST_BYTES = 200_000_000
_CONTROL = bytes(code for code in range(0x20) if code not in b"\t\n\r") + b"\x7f"
_SPELLINGS = ["", "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "na", "n/a"]
_LOOKED_AT, _FEW = 1_000, 100


def read_plain(path: str | PathLike, checkpoint: Callable[[], object]) -> tuple[Text, list[Column]] | None:
    """Read a CSV file if nothing in it needs a second look: UTF-8, no quotation mark, no blank or uneven row.

    What it returns is what the exact reader, `dragonviz.dragons.csv_text.read_text`, makes of the same file. Whatever
    that one refuses gives None, so that it is refused there, in words.

    Parameters
    ----------
    path : str or path-like
        An ordinary file.
    checkpoint : callable
        Called between parts of the work; what it raises ends the reading.

    Returns
    -------
    (Text, list of Column) or None
        What the file says, without its rows, and its columns, still without names.
    """
    content = _content(path)
    if content is None:
        return None
    checkpoint()
    separator = separator_of([line.decode() for line in islice(io.BytesIO(content), LOOKED_AT)])
    ends = _even_lines(content, separator)
    if ends is None:
        return None
    checkpoint()
    header = [title.strip() for title in content[: ends[0]].decode().split(separator)]
    frame = _frame(content, len(header), separator)
    if len(frame) != len(ends) - 1 or not any(header):
        return None
    columns = []
    for position in range(len(header)):
        checkpoint()
        column = _column(frame[position], _Cells(content, ends, separator, position), separator)
        if column is None:
            return None
        columns.append(column)
    if all(column.has_gaps for column in columns):
        return None  # a row of blank cells only is no row
    return Text(tuple(header), [], np.arange(2, len(ends) + 1), 1, separator), columns


def _content(path):
    size = Path(path).stat().st_size
    if size > MOST_BYTES:
        return None
    content = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf")
    if not content.endswith(b"\n"):
        content += b"\n"
    has_odd_end = b"\r" in content and content.count(b"\r") != content.count(b"\r\n")
    if b'"' in content or has_odd_end or len(content.translate(None, _CONTROL)) != len(content):
        return None
    return content if _is_utf8(content) else None


def _is_utf8(content):
    try:
        # To find out whether all is ASCII takes a tenth of the time.
        return content.isascii() or bool(content.decode())
    except UnicodeDecodeError:
        return False


def _even_lines(content, separator):
    """Where each line ends, if all have as many cells, at least two, and none is too long; else None."""
    codes = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(codes == ord("\n"))
    if not 1 <= len(ends) - 1 <= MAX_DRAGONS:
        return None
    separators = np.flatnonzero(codes == ord(separator))
    per_line, rest = divmod(len(separators), len(ends))
    if rest or not 0 < per_line < MAX_COLUMNS or len(separators) + len(ends) > MAX_CELLS:
        return None
    separators = separators.reshape(len(ends), per_line)
    starts = np.concatenate(([0], ends[:-1] + 1))
    is_even = (separators[:, 0] >= starts).all() and (separators[:, -1] < ends).all()
    return ends if is_even and (ends - starts).max() < csv.field_size_limit() else None


def _frame(content, n_columns, separator):
    """The cells: numbers, categories where few texts come again and again, or texts."""
    import pandas as pd

    # Where a column has numbers in some parts of the file only, it is left to the exact reader.
    warnings.filterwarnings("ignore", category=pd.errors.DtypeWarning)
    names = range(n_columns)

    def read(**how_far):
        return pd.read_csv(
            io.BytesIO(content),
            sep=separator,
            header=0,
            names=names,
            index_col=False,
            quoting=csv.QUOTE_NONE,
            skip_blank_lines=False,
            keep_default_na=False,
            na_values=_SPELLINGS,
            **how_far,
        )

    first = read(nrows=_LOOKED_AT)
    few = [name for name in names if first[name].dtype.kind == "O" and first[name].nunique() <= _FEW]
    return read(dtype=dict.fromkeys(few, "category"))


def _column(series, cells, separator):
    if series.dtype.kind in "iuf":
        return Column("", cells, separator, numbers=series.to_numpy(np.float64, copy=True))
    if series.dtype.kind == "b":
        return None  # pandas does not tell True from TRUE
    if series.dtype == "category":
        codes, different = series.cat.codes.to_numpy(), series.cat.categories
    else:
        codes, different = series.factorize()
    if not all(isinstance(value, str) for value in different):
        return None  # numbers in some parts of the file, or whole ones of more than 64 bits
    # Missing cells have the code -1.
    texts = [*map(str.strip, different), ""]
    code_of = {text: code for code, text in enumerate(dict.fromkeys(texts))}
    codes = np.array([code_of[text] for text in texts])[codes]
    return Column("", cells, separator, texts=Texts(tuple(code_of), codes))


class _Cells(Sequence[str]):
    """The cells of one column, cut out of the file's content when somebody asks for them."""

    def __init__(self, content: bytes, ends: np.ndarray, separator: str, position: int) -> None:
        self._content, self._ends, self._separator, self._position = content, ends, separator, position

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        if isinstance(row, slice):
            return [self[k] for k in range(len(self))[row]]
        line = self._content[self._ends[row] + 1 : self._ends[row + 1]].decode()
        return line.split(self._separator)[self._position].strip()

    def __iter__(self) -> Iterator[str]:
        return (self[row] for row in range(len(self)))
