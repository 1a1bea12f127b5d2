"""XOR, and the same with more classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.dragons.shapes.shape import Shape

_HALF = 2.0  # of the board's width


@dataclass(frozen=True)
class Checkerboard(Shape):
    """A board of as many rows and columns as there are classes, each class once in every row and column.

    With two classes it is XOR: class B where x and y have different signs.
    """

    noise: float = 0.0

    name = "xor"
    title = "XOR"
    purpose = "No straight border parts the classes, and a single hidden layer can: why networks have layers."

    def _points(self, counts, rng):
        label = np.repeat(np.arange(self.classes), counts)
        row = rng.integers(self.classes, size=len(label))
        # Counted from the bottom left, the square in this row whose class it is.
        column = (label + self.classes - 1 - row) % self.classes
        squares = np.column_stack((column, self.classes - 1 - row))
        side = 2 * _HALF / self.classes
        # Never on a border: what lies there is of no class.
        inside = rng.uniform(0.02, 0.98, squares.shape)
        return self._noisy(side * (squares + inside) - _HALF, rng)
