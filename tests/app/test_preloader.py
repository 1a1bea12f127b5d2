"""What is loaded behind the window, and in which order."""

import subprocess
import sys

from dragonviz.app.preloader import Preloader

READY = [f"Getting ready: {what}…" for what in ("Logistic", "Perceptron", "Multi-class", "PyTorch", "MLP")]


def test_it_says_what_it_gets_ready_and_then_nothing(qtbot):
    preloader, said = Preloader(), []
    preloader.loading.connect(said.append)
    with qtbot.waitSignal(preloader.loading, check_params_cb=lambda what: not what, timeout=60_000):
        preloader.preload()
    assert said == [*READY, ""]


def test_a_command_gets_its_turn_in_between(qtbot):
    preloader, turns = Preloader(), []
    preloader.loading.connect(turns.append)
    with qtbot.waitSignal(preloader.loading, check_params_cb=lambda what: not what, timeout=60_000):
        preloader.preload()
        turns.append("a command")
    assert turns.index("a command") == 1


def test_afterwards_training_loads_nothing_more():
    code = """
import sys
from PySide6.QtCore import QCoreApplication
from dragonviz.app.preloader import Preloader
app, preloader = QCoreApplication([]), Preloader()
preloader.loading.connect(lambda what: what or app.quit())
assert not {"sklearn", "scipy", "numba", "torch"} & set(sys.modules)
preloader.preload()
app.exec()
before = set(sys.modules)
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.source import Source
from dragonviz.training.run import Run
dataset = Source.bundled().dataset()
for model, kind in MODELS.items():
    run = Run(dataset, model, kind.defaults(), 1)
    run.advance(1)
    run.snapshot()
more = {name.split(".")[0] for name in set(sys.modules) - before} - {"dragonviz"}
print(more, sys.modules["torch"].get_num_threads())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=110)
    assert done.stdout.split() == ["set()", "1"], done.stderr
