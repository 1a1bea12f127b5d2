"""Taking samples through all layers of a network, a chunk at a time, in buffers that are made once."""

from __future__ import annotations

import numpy as np

_CHUNK = 512  # samples: a layer's outputs for so many stay in the processor's cache
# From this many neurons in a layer on, torch is faster than numpy: by a third for the lesson's network, by a twentieth
# for 512-512. Below, numpy is up to four times as fast. numpy's tanh is always three times as fast as torch's.
_WIDE = 48


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


def outputs_by_chunk(layers, activation, inputs):
    """What every neuron gives for every sample.

    Parameters
    ----------
    layers : sequence of (weights, biases)
        float32, of shapes (n_out, n_in) and (n_out,).
    activation : str
        A name in `ACTIVATIONS`; applied after each layer but the last.
    inputs : ndarray of shape (n_features, n_samples), float32

    Yields
    ------
    samples : slice
        Which samples these are.
    outputs : list of ndarray of shape (n_out, n_samples_in_chunk), float32
        One for each layer. They are overwritten by the next chunk.
    """
    widest = max(len(biases) for _, biases in layers)
    through = _by_torch if widest >= _WIDE else _by_numpy
    return through(layers, ACTIVATIONS[activation], inputs)


def _chunks(n_samples):
    return (slice(begin, min(begin + _CHUNK, n_samples)) for begin in range(0, n_samples, _CHUNK))


def _by_numpy(layers, activate, inputs):
    # A neuron's outputs lie side by side: rows are long, however few the neurons.
    buffers = [np.empty((len(biases), _CHUNK), dtype=np.float32) for _, biases in layers]
    for samples in _chunks(inputs.shape[1]):
        values = inputs[:, samples]
        outputs = [buffer[:, : values.shape[1]] for buffer in buffers]
        for k, (weights, biases) in enumerate(layers):
            np.matmul(weights, values, out=outputs[k])
            outputs[k] += biases[:, np.newaxis]
            values = activate(outputs[k]) if k < len(layers) - 1 else outputs[k]
        yield samples, outputs


def _by_torch(layers, activate, inputs):
    # Nothing is loaded for this: a network this wide was trained with torch.
    import torch

    if activate is _relu:

        def activate(z):
            torch.relu_(torch.from_numpy(z))
            return z

    buffers = [np.empty((_CHUNK, len(biases)), dtype=np.float32) for _, biases in layers]
    matrices = [(torch.tensor(weights).t(), torch.tensor(biases)) for weights, biases in layers]
    samples_first = np.ascontiguousarray(inputs.T)
    for samples in _chunks(len(samples_first)):
        values = samples_first[samples]
        outputs = [buffer[: len(values)] for buffer in buffers]
        for k, (weights, biases) in enumerate(matrices):
            torch.addmm(biases, torch.from_numpy(values), weights, out=torch.from_numpy(outputs[k]))
            values = activate(outputs[k]) if k < len(layers) - 1 else outputs[k]
        yield samples, [output.T for output in outputs]
