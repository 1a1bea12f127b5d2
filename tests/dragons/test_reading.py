from itertools import count

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragonviz.dragons import Columns, DragonsError, dataset_from, guess_columns, read_table

IRISES = "width,length,kind\n1.5,2,b\n2.5,3,a\n3.5,4,b\n4.5,5,a\n5.5,6,b\n"


def opened(path, seed=1):
    table = read_table(path)
    return dataset_from(table, guess_columns(table), seed)


def rows(dataset):
    names = [dataset.task.classes[label] for label in dataset.y]
    return sorted((*point, name) for point, name in zip(dataset.X.tolist(), names, strict=True))


EXPECTED = [(1.5, 2, "b"), (2.5, 3, "a"), (3.5, 4, "b"), (4.5, 5, "a"), (5.5, 6, "b")]


@pytest.mark.parametrize(
    "content",
    [
        IRISES,
        IRISES.replace("\n", "\r\n"),
        IRISES.replace("\n", "\r"),
        IRISES.rstrip("\n"),
        IRISES.replace(",", ";"),
        IRISES.replace(",", "\t"),
        IRISES.replace(",", " , "),
        IRISES.replace(",", ";").replace(".", ","),
        IRISES.replace("\n", "\n\n"),
        IRISES.replace("\n", "\n , ,\n"),
        "\ufeff" + IRISES,
        IRISES.replace("width", '"width"').replace("2.5", '"2.5"').replace(",b", ',"b"'),
    ],
    ids=[
        "plain", "crlf", "cr", "no last newline", "semicolons", "tabs", "spaces", "decimal commas", "blank lines",
        "blank cells", "byte order mark", "quotes",
    ],
)  # fmt: skip
def test_the_same_dragons_however_a_spreadsheet_writes_them(written, content):
    dataset = opened(written(content))
    assert rows(dataset) == EXPECTED
    assert dataset.task.features == ("width", "length")
    assert (dataset.task.name, dataset.task.target, dataset.task.classes) == ("kind", "kind", ("a", "b"))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1"])
def test_letters_with_accents(written, encoding):
    content = IRISES.replace("width", "Länge").replace(",a", ",Größe").replace(",b", ",Année")
    task = opened(written(content.encode(encoding))).task
    assert task.features == ("Länge", "length")
    assert task.classes == ("Année", "Größe")


def test_quoted_cells_may_hold_separators_quotation_marks_and_new_lines(written):
    table = read_table(written('"a, b",c,kind\n1,2,"x ""y""\nz"\n3,4,"x, y"\n5,6,"x, y"\n'))
    assert table.columns["kind"].classes == ('x "y"\nz', "x, y")
    assert table.lines.tolist() == [2, 4, 5]
    assert list(table.frame["a, b"]) == [1, 3, 5]


def test_blanks_around_cells_do_not_count(written):
    path = written('width , length\u00a0,kind\t\n1.5 ,2  ,b \n2.5\t,3,a\n3.5,4, b\u00a0\n4.5,5," a "\n5.5,6 ,b\n')
    table = read_table(path)
    assert list(table.columns) == ["width", "length", "kind"]
    assert table.columns["kind"].cells == ("b", "a", "b", "a", "b")
    assert rows(opened(path)) == EXPECTED


@pytest.mark.parametrize("blank", ["", " ", "   ", "\u00a0", "\t", " NA ", "nan "])
def test_a_cell_of_blanks_is_missing(written, blank):
    table = read_table(written(f"x,y,kind\n1,2,a\n3,4,{blank}\n5,{blank},b\n"))
    assert [table.columns[name].has_gaps for name in ("x", "y", "kind")] == [False, True, True]
    assert table.columns["kind"].classes == ("a", "b")


@pytest.mark.parametrize("name", ["height <cm>", "A&B", "<b>bold</b>", "a&amp;b", "“x”"])
def test_names_are_kept_as_the_file_has_them(written, name):
    task = opened(written(f"{name},y,kind\n1,2,{name}\n3,4,b\n")).task
    assert task.features[0] == name
    assert name in task.classes


class UnwantedError(Exception):
    pass


@pytest.mark.parametrize("calls_before", [0, 3, 6])
def test_reading_can_be_ended_from_within(written, calls_before):
    path = written("x,y,kind\n" + "1,2,a\n3,4,b\n" * 2_000)
    calls = count()

    def checkpoint():
        if next(calls) == calls_before:
            raise UnwantedError

    with pytest.raises(UnwantedError):
        read_table(path, checkpoint)
    assert next(calls) == calls_before + 1


def test_a_checkpoint_is_passed_at_every_thousand_lines_and_at_every_column(written):
    calls = count()
    table = read_table(written("x,y,kind\n" + "1,2,a\n3,4,b\n" * 2_000), lambda: next(calls))
    assert len(table) == 4_000
    assert next(calls) == 5 + 3


def test_blank_and_repeated_column_names_are_told_apart(written):
    table = read_table(written(",x,x,x (2),\n1,2,3,4,a\n5,6,7,8,b\n"))
    assert list(table.columns) == ["column 1", "x", "x (2)", "x (2) (2)", "column 5"]


