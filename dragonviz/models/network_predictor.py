"""What a network computes at one moment of its training."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from dragonviz.models.kernels.mlp_activations import KINDS
from dragonviz.models.kernels.mlp_each import find_each_score
from dragonviz.models.kernels.mlp_evaluation import find_outputs, find_scores
from dragonviz.models.kernels.mlp_layers import Layers, Space
from dragonviz.models.mlp_network import Parts, layers_of
from dragonviz.models.predictors import Predictor, Scaling, softmax

# A layer's outputs for so many stay in the processor's cache; from 8-8-8 to 512-512, none is faster by a tenth.
_SAMPLES_AT_A_TIME = 200
_MOST_SAMPLES_BY_THEMSELVES, _MOST_NUMBERS = 512, 2**22
_LARGEST_INPUT = 2e15
_NOTHING = np.empty(0, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class NetworkPredictor(Predictor):
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
    is_linear: ClassVar[bool] = False
    probabilistic: bool = field(default=True, init=False)
    has_class_lines: ClassVar[bool] = False

    @property
    def n_classes(self) -> int:
        """The number of classes."""
        return int(self.layout[-1, 1])

    @property
    def hidden_sizes(self) -> tuple[int, ...]:
        """The numbers of neurons in the hidden layers."""
        return tuple(self.layout[:-1, 1].tolist())

    @property
    def layers(self) -> Parts:
        """Each layer's weights, shape (n_outputs, n_inputs), and biases: read-only views."""
        layers = layers_of(self.parameters, self.layout)
        for weights, biases in layers:
            weights.flags.writeable = biases.flags.writeable = False
        return layers

    def raw_layers(self) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Each layer's weights and biases, the first layer's such that it takes unscaled inputs.

        Returns
        -------
        weights : list of ndarray of shape (n_outputs, n_inputs)
        biases : list of ndarray of shape (n_outputs,)
        """
        first, *others = self.layers
        layers = [self.scaling.raw_coefficients(*(array.astype(np.float64) for array in first)), *others]
        return [weights for weights, _ in layers], [biases for _, biases in layers]

    def scores(self, X: np.ndarray) -> np.ndarray:
        """The class scores (logits) of raw feature values, shape (n_samples, n_classes), float32.

        Those of a sample are the same bits whichever others there are.
        """
        scores = np.empty((self.n_classes, len(X)), dtype=np.float32)
        widest = self.layout[:, :2].max()
        n_at_a_time = max(1, min(_MOST_SAMPLES_BY_THEMSELVES, len(X), _MOST_NUMBERS // widest))
        space = np.empty((2, widest, n_at_a_time), dtype=np.float32)
        find_each_score(self._inputs(X), self._kernel_layers(), space, scores)
        return scores.T

    def scores_together(self, X: np.ndarray) -> np.ndarray:
        """As `scores`, but for the last bits, and up to twice as fast for thousands of samples."""
        scores = np.empty((self.n_classes, len(X)), dtype=np.float32)
        find_scores(self._inputs(X), self._kernel_layers(), self._space(), scores)
        return scores.T

    def outputs(self, X: np.ndarray) -> list[np.ndarray]:
        """What every neuron gives, layer by layer: arrays of shape (n_neurons, n_samples), the last of the scores."""
        n_neurons = self.layout[:, 1]
        outputs = np.empty((n_neurons.sum(), len(X)), dtype=np.float32)
        find_outputs(self._inputs(X), self._kernel_layers(), self._space(), outputs)
        return np.split(outputs, np.cumsum(n_neurons)[:-1])

    def probabilities(self, X: np.ndarray) -> np.ndarray:
        """The probability of each class, shape (n_samples, n_classes)."""
        return softmax(self.scores(X).astype(np.float64))

    def _inputs(self, X):
        scaled = self.scaling.by_feature(X)
        # What is farther away than any feature may be, counted in deviations, would overflow.
        np.clip(scaled, -_LARGEST_INPUT, _LARGEST_INPUT, out=scaled)
        return scaled.astype(np.float32, order="C")

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
