"""The dragons that come with the program: a CSV that the generator wrote."""

from __future__ import annotations

import csv
import io
from importlib.resources import files

import numpy as np

from dragonviz.dragons.generator import generate

BUNDLED_SEED = 2021
_NUMBERS = {"testScore": np.float64, "bodyLength": np.float64, "breathesFire": np.int64}


def bundled_columns():
    """Read the dragons that come with the program.

    Returns
    -------
    dict of str to ndarray of shape (480,)
        The columns of `dragonviz.dragons.generate`.
    """
    with (files("dragonviz.data") / "dragons.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    cells = zip(*rows, strict=True)
    return {name: np.array(column).astype(_NUMBERS.get(name, str)) for name, column in zip(header, cells, strict=True)}


def bundled_csv():
    """The text of the bundled file, as the generator writes it."""
    columns = generate(BUNDLED_SEED)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(values.tolist() for values in columns.values()), strict=True))
    return text.getvalue()
