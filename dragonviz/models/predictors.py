"""What a model computes at one moment of its training: immutable, and nothing but numpy.

Views draw from these, the estimators predict with them: one implementation for both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


def softmax(scores):
    """The probabilities that belong to class scores (logits), along the last axis; large scores do not overflow."""
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


@dataclass(frozen=True, eq=False)
class Scaling:
    """What is subtracted from each feature and what it is divided by before a model sees it.

    Parameters
    ----------
    mean, scale : ndarray of shape (n_features,)
    """

    mean: np.ndarray
    scale: np.ndarray

    @classmethod
    def raw(cls, n_features):
        """The scaling that changes nothing."""
        return cls(np.zeros(n_features), np.ones(n_features))

    @classmethod
    def standardising(cls, X):
        """The scaling that gives each column of `X` mean 0 and standard deviation 1.

        A constant column is only shifted, since there is nothing to divide by.
        """
        deviation = X.std(axis=0)
        return cls(X.mean(axis=0), np.where(deviation > 0, deviation, 1.0))

    def __call__(self, X):
        """`X`, scaled: a fresh C-contiguous array."""
        return np.ascontiguousarray(self.by_feature(X).T)

    def by_feature(self, X):
        """`X`, scaled and transposed to shape (n_features, n_samples)."""
        # Long rows: numpy takes several times as long over as many pairs.
        return (np.ascontiguousarray(X.T) - self.mean[:, np.newaxis]) / self.scale[:, np.newaxis]


@dataclass(frozen=True, eq=False)
class LinearPredictor:
    """Class scores that are linear in the features: logistic regression and both perceptrons.

    Parameters
    ----------
    weights : ndarray of shape (n_classes, n_features)
        Where two classes have only one weight vector, the first row is zero, so that "the largest score wins, the
        first one in a tie" is the rule "1 when w·x + b > 0".
    biases : ndarray of shape (n_classes,)
    scaling : Scaling
    probabilistic : bool
        Whether the softmax of the scores is a probability (logistic regression) or a perceptron's scores
        mean no more than which is largest.
    """

    weights: np.ndarray
    biases: np.ndarray
    scaling: Scaling
    probabilistic: bool
    is_linear = True

    @property
    def n_classes(self):
        """The number of classes."""
        return len(self.biases)

    def scores(self, X):
        """The class scores (logits) of raw feature values, shape (n_samples, n_classes)."""
        return (self.weights @ self.scaling.by_feature(X) + self.biases[:, np.newaxis]).T

    def classify(self, X):
        """The class index of raw feature values: the largest score wins, the first one in a tie.

        Returns
        -------
        ndarray of shape (n_samples,), int64
        """
        return self.scores(X).argmax(axis=1).astype(np.int64, copy=False)

    def probabilities(self, X):
        """How likely each class is; all or nothing where the scores are not logits.

        Returns
        -------
        ndarray of shape (n_samples, n_classes)
        """
        if self.probabilistic:
            return softmax(self.scores(X))
        return np.eye(self.n_classes)[self.classify(X)]

    def raw_coefficients(self):
        """Weights and biases that give the same scores on unscaled features.

        Returns
        -------
        weights : ndarray of shape (n_classes, n_features)
        biases : ndarray of shape (n_classes,)
        """
        weights = self.weights / self.scaling.scale
        return weights, self.biases - weights @ self.scaling.mean
