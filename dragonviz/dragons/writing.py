"""Saving dragons as a CSV file that opens as the same dragons."""

from __future__ import annotations

import csv
import os
from os import PathLike
from pathlib import Path
from typing import TextIO

from dragonviz.dragons.dataset import Dataset
from dragonviz.dragons.errors import DragonsError, quoted
from dragonviz.dragons.table import MEMBERSHIP, MEMBERSHIPS
from dragonviz.dragons.workbook import is_workbook


def write_table(path: str | PathLike, dataset: Dataset) -> None:
    """Save dragons as CSV: their membership, two features and class, in the order in which training visits them.

    Opened with these columns, the file gives the same dragons, numbers to the last bit, in the same order and with the
    same split. A class that no dragon has is not in it, and classes are sorted by name.

    The file is whole or as it was before: what is written has another name until all of it is on the disk.

    Parameters
    ----------
    path : str or path-like
    dataset : Dataset

    Raises
    ------
    DragonsError
        If there are no dragons, the name is that of a workbook, or the file cannot be written.
    """
    if not len(dataset):
        raise DragonsError(f"There are no {dataset.task.samples} to save.")
    path = Path(path)
    if is_workbook(path):
        raise DragonsError(f"{quoted(path.name)} would be an Excel workbook: choose a name that ends in .csv.")
    # A link stays one: it is the file behind it that is replaced.
    place = Path(os.path.realpath(path))
    unfinished = place.with_name(f".{place.name[:100]}.{os.getpid()}.tmp")
    try:
        if place.exists() and not (place.is_file() or place.is_dir()):
            raise DragonsError(f"{quoted(path.name)} is not an ordinary file, and would be replaced by one.")
        try:
            with open(unfinished, "x", encoding="utf-8", newline="") as file:
                _write(file, dataset)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, place)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise DragonsError(f"{quoted(path.name)} cannot be written: {error.strerror or error}.") from None


def _write(file: TextIO, dataset: Dataset) -> None:
    writer = csv.writer(file, lineterminator="\n")
    task = dataset.task
    # The class last: that is where it is looked for.
    writer.writerow((MEMBERSHIP, *task.features, task.target))
    membership = (MEMBERSHIPS[is_train] for is_train in dataset.is_train.tolist())
    classes = (task.classes[label] for label in dataset.y.tolist())
    xs, ys = dataset.X[:, 0].tolist(), dataset.X[:, 1].tolist()
    writer.writerows(zip(membership, xs, ys, classes, strict=True))
