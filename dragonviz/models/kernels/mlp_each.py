"""A network's scores of samples, each on its own: to the last bit, they do not depend on the others in the call.

BLAS rounds the products of a matrix's last rows otherwise than those of the rows before, on some processors. Here every
sample goes through the same operations in the same order, without fast-math flags.
"""

from __future__ import annotations

import numpy as np

from dragonviz.models.kernels.compiling import compiled
from dragonviz.models.kernels.mlp_activations import activate
from dragonviz.models.kernels.mlp_layers import Layers


@compiled(from_python=True)
def find_each_score(X: np.ndarray, layers: Layers, space: np.ndarray, scores: np.ndarray) -> None:
    """Leave the class scores of samples in `scores`.

    Parameters
    ----------
    X : ndarray of shape (n_features, n_samples), float32
    layers : Layers
    space : ndarray of shape (2, n_neurons_of_widest_layer, n_samples_at_a_time), float32
        Room to work in.
    scores : ndarray of shape (n_classes, n_samples), float32
    """
    parameters, layout = layers.memory[0], layers.layout
    for begin in range(0, X.shape[1], space.shape[2]):
        end = min(begin + space.shape[2], X.shape[1])
        n = end - begin
        inputs, outputs = space[0], space[1]
        for j in range(len(X)):
            inputs[j, :n] = X[j, begin:end]
        for k in range(len(layout)):
            n_inputs, n_outputs, weights, biases = layout[k, 0], layout[k, 1], layout[k, 2], layout[k, 3]
            by_neuron = n_inputs > n_outputs  # as `Network` stores them
            for r in range(n_outputs):
                w = weights + r * (n_inputs if by_neuron else 1)
                stride = 1 if by_neuron else n_outputs
                _find_output(parameters, w, stride, n_inputs, parameters[biases + r], inputs, outputs[r, :n])
            if k < len(layout) - 1:
                for r in range(n_outputs):
                    activate(layers.activation, outputs[r, :n])
            inputs, outputs = outputs, inputs
        for c in range(len(scores)):
            scores[c, begin:end] = inputs[c, :n]


@compiled(inline="always")
def _find_output(parameters, at, stride, n_inputs, bias, inputs, output):
    """One neuron's output before its activation; its weights begin at `at`."""
    n = len(output)
    for s in range(n):
        output[s] = bias
    fours = n_inputs // 4 * 4
    for j in range(0, fours, 4):
        w0, w1 = parameters[at], parameters[at + stride]
        w2, w3 = parameters[at + 2 * stride], parameters[at + 3 * stride]
        x0, x1, x2, x3 = inputs[j, :n], inputs[j + 1, :n], inputs[j + 2, :n], inputs[j + 3, :n]
        for s in range(n):
            output[s] += (w0 * x0[s] + w1 * x1[s]) + (w2 * x2[s] + w3 * x3[s])
        at += 4 * stride
    for j in range(fours, n_inputs):
        w0, x0 = parameters[at], inputs[j, :n]
        for s in range(n):
            output[s] += w0 * x0[s]
        at += stride
