"""What a shape lets one choose, as a model's settings are: so that the same fields show it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dragonviz.dragons.shapes import Shape
from dragonviz.dragons.task import MAX_CLASSES, MIN_CLASSES
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

# Worth trying, and offered where the shape allows them.
_PRESETS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "number": (50, 100, 300, 1000, 10_000),
        "noise": (0.0, 0.05, 0.1, 0.2, 0.5, 1.0),
        "balance": (1.0, 0.5, 0.2, 0.1, 0.05),
        "classes": tuple(range(MIN_CLASSES, MAX_CLASSES + 1)),
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
            presets=tuple(value for value in _PRESETS.get(name, ()) if shape.limits[name].allow(value)),
        )
        for name, (label, meaning) in _WORDS.items()
        if shape.limits[name].minimum < shape.limits[name].maximum
    )
