"""The dragons that come with the program: a CSV that the generator wrote."""

from __future__ import annotations

import csv
import io
from importlib.resources import as_file, files

import numpy as np

from dragonviz.dragons.generator import generate
from dragonviz.dragons.reading import read_table
from dragonviz.dragons.table import Table

BUNDLED_SEED = 2021
_NUMBERS = {"testScore": np.float64, "bodyLength": np.float64, "breathesFire": np.int64}


def bundled_table() -> Table:
    """Read the dragons that come with the program, as a file that is opened is read."""
    with as_file(files("dragonviz.data") / "dragons.csv") as path:
        return read_table(path)


def bundled_columns() -> dict[str, np.ndarray]:
    """The dragons that come with the program, as the generator draws them.

    Returns
    -------
    dict of str to ndarray of shape (480,)
        The columns of `dragonviz.dragons.generate`.
    """
    columns = bundled_table().columns
    return {name: np.array(column.cells).astype(_NUMBERS.get(name, str)) for name, column in columns.items()}


def bundled_csv() -> str:
    """The text of the bundled file, as the generator writes it."""
    columns = generate(BUNDLED_SEED)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(values.tolist() for values in columns.values()), strict=True))
    return text.getvalue()
