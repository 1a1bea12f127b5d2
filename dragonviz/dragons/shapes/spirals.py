"""Spirals that wind around each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.dragons.shapes.shape import Shape

_RADIUS = 2.0
_INNERMOST = 0.1  # of the radius: in the very middle all arms would meet


@dataclass(frozen=True)
class Spirals(Shape):
    """One arm for each class, from near the origin outwards; between an arm and itself lie all others."""

    noise: float = 0.05

    name = "spirals"
    title = "Spirals"
    purpose = "The hardest of the shapes: it takes many neurons and many epochs, and shows what too few of them do."

    def _points(self, counts, rng):
        arm = np.repeat(np.arange(self.classes), counts)
        # The root spreads the points evenly along the arm, not crowded in the middle.
        along = np.sqrt(rng.uniform(_INNERMOST**2, 1, len(arm)))
        # The more arms, the less each winds, so that neighbours stay as far apart.
        turns = 3 / self.classes
        angle = 2 * np.pi * (turns * along + arm / self.classes)
        points = _RADIUS * along[:, np.newaxis] * np.column_stack((np.cos(angle), np.sin(angle)))
        return self._noisy(points, rng)
