"""What a model's inputs are called."""

from __future__ import annotations

from collections.abc import Iterable

from dragonviz.dragons import Task
from dragonviz.explain.wording import unbroken


def feature_names(task: Task) -> list[str]:
    """The features' names without their units."""
    return [unbroken(feature.split(" (")[0]) for feature in task.features]


def input_names(inputs: Iterable[str], x: str, y: str) -> list[str]:
    """The names of derived inputs.

    Parameters
    ----------
    inputs : iterable of str
        Names of `dragonviz.models.derived_inputs.TITLES`.
    x, y : str
        What the two features are called.

    Returns
    -------
    list of str
        Such as "length²", "toes·length", "sin(length)".
    """
    names = {
        "x2": f"{_in_brackets(x)}²",
        "y2": f"{_in_brackets(y)}²",
        "xy": f"{x}·{y}",
        "sin_x": f"sin({x})",
        "sin_y": f"sin({y})",
    }
    return [names[name] for name in inputs]


def _in_brackets(name: str) -> str:
    """A name whose square is not taken for that of its last word."""
    return name if name.isalnum() else f"({name})"
