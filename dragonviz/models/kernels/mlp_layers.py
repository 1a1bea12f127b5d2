"""The MLP kernel's forward and backward pass, for a few hundred samples at a time.

BLAS multiplies the matrices, or loops of our own: see `_is_for_blas`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import carray, types
from numba.core import cgutils
from numba.extending import intrinsic

from dragonviz.models.kernels.compiling import compiled
from dragonviz.models.kernels.mlp_activations import activate, derive

_ZERO = np.float32(0)
# None that would assume that there is no nan or infinity: divergence must be seen.
_REORDERING = {"contract", "reassoc", "nsz", "arcp"}


class Layers(NamedTuple):
    """The `memory` and `layout` of a `dragonviz.models.mlp_network.Network`, and one of the kernel's activations."""

    memory: np.ndarray
    layout: np.ndarray
    activation: int


class Space(NamedTuple):
    """Room to work in.

    Parameters
    ----------
    outputs, deltas : ndarray of shape (n_samples * n_neurons,), float32
        For the outputs of all layers, the inputs included, of as many samples as go through at a time; and for the
        loss's derivatives by them.
    active : ndarray of shape (n_neurons_of_widest_layer,), int64
    partial : ndarray, float32
        For the gradient of a part of a batch; empty where every batch goes through whole.
    n_samples : int
        How many go through at a time.
    """

    outputs: np.ndarray
    deltas: np.ndarray
    active: np.ndarray
    partial: np.ndarray
    n_samples: int


@compiled
def forward(layers: Layers, space: Space, n: int) -> tuple[np.ndarray, int]:
    """Take the first `n` inputs of the space through all layers; returns the scores, and where they begin in it."""
    parameters, layout = layers.memory[0], layers.layout
    at = 0
    for k in range(len(layout)):
        n_inputs, n_outputs, weights, biases = layout[k, 0], layout[k, 1], layout[k, 2], layout[k, 3]
        inputs = matrix(space.outputs, at, n, n_inputs)
        at += n * n_inputs
        outputs = matrix(space.outputs, at, n, n_outputs)
        if n_inputs <= n_outputs:
            _multiply(inputs, matrix(parameters, weights, n_inputs, n_outputs), outputs, space.active)
        else:
            _multiply_transposed(inputs, matrix(parameters, weights, n_outputs, n_inputs), outputs)
        b = parameters[biases : biases + n_outputs]
        for s in range(n):
            add(b, outputs[s])
        if k < len(layout) - 1:
            activate(layers.activation, space.outputs[at : at + n * n_outputs])
    return outputs, at


@compiled(inline="always")
def backward(layers: Layers, gradient: np.ndarray, space: Space, n: int, at: int) -> None:
    """Take the loss's derivatives by the scores, which begin at `at`, back through all layers, to its `gradient`."""
    parameters, layout = layers.memory[0], layers.layout
    for k in range(len(layout) - 1, -1, -1):
        n_inputs, n_outputs, weights, biases = layout[k, 0], layout[k, 1], layout[k, 2], layout[k, 3]
        deltas = matrix(space.deltas, at, n, n_outputs)
        at -= n * n_inputs
        inputs, input_deltas = matrix(space.outputs, at, n, n_inputs), matrix(space.deltas, at, n, n_inputs)
        b = gradient[biases : biases + n_outputs]
        for j in range(n_outputs):
            b[j] = deltas[0, j]
        for s in range(1, n):
            add(deltas[s], b)
        if n_inputs <= n_outputs:
            _outer(inputs, deltas, matrix(gradient, weights, n_inputs, n_outputs))
            if k > 0:
                _multiply_transposed(deltas, matrix(parameters, weights, n_inputs, n_outputs), input_deltas)
        else:
            _outer(deltas, inputs, matrix(gradient, weights, n_outputs, n_inputs))
            if k > 0:
                _multiply(deltas, matrix(parameters, weights, n_outputs, n_inputs), input_deltas, space.active)
        if k > 0:
            derive(layers.activation, space.outputs[at : at + n * n_inputs], space.deltas[at : at + n * n_inputs])


@intrinsic
def _pointer(context, address):
    def generate(context, builder, signature, arguments):
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(types.intp), generate


@compiled
def matrix(flat: np.ndarray, begin: int, n_rows: int, n_columns: int) -> np.ndarray:
    """A part of a flat array as a matrix that shares its memory."""
    # numba's own slicing and reshaping is forty times as slow, which would be half of the time of a small step.
    return carray(_pointer(flat.ctypes.data + flat.itemsize * begin), (n_rows, n_columns), np.float32)


