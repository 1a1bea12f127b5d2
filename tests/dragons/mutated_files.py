"""Files with faults, from seeds: each must give dragons or one sentence, and soon.

Run ``python -m tests.dragons.mutated_files [--files 10000] [--seed 0]`` for many; the tests try a few hundred.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl

from dragonviz.dragons import DragonsError, MissingValuesError, read_table
from dragonviz.dragons.bundled import bundled_csv
from dragonviz.scenes.source import Source

LONGEST = 2.0  # seconds
_MOST_BYTES = 20_000_000  # the reader's memory shall be seen, not that of making files
_ODD = [
    b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"\x1a", b"\xff", b"\xfe", b"\xef\xbb\xbf",
    b"\xc3\xa4",
    b"\xe4", b"\x80", b"\x81", b" ", b"%", b"-", b"e", b"inf", b"nan", b"NA", b"1e999", b"1e308", b"-0", b"_", b"1,234",
    b"1.234,5", b"2021-03-04", b"\xe2\x80\xa8", b"\xf0\x9f\x90\x89", b"=1+1", b"<b>", b"\\", b'""', b'"\n"',
]  # fmt: skip


@cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """Names and contents of files without faults."""
    rng = np.random.default_rng(0)
    rows = [
        (f"{x:.3f}", f"{y:.3f}", "abc"[k])
        for x, y, k in zip(*rng.normal(size=(2, 60)), rng.integers(3, size=60), strict=True)
    ]
    table = [("width", "Länge", "kind"), *rows]
    comma = "\n".join(map(",".join, table))
    quoted = "\n".join(",".join(f'"{cell}"' for cell in row) for row in table)
    book = openpyxl.Workbook()
    for row in [table[0], *((float(x), float(y), k) for x, y, k in rows)]:
        book.worksheets[0].append(row)
    book.save(content := io.BytesIO())
    return (
        ("bundled.csv", bundled_csv().encode()),
        ("comma.csv", comma.encode()),
        ("latin.csv", comma.encode("cp1252")),
        ("mark.csv", comma.encode("utf-8-sig")),
        ("wide.csv", comma.encode("utf-16")),
        ("german.csv", comma.replace(",", ";").replace(".", ",").encode()),
        ("tabs.tsv", comma.replace(",", "\t").replace("\n", "\r\n").encode()),
        ("quoted.csv", quoted.encode()),
        ("gaps.csv", re.sub(r"\n-1[^,]*", "\n", comma).encode()),
        ("book.xlsx", content.getvalue()),
    )


def mutated(seed: int) -> tuple[str, bytes]:
    """A file's name and content, with one to a dozen faults."""
    rng = np.random.default_rng(seed)
    name, content = originals()[rng.integers(len(originals()))]
    if name.endswith(".xlsx") and rng.random() < 0.8:
        return name, _with_faulty_part(content, rng)
    return name, _with_faults(content, rng)


def _with_faults(content, rng):
    for _ in range(int(rng.geometric(0.6))):
        content = _FAULTS[rng.integers(len(_FAULTS))](content, rng)[:_MOST_BYTES]
    return content


