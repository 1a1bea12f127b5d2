"""A test that leaves a thread running is failed by the fixture that every test has."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CASES = """
import threading
from PySide6.QtCore import QThread

kept, end = QThread(), threading.Event()

def test_that_leaves_a_qt_thread():
    kept.setObjectName("forgotten")
    kept.start()

def test_that_leaves_a_python_thread():
    threading.Thread(target=end.wait, name="also forgotten").start()

def test_that_ends_both():
    thread = QThread()
    thread.start()
    for each in (thread, kept):
        each.quit()
        each.wait()
    end.set()
"""


def test_threads_left_running_are_named(tmp_path):
    (tmp_path / "conftest.py").write_text((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_cases.py").write_text(CASES)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert "3 passed, 2 errors" in done.stdout
    assert "leaves the QThread 'forgotten' running" in done.stdout
    assert "leaves the thread 'also forgotten' running" in done.stdout