@compiled
def add(source: np.ndarray, target: np.ndarray) -> None:
    """Add `source` to `target`."""
    for j in range(len(target)):
        target[j] += source[j]


# Measured from 8 x 8 to 4096 x 4096 weights. With one sample, BLAS gains nothing from the cache, and our loops skip the
# neurons that are off. With a few, BLAS first rearranges the weights, which takes longer than multiplying by them if
# they are many. Otherwise, and for the gradient of the weights, BLAS wins, and ties with torch.
_MANY_WEIGHTS, _FEW_SAMPLES, _FEW_SAMPLES_TRANSPOSED = 2**18, 12, 32


@compiled
def _is_for_blas(n_samples, n_weights, few):
    """Whether samples are multiplied by weights faster by BLAS than by our own loops."""
    return n_samples > few or (n_samples > 1 and n_weights < _MANY_WEIGHTS)


@compiled(fastmath=_REORDERING)
def _multiply(A, B, product, active):
    """A @ B, with a row for each sample in A."""
    if _is_for_blas(len(A), B.size, _FEW_SAMPLES):
        np.dot(A, B, product)
        return
    product[:] = _ZERO
    n_active = 0
    for r in range(len(B)):
        is_active = False
        for s in range(len(A)):
            is_active |= A[s, r] != _ZERO
        if is_active:
            active[n_active] = r
            n_active += 1
    fours = n_active // 4 * 4
    for k in range(0, fours, 4):
        r0, r1, r2, r3 = active[k], active[k + 1], active[k + 2], active[k + 3]
        b0, b1, b2, b3 = B[r0], B[r1], B[r2], B[r3]
        for s in range(len(A)):
            a, out = A[s], product[s]
            a0, a1, a2, a3 = a[r0], a[r1], a[r2], a[r3]
            for j in range(len(out)):
                out[j] += (a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j])
    for k in range(fours, n_active):
        r0 = active[k]
        b0 = B[r0]
        for s in range(len(A)):
            a0, out = A[s, r0], product[s]
            for j in range(len(out)):
                out[j] += a0 * b0[j]


@compiled(fastmath=_REORDERING)
def _multiply_transposed(A, B, product):
    """A @ B.T, with a row for each sample in A."""
    if _is_for_blas(len(A), B.size, _FEW_SAMPLES_TRANSPOSED):
        np.dot(A, B.T, product)
        return
    # Two samples for each passage through the weights: what is loaded is used twice.
    odd = len(A) % 2
    fours = len(B) // 4 * 4
    for r in range(0, fours, 4):
        b0, b1, b2, b3 = B[r], B[r + 1], B[r + 2], B[r + 3]
        if odd:
            a, out = A[0], product[0]
            sum0 = sum1 = sum2 = sum3 = _ZERO
            for j in range(len(a)):
                sum0 += a[j] * b0[j]
                sum1 += a[j] * b1[j]
                sum2 += a[j] * b2[j]
                sum3 += a[j] * b3[j]
            out[r], out[r + 1], out[r + 2], out[r + 3] = sum0, sum1, sum2, sum3
        for s in range(odd, len(A), 2):
            a, other_a, out, other_out = A[s], A[s + 1], product[s], product[s + 1]
            sum0 = sum1 = sum2 = sum3 = other0 = other1 = other2 = other3 = _ZERO
            for j in range(len(a)):
                sum0 += a[j] * b0[j]
                sum1 += a[j] * b1[j]
                sum2 += a[j] * b2[j]
                sum3 += a[j] * b3[j]
                other0 += other_a[j] * b0[j]
                other1 += other_a[j] * b1[j]
                other2 += other_a[j] * b2[j]
                other3 += other_a[j] * b3[j]
            out[r], out[r + 1], out[r + 2], out[r + 3] = sum0, sum1, sum2, sum3
            other_out[r], other_out[r + 1], other_out[r + 2], other_out[r + 3] = other0, other1, other2, other3
    for r in range(fours, len(B)):
        b0 = B[r]
        for s in range(len(A)):
            a = A[s]
            sum0 = _ZERO
            for j in range(len(a)):
                sum0 += a[j] * b0[j]
            product[s, r] = sum0


@compiled
def _outer(A, B, product):
    """A.T @ B, with a row for each sample in both."""
    if len(A) > 1:
        np.dot(A.T, B, product)
        return
    a, b = A[0], B[0]
    for r in range(len(a)):
        factor, row = a[r], product[r]
        for j in range(len(row)):
            row[j] = factor * b[j]
