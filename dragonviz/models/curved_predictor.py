"""What a linear model computes of derived inputs at one moment of its training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dragonviz.models.derived_inputs import DerivedInputs
from dragonviz.models.predictors import LinearPredictor, Scaling, WeightedPredictor


@dataclass(frozen=True, eq=False)
class CurvedPredictor(WeightedPredictor):
    """Class scores that are linear in features and derived inputs, and so have curves for borders.

    Parameters
    ----------
    weights : ndarray of shape (n_classes, 2 + n_derived)
    biases : ndarray of shape (n_classes,)
    scaling : DerivedInputs
    probabilistic : bool
    """

    scaling: DerivedInputs
    is_linear: ClassVar[bool] = False

    def coefficients(self) -> tuple[np.ndarray, np.ndarray]:
        """Weights and biases that give the same scores on inputs that are derived, but not standardised then.

        The inputs are the features as ``scaling.features`` gives them, and those derived from them.

        Returns
        -------
        weights : ndarray of shape (n_classes, 2 + n_derived)
        biases : ndarray of shape (n_classes,)
        """
        return self.scaling.raw_coefficients(self.weights, self.biases)

    def scores_on_grid(self, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
        """The class scores on a grid of raw feature values, a hundred times as fast as point by point.

        Parameters
        ----------
        xs : ndarray of shape (n_x,)
        ys : ndarray of shape (n_y,)

        Returns
        -------
        ndarray of shape (n_classes, n_y, n_x)
        """
        weights, biases = self.coefficients()
        of_x, of_y = self.scaling.factors(xs, ys)
        return (weights[:, np.newaxis, :] * of_y.T) @ of_x + biases[:, np.newaxis, np.newaxis]


def predictor_of(
    weights: np.ndarray, biases: np.ndarray, scaling: Scaling, probabilistic: bool
) -> LinearPredictor | CurvedPredictor:
    """The predictor with these weights, for whatever inputs `scaling` makes: see `WeightedPredictor`."""
    if isinstance(scaling, DerivedInputs):
        return CurvedPredictor(weights, biases, scaling, probabilistic)
    return LinearPredictor(weights, biases, scaling, probabilistic)
