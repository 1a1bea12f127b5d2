"""What the very first start compiles is all that the models need, and mends what is damaged."""

import os
import subprocess
import sys

import pytest

from dragonviz.models.catalogue import MODELS
from dragonviz.models.kernels import __main__ as compiling_at_set_up
from dragonviz.models.kernels import cache, first_compilation
from dragonviz.models.kernels.first_compilation import KERNELS, SHARES, KernelCompiler

COUNT_WHAT_IS_COMPILED = """
from numba.core import event
from dragonviz.app.preloader import warm_up
from dragonviz.models.catalogue import MODELS

with event.install_recorder("numba:compile") as recorder:
    for model in MODELS:
        warm_up(model)
print(len(recorder.buffer))
"""


def how_much_is_compiled_now(environment):
    command = [sys.executable, "-c", COUNT_WHAT_IS_COMPILED]
    return int(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)


def set_up(environment):
    command = [sys.executable, "-m", "dragonviz.models.kernels"]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_after_it_every_model_trains_and_is_looked_at_without_compiling_anything(tmp_path):
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    assert set_up(environment) == "Compiling the models' inner loops: some seconds, once.\n"
    (folder,) = tmp_path.iterdir()
    assert all((folder / f"{kernel}-is-compiled").exists() for kernel in KERNELS)
    assert how_much_is_compiled_now(environment) == 0

    # Half of it is lost; what the files' sizes do not tell, the program mends itself.
    (cut,), changed = folder.glob("log_loss.evaluate-*"), folder.glob("mlp_evaluation.*")
    cut.write_bytes(cut.read_bytes()[:1000])
    for file in changed:
        file.write_bytes(bytes(file.stat().st_size))
    assert set_up(environment).startswith("Compiling")
    assert set_up(environment) == ""
    assert how_much_is_compiled_now(environment) > 0
    assert how_much_is_compiled_now(environment) == 0


def test_where_nothing_can_be_kept_the_set_up_says_so_and_goes_on(monkeypatch, capsys):
    monkeypatch.setattr(cache, "is_kept", lambda: False)
    assert compiling_at_set_up.main() == 0
    assert "no writable folder" in capsys.readouterr().out


@pytest.fixture
def nothing_compiled(monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    monkeypatch.setattr(cache, "is_kept", lambda: True)


@pytest.fixture
def in_processes_that(monkeypatch, nothing_compiled):
    """Makes the compiling processes run other Python code, chosen by whether they are for the MLP."""
    popen = subprocess.Popen

    def replace(code, for_mlp=None):
        def start(command, **options):
            return popen([sys.executable, "-c", (for_mlp or code) if "mlp-training" in command else code], **options)

        monkeypatch.setattr(first_compilation.subprocess, "Popen", start)

    return replace


@pytest.fixture
def compiler():
    compiler = KernelCompiler()
    yield compiler
    compiler.stop()


WAIT = "import sys; sys.stdin.read()"
FAIL = "raise SystemExit('no compiler here')"


def test_every_kernel_is_compiled_in_some_process():
    assert sorted(KERNELS) == sorted(kernel for share in SHARES for kernel in share)
    assert {kernel for kind in MODELS.values() for kernel in kind.kernels} <= set(KERNELS)


def test_what_is_compiled_is_not_compiled_again(monkeypatch, in_processes_that, compiler):
    monkeypatch.setattr(cache, "is_compiled", lambda kernel: True)
    in_processes_that(WAIT)
    compiler.start()
    assert not compiler.is_at_work


def test_a_set_up_that_fails_says_what_is_missing_and_goes_on(in_processes_that, capsys):
    in_processes_that(FAIL)
    assert compiling_at_set_up.main() == 0
    assert f"Not compiled: {', '.join(KERNELS)}." in capsys.readouterr().out


def test_nobody_waits_for_a_process_that_failed_and_the_log_says_why(in_processes_that, compiler, caplog):
    in_processes_that(FAIL)
    compiler.start()
    for kind in MODELS.values():
        compiler.wait_for(kind)
    compiler.wait()
    assert not compiler.is_at_work
    assert caplog.text.count("ended with exit code 1: no compiler here") == 2


def test_only_the_models_of_a_process_wait_for_it(in_processes_that, compiler):
    in_processes_that(FAIL, for_mlp=WAIT)
    compiler.start()
    compiler.wait_for(MODELS["logistic"])
    assert compiler.is_at_work
    assert compiler.is_at_work_for(MODELS["mlp"])
    assert not compiler.is_at_work_for(MODELS["perceptron"])


def test_nobody_waits_where_no_process_can_be_started(monkeypatch, nothing_compiled, compiler, caplog):
    def start(*_, **__):
        raise OSError("Cannot allocate memory")

    monkeypatch.setattr(first_compilation.subprocess, "Popen", start)
    compiler.start()
    compiler.wait_for(MODELS["mlp"])
    assert not compiler.is_at_work
    assert "Cannot allocate memory" in caplog.text


def test_nobody_waits_for_ever_for_a_process_that_stands_still(monkeypatch, in_processes_that, compiler):
    monkeypatch.setattr(first_compilation, "_LONGEST_S", 0.1)
    in_processes_that(WAIT)
    compiler.start()
    compiler.wait_for(MODELS["mlp"])
    compiler.wait()


def test_what_is_stopped_ends_and_does_not_start_again(in_processes_that, compiler):
    in_processes_that(WAIT)
    compiler.start()
    assert compiler.is_at_work
    compiler.stop()
    assert not compiler.is_at_work
    compiler.start()
    assert not compiler.is_at_work


START_AND_WAIT = """
from dragonviz.models.kernels.first_compilation import KernelCompiler

compiler = KernelCompiler()
compiler.start()
print(compiler.is_at_work, flush=True)
compiler.wait()
"""


def test_when_the_program_is_killed_its_compiling_processes_end(monkeypatch, tmp_path):
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", START_AND_WAIT]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "True\n"
        (folder,) = tmp_path.iterdir()
        while not (folder / "mlp-training.lock").exists():
            assert program.poll() is None
        program.kill()
    monkeypatch.setattr(cache, "folder", lambda: folder)
    # Free when the process that compiles it has ended; had that gone on, it would be compiled then.
    with cache.locked("mlp-training"):
        assert not cache.is_compiled("mlp-training")
