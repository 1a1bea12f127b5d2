"""What numpy does with preallocated memory: training by gradients worked out by hand, and region maps."""

from __future__ import annotations

import numpy as np

CHUNK = 256
_BETA1, _BETA2, _EPSILON = 0.9, 0.999, 1e-8
_ACTIVATE = {"relu": lambda z: np.maximum(z, 0, out=z), "tanh": lambda z: np.tanh(z, out=z)}


class NumpyTraining:
    """A network under training, softmax cross-entropy and Adam (Kingma & Ba 2015), in float32.

    All parameters lie in one flat array, and so do their gradients, so that Adam takes a few passes over the whole.

    Parameters
    ----------
    layers : sequence of (weights, biases)
        The first ones, of shapes (n_out, n_in) and (n_out,).
    activation : {"relu", "tanh"}
    learning_rate : float
    batch_size : int
    """

    def __init__(self, layers, activation, learning_rate, batch_size):
        self._activation, self._learning_rate, self._batch_size = activation, learning_rate, batch_size
        shapes = [(len(weights[0]), len(biases)) for weights, biases in layers]
        n_parameters = sum((n_in + 1) * n_out for n_in, n_out in shapes)
        self._parameters, self._gradients, self._mean, self._square, self._scratch = np.zeros(
            (5, n_parameters), dtype=np.float32
        )
        self._layers, self._layer_gradients = (_views(flat, shapes) for flat in (self._parameters, self._gradients))
        for (weights, biases), (first_weights, first_biases) in zip(self._layers, layers, strict=True):
            weights[:], biases[:] = first_weights.T, first_biases
        self._outputs = [np.empty((batch_size, n_out), dtype=np.float32) for _, n_out in shapes]
        self._errors = [np.empty_like(outputs) for outputs in self._outputs]
        self._step = 0

    def train(self, X, y, epochs, rng):
        """Visit all samples in a new random order, `epochs` times.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features), float32
        y : ndarray of shape (n_samples,), int
        epochs : int
        rng : numpy.random.Generator

        Returns
        -------
        int
            Samples visited.
        """
        for _ in range(epochs):
            order = rng.permutation(len(y))
            inputs, labels = X[order], y[order]
            for begin in range(0, len(y), self._batch_size):
                self._batch(inputs[begin : begin + self._batch_size], labels[begin : begin + self._batch_size])
        return epochs * len(y)

    def layers(self):
        """The present (weights, biases) of each layer, of shapes (n_out, n_in) and (n_out,)."""
        return [(weights.T, biases) for weights, biases in self._layers]

    def _batch(self, inputs, labels):
        n = len(labels)
        outputs = self._forward(inputs)
        scores, error = outputs[-1], self._errors[-1][:n]
        np.subtract(scores, scores.max(axis=1, keepdims=True), out=error)
        np.exp(error, out=error)
        error /= error.sum(axis=1, keepdims=True)
        error[np.arange(n), labels] -= 1
        error /= n
        self._backward([inputs, *outputs[:-1]])
        self._adam()

    def _forward(self, values):
        outputs = []
        for (weights, biases), memory in zip(self._layers, self._outputs, strict=True):
            outputs.append(np.dot(values, weights, out=memory[: len(values)]))
            outputs[-1] += biases
            if len(outputs) < len(self._layers):
                _ACTIVATE[self._activation](outputs[-1])
            values = outputs[-1]
        return outputs

    def _backward(self, inputs):
        n = len(inputs[0])
        for index in reversed(range(len(self._layers))):
            error = self._errors[index][:n]
            weight_gradients, bias_gradients = self._layer_gradients[index]
            np.dot(inputs[index].T, error, out=weight_gradients)
            error.sum(axis=0, out=bias_gradients)
            if index:
                below = np.dot(error, self._layers[index][0].T, out=self._errors[index - 1][:n])
                below *= self._slope(inputs[index])

    def _slope(self, outputs):
        return outputs > 0 if self._activation == "relu" else 1 - outputs * outputs

    def _adam(self):
        self._step += 1
        mean, square, scratch = self._mean, self._square, self._scratch
        mean *= _BETA1
        mean += np.multiply(self._gradients, 1 - _BETA1, out=scratch)
        square *= _BETA2
        np.multiply(self._gradients, self._gradients, out=scratch)
        scratch *= 1 - _BETA2
        square += scratch
        np.sqrt(square, out=scratch)
        scratch *= (1 - _BETA2**self._step) ** -0.5
        scratch += _EPSILON
        np.divide(mean, scratch, out=scratch)
        scratch *= self._learning_rate / (1 - _BETA1**self._step)
        self._parameters -= scratch


def _views(flat, shapes):
    views, begin = [], 0
    for n_in, n_out in shapes:
        middle = begin + n_in * n_out
        views.append((flat[begin:middle].reshape(n_in, n_out), flat[middle : middle + n_out]))
        begin = middle + n_out
    return views


class NumpyScores:
    """A network's class scores in chunks, into preallocated memory.

    Parameters
    ----------
    layers : sequence of (weights, biases)
    activation : {"relu", "tanh"}
    n_points : int
        A multiple of the size of a chunk.
    """

    def __init__(self, layers, activation, n_points):
        self._layers = [(np.ascontiguousarray(weights.T), biases) for weights, biases in layers]
        self._activate = _ACTIVATE[activation]
        self._hidden = [np.empty((CHUNK, len(biases)), dtype=np.float32) for _, biases in self._layers[:-1]]
        self._scores = np.empty((n_points, len(self._layers[-1][1])), dtype=np.float32)

    def __call__(self, points):
        """The scores of points, an ndarray of shape (n_points, n_features), float32; the next call overwrites them."""
        for begin in range(0, len(points), CHUNK):
            values = points[begin : begin + CHUNK]
            for (weights, biases), hidden in zip(self._layers, self._hidden, strict=False):
                np.dot(values, weights, out=hidden)
                hidden += biases
                values = self._activate(hidden)
            weights, biases = self._layers[-1]
            scores = np.dot(values, weights, out=self._scores[begin : begin + CHUNK])
            scores += biases
        return self._scores
