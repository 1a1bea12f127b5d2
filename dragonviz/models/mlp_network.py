"""The layers of an MLP in one flat buffer, which a compiled loop can update, and as torch sees them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import torch

Parts = tuple[tuple[np.ndarray, np.ndarray], ...]  # each layer's weights and biases

_CACHE_LINE = 16  # in float32 numbers
_DRAWN_AT_A_TIME = 2**16  # numbers, which stay in the cache


class Network:
    """Fully connected layers; their scores are logits, without a softmax.

    Each weight matrix is stored with its longer side contiguous, since that is the side that inner loops run along: a
    layer with more inputs than outputs as torch has it, any other one transposed.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of features, of neurons in each hidden layer, and of classes.
    seed : int
        The first weights are those of ``torch.manual_seed(seed)`` and `torch.nn.Linear` layers made in order.
    n_moments : int
        How many numbers the solver remembers for each parameter.

    Attributes
    ----------
    memory : ndarray of shape (2 + n_moments, n), float32
        Parameters, what the solver remembers, and the gradient, all laid out alike.
    layout : ndarray of shape (n_layers, 4), int64
        For each layer the numbers of inputs and outputs, and where its weights and its biases begin in a row of
        `memory`.
    """

    def __init__(self, sizes: Sequence[int], seed: int, n_moments: int) -> None:
        self.layout, n = lay_out(sizes)
        self.memory = _aligned_zeros(2 + n_moments, n)
        state = np.random.RandomState(seed)
        for weights, biases in self.layers():
            # That is what torch's kaiming_uniform_ with a = √5 comes to.
            bound = 1 / math.sqrt(weights.shape[1])
            _draw(weights, bound, state)
            _draw(biases, bound, state)

    def layers(self) -> Parts:
        """Each layer's weights, shape (n_outputs, n_inputs), and biases: views of the memory."""
        return layers_of(self.memory[0], self.layout)


def lay_out(sizes: Sequence[int]) -> tuple[np.ndarray, int]:
    """The layout of layers of these sizes, and how many numbers it takes: see `Network`."""
    layout, n = [], 0
    for n_inputs, n_outputs in pairwise(sizes):
        biases = n + _whole_lines(n_inputs * n_outputs)
        layout.append((n_inputs, n_outputs, n, biases))
        n = biases + _whole_lines(n_outputs)
    return np.array(layout, dtype=np.int64), n


def layers_of(parameters: np.ndarray, layout: np.ndarray) -> Parts:
    """Each layer's weights, shape (n_outputs, n_inputs), and biases: views of a row of a network's memory."""
    layers = []
    for n_inputs, n_outputs, weights, biases in layout.tolist():
        W = parameters[weights : weights + n_inputs * n_outputs]
        W = W.reshape(n_inputs, n_outputs).T if n_inputs <= n_outputs else W.reshape(n_outputs, n_inputs)
        layers.append((W, parameters[biases : biases + n_outputs]))
    return tuple(layers)


def as_module(layers: Parts, activation: str) -> torch.nn.Sequential:
    """The layers as torch has them.

    Parameters
    ----------
    layers : sequence of (weights, biases)
        float32; the module's parameters share their memory, and can be changed even where these arrays are read-only.
    activation : {"relu", "logistic", "tanh", "leaky_relu"}

    Returns
    -------
    torch.nn.Sequential
    """
    # Here, since importing it takes more than a second and training does without it.
    import torch
    from torch import nn

    activations = {"relu": nn.ReLU, "logistic": nn.Sigmoid, "tanh": nn.Tanh, "leaky_relu": nn.LeakyReLU}
    parts = []
    for weights, biases in layers:
        linear = nn.Linear(*weights.T.shape, device="meta")
        linear.weight, linear.bias = (nn.Parameter(torch.from_numpy(_writable(array))) for array in (weights, biases))
        parts += [linear, activations[activation]()]
    return nn.Sequential(*parts[:-1])


def _writable(array):
    view = array.view()
    view.flags.writeable = True
    return view


def _whole_lines(n):
    return -(-n // _CACHE_LINE) * _CACHE_LINE


def _aligned_zeros(n_rows, n_columns):
    """Zeros that begin on a cache line."""
    spare = np.zeros(n_rows * n_columns + _CACHE_LINE, np.float32)
    begin = -(spare.ctypes.data // spare.itemsize) % _CACHE_LINE
    return spare[begin : begin + n_rows * n_columns].reshape(n_rows, n_columns)


def _draw(target, bound, state):
    """Fill `target` with uniform numbers between -bound and bound, bit for bit as torch draws them.

    torch's generator is the Mersenne Twister, as numpy's `RandomState` is; a uniform float32 is made of 24 of its bits,
    by one fused multiplication and addition.
    """
    low, width = np.float64(np.float32(-bound)), np.float64(np.float32(bound) - np.float32(-bound))
    drawn = np.empty(target.size, dtype=np.float32)
    for begin in range(0, target.size, _DRAWN_AT_A_TIME):
        some = drawn[begin : begin + _DRAWN_AT_A_TIME]
        some[:] = state.randint(2**24, size=len(some), dtype=np.uint32) * 2.0**-24 * width + low
    target[...] = drawn.reshape(target.shape)
