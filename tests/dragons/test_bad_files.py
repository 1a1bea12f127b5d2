import os
import pickle
import zlib
from pathlib import Path

import pytest

from dragonviz.dragons import Columns, DragonsError, dataset_from, guess_columns, read_table
from dragonviz.dragons.csv_text import MAX_CELLS, MAX_COLUMNS, MAX_DRAGONS, MAX_LINE

NO_TEXT = "“dragons.csv” is not a text file in UTF-8 ({}): save it as CSV in UTF-8."
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
GOOD = "x,y,kind\n1,2,a\n3,4,b\n"


def refusal(path, columns=None):
    def open_dragons():
        table = read_table(path)
        dataset_from(table, columns or guess_columns(table), 1)

    with pytest.raises(DragonsError) as caught:
        open_dragons()
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "“dragons.csv” is empty, and a line of column names and one row per point are needed."),
        (b"\xef\xbb\xbf", "“dragons.csv” is empty, and a line of column names and one row per point are needed."),
        (" \n\n,,\n", "“dragons.csv” is empty, and a line of column names and one row per point are needed."),
        ("x,y,kind\n", "“dragons.csv” has column names but no rows, and one row per point is needed."),
        (PNG, NO_TEXT.format("line 2 holds the character 0x1a")),
        (GOOD.encode("utf-16"), NO_TEXT.format("line 1 holds the character 0x00")),
        (GOOD.encode("utf-16-be"), NO_TEXT.format("line 1 holds the character 0x00")),
        (GOOD.replace("3", "3\0"), NO_TEXT.format("line 3 holds the character 0x00")),
        (b"x,y\n\x81\xff,2\n", NO_TEXT.format("it holds the byte 0x81")),
        (GOOD + "5,6\n", "“dragons.csv”, line 4: this row has 2 cells, and line 1 names 3 columns."),
        (GOOD + "\n5,6,a,\n", "“dragons.csv”, line 5: this row has 4 cells, and line 1 names 3 columns."),
        ("\n" + GOOD + "5\n", "“dragons.csv”, line 5: this row has 1 cell, and line 2 names 3 columns."),
        (
            GOOD + '5,6,"a\n7,8,b\n',
            "“dragons.csv”, line 4: the quotation marks of a cell do not match, or it is longer than 131,072 ",
        ),
        (
            GOOD + '5,6,"a"b\n',
            "“dragons.csv”, line 4: the quotation marks of a cell do not match, or it is longer than 131,072 ",
        ),
        (
            GOOD + f"5,6,{'a' * 140_000}\n",
            "“dragons.csv”, line 4: the quotation marks of a cell do not match, or it is longer than 131,072 ",
        ),
        (
            "5.1,3.5,a\n4.9,3.0,b\n",
            "“dragons.csv”, line 1: “5.1” was found where the name of a column is needed; the first line must name the "
            "columns.",
        ),
        ("<html><body>\n404\n", "“dragons.csv” has one numeric column, “<html><body>”, and at least two are needed"),
        ("a,b,kind\nx,y,z\nx,y,w\n", "“dragons.csv” has no numeric column, and at least two are needed, for the axes."),
        ("a,b,kind\n1,y,z\n2,y,w\n", "“dragons.csv” has one numeric column, “a”, and at least two are needed"),
        ("x,y,kind\n1,2,a\n3,4,a\n", "“dragons.csv”: the column “kind” has only one class, “a”, and 2 to 8 classes"),
        (
            "x,y,kind\n" + "".join(f"{i},{i},{chr(97 + i)}\n" for i in range(9)),
            "“dragons.csv”: the column “kind” has 9 classes (different values), and 2 to 8 classes are needed.",
        ),
    ],
)
def test_a_file_that_is_no_dragons(written, content, sentence):
    assert refusal(written(content)).startswith(sentence)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("1,2,a\n\n,4,b\n", "line 4, column “x”: the value is missing, and every point needs a finite number there."),
        ("1,2,a\n3,NA,b\n", "line 3, column “y”: the value is missing, and every point needs a finite number there."),
        ("1,2,a\n3,nan,b\n", "line 3, column “y”: the value is missing, and every point needs a finite number there."),
        ("1,2,a\n3,4 cm,b\n", "line 3, column “y”: “4 cm” was found, and every point needs a finite number there."),
        ("1,2,a\n3,inf,b\n", "line 3, column “y”: “inf” was found, and every point needs a finite number there."),
        ("1,2,a\n3,1e999,b\n", "line 3, column “y”: “1e999” was found, and every point needs a finite number there."),
        (
            "1,2,a\noops,4,b\n5,6,a\n7,8,a\n",
            "line 3, column “x”: “oops” was found, and every point needs a finite number there.",
        ),
        (
            "1,2,a\nno,4,b\n5,6,a\n,8,a\n9,8,b\n",
            "line 3, column “x”: “no” was found, and every point needs a finite number there (1 more row lacks one).",
        ),
        (
            "1,2,a\n3,1e308,b\n",
            "line 3, column “y”: “1e308” was found, and values beyond ±1e15 cannot be drawn or trained; such a value "
            "may stand for “missing”.",
        ),
        (
            "1,2,a\n-1.7976931348623157e308,4,b\n5,6,a\n-1.1e15,8,a\n1e15,8,a\n",
            "line 3, column “x”: “-1.7976931348623157e308” was found, and values beyond ±1e15 cannot be drawn or "
            "trained (1 more row has one); such a value may stand for “missing”.",
        ),
        ("1,2,a\n3,4,\n5,6,b\n", "line 3, column “kind”: the value is missing, and every point needs a class there."),
        (
            "1,2,a\n3,4,b\n5,6,\n7,8,NaN\n9,9,\n",
            "line 4, column “kind”: the value is missing, and every point needs a class there (2 more rows lack one).",
        ),
    ],
)
def test_a_cell_that_no_dragon_can_have(written, rows, found):
    assert refusal(written("x,y,kind\n" + rows), Columns("x", "y", "kind")) == f"“dragons.csv”, {found}"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            "1,2,a\n3,4,b\n,,\n5,6,\n7,,b\n",
            "2 rows lack values that every point needs: 1 in “y”, 1 in “kind”; the first is line 5, column “kind”: the "
            "value is missing.",
        ),
        (
            "1,2,a\n3,4,b\n,no,NA\n",
            "1 row lacks values that every point needs: 1 in “x”, 1 in “y”, 1 in “kind”; the first is line 4, column "
            "“x”: the value is missing.",
        ),
        (
            "1,oops,a\n3,4,b\n" + "5,,b\n" * 1200 + "inf,6,a\n",
            "1,202 rows lack values that every point needs: 1 in “x”, 1,201 in “y”; the first is line 2, column “y”: "
            "“oops” was found.",
        ),
    ],
)
def test_all_columns_with_gaps_are_named_at_once(written, rows, found):
    assert refusal(written("x,y,kind\n" + rows), Columns("x", "y", "kind")) == f"“dragons.csv”: {found}"


