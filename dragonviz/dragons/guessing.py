"""Which columns of an opened file are the features and the class, before a person says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragonviz.dragons.errors import DragonsError, quoted
from dragonviz.dragons.table import Table
from dragonviz.dragons.task import MAX_CLASSES, MIN_CLASSES

# The most telling first.
_CLASS_WORDS = (
    "class", "label", "target", "species", "category", "diagnosis", "outcome", "group", "kind", "type", "variety",
    "color", "colour",
)  # fmt: skip
_ID_WORDS = frozenset({"id", "index", "idx", "unnamed"})


@dataclass(frozen=True)
class Columns:
    """The names of the columns for the two features and the class.

    Parameters
    ----------
    x, y : str
        The features, across and up.
    label : str
        The class.
    """

    x: str
    y: str
    label: str


def guess_columns(table: Table) -> Columns:
    """Guess the columns of a table.

    The class is a column with 2 to 8 different values: one whose name says so ("class", "species", "colour", …), else
    the last one of text, else, if no name says so, the last one of numbers that come at least twice each. The features
    are the first two numeric columns that are left, preferably without gaps and not constant, a row counter or an "id".

    Parameters
    ----------
    table : Table

    Returns
    -------
    Columns

    Raises
    ------
    DragonsError
        If no column can be the class, or fewer than two others are numeric.
    """
    label = _guess_label(table)
    features = [name for name in table.numeric if name != label]
    if len(features) < 2:
        raise DragonsError(
            f"{quoted(table.name)} has {'no numeric column' if not features else 'only one numeric column'} beside the "
            f"class column {quoted(label)}, and two are needed."
        )
    best = sorted(features, key=lambda name: _drawbacks(table.columns[name]))[:2]
    x, y = (name for name in features if name in best)
    return Columns(x, y, label)


def _guess_label(table):
    named = [name for word in _CLASS_WORDS for name in reversed(table.columns) if word in _words(name)]
    text = [name for name in reversed(table.columns) if not table.columns[name].is_numeric]
    choices = [*named, *text]
    # With two numeric columns both are needed as features, unless there is nothing else that could be the class.
    if not named and (not text or len(table.numeric) > 2):
        choices += [name for name in reversed(table.numeric) if 2 * table.columns[name].n_classes <= len(table)]
    usable = [name for name in choices if name in table.labels]
    if usable:
        # A column with gaps would be refused: the last choice.
        return min(usable, key=lambda name: table.columns[name].has_gaps)
    if choices:
        raise DragonsError(table.why_no_class(choices[0]))
    raise DragonsError(
        f"{quoted(table.name)} has no column that can be the class: one with {MIN_CLASSES} to {MAX_CLASSES} different "
        "values, each of them at least twice."
    )


def _drawbacks(column):
    is_id = bool(_ID_WORDS & set(_words(column.name))) or column.counts_rows or column.is_constant
    return not column.can_be_feature, is_id


def _words(name):
    """The words of a column's name, in lower case: "flower.species", "flowerSpecies" and "Flower species" have two."""
    return [word.casefold() for word in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", name)]
