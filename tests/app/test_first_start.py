"""The very first start compiles in a process of its own, and training that was asked for meanwhile waits for it."""

import subprocess
import sys

import pytest

from dragonviz.app import kernel_compiler
from dragonviz.app.startup import make_application, make_window
from dragonviz.models import kernel_cache


@pytest.fixture
def slow_compiler(monkeypatch, tmp_path):
    """A cache that is empty, and a compiler that goes on until it is let go by a file."""
    let_go = tmp_path / "let-go"
    waiting = f"import pathlib, time\nwhile not pathlib.Path({str(let_go)!r}).exists(): time.sleep(0.01)"
    begun, popen = [], subprocess.Popen

    def begin(command, **options):
        begun.append(popen([sys.executable, "-c", waiting], **options))
        return begun[-1]

    noted = tmp_path / "all-is-compiled"
    monkeypatch.setattr(kernel_cache, "all_is_compiled", noted.exists)
    monkeypatch.setattr(kernel_cache, "note_that_all_is_compiled", noted.touch)
    monkeypatch.setattr(kernel_compiler.subprocess, "Popen", begin)
    return begun, let_go


@pytest.fixture
def starting_window(qtbot, slow_compiler):
    make_application()
    window = make_window()
    qtbot.addWidget(window, before_close_func=lambda w: w.engine.stop())
    window.show()
    window.engine.preload.emit()
    begun, _ = slow_compiler
    qtbot.waitUntil(lambda: len(begun) == 2, timeout=30_000)
    return window


def said(window):
    return window.status.findChild(object, "loading").text()


def test_training_waits_until_all_is_compiled(starting_window, slow_compiler, qtbot):
    _, let_go = slow_compiler
    qtbot.waitUntil(lambda: "compiles" in said(starting_window), timeout=30_000)
    starting_window.controller.choose_model("perceptron")
    starting_window.controller.toggle_training()
    reports = []
    starting_window.controller.reported.connect(reports.append)
    with pytest.raises(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: bool(reports), timeout=300)
    let_go.touch()
    qtbot.waitUntil(lambda: bool(reports) and not reports[-1].snapshot.untrained, timeout=60_000)
    qtbot.waitUntil(lambda: said(starting_window) == "", timeout=60_000)
    assert kernel_cache.all_is_compiled()


def test_a_model_that_needs_no_compiling_trains_meanwhile(starting_window, slow_compiler, qtbot):
    starting_window.engine.set_speed.emit(float("inf"))
    starting_window.controller.toggle_training()
    reports = []
    starting_window.controller.reported.connect(reports.append)
    qtbot.waitUntil(lambda: bool(reports) and reports[-1].snapshot.epoch > 1, timeout=30_000)
    begun, _ = slow_compiler
    assert all(process.poll() is None for process in begun)


def test_closing_the_window_ends_the_compiling(starting_window, slow_compiler):
    begun, _ = slow_compiler
    starting_window.controller.choose_model("perceptron")
    starting_window.close()
    assert not kernel_cache.all_is_compiled()
    assert all(process.poll() is not None for process in begun)
