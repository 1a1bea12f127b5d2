"""What a model computes at one moment of its training: immutable, and nothing but numpy.

Views draw from these, the estimators predict with them: one implementation for both.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import numpy as np

if TYPE_CHECKING:  # it brings numba, and the window does not wait for that
    from dragonviz.models.curved_predictor import CurvedPredictor
    from dragonviz.models.network_predictor import NetworkPredictor

# Values of a column that differ by less than this share of the largest differ by rounding.
_ROUNDING = 8 * np.finfo(np.float64).eps
# And by less than this, there is no dividing by their deviation: the largest feature's share of it would overflow.
_LEAST_SPREAD = 1e-200


def softmax(scores: np.ndarray) -> np.ndarray:
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
    def raw(cls, n_features: int) -> Scaling:
        """The scaling that changes nothing."""
        return cls(np.zeros(n_features), np.ones(n_features))

    @classmethod
    def standardising(cls, X: np.ndarray) -> Scaling:
        """The scaling that gives each column of `X` mean 0 and standard deviation 1.

        A constant column becomes 0, since there is nothing to divide by; so does, nearly, one whose values differ by
        no more than rounding.
        """
        lowest, highest = X.min(axis=0), X.max(axis=0)
        spread, largest = highest - lowest, np.maximum(-lowest, highest)
        # The power of two above it, so that no square overflows or vanishes, and nothing is rounded.
        unit = np.ldexp(1.0, np.frexp(spread)[1])
        # From the lowest value on, so that what the column is away from zero is not rounded to.
        above = (X - lowest) / unit
        is_constant = spread <= np.maximum(_ROUNDING * largest, _LEAST_SPREAD)
        return cls(
            lowest + above.mean(axis=0) * unit,
            np.where(is_constant, np.maximum(largest, 1.0), above.std(axis=0) * unit),
        )

    def scaled_coefficients(self, weights: np.ndarray, biases: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Weights and biases that give on scaled inputs what these give on unscaled ones.

        Parameters
        ----------
        weights : ndarray of shape (n_outputs, n_inputs)
        biases : ndarray of shape (n_outputs,)
        """
        return weights * self.scale, biases + weights @ self.mean

    def raw_coefficients(self, weights: np.ndarray, biases: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Weights and biases that give on unscaled inputs what these give on scaled ones: the way back."""
        raw = weights / self.scale
        return raw, biases - raw @ self.mean

    def __call__(self, X: np.ndarray) -> np.ndarray:
        """`X`, scaled: a fresh C-contiguous array."""
        return np.ascontiguousarray(self.by_feature(X).T)

    def by_feature(self, X: np.ndarray) -> np.ndarray:
        """`X`, scaled and transposed to shape (n_features, n_samples)."""
        # Long rows: numpy takes several times as long over as many pairs.
        return (np.ascontiguousarray(X.T) - self.mean[:, np.newaxis]) / self.scale[:, np.newaxis]


class Predictor(ABC):
    """What a model says of raw feature values.

    Attributes
    ----------
    scaling : Scaling
    probabilistic : bool
        Whether the softmax of the scores is a probability, or scores mean no more than which is largest.
    is_linear : bool
        Whether it is a `LinearPredictor`, whose scores are given by one weight for each feature.
    n_classes : int
    has_class_lines : bool
        Whether the lines on which a class's score is 0 are worth showing.
    """

    scaling: Scaling
    probabilistic: bool
    is_linear: ClassVar[bool]

    @property
    @abstractmethod
    def n_classes(self) -> int:
        """The number of classes."""

    @property
    @abstractmethod
    def has_class_lines(self) -> bool:
        """Whether the lines on which a class's score is 0 are worth showing."""

    @property
    def hidden_sizes(self) -> tuple[int, ...]:
        """How many neurons each hidden layer has; empty for a model without any."""
        return ()

    @abstractmethod
    def scores(self, X: np.ndarray) -> np.ndarray:
        """The class scores (logits) of raw feature values, shape (n_samples, n_classes)."""

    def classify(self, X: np.ndarray) -> np.ndarray:
        """The class index of raw feature values: the largest score wins, the first one in a tie.

        Returns
        -------
        ndarray of shape (n_samples,), int64
        """
        return self.scores(X).argmax(axis=1).astype(np.int64, copy=False)

    @abstractmethod
    def probabilities(self, X: np.ndarray) -> np.ndarray:
        """How likely each class is, shape (n_samples, n_classes); all or nothing where the scores are not logits."""


@dataclass(frozen=True, eq=False)
class WeightedPredictor(Predictor):
    """Class scores with one weight for each input: logistic regression and both perceptrons.

    Parameters
    ----------
    weights : ndarray of shape (n_classes, n_inputs)
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

    @property
    def n_classes(self) -> int:
        """The number of classes."""
        return len(self.biases)

    @property
    def has_class_lines(self) -> bool:
        """Whether it is a perceptron with a weight vector for each of more than two classes."""
        return self.n_classes > 2 and not self.probabilistic

    def scores(self, X: np.ndarray) -> np.ndarray:
        """The class scores (logits) of raw feature values, shape (n_samples, n_classes)."""
        return (self.weights @ self.scaling.by_feature(X) + self.biases[:, np.newaxis]).T

    def probabilities(self, X: np.ndarray) -> np.ndarray:
        """How likely each class is, shape (n_samples, n_classes); all or nothing where the scores are not logits."""
        if self.probabilistic:
            return softmax(self.scores(X))
        return np.eye(self.n_classes)[self.classify(X)]


@dataclass(frozen=True, eq=False)
class LinearPredictor(WeightedPredictor):
    """Class scores that are linear in the features, so that borders are straight lines.

    Parameters
    ----------
    weights : ndarray of shape (n_classes, n_features)
    biases : ndarray of shape (n_classes,)
    scaling : Scaling
    probabilistic : bool
    """

    is_linear: ClassVar[bool] = True

    def raw_coefficients(self) -> tuple[np.ndarray, np.ndarray]:
        """Weights and biases that give the same scores on unscaled features.

        Returns
        -------
        weights : ndarray of shape (n_classes, n_features)
        biases : ndarray of shape (n_classes,)
        """
        return self.scaling.raw_coefficients(self.weights, self.biases)

    def on_unit_square(self, rect: tuple[float, float, float, float]) -> tuple[np.ndarray, np.ndarray]:
        """Weights and biases that give the same scores on a rectangle's points, in units of its sides.

        These, unlike raw coefficients, do not lose what small differences between large feature values tell.

        Parameters
        ----------
        rect : tuple of (x_min, x_max, y_min, y_max)
            (0, 0) is at (x_min, y_min), and (1, 1) at (x_max, y_max).

        Returns
        -------
        weights : ndarray of shape (n_classes, 2)
        biases : ndarray of shape (n_classes,)
        """
        x_min, x_max, y_min, y_max = rect
        weights = self.weights * (np.array([x_max - x_min, y_max - y_min]) / self.scaling.scale)
        return weights, self.scores(np.array([[x_min, y_min]]))[0]


AnyPredictor: TypeAlias = "LinearPredictor | CurvedPredictor | NetworkPredictor"  # what models have
