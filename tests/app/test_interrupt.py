"""Ctrl+C in the terminal that the program was started from."""

import os
import signal
import subprocess
import sys

import pytest

_PROGRAM = """
import sys
from dragonviz.app import startup
from dragonviz.cli import main

make_window = startup.make_window
def make_and_tell(**options):
    window = make_window(**options)
    window.painted.connect(lambda: print("painted", flush=True))
    return window
startup.make_window = make_and_tell
code = main([])
print("closed", flush=True)
sys.exit(code)
"""
_LOADING = """
import signal, sys, types
from dragonviz.cli import main

startup = types.SimpleNamespace(run=lambda path: signal.raise_signal(signal.SIGINT))
sys.modules["dragonviz.app.startup"] = startup
sys.exit(main([]))
"""
posix_only = pytest.mark.skipif(os.name != "posix", reason="elsewhere a console's Ctrl+C cannot be sent to one program")


@pytest.mark.slow
@posix_only
def test_it_closes_the_window_and_says_so_by_the_exit_code():
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout.readline() == "painted\n"
    program.send_signal(signal.SIGINT)
    output, errors = program.communicate(timeout=60)
    assert (program.returncode, output) == (130, "closed\n")
    assert "Traceback" not in errors
    assert "KeyboardInterrupt" not in errors


@posix_only
def test_while_the_program_is_being_loaded_it_ends_it_without_a_traceback():
    done = subprocess.run([sys.executable, "-c", _LOADING], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, "")
