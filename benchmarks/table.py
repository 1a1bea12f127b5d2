"""The table that a person reads, printed row by row as the rows come."""

from __future__ import annotations

from textwrap import indent

_COLUMNS = "{:<55} {:>18} {:<18} {:>18} {:>9} {:>10}  {}"
_SCALES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def print_head():
    """Print the columns' names."""
    print(_COLUMNS.format("what", "ours", "beside", "theirs", "figure", "goal", ""))


def print_row(row):
    """Print a `Row`, and its note on a line of its own."""
    figure = "–" if row.figure is None else f"{_digits(row.figure)} {row.goal.unit}"
    ours, theirs = (with_unit(value, row.unit) for value in (row.ours, row.theirs))
    print(_COLUMNS.format(row.what, ours, row.peer, theirs, figure, str(row.goal), row.outcome), flush=True)
    if row.note:
        print(indent(row.note, "    "), flush=True)


def with_unit(value, unit):
    """A number in three digits or so, such as "91.2 k samples/s" or "17.3 ms"; empty for None."""
    if value is None:
        return ""
    if unit.endswith("/s"):
        for scale, prefix in _SCALES:
            if abs(value) >= scale:
                return f"{_digits(value / scale)} {prefix} {unit}"
    return f"{_digits(value)} {unit}"


def _digits(value):
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
