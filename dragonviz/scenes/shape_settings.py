"""What a shape lets one choose, as a model's settings are: so that the same fields show it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dragonviz.dragons.shapes import Shape
from dragonviz.models.settings import Number

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "number": ("number", "How many points there are, training and test points of all classes together."),
        "noise": ("noise", "How far points stray from the shape: the standard deviation, in the units of the axes."),
        "balance": (
            "balance",
            "How many times as many points the last class has as the first one: 1 makes all classes equally large.",
        ),
        "classes": ("classes", "How many classes there are."),
        "seed": ("seed", "Of the points and their split: the same seed gives the same points."),
    }
)


def shape_settings(shape: type[Shape]) -> tuple[Number, ...]:
    """The settings of a shape that can be chosen, in the order in which they are shown.

    Returns
    -------
    tuple of Number
        Each setting's name is that of the shape's field, so that ``dataclasses.replace(shape, **{name: value})`` takes
        what was chosen.
    """
    defaults = shape()
    return tuple(
        Number(
            name,
            label,
            getattr(defaults, name),
            meaning,
            minimum=shape.limits[name].minimum,
            maximum=shape.limits[name].maximum,
            whole=shape.limits[name].whole,
        )
        for name, (label, meaning) in _WORDS.items()
        if shape.limits[name].minimum < shape.limits[name].maximum
    )
