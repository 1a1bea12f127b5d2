import re

import numpy as np
import pandas as pd
import pytest

from dragonviz.dragons import (
    TASKS,
    DragonsError,
    bundled_columns,
    bundled_table,
    colour_task,
    fire_task,
    generate,
    read_table,
)

COLUMNS = generate(7)


def sorted_rows(*columns):
    return sorted(zip(*(np.asarray(column).tolist() for column in columns), strict=True))


def test_288_dragons_train_and_192_test():
    for make in TASKS.values():
        dataset = make(COLUMNS, 3)
        assert dataset.is_train.tolist() == [True] * 288 + [False] * 192


def test_fire_breathers_are_moved_down_and_the_others_up():
    dataset = fire_task(COLUMNS, 3)
    assert dataset.task.classes[1] == "breathes fire"
    moved = COLUMNS["bodyLength"] + np.where(COLUMNS["breathesFire"] == 1, -30, 30)
    assert sorted_rows(dataset.X[:, 1], dataset.y) == sorted_rows(moved, COLUMNS["breathesFire"])


def test_colours_are_moved_once_more_from_the_same_toes_in_the_same_order():
    fire, colour = fire_task(COLUMNS, 3), colour_task(COLUMNS, 3)
    assert colour.task.classes == ("Blue", "Red", "Yellow")
    shift = np.array([[-3, 0], [7, -50], [0, 30]])
    assert colour.X.tolist() == (fire.X + shift[colour.y]).tolist()
    assert np.bincount(colour.y).tolist() == [160, 160, 160]
    assert (colour.is_train == fire.is_train).all()


def test_a_note_says_what_was_drawn_and_moved():
    fire, colour = (make(COLUMNS, 3).task for make in TASKS.values())
    assert fire.note == (
        "As in the lesson, fire-breathers are moved by −30 cm, others by +30 cm; toes are drawn at random, the data "
        "have none."
    )
    assert colour.note == (
        "As in the lesson, fire-breathers are moved by −30 cm, others by +30 cm, then Blue by −3 toes, Red by +7 toes "
        "and −50 cm, Yellow by +30 cm; toes are drawn at random, the data have none."
    )


def test_dragons_are_visited_in_a_shuffled_order_that_depends_on_the_seed():
    dataset = colour_task(COLUMNS, 3)
    # The file is sorted by colour; in a random order two neighbours have the same colour one time in three.
    assert np.mean(dataset.y[1:] == dataset.y[:-1]) == pytest.approx(1 / 3, abs=0.1)
    again, other = colour_task(COLUMNS, 3), colour_task(COLUMNS, 4)
    assert (again.X == dataset.X).all()
    assert (other.y != dataset.y).any()


def test_toes_are_drawn_with_the_lessons_probabilities():
    toes = [5, 6, 7, 8, 9, 10, 22]
    probabilities = np.array([0.30, 0.25, 0.20, 0.15, 0.07, 0.02, 0.01])
    seeds = range(50)
    counts = np.zeros((2, len(toes)))
    for seed in seeds:
        dataset = fire_task(COLUMNS, seed)
        for label in (0, 1):
            drawn = dataset.X[dataset.y == label, 0]
            assert set(drawn) <= set(toes)
            counts[label] += [np.count_nonzero(drawn == n) for n in toes]
    for label, expected in ((1, probabilities), (0, probabilities[::-1])):
        n = counts[label].sum()
        standard_errors = np.sqrt(expected * (1 - expected) / n)
        assert (np.abs(counts[label] / n - expected) <= 4 * standard_errors).all()


def test_the_columns_given_are_not_changed():
    before = {name: values.copy() for name, values in COLUMNS.items()}
    for make in TASKS.values():
        first, second = make(COLUMNS, 1), make(COLUMNS, 1)
        assert (first.X == second.X).all()
    assert all((COLUMNS[name] == values).all() for name, values in before.items())


def test_a_data_frame_gives_the_same_dragons_as_a_dict():
    for make in TASKS.values():
        of_frame, of_dict = make(pd.DataFrame(COLUMNS), 5), make(COLUMNS, 5)
        assert (of_frame.X == of_dict.X).all()
        assert (of_frame.y == of_dict.y).all()


def test_the_lessons_own_file_opens_as_its_tasks(real_file):
    table = read_table(real_file)
    assert table.is_lesson
    frame = pd.read_csv(real_file)
    for make in TASKS.values():
        of_table, of_frame = make(table.frame, 2021), make(frame, 2021)
        assert (of_table.X == of_frame.X).all()
        assert (of_table.y == of_frame.y).all()
    assert np.bincount(fire_task(table.frame, 1).y).tolist() == [229, 251]


def test_the_bundled_table_gives_the_same_dragons_as_the_bundled_columns():
    for make in TASKS.values():
        of_table, of_columns = make(bundled_table().frame, 2021), make(bundled_columns(), 2021)
        assert (of_table.X == of_columns.X).all()
        assert (of_table.y == of_columns.y).all()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"color": None}, "The lesson's tasks need the column “color”, and there is none."),
        (
            {"color": np.full(480, "Green")},
            "The column “color” of the lesson's dragons holds Blue, Red or Yellow, and dragon 0 has “Green”.",
        ),
        (
            {"breathesFire": np.full(480, 2)},
            "The column “breathesFire” of the lesson's dragons holds 0 or 1, and dragon 0 has “2”.",
        ),
        ({"bodyLength": np.full(480, "long")}, "The column “bodyLength” must hold numbers, and it holds <U4 values."),
        ({"bodyLength": np.full(480, np.nan)}, "Feature values must be finite, and dragon 0 has ("),
    ],
)
def test_columns_that_are_not_the_lessons_are_refused(change, sentence):
    columns = {name: values for name, values in (COLUMNS | change).items() if values is not None}
    for make in TASKS.values():
        with pytest.raises(DragonsError, match="^" + re.escape(sentence)):
            make(columns, 1)
