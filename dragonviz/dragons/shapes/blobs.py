"""Round clouds, one for each class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.dragons.shapes.shape import LARGEST_SEED, Shape

_RADIUS = 2.0


@dataclass(frozen=True)
class Blobs(Shape):
    """Normal clouds about the corners of a regular polygon; the noise is their standard deviation."""

    noise: float = 0.5

    name = "blobs"
    title = "Blobs"
    purpose = "Clouds that straight borders part, until more noise makes them overlap."

    def _points(self, counts, rng):
        from sklearn.datasets import make_blobs

        # Two clouds lie side by side, and three have one on top.
        angles = 2 * np.pi * np.arange(self.classes) / self.classes + (np.pi / 2 if self.classes > 2 else np.pi)
        centres = _RADIUS * np.column_stack((np.cos(angles), np.sin(angles)))
        points, _ = make_blobs(
            n_samples=counts,
            centers=centres,
            cluster_std=self.noise,
            shuffle=False,
            random_state=int(rng.integers(LARGEST_SEED)),
        )
        return points.round(4)
