"""Networks with weights of the test's own choice."""

import numpy as np

from dragonviz.models.mlp_network import lay_out, layers_of
from dragonviz.models.network_predictor import NetworkPredictor


def network_of(layers, activation, scaling):
    """A predictor with these (weights, biases), of shapes (n_outputs, n_inputs) and (n_outputs,)."""
    layout, n = lay_out([layers[0][0].shape[1], *(len(biases) for _, biases in layers)])
    parameters = np.zeros(n, dtype=np.float32)
    for (weights, biases), (own_weights, own_biases) in zip(layers, layers_of(parameters, layout), strict=True):
        own_weights[:], own_biases[:] = weights, biases
    return NetworkPredictor(parameters, layout, activation, scaling)
