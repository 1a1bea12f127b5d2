"""Data files to open: good ones of several shapes and sizes, and bad ones."""

from __future__ import annotations

import random
from pathlib import Path

from dragonviz.dragons.bundled import bundled_columns

_GREATEST = "1.7976931348623157e308"  # what some programs write where a value is missing


class Files:
    """Writes them into a folder.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder):
        self._folder, self._chance = Path(folder), random.Random(7)
        self.good = [
            self._write("lesson.csv", _lesson()),
            self._write("two.csv", self._blobs(30, 2)),
            self._write("three.csv", self._blobs(480, 3)),
            self._write("eight.csv", self._blobs(1000, 8)),
            self._write("many.csv", self._blobs(10_000, 2)),
            self._write("many-of-four.csv", self._blobs(10_000, 4)),
            self._write("semicolons.csv", self._blobs(60, 2).replace(",", ";").replace(".", ",")),
            self._write("tabs.tsv", self._blobs(60, 3).replace(",", "\t")),
            self._write("marks.csv", self._blobs(40, 2, "height <cm>,a & b,<b>kind</b>", "A&B ")),
            self._write("constant.csv", self._blobs(50, 2, spread=0)),
            self._write("two-rows.csv", "a,b,c\n1,2,x\n3,4,y\n"),
            self._write("large.csv", self._blobs(100, 2, spread=1e12)),
        ]
        self.bad = [
            self._write("empty.csv", ""),
            self._write("head.csv", "a,b,c\n"),
            self._write("one-class.csv", self._blobs(30, 1)),
            self._write("nine-classes.csv", self._blobs(90, 9)),
            self._write("words.csv", "a,b,c\none,two,x\nthree,four,y\n"),
            self._write("gaps.csv", "a,b,c\n1,2,x\n3,,y\n5,6\n"),
            self._write("picture.csv", "\x89PNG\r\n\x1a\n\x00\x01"),
            self._folder / "missing.csv",
            self._folder,
        ]
        self.huge = self._write("huge.csv", f"a,b,c\n-{_GREATEST},1,x\n{_GREATEST},2,y\n1,3,x\n2,4,y\n")

    def _write(self, name, text):
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def _blobs(self, n, n_classes, head="across,up,kind", class_name="k", spread=1.0):
        rows = []
        for k in range(n):
            label = k % n_classes
            x, y = self._chance.gauss(3 * label, 1), self._chance.gauss(2 * (label % 3), 1)
            rows.append(f"{spread * x + 1:.6g},{20 * y:.6g},{class_name}{label}")
        return "\n".join([head, *rows, ""])


def write_large(path):
    """A file of as many points as are allowed and many columns, which takes a while to be read."""
    head = ",".join([*(f"measure {k}" for k in range(80)), "kind"])
    rows = "".join(f"{','.join([f'{k}.125'] * 80)},{'ab'[k % 2]}\n" for k in range(1000))
    path.write_text(f"{head}\n{100 * rows}")
    return path


def _lesson():
    columns = bundled_columns()
    rows = zip(*(map(str, values) for values in columns.values()), strict=True)
    return "\n".join([",".join(columns), *map(",".join, rows), ""])
