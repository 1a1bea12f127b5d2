"""No kernel looks beyond its arrays: compiled, it would find there, or leave there, what is not its own."""

import os
import subprocess
import sys

import numpy as np
import pytest

from tests.models.kernels import bounds_checked
from tests.models.kernels.bounds_checked import Strict, matrix


def test_every_model_trains_without_an_index_out_of_bounds():
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    result = subprocess.run([sys.executable, bounds_checked.__file__], env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("key", [-1, 6, np.uint64(6), (0,), slice(4, 7), slice(-2, None), slice(0, -1)], ids=repr)
def test_its_arrays_refuse_what_compiled_code_would_take(key):
    array = np.zeros(6).view(Strict)
    if key == (0,):
        key = (0, 6)
        array = array.reshape(1, 6)
    with pytest.raises(IndexError):
        array[key]
    with pytest.raises(IndexError):
        array[key] = 1.0


def test_so_do_rows_slices_and_matrices_of_them():
    flat = np.arange(12.0).view(Strict)
    assert matrix(flat, 2, 2, 5)[1][4] == 11.0
    for too_far in (lambda: matrix(flat, 3, 2, 5), lambda: matrix(flat, 2, 2, 5)[1][5], lambda: flat[2:4][2]):
        with pytest.raises(IndexError):
            too_far()
