"""Excel workbooks, and tables that are pasted, are understood as CSV files are."""

from __future__ import annotations

import datetime
import zipfile
from itertools import count

import openpyxl
import pytest

from dragonviz.dragons import DragonsError, MissingValuesError, dataset_from, guess_columns, pasted_table, read_table
from dragonviz.dragons import workbook as workbook_module
from dragonviz.dragons.csv_text import MAX_DRAGONS

ROWS = [("width", "length", "kind"), (1.5, 2, "b"), (2.5, 3, "a"), (3.5, 4, "b"), (4.5, 5, "a"), (5.5, 6, "b")]
TEXT = "\n".join("\t".join(map(str, row)) for row in ROWS)


@pytest.fixture
def book(tmp_path):
    """Saves rows as the first sheet of a workbook, and returns its path."""

    def save(rows, name="dragons.xlsx", corner=(1, 1)):
        book = openpyxl.Workbook()
        for row, cells in enumerate(rows, start=corner[0]):
            for column, value in enumerate(cells, start=corner[1]):
                book.worksheets[0].cell(row, column, value)
        book.create_sheet("notes")["A1"] = "not this one"
        book.save(tmp_path / name)
        return tmp_path / name

    return save


def columns(table):
    return {name: list(values) for name, values in table.frame.items()}


@pytest.mark.parametrize("corner", [(1, 1), (3, 2)])
@pytest.mark.parametrize("name", ["dragons.xlsx", "Dragons.XLSX", "dragons.xlsm"])
def test_the_first_sheet_is_read_wherever_its_table_begins(book, corner, name):
    table = read_table(book(ROWS, name, corner))
    assert columns(table) == columns(pasted_table(TEXT))
    assert table.name == name
    assert table.lines.tolist() == [corner[0] + k for k in range(1, 6)]
    assert len(dataset_from(table, guess_columns(table), 1)) == 5


def test_numbers_are_read_to_the_last_bit_that_the_workbook_has(book):
    numbers = [0.1, -2.5e-8, 1e300, 123456789012345, 0, 1 / 3]
    table = read_table(book([("x", "y", "kind"), *((number, -number, "a") for number in numbers)]))
    assert columns(table) == {"x": numbers, "y": [-number for number in numbers], "kind": ["a"] * 6}


def test_cells_that_are_no_numbers(book):
    day = datetime.datetime(2021, 3, 4)
    path = book([("x", "y", "when", "ok"), (1, 2, day, True), (3, 4, day + datetime.timedelta(hours=1.5), False)])
    table = read_table(path)
    assert table.columns["when"].cells == ("2021-03-04", "2021-03-04 01:30:00")
    assert table.columns["when"].holds_dates
    assert table.columns["ok"].classes == ("FALSE", "TRUE")


def test_missing_cells_are_missing_values(book):
    table = read_table(book([*ROWS, (None, 7, "a"), (None, None, None), (8, 9, None)]))
    with pytest.raises(MissingValuesError) as refusal:
        dataset_from(table, guess_columns(table), 1)
    assert str(refusal.value) == (
        "“dragons.xlsx”: 2 rows lack values that every point needs: 1 in “width”, 1 in “kind”; the first is line 7, "
        "column “width”: the value is missing."
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "“dragons.xlsx” is empty, and a line of column names and one row per point are needed."),
        (ROWS[:1], "“dragons.xlsx” has column names but no rows, and one row per point is needed."),
        ([*ROWS, (1, 2, "a", 4)], "“dragons.xlsx”, line 7: this row has 4 cells, and line 1 names 3 columns."),
        ([range(1001)], "“dragons.xlsx” has 1,001 columns, and 1,000 is the most."),
        (ROWS[1:], "“dragons.xlsx”, line 1: “1.5” was found where the name of a column is needed; the first line must"),
    ],
)
def test_a_sheet_that_is_no_dragons(book, rows, sentence):
    with pytest.raises(DragonsError) as refusal:
        read_table(book(rows))
    assert str(refusal.value).startswith(sentence)


DAMAGED = "“dragons.xlsx” is no Excel workbook, or is damaged or locked with a password: save it anew, or as CSV."


