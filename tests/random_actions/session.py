"""One window, from its opening to its closing."""

from __future__ import annotations

import time
import traceback

from PySide6.QtCore import QSettings

from dragonviz.app.startup import make_application, make_window
from tests.random_actions.alarms import Alarms
from tests.random_actions.driver import Driver
from tests.random_actions.files import Files
from tests.random_actions.journal import Journal

_SIZE = (1280, 720)
_LONGEST_CLOSING_S = 5.0


def session(options, folder):
    """Open a window, use it, close it, and print what was found.

    Parameters
    ----------
    options : Namespace
        Those of the command line.
    folder : str
        For files and settings.

    Returns
    -------
    int
        The exit code.
    """
    for file_format in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(file_format, QSettings.Scope.UserScope, folder)
    journal, alarms, files = Journal(options.log), Alarms(), Files(folder)
    if not options.close:
        print(f"Seed {options.seed}: every action is in {options.log} before it is done.", flush=True)
    alarms.watch()
    make_application()
    window = make_window()
    window.resize(*_SIZE)
    window.show()
    try:
        driver = Driver(window, options.seed, files, journal, alarms, frozenset(options.without))
        _use(driver, options)
    except Exception as failure:
        # An assertion speaks for itself.
        _tell(failure if isinstance(failure, AssertionError) else traceback.format_exc(), journal, options)
        return 1
    finally:
        took = _close(window)
        alarms.end()
        journal.close()
    if took > _LONGEST_CLOSING_S:
        print(f"Closing took {took:.1f} s.")
        return 1
    return 0


def _use(driver, options):
    if options.close:
        driver.do_only(options.actions)
        return
    n = driver.run(60 * options.minutes, options.actions)
    driver.finish()
    print(f"Seed {options.seed}: {n:,} actions, all well. MB once a minute: {driver.memory.report() or 'too soon'}.")


def _close(window):
    begin = time.monotonic()
    window.close()
    return time.monotonic() - begin


def _tell(failure, journal, options):
    without = f" --without {' '.join(options.without)}" if options.without else ""
    print(f"{journal.last()}\n\n{failure}\n")
    print(
        f"Seed {options.seed}, action {journal.n_actions}. Again: python -m tests.random_actions --seed {options.seed} "
        f"--actions {journal.n_actions}{without}"
    )
