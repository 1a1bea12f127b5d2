"""Rings within rings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.dragons.shapes.shape import Shape

_RADIUS = 2.0


@dataclass(frozen=True)
class Rings(Shape):
    """Circles about the origin, evenly apart; class A is the outermost."""

    name = "rings"
    title = "Rings"
    purpose = (
        "The class depends on the distance from the middle, which x² and y² say and no weighted sum of x and y does."
    )

    def _points(self, counts, rng):
        from sklearn.datasets import make_circles

        rings = []
        # scikit-learn makes two at a time; an odd one is left in the middle.
        for first in range(0, self.classes, 2):
            outer, inner = (self.classes - first) / self.classes, (self.classes - first - 1) / self.classes
            n_inner = int(counts[first + 1]) if first + 1 < self.classes else 0
            pair, _ = make_circles(
                (int(counts[first]), n_inner), shuffle=False, noise=None, factor=inner / outer, random_state=0
            )
            rings.append(_RADIUS * outer * pair)
        return self._noisy(np.concatenate(rings), rng)