@pytest.mark.parametrize("content", ["", "x,y,kind\n1,2,a\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_that_is_no_workbook(written, content):
    with pytest.raises(DragonsError) as refusal:
        read_table(written(content, "dragons.xlsx"))
    assert str(refusal.value) == DAMAGED


def test_a_workbook_whose_parts_are_missing_or_damaged(book, tmp_path):
    whole = book(ROWS, "whole.xlsx")
    path = tmp_path / "dragons.xlsx"
    with zipfile.ZipFile(whole) as parts:
        names = parts.namelist()
        for gone in names:
            for content in (None, b"<", b"<a/>"):
                with zipfile.ZipFile(path, "w") as damaged:
                    for name in names:
                        if name != gone or content is not None:
                            damaged.writestr(name, content if name == gone else parts.read(name))
                try:
                    said = columns(read_table(path))
                except DragonsError as refusal:
                    said = str(refusal)
                    assert said.endswith(".")
                assert said == columns(read_table(whole)) or isinstance(said, str), (gone, content)


def test_what_else_is_in_a_workbook_does_not_matter(book):
    path = book(ROWS)
    changed = openpyxl.load_workbook(path)
    choices = openpyxl.worksheet.datavalidation.DataValidation("list", formula1='"a,b"')
    changed.worksheets[0].add_data_validation(choices)
    changed.worksheets[0].merge_cells("F1:G2")
    changed.worksheets[0].freeze_panes = "A2"
    changed.save(path)
    with zipfile.ZipFile(path) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    contents[sheet] = contents[sheet].replace(b"</worksheet>", extension)
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in contents.items():
            parts.writestr(name, content)
    assert columns(read_table(path)) == columns(pasted_table(TEXT))


def test_what_is_larger_than_memory_when_unpacked_is_not_unpacked(book, monkeypatch):
    monkeypatch.setattr(workbook_module, "MAX_UNPACKED", 1_000)
    with pytest.raises(DragonsError, match="“dragons.xlsx” holds 0 MB, and 0 MB is the most: save the sheet as CSV."):
        read_table(book(ROWS))


def test_no_workbook_there(tmp_path):
    with pytest.raises(DragonsError, match="There is no file “gone.xlsx” in the folder “"):
        read_table(tmp_path / "gone.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(DragonsError, match="“folder.xlsx” is a folder, and an Excel workbook is needed."):
        read_table(tmp_path / "folder.xlsx")


class UnwantedError(Exception):
    pass


@pytest.mark.parametrize("calls_before", [0, 1, 3])
def test_reading_can_be_ended_from_within(book, calls_before):
    path = book([ROWS[0], *(ROWS[1:] * 100)])
    calls = count()

    def checkpoint():
        if next(calls) == calls_before:
            raise UnwantedError

    with pytest.raises(UnwantedError):
        read_table(path, checkpoint)


# Pasted


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\t", ","),
        TEXT.replace("\t", ";"),
        TEXT + "\n\n",
    ],
)
def test_what_is_pasted_is_read_as_a_file_is(text):
    table = pasted_table(text)
    assert columns(table) == {
        "width": [1.5, 2.5, 3.5, 4.5, 5.5], "length": [2, 3, 4, 5, 6], "kind": ["b", "a", "b", "a", "b"],
    }  # fmt: skip
    assert table.name == "pasted table"


def test_a_spreadsheet_with_decimal_commas_is_pasted():
    assert columns(pasted_table(TEXT.replace(".", ","))) == columns(pasted_table(TEXT))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "“pasted table” is empty, and a line of column names and one row per point are needed."),
        ("a sentence", "“pasted table” has column names but no rows, and one row per point is needed."),
        (TEXT + "\n1\t2", "“pasted table”, line 7: this row has 2 cells, and line 1 names 3 columns."),
        (
            "x\0",
            "“pasted table” is not a text file in UTF-8 (line 1 holds the character 0x00): save it as CSV in UTF-8.",
        ),
        (
            "x\ty\tk\n" + "1\t2\ta\n" * (MAX_DRAGONS + 1),
            "“pasted table” has more than 100,000 rows, and 100,000 is the most.",
        ),
    ],
)
def test_what_is_pasted_and_is_no_table(text, sentence):
    with pytest.raises(DragonsError) as refusal:
        pasted_table(text)
    assert str(refusal.value) == sentence
