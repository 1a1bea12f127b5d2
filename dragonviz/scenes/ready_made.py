"""Data that are at hand without a file: the lesson's dragons, shapes, and what scikit-learn ships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from dragonviz.dragons.shapes import SHAPES, SHIPPED, Shape
from dragonviz.scenes.source import LESSON, Source


@dataclass(frozen=True)
class ReadyMade:
    """Data that can be chosen by name.

    Parameters
    ----------
    title : str
        What they are called on screen.
    purpose : str
        What they are good for in a lecture, one sentence.
    source : callable
        Makes the source. The first shape, and the first of scikit-learn's data, take a second: scikit-learn is loaded.
    """

    title: str
    purpose: str
    source: Callable[[], Source]


def _drawn(shape: type[Shape]) -> Source:
    return Source.of_shape(shape())


# In the order in which they are offered; their names are `Source.ready_made`.
READY_MADE: Mapping[str, ReadyMade] = MappingProxyType(
    {
        LESSON: ReadyMade(
            "The lesson's dragons",
            "What the lesson tells of: two classes that a line almost parts, and the same dragons in three colours.",
            Source.bundled,
        ),
        **{name: ReadyMade(shape.title, shape.purpose, partial(_drawn, shape)) for name, shape in SHAPES.items()},
        **{name: ReadyMade(data.title, data.purpose, partial(Source.shipped, name)) for name, data in SHIPPED.items()},
    }
)
