"""A file that is written is the file that is read, and is whole or as it was before."""

from __future__ import annotations

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.dragons import (
    TASKS,
    Columns,
    Dataset,
    DragonsError,
    Task,
    bundled_columns,
    dataset_from,
    guess_columns,
    read_table,
    write_table,
)
from dragonviz.dragons.shapes import SHAPES

value = st.floats(-1e15, 1e15)
NAMES = ("a", "B", "no fire", "é,;\"'", "two\nlines", "1", "x%")


@st.composite
def datasets(draw):
    classes = tuple(sorted(draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))))
    n = draw(st.integers(len(classes), 12))
    labels = [*range(len(classes)), *(draw(st.integers(0, len(classes) - 1)) for _ in range(n - len(classes)))]
    X = [(draw(value), draw(value)) for _ in range(n)]
    return Dataset(Task("kind", ("x", "y"), "kind", classes), X, labels, [draw(st.booleans()) for _ in range(n)])


def named(dataset):
    return [dataset.task.classes[label] for label in dataset.y]


def reread(path, dataset):
    return dataset_from(read_table(path), Columns(*dataset.task.features, dataset.task.target), 1)


def assert_same(read, dataset):
    np.testing.assert_array_equal(read.X, dataset.X)
    assert named(read) == named(dataset)
    assert read.is_train.tolist() == dataset.is_train.tolist()
    assert read.task.features == dataset.task.features


@settings(deadline=None)
@given(datasets())
def test_what_is_written_is_what_is_read(tmp_path_factory, dataset):
    path = tmp_path_factory.mktemp("csv") / "dragons.csv"
    write_table(path, dataset)
    read = reread(path, dataset)
    assert_same(read, dataset)
    assert read.task.classes == dataset.task.classes


@pytest.mark.parametrize(
    "dataset",
    [TASKS["fire"](bundled_columns(), 1), TASKS["colour"](bundled_columns(), 1), SHAPES["moons"](noise=0.2).dataset()],
)
def test_the_columns_that_were_written_are_the_first_guess(tmp_path, dataset):
    path = tmp_path / "dragons.csv"
    write_table(path, dataset)
    table = read_table(path)
    guess = guess_columns(table)
    assert guess == Columns(*dataset.task.features, dataset.task.target)
    assert "membership" not in table.labels
    assert_same(dataset_from(table, guess, 7), dataset)


def test_a_column_of_that_name_with_other_words_is_a_column_like_any_other(written):
    table = read_table(written("membership,x,y\nbronze,1,2\ngold,3,4\ngold,5,6\n"))
    assert "membership" in table.labels
    assert table.is_train is None
    assert guess_columns(table).label == "membership"


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path, written):
    path = written("old")
    path.chmod(0o644)
    dataset = SHAPES["blobs"](number=20).dataset()
    write_table(path, dataset)
    assert_same(reread(path, dataset), dataset)
    assert os.listdir(tmp_path) == ["dragons.csv"]


def test_a_file_that_cannot_be_written_whole_is_as_it_was(tmp_path, written, monkeypatch):
    path = written("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DragonsError) as refusal:
        write_table(path, SHAPES["blobs"]().dataset())
    assert str(refusal.value) == "“dragons.csv” cannot be written: No space left on device."
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["dragons.csv"]


def test_where_nothing_can_be_written(tmp_path):
    dataset = SHAPES["blobs"]().dataset()
    with pytest.raises(DragonsError, match="“dragons.csv” cannot be written: No such file or directory."):
        write_table(tmp_path / "gone" / "dragons.csv", dataset)
    with pytest.raises(DragonsError, match="There are no points to save."):
        write_table(tmp_path / "dragons.csv", dataset.remove(range(len(dataset))))
    with pytest.raises(
        DragonsError, match="“dragons.XLSX” would be an Excel workbook: choose a name that ends in .csv."
    ):
        write_table(tmp_path / "dragons.XLSX", dataset)
    (tmp_path / "folder").mkdir()
    with pytest.raises(DragonsError, match="“folder” cannot be written: Is a directory."):
        write_table(tmp_path / "folder", dataset)
    assert os.listdir(tmp_path) == ["folder"]


def test_a_link_stays_one_and_the_file_behind_it_is_replaced(tmp_path, written):
    path, link = written("old"), tmp_path / "link.csv"
    link.symlink_to(path)
    dataset = SHAPES["blobs"](number=20).dataset()
    write_table(link, dataset)
    assert link.is_symlink()
    assert_same(reread(path, dataset), dataset)


def test_what_is_no_ordinary_file_stays_what_it_is(tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with pytest.raises(DragonsError, match="“pipe.csv” is not an ordinary file, and would be replaced by one."):
        write_table(pipe, SHAPES["blobs"]().dataset())
    assert pipe.is_fifo()
    assert os.listdir(tmp_path) == ["pipe.csv"]
