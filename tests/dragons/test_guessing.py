import numpy as np
import pytest

from dragonviz.dragons import Columns, DragonsError, guess_columns, read_table

N = 24
CYCLE = np.arange(N)
# What a column may look like, by the letter that stands for it in the tests.
KINDS = {
    "real": [f"{np.sin(i):.4f}" for i in CYCLE],
    "count": [str(i % 11) for i in CYCLE],
    "rows": [str(i) for i in CYCLE],
    "rows1": [str(i + 1) for i in CYCLE],
    "constant": ["3"] * N,
    "binary": [str(i % 2) for i in CYCLE],
    "gappy": ["" if i == 5 else f"{np.cos(i):.4f}" for i in CYCLE],
    "huge": ["1e308" if i == 5 else f"{np.cos(i):.4f}" for i in CYCLE],
    "words": ["abc"[i % 3] for i in CYCLE],
    "gappy words": ["" if i == 5 else "abc"[i % 3] for i in CYCLE],
    "names": [f"name {i}" for i in CYCLE],
    "word": ["same"] * N,
}


@pytest.fixture
def guess(written):
    def guess_of(**columns):
        lines = [columns.keys(), *zip(*(KINDS[kind] for kind in columns.values()), strict=True)]
        return guess_columns(read_table(written("\n".join(",".join(line) for line in lines))))

    return guess_of


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"a": "real", "b": "count", "c": "words"}, "a b c"),
        ({"c": "words", "a": "real", "b": "count"}, "a b c"),
        ({"a": "real", "b": "count", "c": "words", "d": "binary"}, "a b c"),
        ({"a": "real", "b": "count", "c": "words", "d": "words"}, "a b d"),
        ({"species": "words", "a": "real", "b": "count", "d": "words"}, "a b species"),
        ({"flower.species": "words", "a": "real", "b": "count", "d": "words"}, "a b flower.species"),
        ({"dragonClass": "binary", "a": "real", "b": "count", "d": "words"}, "a b dragonClass"),
        ({"color": "words", "a": "real", "b": "count", "class": "binary"}, "a b class"),
        ({"a": "real", "b": "count", "y": "binary"}, "a b y"),
        ({"who": "names", "a": "real", "b": "count", "y": "binary"}, "a b y"),
        ({"target": "real", "a": "real", "b": "count", "d": "words"}, "target a d"),
        ({"a": "real", "b": "count", "species": "gappy words", "d": "words"}, "a b d"),
        ({"id": "count", "a": "real", "b": "count", "c": "words"}, "a b c"),
        ({"dragonId": "count", "a": "real", "b": "count", "c": "words"}, "a b c"),
        ({"Unnamed: 0": "rows", "a": "real", "b": "count", "c": "words"}, "a b c"),
        ({"": "rows1", "a": "real", "b": "count", "c": "words"}, "a b c"),
        ({"a": "real", "n": "rows", "flat": "constant", "b": "count", "c": "words"}, "a b c"),
        ({"id": "rows", "a": "real", "c": "words"}, "id a c"),
        ({"a": "real", "g": "gappy", "b": "real", "c": "words"}, "a b c"),
        ({"a": "real", "h": "huge", "b": "real", "c": "words"}, "a b c"),
        ({"g": "gappy", "id": "rows", "b": "real", "c": "words"}, "id b c"),
        ({"g": "gappy", "b": "real", "c": "words"}, "g b c"),
    ],
)
def test_guesses(guess, columns, expected):
    assert guess(**columns) == Columns(*expected.split(" "))


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"a": "real", "b": "real"}, "“dragons.csv” has no column that can be the class: one with 2 to 8 different"),
        (
            {"a": "real", "b": "count", "kind": "word"},
            "“dragons.csv”: the column “kind” has only one class, “same”, and 2 to 8 classes are needed.",
        ),
        (
            {"a": "real", "b": "binary", "c": "word"},
            "“dragons.csv”: the column “c” has only one class, “same”, and 2 to 8 classes are needed.",
        ),
        (
            {"a": "real", "b": "binary", "species": "names", "d": "real"},
            "“dragons.csv”: the column “species” has 24 classes (different values), and 2 to 8 classes are needed.",
        ),
        (
            {"a": "real", "label": "binary"},
            "“dragons.csv” has only one numeric column beside the class column “label”, and two are needed.",
        ),
    ],
)
def test_where_no_guess_is_possible_a_sentence_says_why(guess, columns, sentence):
    with pytest.raises(DragonsError) as refusal:
        guess(**columns)
    assert str(refusal.value).startswith(sentence)
