"""Whether there is a screen, asked before Qt is: where Qt finds none, it aborts the whole process."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

# What Qt needs to draw, and to talk with an X or Wayland server, by Debian's and Ubuntu's names. Fonts come with
# libfontconfig1.
APT_PACKAGES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-cursor0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxkbcommon-x11-0",
)
_NEEDS_A_SCREEN = "dragonviz needs a screen"


def why_no_window() -> str | None:
    """Why Qt cannot show a window here.

    Returns
    -------
    str or None
        A sentence; None if Qt can, or if only Qt can tell, as on Windows and macOS.
    """
    if sys.platform != "linux":
        return None
    reasons = []
    for platform in _platforms():
        reason = _why_unusable(platform)
        if reason is None:
            return None
        reasons.append(reason)
    return (reasons or [f"{_NEEDS_A_SCREEN}: neither DISPLAY nor WAYLAND_DISPLAY is set."])[0]


def complaint(platform: str = "xcb") -> str:
    """What the dynamic linker says against one of Qt's platform plugins.

    Parameters
    ----------
    platform : str
        A name that QT_QPA_PLATFORM may have.

    Returns
    -------
    str
        Empty if it has nothing to say.
    """
    spec = find_spec("PySide6")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    plugin = Path(spec.submodule_search_locations[0], "Qt", "plugins", "platforms", f"libq{platform}.so")
    if plugin.exists():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            return str(error)
    return ""


def _platforms() -> list[str]:
    """Those that Qt will try, the likeliest first."""
    asked_for = os.environ.get("QT_QPA_PLATFORM")
    if asked_for:
        return [platform.partition(":")[0] for platform in asked_for.split(";")]
    variables = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
    return [platform for platform, variable in variables.items() if os.environ.get(variable)]


def _why_unusable(platform: str) -> str | None:
    against = complaint(platform)
    if against:
        missing = re.match(r"(\S+): cannot open shared object file", against)
        if missing is None:
            return f"Qt cannot be loaded: {against}."
        install = f"sudo apt-get install {' '.join(APT_PACKAGES)}"
        return f"Qt needs {missing[1]}, which is not installed; on Debian or Ubuntu, type: {install}"
    if platform == "xcb" and not _x_answers():
        return f"{_NEEDS_A_SCREEN}: the X display {os.environ.get('DISPLAY', '')!r} (DISPLAY) cannot be reached."
    if platform == "wayland" and not _wayland_answers():
        name = os.environ.get("WAYLAND_DISPLAY", "")
        return f"{_NEEDS_A_SCREEN}: the Wayland display {name!r} (WAYLAND_DISPLAY) cannot be reached."
    return None


def _x_answers() -> bool:
    # Qt's plugin has this library loaded already.
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers


def _wayland_answers() -> bool:
    name = Path(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY", "wayland-0"))
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(name))
        except OSError:
            return False
    return True
