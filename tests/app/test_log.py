"""The log file: what nobody caught is written there, said once, and ends nothing."""

import logging
import os
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QThread, QTimer, qWarning

from dragonviz.app.log import FILE_NAME, Log

pytestmark = pytest.mark.qt_no_exception_capture

# The program, with something else in its first moment than a person's hand; then it is closed.
_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from dragonviz.app import startup
from dragonviz.views.style.fonts import Typeface

def at_first(window):
    {at_first}

def close(window):
    print(window.findChild(QLabel, "refusal").text())
    window.close()

make_window = startup.make_window
def make_and_use(**options):
    window = make_window()
    window.painted.connect(lambda: at_first(window))
    window.painted.connect(lambda: QTimer.singleShot(200, lambda: close(window)))
    return window
startup.make_window = make_and_use
sys.exit(startup.run())
"""


@pytest.fixture
def log(tmp_path, qapp):
    log = Log(tmp_path / "state")
    log.install()
    log.sentences = []
    log.told.connect(log.sentences.append)
    yield log
    log.remove()


def written(log):
    return log.path.read_text(encoding="utf-8")


def fail(*_):
    raise ValueError("the moon is full")


def run_program(at_first="pass", **variables):
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(at_first=at_first)],
        env=os.environ | variables, capture_output=True, text=True, timeout=100,
    )  # fmt: skip


def test_an_exception_in_a_slot_is_written_with_its_traceback_and_said_with_the_files_name(log, qtbot, capsys):
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: log.sentences != [])
    (sentence,) = log.sentences
    assert "ValueError: the moon is full" in sentence
    assert str(log.path) in sentence
    assert "Traceback" in written(log)
    assert "in fail" in written(log)
    assert "the moon is full" in capsys.readouterr().err


def test_the_same_error_is_said_once_and_counted(log):
    for _ in range(109):
        try:
            fail()
        except ValueError:
            sys.excepthook(*sys.exc_info())
    assert len(log.sentences) == 1
    assert written(log).count("Traceback") == 1
    assert [line.partition("ERROR")[2] for line in written(log).splitlines() if "th time" in line] == [
        f" MainThread: The same for the {n}th time: ValueError: the moon is full" for n in (10, 100)
    ]


def test_another_error_is_said_too(log, qtbot):
    QTimer.singleShot(0, fail)
    QTimer.singleShot(0, lambda: [].pop())
    qtbot.waitUntil(lambda: len(log.sentences) == 2)
    assert "IndexError" in log.sentences[1]


def test_exceptions_in_threads_are_said_too(log, qtbot):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(log.sentences) == 1)

    class Thread(QThread):
        def run(self):
            raise IndexError

    qt_thread = Thread()
    qt_thread.start()
    qtbot.waitUntil(lambda: len(log.sentences) == 2)
    qt_thread.wait()
    assert "(IndexError)" in log.sentences[1]


@pytest.mark.qt_log_ignore("a warning of Qt's")
def test_qt_s_warnings_are_written(log):
    qWarning("a warning of Qt's")
    assert "WARNING MainThread: Qt: a warning of Qt's" in written(log)


def test_what_others_log_is_written_with_the_thread_and_the_versions(log):
    logging.getLogger("dragonviz.app.somewhere").warning("wait")
    assert "WARNING MainThread: wait" in written(log)
    assert "Python 3" in written(log).splitlines()[0]


def test_afterwards_all_is_as_before(tmp_path, qapp):
    before = sys.excepthook, threading.excepthook, list(logging.getLogger("dragonviz").handlers)
    log = Log(tmp_path)
    log.install()
    log.remove()
    assert (sys.excepthook, threading.excepthook, logging.getLogger("dragonviz").handlers) == before


def test_a_crash_of_the_interpreter_is_in_the_next_sessions_log(tmp_path, qapp):
    code = f"""
import ctypes, pathlib
from dragonviz.app.log import Log
Log(pathlib.Path({str(tmp_path)!r})).install()
ctypes.string_at(0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode != 0
    for _ in range(2):  # once only
        log = Log(tmp_path)
        log.install()
        log.remove()
    assert written(log).count("An earlier session ended with a crash") == 1
    assert "string_at" in written(log)


def test_the_file_does_not_grow_for_ever(log):
    for _ in range(300):
        logging.getLogger("dragonviz").error("%s", "x" * 10_000)
    assert sum(path.stat().st_size for path in log.path.parent.iterdir()) < 3_100_000


def test_where_nothing_can_be_written_it_goes_on_without_a_file(tmp_path, qapp, monkeypatch):
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr("tempfile.tempdir", str(blocked))
    log = Log(blocked / "state")
    log.install()
    log.told.connect(lambda sentence: sentences.append(sentence))
    sentences = []
    log._hooks = (lambda *_: None, log._hooks[1])
    sys.excepthook(ValueError, ValueError("no"), None)
    log.remove()
    assert (log.path, log.complaint.endswith(": there is none.")) == (None, True)
    assert sentences[0].endswith("the details are on the terminal.")


@pytest.mark.slow
def test_the_program_says_and_writes_an_error_and_goes_on(tmp_path):
    done = run_program("1 / 0", XDG_STATE_HOME=str(tmp_path))
    (path,) = tmp_path.rglob(FILE_NAME)
    assert done.returncode == 0
    assert f"the details are in {path}." in done.stdout
    assert "ZeroDivisionError" in path.read_text()


@pytest.mark.slow
def test_a_home_that_cannot_be_written_and_a_missing_typeface_are_said_and_the_program_starts(tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    code = "None\nstartup.typeface = lambda: Typeface('DejaVu Sans', 'DejaVu Sans Mono', 'A letter is missing.')"
    done = run_program(code, XDG_STATE_HOME=str(blocked), TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.rglob(FILE_NAME)
    assert done.stdout.startswith(f"A letter is missing. The log cannot be written to {blocked}")
    assert done.stdout.endswith(f": it is {path}.\n")
