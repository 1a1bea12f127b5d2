"""Ready-made samples: shapes that are drawn at random, and the data that scikit-learn ships."""

from collections.abc import Mapping
from types import MappingProxyType

from dragonviz.dragons.shapes.blobs import Blobs
from dragonviz.dragons.shapes.checkerboard import Checkerboard
from dragonviz.dragons.shapes.curve import DrawnCurve
from dragonviz.dragons.shapes.moons import Moons
from dragonviz.dragons.shapes.rings import Rings
from dragonviz.dragons.shapes.shape import Limits, Shape
from dragonviz.dragons.shapes.shipped import SHIPPED, Shipped
from dragonviz.dragons.shapes.spirals import Spirals

# By the name of the task that they pose; what was drawn by hand is not ready-made.
SHAPES: Mapping[str, type[Shape]] = MappingProxyType(
    {shape.name: shape for shape in (Blobs, Checkerboard, Rings, Moons, Spirals)}
)

__all__ = [
    "SHAPES",
    "SHIPPED",
    "Blobs",
    "Checkerboard",
    "DrawnCurve",
    "Limits",
    "Moons",
    "Rings",
    "Shape",
    "Shipped",
    "Spirals",
]
