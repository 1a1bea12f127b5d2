"""The perceptron, for two classes."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral, Real

import numpy as np
from sklearn.utils._param_validation import Interval

from dragonviz.models.base import StepwiseClassifier
from dragonviz.models.learner import Samples
from dragonviz.models.linear import LinearModel
from dragonviz.models.perceptron_learner import PerceptronLearner
from dragonviz.models.sample_order import SampleOrder


class PerceptronBase(LinearModel, StepwiseClassifier):
    """The parameters that both perceptrons have."""

    _parameter_constraints = {
        "max_iter": [Interval(Integral, 1, None, closed="left")],
        "tol": [Interval(Real, 0, None, closed="left")],
        "shuffle": ["boolean"],
        "standardize": ["boolean"],
        "inputs": [tuple, list],
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        max_iter: int = 1500,
        tol: float = 0.1,
        shuffle: bool = False,
        standardize: bool = False,
        inputs: Sequence[str] = (),
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.max_iter = max_iter
        self.tol = tol
        self.shuffle = shuffle
        self.standardize = standardize
        self.inputs = inputs
        self.random_state = random_state

    def _learner(self, X: np.ndarray, y: np.ndarray, n_classes: int, test: Samples | None) -> PerceptronLearner:
        return PerceptronLearner(
            X,
            y,
            test,
            n_columns=self._n_columns(n_classes),
            max_epochs=self.max_iter + 1,
            tol=self.tol,
            orders=SampleOrder(np.random.default_rng(self.random_state), self.shuffle),
            standardize=self.standardize,
            inputs=self.inputs,
        )


class Perceptron(PerceptronBase):
    """Rosenblatt's perceptron [1]_ with a learning rate that falls as 1/epoch.

    It predicts the second class where w·x + b > 0, starting from zero. Each epoch k = 1, 2, … visits every sample; on
    a mistake, x/k and 1/k are added to w and b, or subtracted if the second class was predicted wrongly.

    Parameters
    ----------
    max_iter : int, default=1500
        Training stops when this many epochs have followed the first one.
    tol : float, default=0.1
        Training stops after an epoch in which the absolute changes of the weights (not of the bias) add up to less.
    shuffle : bool, default=False
        Whether each epoch visits the samples in a fresh random order instead of the order given.
    standardize : bool, default=False
        Whether features are scaled to mean 0 and standard deviation 1 over the training samples.
    inputs : tuple of str, default=()
        What is derived from two features x and y and appended to them, of "x2", "y2", "xy", "sin_x" and "sin_y"; if
        `standardize`, derived from scaled features, and scaled then.
    random_state : int, RandomState instance or None, default=None
        Where the random orders come from.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
    coef_ : ndarray of shape (1, n_features)
    intercept_ : ndarray of shape (1,)
    n_features_in_, n_iter_ : int
    predictor_ : LinearPredictor or CurvedPredictor

    References
    ----------
    .. [1] F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in the
       brain", Psychological Review 65(6), 1958.

    Examples
    --------
    >>> from dragonviz.models import Perceptron
    >>> Perceptron().fit([[1.0], [2.0], [4.0], [5.0]], ["low", "low", "high", "high"]).predict([[0.0], [6.0]])
    array(['low', 'high'], dtype='<U4')
    """

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def _n_columns(self, n_classes):
        if n_classes != 2:
            raise ValueError(f"Perceptron tells 2 classes apart; {n_classes} were given.")
        return 1
