"""Opening a CSV as dragons, beside pandas reading it."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd

from benchmarks.goal import Row, at_most
from benchmarks.profiling import profile_of
from benchmarks.timing import median_ratio, middle
from dragonviz.dragons import MAX_DRAGONS, read_table
from dragonviz.scenes.source import Source

_GOAL = at_most(3, "×")


def rows(effort):
    """Measure.

    Yields
    ------
    Row
    """
    with tempfile.TemporaryDirectory() as folder:
        for n_rows in (1_000_000, MAX_DRAGONS) if effort.thorough else (1_000_000,):
            path = Path(folder) / "points.csv"
            _write(path, n_rows)
            # So many rows are refused, but for this measurement: the limit is there for all that comes after reading.
            with mock.patch("dragonviz.dragons.plain_csv.MAX_DRAGONS", n_rows):
                yield _row(path, n_rows, effort)


def _row(path, n_rows, effort):
    ours, theirs = [], []
    for _ in range(effort.runs):
        theirs.append(_seconds(partial(pd.read_csv, path)))
        ours.append(_seconds(partial(_open, path)))
    return Row(
        what=f"open a CSV of {n_rows:,} rows, 3 columns",
        goal=_GOAL,
        figure=median_ratio(ours, theirs),
        unit="s",
        ours=middle(ours),
        peer="pandas.read_csv",
        theirs=middle(theirs),
        note="" if n_rows <= MAX_DRAGONS else f"The program opens {MAX_DRAGONS:,} rows: that limit is lifted here.",
        profile=partial(profile_of, partial(_open, path), times=3),
    )


def _open(path):
    assert len(Source.of(read_table(path)).dataset()) > 0


def _write(path, n_rows):
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(n_rows, 2)).round(6), columns=["x", "y"])
    frame["kind"] = np.array(list("abc"))[rng.integers(3, size=n_rows)]
    frame.to_csv(path, index=False)


def _seconds(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