def test_a_column_that_is_feature_and_class_is_named_once(written):
    path = written("x,y,kind\n1,2,0\n3,4,1\n,6,\n7,8,\n")
    assert refusal(path, Columns("kind", "kind", "kind")) == (
        "“dragons.csv”, line 4, column “kind”: the value is missing, and every point needs a finite number there "
        "(1 more row lacks one)."
    )


def test_gaps_in_all_of_the_lessons_columns(written):
    path = written("color,bodyLength,breathesFire\nRed,170,0\nBlue,,\n,180,1\n,,\n")
    assert refusal(path) == (
        "“dragons.csv”: 2 rows lack values that every dragon needs: 1 in “bodyLength”, 1 in “color”, 1 in "
        "“breathesFire”; the first is line 3, column “bodyLength”: the value is missing."
    )


def test_a_line_is_counted_as_an_editor_does_behind_a_cell_of_many_lines(written):
    sentence = refusal(written('x,y,kind\n1,2,"a\nb\nc"\n3,,d\n5,6,d\n7,8,d\n'))
    assert sentence.startswith("“dragons.csv”, line 5, column “y”: the value is missing")


def test_points_and_commas_in_one_column_are_not_mixed(written):
    # 1.234 may be one and a quarter or a thousand and more.
    sentence = refusal(written("x;y;kind\n999,5;1;a\n1.234;2;b\n998,5;3;a\n"))
    assert sentence.startswith("“dragons.csv”, line 3, column “x”: “1.234” was found")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("Blue,,1", "line 3, column “bodyLength”: the value is missing, and every dragon needs a finite number there."),
        ("Blue,x,1", "line 3, column “bodyLength”: “x” was found, and every dragon needs a finite number there."),
        (",180,1", "line 3, column “color”: the value is missing, and every dragon needs a class there."),
        ("Blue,180,", "line 3, column “breathesFire”: the value is missing, and every dragon needs a class there."),
    ],
)
def test_a_gap_in_the_lessons_columns(written, row, found):
    path = written(f"color,bodyLength,breathesFire\nRed,170,0\n{row}\nYellow,200,1\n")
    assert refusal(path) == f"“dragons.csv”, {found}"


