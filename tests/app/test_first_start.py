"""The very first start compiles in processes of its own, and training that was asked for waits for its part."""

import subprocess
import sys

import pytest

from dragonviz.app.commands import ToggleTraining
from dragonviz.app.startup import make_application, make_window
from dragonviz.models.kernels import cache, first_compilation
from dragonviz.scenes.edits import ChooseModel, Look
from dragonviz.scenes.speed import FASTEST
from dragonviz.scenes.view_state import default_speeds

FLAT_OUT = Look({"speeds": dict.fromkeys(default_speeds(), FASTEST)})

COMPILE_WHEN_LET = """
import pathlib, sys, time

folder, *kernels = sys.argv[1:]
for kernel in kernels:
    while not pathlib.Path(folder, f"{kernel}-let-go").exists():
        time.sleep(0.01)
    pathlib.Path(folder, f"{kernel}-is-compiled").touch()
"""


class SlowCompiler:
    """Stands in for the compiling processes, in which each kernel waits until it is let go."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        self._popen = subprocess.Popen

    def begin(self, command, **options):
        kernels = command[command.index("--end-with-stdin") + 1 :]
        command = [sys.executable, "-c", COMPILE_WHEN_LET, str(self.folder), *kernels]
        self.processes.append(self._popen(command, **options))
        return self.processes[-1]

    def let_go(self, *kernels):
        for kernel in kernels:
            (self.folder / f"{kernel}-let-go").touch()

    def is_compiled(self, kernel):
        return (self.folder / f"{kernel}-is-compiled").exists()


@pytest.fixture
def slow_compiler(monkeypatch, tmp_path):
    compiler = SlowCompiler(tmp_path)
    monkeypatch.setattr(cache, "is_compiled", compiler.is_compiled)
    monkeypatch.setattr(first_compilation.subprocess, "Popen", compiler.begin)
    return compiler


@pytest.fixture
def starting_window(qtbot, slow_compiler):
    make_application()
    window = make_window(preload=True)
    qtbot.addWidget(window, before_close_func=lambda w: w.stop())
    window.show()
    qtbot.waitUntil(lambda: len(slow_compiler.processes) == 2, timeout=30_000)
    return window


@pytest.fixture
def reports(starting_window):
    """All that has come of the run."""
    reports = []

    def take(moment):
        if moment.side.snapshot is not None:
            reports.append(moment.side.snapshot)

    starting_window.frames.moment_came.connect(take)
    return reports


def said(window):
    return window.status.findChild(object, "loading").text()


def test_training_waits_until_its_model_is_compiled(starting_window, slow_compiler, reports, qtbot):
    qtbot.waitUntil(lambda: "compiles" in said(starting_window), timeout=30_000)
    starting_window.do(ChooseModel("perceptron"))
    starting_window.do(ToggleTraining())
    slow_compiler.let_go("logistic")
    with pytest.raises(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: any(r.model == "perceptron" for r in reports), timeout=300)
    slow_compiler.let_go("perceptrons")
    qtbot.waitUntil(lambda: bool(reports) and not reports[-1].untrained, timeout=60_000)
    qtbot.waitUntil(lambda: "compiles" in said(starting_window), timeout=30_000)
    slow_compiler.let_go("mlp-training", "mlp-scores", "mlp-outputs")
    qtbot.waitUntil(lambda: said(starting_window) == "", timeout=60_000)


def test_a_model_that_is_compiled_trains_while_others_are_not(starting_window, slow_compiler, reports, qtbot):
    slow_compiler.let_go("logistic")
    starting_window.do(FLAT_OUT)
    starting_window.do(ToggleTraining())
    qtbot.waitUntil(lambda: bool(reports) and reports[-1].epoch > 1, timeout=30_000)
    assert all(process.poll() is None for process in slow_compiler.processes)


def test_a_model_trains_though_the_process_that_compiles_it_dies(starting_window, slow_compiler, reports, qtbot):
    starting_window.do(FLAT_OUT)
    starting_window.do(ToggleTraining())
    logistic_and_perceptrons, _ = slow_compiler.processes
    logistic_and_perceptrons.kill()
    qtbot.waitUntil(lambda: bool(reports) and reports[-1].epoch > 1, timeout=60_000)
    slow_compiler.let_go("mlp-training", "mlp-scores", "mlp-outputs")
    qtbot.waitUntil(lambda: said(starting_window) == "", timeout=60_000)


def test_closing_the_window_ends_the_compiling(starting_window, slow_compiler):
    starting_window.do(ChooseModel("perceptron"))
    starting_window.close()
    assert all(process.poll() is not None for process in slow_compiler.processes)
    assert not slow_compiler.is_compiled("perceptrons")
