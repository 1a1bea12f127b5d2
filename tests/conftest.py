"""For every test: Qt draws off the screen, a test has its own settings, and ends the threads that it started."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import settings

# A screen that is large enough for every window, whatever the platform plugin thinks of one.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('offscreen.json')}"

settings.register_profile("quick", max_examples=20)

_LONGEST_END = 1.0  # seconds: a thread that was told to end may need a moment


def pytest_addoption(parser):
    parser.addoption("--accept-snapshots", action="store_true", help="take pictures as they are now: see snapshots.py")


@pytest.fixture(scope="session")
def qapp(qapp):
    """Qt's application with the program's typeface, for tests of single widgets too."""
    from dragonviz.views.style.fonts import set_application_font
    from dragonviz.views.style.style import Style

    set_application_font(qapp, Style().text_px)
    return qapp


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory, monkeypatch):
    """QSettings and log in a folder of the test's own: no test finds or changes what another, or a person, has left."""
    from PySide6.QtCore import QSettings

    folder = str(tmp_path_factory.mktemp("settings"))
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):  # for programs that a test starts, too
        monkeypatch.setenv(variable, folder)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for file_format in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(file_format, QSettings.Scope.UserScope, folder)


@pytest.fixture(autouse=True)
def no_thread_left(monkeypatch):
    """Fails a test that leaves a thread running, Qt's or Python's, and names the thread."""
    from PySide6.QtCore import QThread

    qt_threads, python_threads = [], set(threading.enumerate())
    start = QThread.start

    def watched_start(thread, *arguments):
        qt_threads.append(thread)
        start(thread, *arguments)

    monkeypatch.setattr(QThread, "start", watched_start)
    yield
    left = [f"the QThread {thread.objectName()!r}" for thread in qt_threads if _still_runs(thread)]
    for thread in set(threading.enumerate()) - python_threads:
        # A thread of Qt's that has called Python is in the list too, as a dummy that cannot be waited for.
        if not isinstance(thread, threading._DummyThread):
            thread.join(_LONGEST_END)
            if thread.is_alive():
                left.append(f"the thread {thread.name!r}")
    assert not left, f"This test leaves {' and '.join(left)} running."


@pytest.fixture
def snapshot(request, qtbot):
    """Compares a widget with its accepted picture; with ``--accept-snapshots``, accepts it as it is now."""
    from dragonviz.app.startup import make_application
    from tests.snapshots import FOLDER, compare, picture_of

    make_application()

    def check(widget, name, size):
        qtbot.addWidget(widget)
        compare(picture_of(widget, size), FOLDER / f"{name}.png", request.config.getoption("accept_snapshots"))

    return check


@pytest.fixture
def window(qtbot):
    """The program's window with the lesson's dragons, as it is after the start."""
    from dragonviz.app.startup import make_application, make_window

    make_application()
    window = make_window()
    qtbot.addWidget(window, before_close_func=lambda w: w.stop())
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def robot(window):
    """A person at that window, which has the keyboard, and has become quiet."""
    from tests.robot import Robot

    robot = Robot(window)
    robot.come_to_front()
    robot.be_quiet()
    return robot


def _still_runs(thread):
    from shiboken6 import isValid

    return isValid(thread) and not thread.wait(int(1000 * _LONGEST_END))
