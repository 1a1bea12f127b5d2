"""How files write numbers: what is understood, and what is refused because it could mean two numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.dragons import Columns, DragonsError, dataset_from, pasted_table
from dragonviz.dragons.column import Column

NO = None


def numbers(cells, separator=","):
    column = Column("x", tuple(cells), separator)
    return [NO if number != number else number for number in column.numbers.tolist()]


@pytest.mark.parametrize(
    ("cells", "separator", "expected"),
    [
        # percent
        (["12%", "3.5 %", "-1%"], ",", [12, 3.5, -1]),
        (["12,5 %", "3 %", ""], ";", [12.5, 3, NO]),
        (["12%", "0.5"], ",", [NO, 0.5]),
        (["%", "1%"], ",", [NO, 1]),
        # thousands
        (["1,234,567", "1,234", "12"], ",", [1234567, 1234, 12]),
        (["1,234.5", "999"], ",", [1234.5, 999]),
        (["1,234", "999"], ",", [NO, 999]),
        (["1.234.567", "1.234"], ";", [1234567, 1234]),
        (["1.234,5", "1.234", "7,25"], ";", [1234.5, 1234, 7.25]),
        (["1.234", "7,25"], ";", [NO, 7.25]),
        (["1.234", "7.25"], ";", [1.234, 7.25]),
        (["1 234", "12 345 678.5", "7"], ",", [1234, 12345678.5, 7]),
        (["1\u00a0234,5", "1\u202f234"], ";", [1234.5, 1234]),
        (["1'234", "1’234’567"], ",", [1234, 1234567]),
        (["12 34", "1 2345"], ",", [NO, NO]),
        (["1,234,567 %", "5%"], ",", [1234567, 5]),
        # a decimal comma between tabs
        (["1,5", "2,25", "3"], "\t", [1.5, 2.25, 3]),
        (["1,234", "2,25"], "\t", [1.234, 2.25]),
        (["1,234", "5,678"], "\t", [NO, NO]),
        (["0,123", "5,678"], "\t", [0.123, 5.678]),
        (["1234,567"], "\t", [1234.567]),
        (["1,234,567", "5,678"], "\t", [1234567, 5678]),
        (["1.234,5", "5,6"], "\t", [1234.5, 5.6]),
        (["1,5", "2"], ",", [NO, 2]),
        # dates and names
        (["2021-03-04", "2021"], ",", [NO, 2021]),
        (["1_000", "5"], ",", [NO, 5]),
        (["inf", "1e3"], ",", [float("inf"), 1000]),
    ],
)
def test_what_a_cell_stands_for_beside_the_others(cells, separator, expected):
    assert numbers(cells, separator) == expected


@settings(deadline=None)
@given(st.lists(st.floats(-1e12, 1e12).map(lambda number: round(number, 2)), min_size=1))
def test_thousands_are_read_as_they_were_written(written):
    cells = [f"{number:,.2f}" for number in written]
    assert numbers(cells) == written
    german = [cell.translate(str.maketrans(",.", ".,")) for cell in cells]
    assert numbers(german, ";") == numbers(german, "\t") == written
    spaced = [cell.replace(",", "\u202f") for cell in cells]
    assert numbers(spaced) == written


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1,234", "; it may be a number of thousands or have three decimals: write it without groups."),
        ("2021-03-04", "; dates are not read as numbers: give days or years instead."),
        ("04.03.2021 12:30", "; dates are not read as numbers: give days or years instead."),
        ("12 %", "; either all cells of a column have a percent sign, or none."),
        ("twelve", "."),
    ],
)
def test_what_is_not_understood_is_said(cell, why):
    table = pasted_table(f"x\ty\tkind\n1.5\t2\ta\n{cell}\t3\tb\n2\t2\tb\n")
    with pytest.raises(DragonsError) as refusal:
        dataset_from(table, Columns("x", "y", "kind"), 1)
    assert str(refusal.value) == (
        f"“pasted table”, line 3, column “x”: “{cell}” was found, and every point needs a finite number there{why}"
    )


def test_a_column_of_dates_is_named_where_numbers_are_lacking():
    with pytest.raises(DragonsError) as refusal:
        pasted_table("when\ty\tkind\n2021-03-04\t2\ta\n2021-03-05\t3\tb\n")
    assert str(refusal.value) == (
        "“pasted table” has one numeric column, “y”, and at least two are needed, for the axes; “when” holds dates, "
        "which are not read as numbers: give days or years instead."
    )


def test_a_column_that_loses_rows_is_read_as_before():
    column = Column("x", ("1,234,567", "1,234"), ",")
    assert column.numbers.tolist() == [1234567, 1234]
    assert column.only(column.numbers < 2000).numbers.tolist() == [1234]
