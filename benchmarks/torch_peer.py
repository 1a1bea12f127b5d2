"""What torch does, used as it comes but with care: training by autograd and `torch.optim`, and region maps."""

from __future__ import annotations

from functools import partial

import torch
from torch import nn

from benchmarks.timing import rates, repeats_that_take

_ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh}
_IN_PLACE = {"relu": torch.relu_, "tanh": torch.tanh_}
_VARIANTS = {"plain": {"foreach": False}, "foreach": {"foreach": True}, "fused": {"fused": True}}
CHUNK = 256


class TorchTraining:
    """A network under training, softmax cross-entropy and Adam.

    Parameters
    ----------
    layers : sequence of (weights, biases)
        The first ones: float32, of shapes (n_out, n_in) and (n_out,).
    activation : {"relu", "tanh"}
    learning_rate : float
    variant : {"plain", "foreach", "fused"}
        Of torch's Adam.
    """

    def __init__(self, layers, activation, learning_rate, variant):
        parts = []
        for weights, biases in layers:
            linear = nn.Linear(weights.shape[1], weights.shape[0])
            with torch.no_grad():
                linear.weight.copy_(torch.tensor(weights))
                linear.bias.copy_(torch.tensor(biases))
            parts += [linear, _ACTIVATIONS[activation]()]
        self.module = nn.Sequential(*parts[:-1])
        self._optimiser = torch.optim.Adam(self.module.parameters(), lr=learning_rate, **_VARIANTS[variant])
        self._loss = nn.CrossEntropyLoss()

    def train(self, X, y, batch_size, epochs):
        """Visit all samples in a new random order, `epochs` times.

        Parameters
        ----------
        X : tensor of shape (n_samples, n_features), float32
        y : tensor of shape (n_samples,), int64
        batch_size, epochs : int

        Returns
        -------
        int
            Samples visited.
        """
        for _ in range(epochs):
            order = torch.randperm(len(y))
            for inputs, labels in zip(X[order].split(batch_size), y[order].split(batch_size), strict=True):
                self._optimiser.zero_grad()
                self._loss(self.module(inputs), labels).backward()
                self._optimiser.step()
        return epochs * len(y)

    def layers(self):
        """The present (weights, biases) of each layer, as numpy arrays."""
        return [(part.weight.detach().numpy(), part.bias.detach().numpy()) for part in self.module[::2]]


def fastest_adam(layers, activation, learning_rate, X, y, batch_size, seconds):
    """Try torch's variants of Adam.

    Returns
    -------
    variant : str
    epochs : int
        How many epochs of training take about `seconds` with it.
    """
    epochs, contestants = {}, {}
    for variant in _VARIANTS:
        train = partial(TorchTraining(layers, activation, learning_rate, variant).train, X, y, batch_size)
        epochs[variant] = repeats_that_take(seconds, train)
        contestants[variant] = partial(train, epochs[variant])
    measured = rates(contestants, 1)
    best = max(measured, key=lambda variant: measured[variant][0])
    return best, epochs[best]


class TorchScores:
    """A network's class scores in chunks, into preallocated memory.

    Parameters
    ----------
    layers : sequence of (weights, biases)
    activation : {"relu", "tanh"}
    n_points : int
        A multiple of the size of a chunk.
    """

    def __init__(self, layers, activation, n_points):
        self._layers = [(torch.tensor(weights).t(), torch.tensor(biases)) for weights, biases in layers]
        self._activate = _IN_PLACE[activation]
        self._hidden = [torch.empty(CHUNK, len(biases)) for _, biases in self._layers[:-1]]
        self._scores = torch.empty(n_points, len(self._layers[-1][1]))

    @torch.inference_mode()
    def __call__(self, points):
        """The scores of points, an ndarray of shape (n_points, n_features), float32; the next call overwrites them."""
        for inputs, scores in zip(torch.from_numpy(points).split(CHUNK), self._scores.split(CHUNK), strict=True):
            for (weights, biases), hidden in zip(self._layers, self._hidden, strict=False):
                torch.addmm(biases, inputs, weights, out=hidden)
                inputs = self._activate(hidden)
            weights, biases = self._layers[-1]
            torch.addmm(biases, inputs, weights, out=scores)
        return self._scores.numpy()
