"""The table that a person reads, printed row by row as the rows come."""

from __future__ import annotations

from textwrap import indent

from benchmarks.figures import in_digits, with_unit
from benchmarks.goal import Outcome

_COLUMNS = "{:<55} {:>18} {:<18} {:>18} {:>9} {:>10}  {}"


def print_head():
    """Print the columns' names."""
    print(_COLUMNS.format("what", "ours", "beside", "theirs", "figure", "goal", ""))


def print_row(row, profiled=(Outcome.MISSED,)):
    """Print a row, its note, if it misses its goal by how much, and perhaps where its time goes.

    Parameters
    ----------
    row : Row
        If it is to be profiled, that is done now.
    profiled : collection of Outcome
        With which outcomes it is profiled.

    Returns
    -------
    dict
        The same for machines.
    """
    figure = "–" if row.figure is None else f"{in_digits(row.figure)} {row.goal.unit}"
    ours, theirs = (with_unit(value, row.unit) for value in (row.ours, row.theirs))
    print(_COLUMNS.format(row.what, ours, row.peer, theirs, figure, str(row.goal), row.outcome), flush=True)
    _print_below(row.note)
    _print_below(row.shortfall)
    profile = ""
    if row.profile is not None and row.outcome in profiled:
        profile = row.profile()
        _print_below(profile)
    return row.as_json() | {"profile": profile}


def _print_below(text):
    if text:
        print(indent(text, "    "), flush=True)
