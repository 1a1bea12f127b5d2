"""Ctrl+C in the terminal: the windows are closed as a person closes them."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

EXIT_CODE = 128 + signal.SIGINT  # what a shell expects


class Interrupt(QObject):
    """Turns the signal into an event: from `install` to `remove`, in the main thread.

    Python runs a signal's handler only between two of its own instructions, of which Qt's waiting loop has none, and
    would raise KeyboardInterrupt in whichever slot comes next.

    Attributes
    ----------
    came : bool
        Whether there was one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.came = False

    def install(self) -> None:
        """Begin to wait for it."""
        self._woken, self._waker = socket.socketpair()
        for end in (self._woken, self._waker):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._woken.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._close_windows)
        self._handler = signal.signal(signal.SIGINT, lambda *_: None)
        self._wakeup_fd = signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)

    def remove(self) -> None:
        """Leave the signal to whom it was left before."""
        signal.set_wakeup_fd(self._wakeup_fd)
        signal.signal(signal.SIGINT, self._handler)
        self._notifier.setEnabled(False)
        for end in (self._woken, self._waker):
            end.close()

    @Slot()
    def _close_windows(self) -> None:
        # The numbers of the signals that came; others than this one have handlers of their own.
        if signal.SIGINT in self._woken.recv(64):
            self.came = True
            QApplication.closeAllWindows()
