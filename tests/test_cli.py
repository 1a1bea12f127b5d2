"""The command line where there is no screen, or none that can be reached: one sentence, and exit code 2."""

import os
import socket
import subprocess
import sys

import pytest

from dragonviz import __version__

SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is a screen known before Qt starts")


def run(*arguments, code=None, **variables):
    """Run `python -m dragonviz`, or other code, in an environment with these variables for screens and no others."""
    environ = {name: value for name, value in os.environ.items() if name not in SCREEN_VARIABLES}
    how = ("-c", code) if code else ("-m", "dragonviz")
    return subprocess.run(
        [sys.executable, *how, *arguments], env=environ | variables, capture_output=True, text=True, timeout=60
    )


@linux_only
@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "neither DISPLAY nor WAYLAND_DISPLAY is set"),
        ({"DISPLAY": ""}, "neither DISPLAY nor WAYLAND_DISPLAY is set"),
        ({"DISPLAY": ":64999"}, "':64999'"),
        ({"DISPLAY": "no display"}, "'no display'"),
        ({"QT_QPA_PLATFORM": "xcb"}, "DISPLAY"),
        ({"QT_QPA_PLATFORM": "xcb:any", "DISPLAY": ":64999"}, "':64999'"),
    ],
)
def test_without_a_screen_it_says_one_sentence_and_exits_with_2(variables, named):
    result = run(**variables)
    assert result.returncode == 2
    assert result.stderr.startswith("dragonviz needs a screen: ")
    assert named in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def why_no_window(prelude="", **variables):
    """What `why_no_window` answers in a process of its own, after some other code has run there."""
    code = f"from dragonviz.app import screen\n{prelude}\nprint(screen.why_no_window())"
    result = run(code=code, **variables)
    assert result.stderr == ""
    return result.stdout.strip()


def linker_saying(text):
    """Code after which no library can be loaded."""
    return f"def refuse(path):\n    raise OSError({text!r})\nscreen.ctypes.CDLL = refuse"


@linux_only
def test_a_missing_library_is_named_with_the_line_that_installs_it():
    linker = linker_saying("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")
    sentence = why_no_window(linker, DISPLAY=":0")
    assert sentence.startswith("Qt needs libxcb-cursor.so.0, which is not installed;")
    assert "sudo apt-get install" in sentence
    assert " libxcb-cursor0 " in sentence


@linux_only
def test_a_library_that_does_not_fit_is_reported_in_the_linkers_words():
    sentence = why_no_window(linker_saying("version `GLIBC_9' not found"), DISPLAY=":0")
    assert sentence == "Qt cannot be loaded: version `GLIBC_9' not found."


@linux_only
def test_a_wayland_display_that_answers_is_a_screen_and_a_silent_one_is_not(tmp_path):
    prelude = "screen.complaint = lambda platform: ''"
    variables = {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "'wayland-9'" in why_no_window(prelude, **variables)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-9"))
        server.listen()
        assert why_no_window(prelude, **variables) == "None"
        # The first display that answers is enough.
        assert why_no_window(prelude, DISPLAY=":64999", **variables) == "None"


def test_drawing_off_the_screen_needs_no_screen():
    assert why_no_window(QT_QPA_PLATFORM="offscreen") == "None"


def test_the_question_is_asked_without_loading_qt():
    code = "import sys, dragonviz.cli; from dragonviz.app.screen import why_no_window; why_no_window()\n"
    result = run(code=code + "print([name for name in sys.modules if 'PySide6' in name or 'numpy' in name])")
    assert result.stdout.strip() == "[]"


def test_version_and_usage():
    assert run("--version").stdout == f"dragonviz {__version__}\n"
    refused = run("a.csv", "b.csv")
    assert refused.returncode == 2
    assert "unrecognized arguments: b.csv" in refused.stderr
    assert "Traceback" not in refused.stderr
