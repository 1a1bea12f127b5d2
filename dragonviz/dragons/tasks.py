"""The lesson's two tasks: whether a dragon breathes fire, and which colour it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from dragonviz.dragons.dataset import Dataset
from dragonviz.dragons.errors import DragonsError, quoted
from dragonviz.dragons.generator import COLOURS
from dragonviz.dragons.splitting import split
from dragonviz.dragons.task import Task

FEATURES = ("number of toes", "body length (cm)")
NEEDED_COLUMNS = ("bodyLength", "color", "breathesFire")

_TOES = np.array([5, 6, 7, 8, 9, 10, 22])
_P_TOES_FIRE = np.array([0.30, 0.25, 0.20, 0.15, 0.07, 0.02, 0.01])
_FIRE_SHIFT, _NO_FIRE_SHIFT = -30, 30
# (toes, length) of each colour, in the order of COLOURS.
_COLOUR_SHIFT = np.array([[-3, 0], [7, -50], [0, 30]])
_FIRE_MOVES = "As in the lesson, fire-breathers are moved by −30 cm, others by +30 cm"
_COLOUR_MOVES = "Blue by −3 toes, Red by +7 toes and −50 cm, Yellow by +30 cm"
_TOES_DRAWN = "toes are drawn at random, the data have none"

FIRE_TASK = Task("fire", FEATURES, "fire", ("no fire", "breathes fire"), note=f"{_FIRE_MOVES}; {_TOES_DRAWN}.")
COLOUR_TASK = Task("colour", FEATURES, "colour", COLOURS, note=f"{_FIRE_MOVES}, then {_COLOUR_MOVES}; {_TOES_DRAWN}.")


def fire_task(columns: Mapping[str, ArrayLike], seed: int) -> Dataset:
    """Two classes: fire-breathers are shorter and have fewer toes.

    The number of toes is drawn, since the lesson's data have none, and body lengths are moved apart by 60 cm, both as
    the lesson does.

    Parameters
    ----------
    columns : mapping of str to array of shape (n_dragons,)
        Holds at least ``bodyLength``, ``color`` and ``breathesFire``; it is not changed.
    seed : int
        Of the toes, the order of the dragons and the split. Both tasks of one seed share all three.

    Returns
    -------
    Dataset

    Raises
    ------
    DragonsError
        If a column is missing or holds what the lesson's does not.
    """
    X, fire, _, order, is_train = _draw(columns, seed)
    return Dataset(FIRE_TASK, X[order], fire[order], is_train)


def colour_task(columns: Mapping[str, ArrayLike], seed: int) -> Dataset:
    """Three classes: the dragons of `fire_task`, moved once more according to their colour.

    Parameters, result and errors are those of `fire_task`.
    """
    X, _, colour, order, is_train = _draw(columns, seed)
    return Dataset(COLOUR_TASK, (X + _COLOUR_SHIFT[colour])[order], colour[order], is_train)


TASKS = MappingProxyType({"fire": fire_task, "colour": colour_task})


def _draw(columns, seed):
    for name in NEEDED_COLUMNS:
        if name not in columns:
            raise DragonsError(f"The lesson's tasks need the column {quoted(name)}, and there is none.")
    fire = _codes(columns, "breathesFire", (0, 1))
    colour = _codes(columns, "color", COLOURS)
    rng = np.random.default_rng(seed)
    toes = np.where(
        fire,
        rng.choice(_TOES, len(fire), p=_P_TOES_FIRE),
        rng.choice(_TOES, len(fire), p=_P_TOES_FIRE[::-1]),
    )
    lengths = _lengths(columns) + np.where(fire, _FIRE_SHIFT, _NO_FIRE_SHIFT)
    return np.column_stack((toes, lengths)), fire, colour, *split(fire, rng)


def _lengths(columns):
    values = np.asarray(columns["bodyLength"])
    if values.dtype.kind not in "iuf":
        raise DragonsError(f"The column {quoted('bodyLength')} must hold numbers, and it holds {values.dtype} values.")
    return values


def _codes(columns, name, allowed):
    values = np.asarray(columns[name])
    matches = np.array([values == value for value in allowed]).reshape(len(allowed), len(values))
    unknown = np.flatnonzero(~matches.any(axis=0))
    if len(unknown):
        raise DragonsError(
            f"The column {quoted(name)} of the lesson's dragons holds {_listed(allowed)}, and dragon {unknown[0]} has "
            f"{quoted(values[unknown[0]])}."
        )
    return matches.argmax(axis=0)


def _listed(values):
    *firsts, last = map(str, values)
    return f"{', '.join(firsts)} or {last}"
