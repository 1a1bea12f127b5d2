"""What the very first start compiles is all that the models need."""

import os
import subprocess
import sys

from dragonviz.models.kernels.first_compilation import KERNELS

COUNT_WHAT_IS_COMPILED = """
from numba.core import event
from dragonviz.models.catalogue import MODELS
from dragonviz.training.warming import warm_up

with event.install_recorder("numba:compile") as recorder:
    for model in MODELS:
        warm_up(model)
print(len(recorder.buffer))
"""


def test_after_it_every_model_trains_and_is_looked_at_without_compiling_anything(tmp_path):
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}

    def how_much_is_compiled_now():
        run = [sys.executable, "-c", COUNT_WHAT_IS_COMPILED]
        return int(subprocess.run(run, env=environment, check=True, capture_output=True, text=True).stdout)

    for kernels in (list(KERNELS)[:2], list(KERNELS)[2:]):  # in two processes, as at the first start
        compiling = [sys.executable, "-m", "dragonviz.models.kernels.first_compilation", *kernels]
        subprocess.run(compiling, env=environment, check=True)
    assert all((tmp_path / f"{kernel}-is-compiled").exists() for kernel in KERNELS)
    assert how_much_is_compiled_now() == 0
    for index in tmp_path.rglob("*perceptron.advance*.nbi"):
        index.unlink()
    assert how_much_is_compiled_now() > 0
