"""What each hidden neuron gives on every point of a rectangle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

STRONGEST = 127


@dataclass(frozen=True, eq=False)
class NeuronMaps:
    """The maps of one hidden layer.

    Parameters
    ----------
    codes : ndarray of shape (n_neurons, n, n), int8
        Each neuron's output, from ``-STRONGEST`` to ``STRONGEST`` in units of its own largest, whatever its sign; zero
        is zero. Row 0 is at y_min.
    lowest, highest : ndarray of shape (n_neurons,)
        Between which values each neuron's output lies.
    """

    codes: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray

    @classmethod
    def of(cls, outputs: np.ndarray, n: int) -> NeuronMaps:
        """Maps from outputs of shape (n_neurons, n * n)."""
        lowest, highest = outputs.min(axis=1), outputs.max(axis=1)
        largest = np.maximum(highest, -lowest)
        # A neuron that is off everywhere stays at zero.
        codes = outputs / np.where(largest > 0, largest / STRONGEST, 1)[:, np.newaxis]
        return cls(np.rint(codes).astype(np.int8).reshape(-1, n, n), lowest, highest)
