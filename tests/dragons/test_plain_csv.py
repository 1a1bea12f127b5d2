"""Large files are read by pandas, and are read as the exact reader reads them: to the last bit, or not at all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.dragons import DragonsError, read_table
from dragonviz.dragons import reading as reading_module
from dragonviz.dragons.plain_csv import WORTH_PANDAS, read_plain
from tests.dragons.mutated_files import mutated


def facts(table):
    """Everything that a table says, with floats bit for bit."""
    return table.lines.tolist(), {
        name: (
            list(column.cells),
            column.numbers.tobytes(),
            column.is_numeric,
            column.has_gaps,
            column.n_classes,
            column.can_be_class,
            column.is_constant,
            column.holds_dates,
            column.classes,
            column.labels.tolist(),
            column.values.tolist() if not column.is_numeric else None,
        )
        for name, column in table.columns.items()
    }


def said(path):
    try:
        return facts(read_table(path))
    except DragonsError as refusal:
        return str(refusal)


@pytest.fixture
def both_ways(monkeypatch):
    """Reads a file exactly, and by pandas if it can be; says whether it was."""

    def read(path):
        monkeypatch.setattr(reading_module, "WORTH_PANDAS", float("inf"))
        exactly = said(path)
        plain = []

        def noted(*arguments):
            plain.append(read_plain(*arguments))
            return plain[-1]

        monkeypatch.setattr(reading_module, "WORTH_PANDAS", 0)
        monkeypatch.setattr(reading_module, "read_plain", noted)
        assert said(path) == exactly
        return any(sheet is not None for sheet in plain)

    return read


ROWS = "1.5,2,b,x\n2.5,3,a,y\n-3e5,4,b,z\n.5,5,a,x\n"
HEADER = "width,length,kind,note\n"


@pytest.mark.parametrize(
    ("content", "by_pandas"),
    [
        (HEADER + ROWS, True),
        ((HEADER + ROWS).replace("\n", "\r\n"), True),
        ("\ufeff" + HEADER + ROWS.rstrip("\n"), True),
        (HEADER + ROWS.replace(",", " , ").replace("b", "b\u00a0"), True),
        ((HEADER + ROWS).replace(",", ";").replace(".", ","), True),
        ((HEADER + ROWS).replace(",", "\t"), True),
        (HEADER + ROWS + "NA,,nan,NULL \n", False),
        (HEADER + ROWS + "NA,7,nan,Größe\n,8,,\n", True),
        (HEADER + ROWS + "Na,7,nUlL,x\n", True),
        (HEADER + ROWS + "inf,-Infinity,b,1\n", True),
        (HEADER + ROWS + "12,1_000,b,1\n", True),
        (HEADER + ROWS + "12%,2021-03-04,b,1\n", True),
        (HEADER + ROWS + "1e999,1e-999,b,1\n", True),
        (HEADER + ROWS + f"{'9' * 30},9007199254740993,b,1\n", True),
        (HEADER + f"{'9' * 30},1,b,1\n", False),
        ("width,width,,kind\n" + ROWS, True),
        (HEADER + ROWS.replace("b", "True").replace("a,", "TRUE,"), False),
        (HEADER + ROWS.replace("b", '"b"'), False),
        (HEADER + ROWS + "\n" + ROWS, False),
        (HEADER + ROWS + ",,,\n", False),
        ("\n" + HEADER + ROWS, False),
        (HEADER + ROWS + "1,2,a\n3,4,5,a,1\n", False),
        (HEADER + ROWS + "1,2,a\n", False),
        (HEADER + ROWS.replace("\n", "\r"), False),
        ((HEADER + ROWS).encode("utf-16"), False),
        ((HEADER + ROWS).replace("note", "é").encode("cp1252"), False),
        (HEADER + ROWS + f"1,2,a,{'x' * 140_000}\n", False),
        (ROWS, True),
        (HEADER, False),
        ("", False),
        (HEADER + ROWS * 1_000 + "x,y,a,b\n", True),
        (HEADER + ROWS * 30_000, False),
    ],
)
def test_it_is_as_the_exact_reader_has_it(written, both_ways, content, by_pandas):
    assert both_ways(written(content)) is by_pandas


cells = st.one_of(
    st.floats(width=64).map(repr),
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from(
        ["", " ", "NA", "nan", "Null", "a", "b ", "é", "True", "1,5", "1.234,5", "1 234", "5 %", "+7", "1e5", "-"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from([",", ";", "\t"]))
def test_whatever_is_in_its_cells(tmp_path_factory, data, separator):
    kinds = data.draw(
        st.lists(
            st.sampled_from([cells, st.floats(-1e9, 1e9).map(repr), st.sampled_from("ab")]), min_size=2, max_size=4
        )
    )
    n = data.draw(st.integers(1, 12))
    rows = [separator.join(data.draw(kind) for kind in kinds) for _ in range(n)]
    path = tmp_path_factory.mktemp("csv") / "dragons.csv"
    path.write_text("\n".join([separator.join(f"c{k}" for k in range(len(kinds))), *rows]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading_module, "WORTH_PANDAS", float("inf"))
        exactly = said(path)
        patch.setattr(reading_module, "WORTH_PANDAS", 0)
        assert said(path) == exactly


@pytest.mark.slow
def test_files_with_faults_are_told_the_same(tmp_path, both_ways):
    by_pandas = 0
    for seed in range(150):
        name, content = mutated(seed)
        (tmp_path / name).write_bytes(content)
        by_pandas += both_ways(tmp_path / name)
    assert by_pandas > 10


def test_a_large_file_is_read_by_pandas_and_can_be_ended_from_within(written):
    rng = np.random.default_rng(0)
    lines = [
        f"{x!r},{y!r},{'abc'[k]}"
        for (x, y), k in zip(rng.normal(size=(60_000, 2)).tolist(), rng.integers(3, size=60_000), strict=True)
    ]
    path = written("x,y,kind\n" + "\n".join(lines))
    assert path.stat().st_size > WORTH_PANDAS
    table = read_table(path)
    assert type(table.columns["x"].cells) is not tuple
    np.testing.assert_array_equal(table.frame["x"], [float(line.split(",")[0]) for line in lines])

    class UnwantedError(Exception):
        pass

    for calls_before in (0, 2, 4):
        left = iter(range(calls_before))

        def checkpoint(left=left):
            if next(left, None) is None:
                raise UnwantedError

        with pytest.raises(UnwantedError):
            read_table(path, checkpoint)
