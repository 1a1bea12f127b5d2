"""What the estimators with linear scores share."""

from __future__ import annotations

import numpy as np

from dragonviz.models.curved_predictor import CurvedPredictor
from dragonviz.models.predictors import LinearPredictor


class LinearModel:
    """Coefficients as scikit-learn presents them.

    They are for unscaled features, whether or not the estimator standardises: for two classes, the second one wins
    where ``X @ coef_[0] + intercept_[0] > 0``; for more, the largest of ``X @ coef_.T + intercept_`` does. With derived
    inputs they are for the features as the estimator sees them and the inputs derived from them, in that order.
    """

    predictor_: LinearPredictor | CurvedPredictor

    @property
    def coef_(self) -> np.ndarray:
        """Weights of shape (1, n_inputs) for two classes, else (n_classes, n_inputs)."""
        return _lead_of_two(self._coefficients()[0])

    @property
    def intercept_(self) -> np.ndarray:
        """Biases of shape (1,) for two classes, else (n_classes,)."""
        return _lead_of_two(self._coefficients()[1])

    def _coefficients(self) -> tuple[np.ndarray, np.ndarray]:
        predictor = self.predictor_
        return predictor.coefficients() if isinstance(predictor, CurvedPredictor) else predictor.raw_coefficients()


def _lead_of_two(rows):
    return rows[1:] - rows[:1] if len(rows) == 2 else rows
