"""Rows that lack values: a file can be opened without them."""

from __future__ import annotations

import pickle

import pytest

from dragonviz.dragons import Columns, DragonsError, MissingValuesError, dataset_from, guess_columns, read_table

KIND = Columns("x", "y", "kind")


def refused(table, columns=KIND):
    with pytest.raises(MissingValuesError) as refusal:
        dataset_from(table, columns, 1)
    return refusal.value


@pytest.mark.parametrize(
    ("rows", "offer", "left", "note"),
    [
        ("1,2,a\n,4,b\n5,6,b\n", "open without this row", [2, 4], "1 row of the file that lacks values left out."),
        (
            "1,2,a\nNA,4,b\n5,oops,b\n7,8,\n9,9,b\n",
            "open without these 3 rows",
            [2, 6],
            "3 rows of the file that lack values left out.",
        ),
        (
            "1,2,a\n3,1e308,b\n5,6,b\n",
            "open without this row",
            [2, 4],
            "1 row of the file that lacks values left out.",
        ),
        (
            "1,2,a\n" + "3,,b\n" * 1200 + "5,6,b\n",
            "open without these 1,200 rows",
            [2, 1203],
            "1,200 rows of the file that lack values left out.",
        ),
    ],
)
def test_a_file_is_opened_without_rows_that_lack_values(written, rows, offer, left, note):
    refusal = refused(read_table(written("x,y,kind\n" + rows)))
    assert refusal.offer == offer
    table = refusal.without_missing()
    assert table.lines.tolist() == left
    dataset = dataset_from(table, KIND, 1)
    assert (len(dataset), dataset.task.note) == (2, note)


def test_lines_are_those_of_the_file_also_when_rows_were_left_out(written):
    table = read_table(written("x,y,z,kind\n1,2,3,a\n,4,5,b\n5,6,,b\n7,8,9,b\n"))
    without = refused(table).without_missing()
    again = refused(without, Columns("x", "z", "kind"))
    assert "line 4, column “z”: the value is missing" in str(again)
    table = again.without_missing()
    assert (table.left_out, len(table)) == (2, 2)


def test_what_is_refused_is_that_of_the_chosen_columns_only(written):
    table = read_table(written("x,y,kind\n1,2,a\n3,4,b\n,6,b\n"))
    assert refused(table).without_missing().left_out == 1
    with pytest.raises(DragonsError, match="no column"):
        dataset_from(table, Columns("y", "z", "kind"), 1)


def test_where_nothing_would_be_left_nothing_is_offered(written):
    refusal = refused(read_table(written("x,y,z,kind\n1,,1,a\n,2,2,b\n")), Columns("x", "y", "kind"))
    assert refusal.offer == ""
    with pytest.raises(DragonsError, match="There is no row without missing values."):
        refusal.without_missing()


def test_what_is_left_may_be_refused_for_another_reason(written):
    table = refused(read_table(written("x,y,kind\n1,2,a\n,4,b\n5,6,a\n"))).without_missing()
    with pytest.raises(DragonsError, match="the column “kind” has only one class, “a”, and 2 to 8"):
        guess_columns(table)


def test_the_lessons_dragons_are_opened_without_those_that_lack_values(written):
    path = written("color,bodyLength,breathesFire\nRed,170,0\nBlue,,1\nYellow,200,1\n")
    with pytest.raises(MissingValuesError) as refusal:
        read_table(path)
    table = refusal.value.without_missing()
    assert table.is_lesson
    assert table.lines.tolist() == [2, 4]


def test_it_can_cross_a_process_border(written):
    refusal = refused(read_table(written("x,y,kind\n1,2,a\n,4,b\n5,6,b\n")))
    again = pickle.loads(pickle.dumps(refusal))
    assert (str(again), again.offer, len(again.without_missing())) == (str(refusal), refusal.offer, 2)
