"""Where the windows of the benchmark are shown."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager

from dragonviz.app.screen import why_no_window

_SIZE = "1600x1000x24"


@contextmanager
def a_screen():
    """Have a screen of the size that the goals name, and settings of our own.

    The environment's, if it names one; else a virtual X server, if Xvfb is installed; else Qt draws off the screen,
    which is faster than any screen.

    Yields
    ------
    str
        Which it is.
    """
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="dragonviz-") as folder:
        os.environ.update({f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("CONFIG", "DATA", "STATE")})
        try:
            if why_no_window() is None:
                yield os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY") or sys.platform
            elif shutil.which("Xvfb") and "QT_QPA_PLATFORM" not in os.environ:
                with _xvfb():
                    yield f"Xvfb {_SIZE}"
            else:
                os.environ["QT_QPA_PLATFORM"] = "offscreen"
                yield "no screen (Qt's offscreen platform)"
        finally:
            os.environ.clear()
            os.environ.update(before)


@contextmanager
def _xvfb():
    end, start = os.pipe()
    command = ["Xvfb", "-displayfd", str(start), "-screen", "0", _SIZE, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[start], stderr=subprocess.PIPE, text=True) as server:
        os.close(start)
        try:
            with os.fdopen(end) as answer:
                number = answer.readline().strip()
            if not number:
                raise RuntimeError(f"Xvfb does not start: {server.stderr.read()}")
            os.environ["DISPLAY"] = f":{number}"
            yield
        finally:
            server.terminate()