def test_no_file(tmp_path):
    assert refusal(tmp_path / "gone.csv").startswith("There is no file “gone.csv” in the folder “")
    assert refusal("\0.csv") == "There is no file “�.csv”: no name has the character 0x00."


def test_a_folder(tmp_path):
    (tmp_path / "data").mkdir()
    assert refusal(tmp_path / "data") == "“data” is a folder, and a CSV file is needed."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a thing of POSIX")
def test_a_pipe_that_nobody_writes_to(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == "“pipe” is not an ordinary file, and a CSV file is needed."


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="/dev/zero is a thing of POSIX")
def test_a_device_without_end():
    assert refusal("/dev/zero") == "“zero” is not an ordinary file, and a CSV file is needed."


def test_a_file_below_a_file(written):
    assert refusal(written(GOOD) / "x.csv") == "“x.csv” cannot be read: Not a directory."


def test_a_name_that_is_too_long(tmp_path):
    sentence = refusal(tmp_path / ("x" * 300))
    assert sentence == f"“{'x' * 59}…” cannot be read: File name too long."


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="file permissions are another thing there")
def test_a_file_that_may_not_be_read(written):
    path = written(GOOD)
    path.chmod(0)
    is_root = os.geteuid() == 0
    try:
        if is_root:
            os.seteuid(65534)
        sentence = refusal(path)
    finally:
        if is_root:
            os.seteuid(0)
    assert sentence == "“dragons.csv” cannot be read: Permission denied."


def test_a_first_line_without_end(written):
    path = written("x," * MAX_LINE)
    assert refusal(path) == f"“dragons.csv”, line 1: the line is longer than {MAX_LINE - 1:,} characters."


def test_more_columns_than_anyone_can_choose_from(written):
    path = written(",".join(f"c{i}" for i in range(MAX_COLUMNS + 1)) + "\n")
    assert refusal(path) == "“dragons.csv” has 1,001 columns, and 1,000 is the most."


def test_more_cells_than_fit(written):
    n_rows = MAX_CELLS // MAX_COLUMNS + 1
    header = ",".join(f"c{i}" for i in range(MAX_COLUMNS))
    path = written(header + "\n" + ("1," * (MAX_COLUMNS - 1) + "1\n") * n_rows)
    assert refusal(path) == "“dragons.csv” has more than 10,000,000 cells, and 10,000,000 is the most."


def test_as_many_rows_as_allowed(written):
    table = read_table(written("x,y,kind\n" + "1,2,a\n3,4,b\n" * (MAX_DRAGONS // 2)))
    assert len(dataset_from(table, guess_columns(table), 1)) == MAX_DRAGONS


def test_one_row_too_many_is_refused_without_looking_at_the_rest(written):
    # What comes later would be refused for another reason, if it were read.
    path = written(b"x,y,kind\n" + b"1,2,a\n" * (MAX_DRAGONS + 1) + b"\n" * 20_000 + zlib.compress(b"no text"))
    assert refusal(path) == "“dragons.csv” has more than 100,000 rows, and 100,000 is the most."


def test_control_characters_of_names_are_made_visible(written):
    assert refusal(written("", "a\nb\udcff.csv")).startswith("“a�b�.csv” is empty")


def test_a_refusal_can_cross_a_process_border():
    error = DragonsError("A sentence.")
    assert str(pickle.loads(pickle.dumps(error))) == "A sentence."
