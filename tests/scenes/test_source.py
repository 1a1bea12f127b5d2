"""Where dragons come from: the bundled file, and files that are opened."""

import numpy as np
import pytest

from dragonviz.dragons import Columns, DragonsError, bundled_columns, read_table
from dragonviz.scenes.source import Source


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "planets.csv"
    rows = [f"{k}.5,{k * k}.25,{'near' if k < 10 else 'far'},{k % 3}" for k in range(20)]
    path.write_text("\n".join(["mass,orbit,zone,moons", *rows]))
    return read_table(path)


def test_the_bundled_dragons_are_the_lessons_tasks():
    source = Source.bundled()
    assert source.chosen == "fire"
    assert list(source.tasks) == ["fire", "colour"]
    for chosen, n_classes in (("fire", 2), ("colour", 3)):
        dataset = source.choosing(chosen).dataset()
        assert (len(dataset), len(dataset.train_indices)) == (480, 288)
        assert len(dataset.task.classes) == n_classes


def test_other_columns_of_the_bundled_dragons_can_be_chosen():
    source = Source.bundled()
    assert source.features == ("testScore", "bodyLength", "breathesFire")
    assert source.labels == ("mountainRange", "color", "diet", "breathesFire")
    assert source.columns_chosen == Columns("testScore", "bodyLength", "color")
    dataset = source.choosing(Columns("bodyLength", "testScore", "diet")).dataset()
    assert (dataset.task.features, dataset.task.classes) == (
        ("bodyLength", "testScore"),
        ("Carnivore", "Omnivore", "Vegetarian"),
    )
    assert (dataset.task.samples, dataset.task.note) == ("dragons", "")
    bundled = bundled_columns()
    rows = zip(bundled["bodyLength"], bundled["testScore"], bundled["diet"], strict=True)
    names = [dataset.task.classes[label] for label in dataset.y]
    assert sorted(zip(*dataset.X.T.tolist(), names, strict=True)) == sorted(rows)


def test_one_can_go_back_from_other_columns_to_the_lessons_tasks():
    source = Source.bundled()
    other = source.choosing(Columns("bodyLength", "testScore", "mountainRange"))
    assert other.columns_chosen.label == "mountainRange"
    assert other.tasks == source.tasks
    assert other.is_bundled
    np.testing.assert_array_equal(other.choosing("fire").dataset().X, source.dataset().X)


def test_the_lessons_columns_in_a_file_are_its_tasks_and_all_its_columns(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("color,bodyLength,breathesFire,age\nRed,170,0,7\nBlue,180,1,9\nRed,175,1,8\n")
    source = Source.of(read_table(path))
    assert (source.chosen, list(source.tasks), source.is_bundled) == ("fire", ["fire", "colour"], False)
    assert source.features == ("bodyLength", "breathesFire", "age")
    assert source.choosing(Columns("age", "bodyLength", "color")).dataset().task.samples == "dragons"


def test_a_file_of_the_lessons_columns_alone_may_have_no_others_to_choose(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("color,bodyLength,breathesFire\nRed,170,0\nRed,180,1\n")
    source = Source.of(read_table(path))
    assert source.columns_chosen is None
    assert len(source.dataset()) == 2


def test_columns_without_a_file_are_the_lessons_tasks_alone():
    source = Source("drawn", bundled_columns(), None, "colour")
    assert (source.features, source.labels, source.columns_chosen) == ((), (), None)
    with pytest.raises(DragonsError, match="“drawn” poses the lesson's tasks only"):
        source.choosing(Columns("bodyLength", "testScore", "diet")).dataset()
    assert list(source.tasks) == ["fire", "colour"]
    assert len(source.dataset()) == 480


def test_the_same_source_gives_the_same_dragons_every_time():
    first, second = Source.bundled().dataset(), Source.bundled().dataset()
    np.testing.assert_array_equal(first.X, second.X)
    np.testing.assert_array_equal(first.is_train, second.is_train)


def test_a_file_is_opened_with_a_guess_and_other_columns_can_be_chosen(table):
    source = Source.of(table)
    assert (source.title, source.tasks) == ("planets.csv", {})
    assert source.chosen == source.columns_chosen == Columns("mass", "orbit", "zone")
    assert (source.features, source.labels) == (("mass", "orbit", "moons"), ("zone", "moons"))
    other = source.choosing(Columns("orbit", "mass", "moons"))
    assert source.chosen.label == "zone"
    dataset = other.dataset()
    assert dataset.task.features == ("orbit", "mass")
    assert len(dataset.task.classes) == 3


def test_columns_that_cannot_be_used_are_refused(table):
    with pytest.raises(DragonsError, match="zone"):
        Source.of(table).choosing(Columns("mass", "zone", "moons")).dataset()