@given(
    st.lists(
        st.tuples(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300), st.sampled_from(["a", "B", "c d", "é,;\"'"])),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_pandas_writes_is_read_to_the_last_bit(tmp_path_factory, content, separator):
    frame = pd.DataFrame(content, columns=["x", "y", "kind"])
    path = tmp_path_factory.mktemp("csv") / "dragons.csv"
    frame.to_csv(path, index=False, sep=separator)
    read = read_table(path).frame
    assert {name: list(values) for name, values in read.items()} == frame.to_dict("list")


def test_every_column_of_the_lessons_own_file_is_read_as_pandas_reads_it(real_file):
    read, frame = read_table(real_file).frame, pd.read_csv(real_file)
    assert list(read) == list(frame.columns)
    assert all(read[name].tolist() == frame[name].tolist() for name in read)


@pytest.mark.parametrize(
    ("cells", "classes"),
    [
        ("0 1 1 0", ("0", "1")),
        ("1.0 2.0 1 2", ("1", "2")),
        ("10 9 10 9", ("9", "10")),
        ("0.5 -1.5 0.5 -1.5", ("-1.5", "0.5")),
        ("yes no yes no", ("no", "yes")),
        ("1 2 x 1", ("1", "2", "x")),
        ("1_0 1_1 1_0 1_1", ("1_0", "1_1")),
        ("None north None north", ("None", "north")),
    ],
)
def test_class_names(written, cells, classes):
    table = read_table(written("x,y,c\n" + "".join(f"{i}.5,{i * i},{c}\n" for i, c in enumerate(cells.split()))))
    dataset = dataset_from(table, Columns("x", "y", "c"), 1)
    assert dataset.task.classes == classes
    names = {x: dataset.task.classes[label] for (x, _), label in zip(dataset.X, dataset.y, strict=True)}
    as_numbers = [names[i + 0.5] for i in range(4)]
    assert [cell.removesuffix(".0") for cell in cells.split()] == as_numbers


def test_gaps_and_text_in_a_column_that_is_not_chosen_do_not_matter(written):
    path = written("x,gaps,y,notes,kind\n1,,2,,a\n3,5,4,NA,b\n5,inf,6,hm,a\n7,9,8,!,b\n")
    table = read_table(path)
    assert guess_columns(table) == Columns("x", "y", "kind")
    assert rows(dataset_from(table, guess_columns(table), 1)) == [(1, 2, "a"), (3, 4, "b"), (5, 6, "a"), (7, 8, "b")]


def test_sixty_percent_train_in_an_order_that_depends_on_the_seed(written):
    path = written("x,y,kind\n" + "".join(f"{i}.5,-{i}.5,{'ab'[i // 50]}\n" for i in range(100)))
    dataset = opened(path)
    assert dataset.is_train.tolist() == [True] * 60 + [False] * 40
    assert dataset.X[:, 0].tolist() != sorted(dataset.X[:, 0])
    assert (dataset.X[:, 0] == -dataset.X[:, 1]).all()
    assert (opened(path).X == dataset.X).all()
    assert (opened(path, seed=2).X != dataset.X).any()


@given(st.lists(st.integers(0, 7), min_size=2, max_size=30).filter(lambda labels: len(set(labels)) > 1), st.integers(0))
def test_every_class_gets_a_training_dragon(tmp_path_factory, labels, seed):
    path = tmp_path_factory.mktemp("csv") / "dragons.csv"
    path.write_text("x,y,kind\n" + "".join(f"{i}.5,{i}.5,k{label}\n" for i, label in enumerate(labels)))
    dataset = opened(path, seed)
    assert dataset.lacking_classes() == ()
    plain = int(0.6 * len(labels))
    extra = np.flatnonzero(dataset.is_train[plain:]) + plain
    assert dataset.is_train[:plain].all()
    assert not set(dataset.y[extra]) & set(dataset.y[:plain])
    assert len(set(dataset.y[extra])) == len(extra)


def test_a_file_with_the_lessons_columns_is_the_lessons(written):
    header, row = "name,color,bodyLength,breathesFire", "n,Blue,180.5,1"
    lesson = read_table(written(f"{header}\n{row}\nm,Red,170,0\n"))
    assert lesson.is_lesson
    assert lesson.sample == "dragon"
    assert not read_table(written(f"{header}\n{row}\nm,Green,170,0\n")).is_lesson
    assert not read_table(written(f"{header}\n{row}\nm,Red,170,2\n")).is_lesson
    assert not read_table(written(f"{header},x\n{row},3\n".replace("color", "colour"))).is_lesson


def test_points_of_other_files_are_no_dragons(written):
    assert opened(written(IRISES)).task.samples == "points"


def test_nothing_is_done_to_the_data_of_a_file(written):
    assert opened(written(IRISES)).task.note == ""


def test_a_table_names_what_can_be_chosen(written):
    table = read_table(written("id,x,many,kind,one\n" + "".join(f"{i},{i}.5,m{i},{'ab'[i % 2]},z\n" for i in range(9))))
    assert table.name == "dragons.csv"
    assert table.numeric == ("id", "x")
    assert table.labels == ("kind",)
    assert repr(table) == "Table(dragons.csv: 9 rows; id, x, many, kind, one)"
    assert table.frame["id"].dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        table.frame["id"][0] = 1
    with pytest.raises(DragonsError, match="“dragons.csv” has no column “size”"):
        dataset_from(table, Columns("x", "size", "kind"), 1)
