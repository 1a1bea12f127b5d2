"""Where dragons come from: the bundled file, and files that are opened."""

import numpy as np
import pytest

from dragonviz.dragons import Columns, DragonsError, read_table
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


def test_the_same_source_gives_the_same_dragons_every_time():
    first, second = Source.bundled().dataset(), Source.bundled().dataset()
    np.testing.assert_array_equal(first.X, second.X)
    np.testing.assert_array_equal(first.is_train, second.is_train)


def test_a_file_is_opened_with_a_guess_and_other_columns_can_be_chosen(table):
    source = Source.of(table)
    assert (source.title, source.tasks) == ("planets.csv", {})
    assert source.chosen == Columns("mass", "orbit", "zone")
    other = source.choosing(Columns("orbit", "mass", "moons"))
    assert source.chosen.label == "zone"
    dataset = other.dataset()
    assert dataset.task.features == ("orbit", "mass")
    assert len(dataset.task.classes) == 3


def test_columns_that_cannot_be_used_are_refused(table):
    with pytest.raises(DragonsError, match="zone"):
        Source.of(table).choosing(Columns("mass", "zone", "moons")).dataset()
