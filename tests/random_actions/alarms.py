"""What the program must never do: leave exceptions uncaught, warn, write to stderr, stand still."""

from __future__ import annotations

import faulthandler
import os
import sys
import tempfile
import threading
import traceback

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

_LONGEST_STILL_S = 300
_NOT_OURS = ("This plugin does not support", "Mouse event at")  # off the screen; beyond the window


class Alarms:
    """Keeps it all in `heard`, from `watch` on. After a crash, or when it stands still, the true stderr tells why."""

    def __init__(self):
        self.heard = []
        self._stderr = os.fdopen(os.dup(2), "w")
        self._caught = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self._n_read = 0

    def watch(self):
        faulthandler.enable(self._stderr)
        sys.excepthook = self._take_exception
        threading.excepthook = lambda args: self._take_exception(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: self._take_exception(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(self._take_message)
        os.dup2(self._caught.fileno(), 2)

    def still_alive(self):
        """The program has done something: it does not stand still."""
        faulthandler.dump_traceback_later(_LONGEST_STILL_S, exit=True, file=self._stderr)

    def take_failure(self, details):
        """Take the traceback of a run that ended with an error."""
        self.heard.append(f"training failed:\n{details}")

    def check(self):
        """Raise `AssertionError` if anything was heard."""
        sys.stderr.flush()
        if os.fstat(self._caught.fileno()).st_size > self._n_read:
            self._caught.seek(self._n_read)
            self.heard.append(f"on stderr:\n{self._caught.read()}")
            self._n_read = self._caught.tell()
        assert not self.heard, "\n".join(self.heard)

    def end(self):
        """Watch no more; what is written to stderr is seen again."""
        faulthandler.cancel_dump_traceback_later()
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        sys.stderr.flush()
        os.dup2(self._stderr.fileno(), 2)

    def _take_exception(self, kind, value, trace):
        self.heard.append("".join(traceback.format_exception(kind, value, trace)))

    def _take_message(self, kind, context, message):
        if kind != QtMsgType.QtDebugMsg and kind != QtMsgType.QtInfoMsg and not message.startswith(_NOT_OURS):
            self.heard.append(f"Qt: {message}")
