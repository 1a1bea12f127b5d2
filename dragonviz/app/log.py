"""The log file, in which stands what went wrong, and that a person is told of it once."""

from __future__ import annotations

import faulthandler
import logging
import math
import platform
import sys
import tempfile
import threading
import traceback
from collections import Counter
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QStandardPaths,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from dragonviz import __version__

FILE_NAME, _CRASH_NAME = "dragonviz.log", "crash.log"
_LONGEST_FILE, _OLD_FILES = 1_000_000, 2  # bytes, and how many full files are kept
_LONGEST_SENTENCE = 200  # letters of an error's own words
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
logger = logging.getLogger("dragonviz")


def state_folder() -> Path:
    """Where the system keeps a program's logs; the application's name must be set."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation))


class Log(QObject):
    """Writes what nobody has caught into a file: from `install` to `remove`, in every thread, Qt's warnings too.

    The same error, from the same line, is told and written with its traceback once: a fault in painting would come
    sixty times a second.

    Parameters
    ----------
    folder : Path, optional
        Where the file is; `state_folder` if None, or where that cannot be written a new temporary one.

    Attributes
    ----------
    told : Signal(str)
        A sentence for the person: what went wrong, and where the file is. May be emitted in any thread.
    path : Path or None
        The file; None if there can be none.
    complaint : str
        Why the file is not where it should be; empty if it is.
    """

    told = Signal(str)

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.path: Path | None = None
        self.complaint = ""
        self._file: logging.Handler = logging.NullHandler()
        self._crash: TextIO | None = None
        self._times: Counter[tuple[type, object, int]] = Counter()
        folder = folder or state_folder()
        try:
            self._open(folder)
        except OSError as error:
            self.complaint = f"The log cannot be written to {folder} ({error.strerror}): {self._open_elsewhere()}."

    def _open(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FILE_NAME
        # Where the interpreter itself fails it can write only to a file that is open.
        self._crash = (folder / _CRASH_NAME).open("a+", encoding="utf-8", errors="replace")
        self._file = RotatingFileHandler(path, maxBytes=_LONGEST_FILE, backupCount=_OLD_FILES, encoding="utf-8")
        self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s: %(message)s"))
        self.path = path

    def _open_elsewhere(self) -> str:
        try:
            self._open(Path(tempfile.mkdtemp(prefix="dragonviz-")))
        except OSError:
            return "there is none"
        return f"it is {self.path}"

    def install(self) -> None:
        """Begin to write."""
        logger.addHandler(self._file)
        logger.setLevel(logging.INFO)
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._note_error, self._note_thread_error
        self._qt_handler = qInstallMessageHandler(self._note_qt_message)
        versions = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
        logger.info("dragonviz %s begins: %s", __version__, versions)
        self._had_faulthandler = faulthandler.is_enabled()
        if self._crash is not None:
            _take_over(self._crash)
            faulthandler.enable(self._crash)

    def remove(self) -> None:
        """Write no more."""
        sys.excepthook, threading.excepthook = self._hooks
        qInstallMessageHandler(self._qt_handler)
        logger.removeHandler(self._file)
        self._file.close()
        if self._crash is not None:
            faulthandler.disable()
            if self._had_faulthandler:
                faulthandler.enable()
            self._crash.close()

    # The hooks

    def _note_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        times = self._count(kind, trace)
        if times == 1:
            logger.critical("An error that nobody caught", exc_info=(kind, error, trace))
            self._hooks[0](kind, error, trace)
            self.told.emit(self._sentence(kind, error))
        elif math.log10(times).is_integer():
            logger.error("The same for the %dth time: %s: %s", times, kind.__name__, error)

    def _note_thread_error(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_type is not SystemExit:
            error = arguments.exc_value or arguments.exc_type()
            self._note_error(arguments.exc_type, error, arguments.exc_traceback)

    def _note_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        logger.log(_QT_LEVELS[kind], "Qt: %s", message)
        if self._qt_handler is not None:
            self._qt_handler(kind, context, message)
        elif sys.stderr is not None:
            sys.stderr.write(f"{message}\n")

    def _count(self, kind: type[BaseException], trace: TracebackType | None) -> int:
        frames = list(traceback.walk_tb(trace))
        place = (kind, frames[-1][0].f_code, frames[-1][1]) if frames else (kind, None, 0)
        self._times[place] += 1
        return self._times[place]

    def _sentence(self, kind: type[BaseException], error: BaseException) -> str:
        words = " ".join(str(error).split())[:_LONGEST_SENTENCE]
        what = f"{kind.__name__}: {words}" if words else kind.__name__
        where = "on the terminal" if self.path is None else f"in {self.path}"
        return f"Something went wrong and was left undone ({what}); the details are {where}."


def _take_over(crash: TextIO) -> None:
    """Move what an earlier session's end has left there into the log."""
    crash.seek(0)
    last_words = crash.read()
    if last_words:
        logger.error("An earlier session ended with a crash:\n%s", last_words)
        crash.truncate(0)
