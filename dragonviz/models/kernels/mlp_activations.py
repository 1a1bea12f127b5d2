"""The MLP kernel's activations and their derivatives, in place over flat arrays, so that they vectorise.

No fast-math flag here: with one, an output's last bit depends on its place in the array, where the compiler takes the
last few one by one.
"""

from __future__ import annotations

import numpy as np

from dragonviz.models.kernels.compiling import compiled

RELU, LEAKY_RELU, LOGISTIC, TANH = range(4)
KINDS = {"relu": RELU, "leaky_relu": LEAKY_RELU, "logistic": LOGISTIC, "tanh": TANH}

_F = np.float32
_ZERO, _HALF, _ONE, _TWO = _F(0), _F(0.5), _F(1), _F(2)
_LEAK = _F(0.01)
# Beyond these the result, rounded, or what it adds to a sum of numbers around 1, changes no more.
_LARGEST_TANH, _LARGEST_LOGISTIC = _F(10), _F(43)
# Derivatives below this make no difference, and going on back would sink to denormal numbers, which are slow.
_LEAST = _F(1e-25)
_LOG2_E, _LN_2_HIGH, _LN_2_LOW = _F(1.4426950408889634), _F(0.693359375), _F(-2.12194440e-4)
_ROUNDING = _F(1.5 * 2**23)
_BIAS, _MANTISSA_BITS = np.int32(127 << 23), np.int32(23)


@compiled
def activate(kind: int, z: np.ndarray) -> None:
    """Apply an activation to the values `z`."""
    if kind == RELU:
        for i in range(len(z)):
            z[i] = _ZERO if z[i] < _ZERO else z[i]
    elif kind == LEAKY_RELU:
        for i in range(len(z)):
            z[i] *= _LEAK if z[i] < _ZERO else _ONE
    elif kind == TANH:
        for i in range(len(z)):
            z[i] = _tanh(z[i])
    else:
        for i in range(len(z)):
            z[i] = _logistic(z[i])


@compiled
def derive(kind: int, outputs: np.ndarray, deltas: np.ndarray) -> None:
    """Multiply `deltas` by an activation's derivative where its output is `outputs`."""
    if kind == RELU:
        for i in range(len(outputs)):
            deltas[i] = _without_denormals(deltas[i] if outputs[i] > _ZERO else _ZERO)
    elif kind == LEAKY_RELU:
        for i in range(len(outputs)):
            deltas[i] = _without_denormals(deltas[i] * (_ONE if outputs[i] > _ZERO else _LEAK))
    elif kind == TANH:
        for i in range(len(outputs)):
            deltas[i] = _without_denormals(deltas[i] * (_ONE - outputs[i] * outputs[i]))
    else:
        for i in range(len(outputs)):
            deltas[i] = _without_denormals(deltas[i] * (outputs[i] * (_ONE - outputs[i])))


@compiled
def _without_denormals(x):
    return _ZERO if abs(x) < _LEAST else x


@compiled
def _tanh(x):
    size = abs(x)
    e = _exp_minus_1(_TWO * (_LARGEST_TANH if size > _LARGEST_TANH else size))
    return np.copysign(e / (e + _TWO), x)


@compiled
def _logistic(x):
    x = _LARGEST_LOGISTIC if x > _LARGEST_LOGISTIC else x
    x = -_LARGEST_LOGISTIC if x < -_LARGEST_LOGISTIC else x
    return _ONE / (_TWO + _exp_minus_1(-x))


@compiled
def _exp_minus_1(x):
    """Within 2e-7 of its value, for -88 < x < 88; without a branch and, unlike the C library's, vectorised.

    With x = n log 2 + r, n whole and r small, it is 2ⁿ (exp r - 1) + (2ⁿ - 1), the first bracket by Taylor's series.
    """
    # Adding a number whose last bit is worth 1 rounds to the nearest integer, and leaves it in the lowest bits.
    shifted = _F(x * _LOG2_E + _ROUNDING)
    n = shifted - _ROUNDING
    r = (x - n * _LN_2_HIGH) - n * _LN_2_LOW
    power = _F(np.int32((shifted.view(np.int32) << _MANTISSA_BITS) + _BIAS).view(np.float32))
    series = _F(1 / 5040)
    series = series * r + _F(1 / 720)
    series = series * r + _F(1 / 120)
    series = series * r + _F(1 / 24)
    series = series * r + _F(1 / 6)
    series = series * r + _HALF
    series = series * r * r + r
    return power * series + (power - _ONE)
