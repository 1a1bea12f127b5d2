"""How the numbers of a column are written: with a decimal comma, thousands in groups, as percent; and dates."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_MISSING = frozenset({"", "na", "n/a", "#n/a", "nan", "null"})
_LONGEST_MISSING = max(map(len, _MISSING))

_BLANKS = " '’\u00a0\u202f"
# What groups thousands in every country: 1 234 567 or 1'234'567.
_BLANK_GROUPS = re.compile(rf"[+-]?\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?:[.,]\d+)?")
_WITHOUT_BLANKS = str.maketrans("", "", _BLANKS)
_DATE = re.compile(r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4})(?:[T ]\d{1,2}:\d{2}.*)?")


def _groups(by: str, decimal: str) -> tuple[re.Pattern, re.Pattern]:
    """What may be thousands in groups, and what can be nothing else: 1,234 may be one and a quarter, 1,234.5 cannot."""
    head, group, fraction = r"[+-]?\d{1,3}", rf"(?:{by}\d{{3}})", rf"{decimal}\d+"
    return re.compile(f"{head}{group}+(?:{fraction})?"), re.compile(
        f"{head}{group}(?:{group}+(?:{fraction})?|{fraction})"
    )


_COMMA_GROUPS, _SURE_COMMA_GROUPS = _groups(",", r"\.")
_POINT_GROUPS, _SURE_POINT_GROUPS = _groups(r"\.", ",")
# A comma that groups nothing.
_SURE_DECIMAL_COMMA = re.compile(r"[+-]?(?:(?:\d{4,}|0?),\d{3}|\d*,(?:\d{1,2}|\d{4,}))(?:[eE][+-]?\d+)?")


@dataclass(frozen=True)
class Notation:
    """How a column's numbers are written.

    Parameters
    ----------
    decimal_comma : bool, default=False
        Whether a comma is the decimal sign, and a point is none.
    groups : bool, default=False
        Whether the other sign parts groups of three digits.
    percent : bool, default=False
        Whether every number has a percent sign behind it, which is left out: 12 % is read as 12.
    """

    decimal_comma: bool = False
    groups: bool = False
    percent: bool = False

    def read(self, cell: str) -> float:
        """The number that a cell stands for.

        Raises
        ------
        ValueError
            If it stands for none.
        """
        if self.percent:
            cell = cell.removesuffix("%").rstrip()
        if _BLANK_GROUPS.fullmatch(cell):
            cell = cell.translate(_WITHOUT_BLANKS)
        by, pattern = (".", _POINT_GROUPS) if self.decimal_comma else (",", _COMMA_GROUPS)
        if self.groups and pattern.fullmatch(cell):
            cell = cell.replace(by, "")
        if self.decimal_comma:
            # Now a point is no number's.
            cell = cell.replace(".", "?").replace(",", ".")
        # Python reads 1_000 as a number; in a file it is a name.
        return float(cell.replace("_", "?"))


PLAIN = Notation()


def notation_of(cells: Collection[str], separator: str) -> Notation:
    """How the numbers in a column are written, if there are any.

    A comma is a decimal comma where cells are separated by semicolons. Where they are separated by tabs, it must be
    one that groups nothing, such as that of 1,5. Signs group thousands only if a cell leaves no doubt.

    Parameters
    ----------
    cells : collection of str
        The different cells, without the missing ones.
    separator : str
        Of the file's cells.
    """
    percent = bool(cells) and all(cell.endswith("%") for cell in cells)
    bare = [cell.removesuffix("%").rstrip() for cell in cells] if percent else cells
    has_commas = any("," in cell for cell in bare)
    if separator == ";" and (has_commas or any(map(_SURE_POINT_GROUPS.fullmatch, bare))):
        decimal_comma = True
    elif has_commas and separator == "\t" and not any(map(_SURE_COMMA_GROUPS.fullmatch, bare)):
        decimal_comma = any(_SURE_DECIMAL_COMMA.fullmatch(cell) or _SURE_POINT_GROUPS.fullmatch(cell) for cell in bare)
    else:
        decimal_comma = False
    sure = _SURE_POINT_GROUPS if decimal_comma else _SURE_COMMA_GROUPS
    return Notation(decimal_comma, any(map(sure.fullmatch, bare)), percent)


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return len(cell) <= _LONGEST_MISSING and cell.casefold() in _MISSING


def is_date(cell: str) -> bool:
    """Whether a cell is a day, with or without a time."""
    return _DATE.fullmatch(cell) is not None


def doubt(cell: str) -> str:
    """Why a cell that looks like a number is read as none, to be added to a sentence; empty if it does not."""
    if is_date(cell):
        return "; dates are not read as numbers: give days or years instead"
    if _COMMA_GROUPS.fullmatch(cell) or _POINT_GROUPS.fullmatch(cell):
        return "; it may be a number of thousands or have three decimals: write it without groups"
    return "; either all cells of a column have a percent sign, or none" if cell.endswith("%") else ""
