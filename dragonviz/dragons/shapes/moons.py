"""Two half-moons."""

from __future__ import annotations

from dataclasses import dataclass

from dragonviz.dragons.shapes.shape import LARGEST_SEED, Shape, only_two_classes


@dataclass(frozen=True)
class Moons(Shape):
    """Two half circles that reach into each other; class A is the upper one."""

    name = "moons"
    title = "Moons"
    purpose = "A straight border is nearly right and never wholly so: see what a network gains by bending it."
    limits = only_two_classes(Shape.limits)

    def _points(self, counts, rng):
        from sklearn.datasets import make_moons

        seed = int(rng.integers(LARGEST_SEED))
        upper, lower = map(int, counts)
        points, _ = make_moons((upper, lower), shuffle=False, noise=self.noise, random_state=seed)
        return points.round(4)