def _with_faulty_part(content, rng):
    """A workbook that unpacks well: its faults are in what it says."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(changed, "w") as written:
        names = parts.namelist()
        faulty = names[rng.integers(len(names))] if rng.random() < 0.5 else "xl/worksheets/sheet1.xml"
        for name in names:
            part = parts.read(name)
            written.writestr(name, _with_faults(part, rng) if name == faulty else part)
    return changed.getvalue()


def _flip_bytes(content, rng):
    data = bytearray(content)
    for place in rng.integers(max(len(data), 1), size=rng.integers(1, 8)):
        if place < len(data):
            data[place] = rng.integers(256)
    return bytes(data)


def _insert(content, rng):
    for _ in range(rng.integers(1, 5)):
        place = rng.integers(len(content) + 1)
        content = content[:place] + _ODD[rng.integers(len(_ODD))] * int(rng.choice([1, 1, 2, 50])) + content[place:]
    return content


def _cut(content, rng):
    first, last = np.sort(rng.integers(len(content) + 1, size=2))
    return content[:first] if rng.random() < 0.5 else content[:first] + content[last:]


def _double(content, rng):
    first, last = np.sort(rng.integers(len(content) + 1, size=2))
    return content[:last] + content[first:last] * int(rng.choice([1, 2, 30])) + content[last:]


def _replace_everywhere(content, rng):
    old, new = (_ODD[k] for k in rng.integers(len(_ODD), size=2))
    return content.replace(old, new)[:5_000_000]


def _encode_otherwise(content, rng):
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "cp437", "cp037")
    text = content.decode(encodings[rng.integers(len(encodings))], "replace")
    return text.encode(encodings[rng.integers(len(encodings))], "replace")


def _widen(content, rng):
    lines = content.split(b"\n")
    cell = _ODD[rng.integers(len(_ODD))]
    row = rng.integers(len(lines))
    lines[row] += (b"," + cell) * int(rng.choice([1, 3, 1_500, 200_000]))
    return b"\n".join(lines)


def _lengthen(content, rng):
    cell = b"ab1"[rng.integers(3) :][:1] * int(rng.choice([1_000, 140_000, 1_100_000]))
    place = rng.integers(len(content) + 1)
    return content[:place] + cell + content[place:]


def _repeat_rows(content, rng):
    lines = content.split(b"\n")
    times = int(rng.choice([2, 100, 3_000]))
    return b"\n".join(lines + lines[1:] * (min(times, 20_000_000 // max(len(content), 1))))


def _empty_cells(content, rng):
    lines = content.split(b"\n")
    for row in rng.integers(len(lines), size=rng.integers(1, 20)):
        cells = lines[row].split(b",")
        cells[rng.integers(len(cells))] = b"" if rng.random() < 0.7 else _ODD[rng.integers(len(_ODD))]
        lines[row] = b",".join(cells)
    return b"\n".join(lines)


_FAULTS = [
    _flip_bytes, _flip_bytes, _insert, _insert, _cut, _double, _replace_everywhere, _encode_otherwise, _widen,
    _lengthen, _repeat_rows, _empty_cells,
]  # fmt: skip


def outcome(path: Path) -> str:
    """What comes of opening a file: "dragons", or the sentence that refuses it; also without the rows that lack values.

    Raises
    ------
    AssertionError
        If a sentence is none.
    """
    try:
        table = read_table(path)
        Source.of(table).dataset()
        return "dragons"
    except DragonsError as refusal:
        sentence = str(refusal)
        if isinstance(refusal, MissingValuesError) and refusal.offer:
            try:
                Source.of(refusal.without_missing()).dataset()
            except DragonsError as second:
                _check(str(second))
    _check(sentence)
    return sentence


def _check(sentence):
    assert sentence.isprintable(), repr(sentence)
    assert sentence.endswith("."), sentence
    assert len(sentence) < 600, sentence


def open_mutated(seed: int, folder: Path) -> tuple[str, float]:
    """What comes of the file of this seed, and how many seconds it takes."""
    name, content = mutated(seed)
    path = folder / name
    path.write_bytes(content)
    start = time.perf_counter()
    said = outcome(path)
    return said, time.perf_counter() - start


def _main():
    import resource  # POSIX alone has it, and the tests do without

    parser = argparse.ArgumentParser(description="Open files with faults; say what came of them.")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    counts, slowest, faults = Counter(), (0.0, 0), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(arguments.seed, arguments.seed + arguments.files):
            try:
                said, seconds = open_mutated(seed, Path(folder))
            except Exception as error:
                faults += 1
                sys.stdout.write(f"seed {seed}: {error!r}\n")
                continue
            counts[said == "dragons"] += 1
            slowest = max(slowest, (seconds, seed))
            if seconds > LONGEST:
                faults += 1
                sys.stdout.write(f"seed {seed}: took {seconds:.1f} s\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    sys.stdout.write(
        f"{arguments.files:,} files: {counts[True]:,} gave dragons, {counts[False]:,} a sentence, {faults} neither in "
        f"time; the slowest took {slowest[0]:.2f} s (seed {slowest[1]}); at most {peak:.2f} GB\n"
    )
    return bool(faults)


if __name__ == "__main__":
    sys.exit(_main())
