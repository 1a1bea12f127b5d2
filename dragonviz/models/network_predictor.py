"""What a network computes at one moment of its training: numpy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.models.predictors import Scaling, softmax

_CHUNK = 256  # points: a layer's output of so many stays in the processor's cache


def _relu(z):
    return np.maximum(z, 0, out=z)


def _leaky_relu(z):
    return np.maximum(z, np.float32(0.01) * z, out=z)


def _tanh(z):
    return np.tanh(z, out=z)


def _logistic(z):
    z *= np.float32(0.5)
    np.tanh(z, out=z)
    z += 1
    z *= np.float32(0.5)
    return z


ACTIVATIONS = {"relu": _relu, "leaky_relu": _leaky_relu, "tanh": _tanh, "logistic": _logistic}


@dataclass(frozen=True, eq=False)
class NetworkPredictor:
    """Fully connected layers with an activation after each but the last.

    Parameters
    ----------
    layers : tuple of (weights, biases)
        float32, of shapes (n_out, n_in) and (n_out,).
    activation : str
        A name in `ACTIVATIONS`.
    scaling : Scaling
    """

    layers: tuple[tuple[np.ndarray, np.ndarray], ...]
    activation: str
    scaling: Scaling
    probabilistic = True

    @property
    def n_classes(self):
        """The number of classes."""
        return len(self.layers[-1][1])

    def scores(self, X):
        """The class scores (logits) of raw feature values, shape (n_samples, n_classes), float32."""
        inputs = self.scaling(X).astype(np.float32)
        scores = np.empty((len(inputs), self.n_classes), dtype=np.float32)
        activate = ACTIVATIONS[self.activation]
        for begin in range(0, len(inputs), _CHUNK):
            values = inputs[begin : begin + _CHUNK]
            for weights, biases in self.layers[:-1]:
                values = values @ weights.T
                values += biases
                activate(values)
            weights, biases = self.layers[-1]
            scores[begin : begin + _CHUNK] = values @ weights.T + biases
        return scores

    def classify(self, X):
        """The class index of each sample: the largest score, the first one in a tie."""
        return self.scores(X).argmax(axis=1)

    def probabilities(self, X):
        """The probability of each class, shape (n_samples, n_classes)."""
        return softmax(self.scores(X).astype(np.float64))
