"""What a network computes at one moment of its training."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragonviz.models.network_pass import outputs_by_chunk
from dragonviz.models.predictors import Scaling, softmax


@dataclass(frozen=True, eq=False)
class NetworkPredictor:
    """Fully connected layers with an activation after each but the last.

    Parameters
    ----------
    layers : tuple of (weights, biases)
        float32, of shapes (n_out, n_in) and (n_out,).
    activation : str
        A name in `dragonviz.models.network_pass.ACTIVATIONS`.
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
        scores = np.empty((len(X), self.n_classes), dtype=np.float32)
        for samples, outputs in self._outputs_by_chunk(X):
            scores[samples] = outputs[-1].T
        return scores

    def outputs(self, X):
        """What every neuron gives, layer by layer: arrays of shape (n_neurons, n_samples), the last of the scores."""
        outputs = [np.empty((len(biases), len(X)), dtype=np.float32) for _, biases in self.layers]
        for samples, some in self._outputs_by_chunk(X):
            for whole, part in zip(outputs, some, strict=True):
                whole[:, samples] = part
        return outputs

    def classify(self, X):
        """The class index of each sample: the largest score, the first one in a tie."""
        return self.scores(X).argmax(axis=1)

    def probabilities(self, X):
        """The probability of each class, shape (n_samples, n_classes)."""
        return softmax(self.scores(X).astype(np.float64))

    def _outputs_by_chunk(self, X):
        return outputs_by_chunk(self.layers, self.activation, self.scaling.by_feature(X).astype(np.float32))
