"""What a network gives for many samples: the MLP kernel's forward pass, a chunk at a time."""

from __future__ import annotations

import numpy as np

from dragonviz.models.kernels.compiling import compiled
from dragonviz.models.kernels.mlp_layers import Layers, Space, forward, matrix


@compiled(from_python=True)
def find_scores(X: np.ndarray, layers: Layers, space: Space, scores: np.ndarray) -> None:
    """Leave the class scores of samples in `scores`.

    Parameters
    ----------
    X : ndarray of shape (n_features, n_samples), float32
    layers : Layers
    space : Space
        Only its `outputs` and `active` are used.
    scores : ndarray of shape (n_classes, n_samples), float32
    """
    for begin in range(0, X.shape[1], space.n_samples):
        n = min(space.n_samples, X.shape[1] - begin)
        _take_in(X, begin, n, space)
        some, _ = forward(layers, space, n)
        _put_out(some, n, begin, scores)


@compiled(from_python=True)
def find_outputs(X: np.ndarray, layers: Layers, space: Space, outputs: np.ndarray) -> None:
    """Leave what every neuron gives in `outputs`, of shape (n_neurons, n_samples), layer after layer."""
    layout = layers.layout
    for begin in range(0, X.shape[1], space.n_samples):
        n = min(space.n_samples, X.shape[1] - begin)
        _take_in(X, begin, n, space)
        forward(layers, space, n)
        at, row = n * layout[0, 0], 0
        for k in range(len(layout)):
            n_outputs = layout[k, 1]
            _put_out(matrix(space.outputs, at, n, n_outputs), n, begin, outputs[row : row + n_outputs])
            at += n * n_outputs
            row += n_outputs


@compiled
def _take_in(X, begin, n, space):
    n_features = len(X)
    for j in range(n_features):
        for s in range(n):
            space.outputs[s * n_features + j] = X[j, begin + s]


@compiled
def _put_out(some, n, begin, target):
    for c in range(len(target)):
        for s in range(n):
            target[c, begin + s] = some[s, c]
