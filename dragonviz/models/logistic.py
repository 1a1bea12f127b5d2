"""Logistic regression, whose optimiser can be watched at work."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral, Real

import numpy as np
from sklearn.utils._param_validation import Interval

from dragonviz.models.base import ProbabilisticClassifier
from dragonviz.models.learner import Samples
from dragonviz.models.linear import LinearModel
from dragonviz.models.logistic_learner import LogisticLearner


class LogisticRegression(LinearModel, ProbabilisticClassifier):
    """Logistic regression with an L2 penalty: the model, the objective and the optimiser of scikit-learn's own.

    The objective is the mean log loss plus |w|² / (2 C n); it is minimised by L-BFGS [1]_ from zero coefficients. With
    two classes there is one weight vector and the sigmoid of its score, with more a weight vector for each class and
    the softmax of their scores.

    Parameters
    ----------
    C : float, default=1.0
        Inverse strength of the penalty.
    max_iter : int, default=100
        Iterations of the optimiser at most; each is an epoch.
    tol : float, default=1e-4
        Training has converged when no component of the gradient is larger.
    standardize : bool, default=False
        Whether features are scaled to mean 0 and standard deviation 1 over the training samples; the penalty then
        applies to the weights of the scaled features.
    inputs : tuple of str, default=()
        What is derived from two features x and y and appended to them, of "x2", "y2", "xy", "sin_x" and "sin_y"; if
        `standardize`, derived from scaled features, and scaled then.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
    coef_ : ndarray of shape (n_classes, n_features), or (1, n_features) for two classes
        For unscaled features.
    intercept_ : ndarray of shape (n_classes,), or (1,) for two classes
    n_features_in_, n_iter_ : int
    predictor_ : LinearPredictor or CurvedPredictor

    References
    ----------
    .. [1] R. H. Byrd, P. Lu, J. Nocedal and C. Zhu, "A limited memory algorithm for bound constrained optimization",
       SIAM Journal on Scientific Computing 16(5), 1995.
    """

    _parameter_constraints = {
        "C": [Interval(Real, 0, None, closed="neither")],
        "max_iter": [Interval(Integral, 1, None, closed="left")],
        "tol": [Interval(Real, 0, None, closed="left")],
        "standardize": ["boolean"],
        "inputs": [tuple, list],
    }

    def __init__(
        self,
        C: float = 1.0,
        max_iter: int = 100,
        tol: float = 1e-4,
        standardize: bool = False,
        inputs: Sequence[str] = (),
    ) -> None:
        self.C = C
        self.max_iter = max_iter
        self.tol = tol
        self.standardize = standardize
        self.inputs = inputs

    def _learner(self, X: np.ndarray, y: np.ndarray, n_classes: int, test: Samples | None) -> LogisticLearner:
        return LogisticLearner(
            X,
            y,
            n_classes,
            test,
            C=self.C,
            max_epochs=self.max_iter,
            tol=self.tol,
            standardize=self.standardize,
            inputs=self.inputs,
        )
