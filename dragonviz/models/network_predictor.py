"""What a network computes at one moment of its training."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.models.kernels.mlp_activations import KINDS
from dragonviz.models.kernels.mlp_evaluation import find_outputs, find_scores
from dragonviz.models.kernels.mlp_layers import Layers, Space
from dragonviz.models.mlp_network import layers_of
from dragonviz.models.predictors import Scaling, softmax

# A layer's outputs for so many stay in the processor's cache; from 8-8-8 to 512-512, none is faster by a tenth.
_SAMPLES_AT_A_TIME = 200
_NOTHING = np.empty(0, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class NetworkPredictor:
    """Fully connected layers with an activation after each but the last.

    Parameters
    ----------
    parameters : ndarray of shape (n,), float32
        Of all layers, and the predictor's own: nobody changes them.
    layout : ndarray of shape (n_layers, 4), int64
        See `dragonviz.models.mlp_network.Network`.
    activation : {"relu", "logistic", "tanh", "leaky_relu"}
    scaling : Scaling
    """

    parameters: np.ndarray
    layout: np.ndarray
    activation: str
    scaling: Scaling
    probabilistic = True
    is_linear = False

    @property
    def n_classes(self):
        """The number of classes."""
        return int(self.layout[-1, 1])

    @property
    def layers(self):
        """Each layer's weights, shape (n_outputs, n_inputs), and biases: read-only views."""
        layers = layers_of(self.parameters, self.layout)
        for weights, biases in layers:
            weights.flags.writeable = biases.flags.writeable = False
        return layers

    def scores(self, X):
        """The class scores (logits) of raw feature values, shape (n_samples, n_classes), float32."""
        scores = np.empty((self.n_classes, len(X)), dtype=np.float32)
        find_scores(self._inputs(X), self._kernel_layers(), self._space(), scores)
        return scores.T

    def outputs(self, X):
        """What every neuron gives, layer by layer: arrays of shape (n_neurons, n_samples), the last of the scores."""
        n_neurons = self.layout[:, 1]
        outputs = np.empty((n_neurons.sum(), len(X)), dtype=np.float32)
        find_outputs(self._inputs(X), self._kernel_layers(), self._space(), outputs)
        return np.split(outputs, np.cumsum(n_neurons)[:-1])

    def classify(self, X):
        """The class index of each sample: the largest score, the first one in a tie."""
        return self.scores(X).argmax(axis=1)

    def probabilities(self, X):
        """The probability of each class, shape (n_samples, n_classes)."""
        return softmax(self.scores(X).astype(np.float64))

    def _inputs(self, X):
        return np.ascontiguousarray(self.scaling.by_feature(X), dtype=np.float32)

    def _kernel_layers(self):
        return Layers(self.parameters[np.newaxis], self.layout, KINDS[self.activation])

    def _space(self):
        n_neurons = self.layout[0, 0] + self.layout[:, 1].sum()
        return Space(
            outputs=np.empty(_SAMPLES_AT_A_TIME * n_neurons, dtype=np.float32),
            deltas=_NOTHING,
            active=np.empty(self.layout[:, :2].max(), dtype=np.int64),
            partial=_NOTHING,
            n_samples=_SAMPLES_AT_A_TIME,
        )
