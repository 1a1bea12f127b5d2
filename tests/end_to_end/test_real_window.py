"""A real window on a real X server, used with a real mouse and real keys."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DRIVE = Path(__file__).with_name("drive.py")
NEEDED = [program for program in ("Xvfb", "xdotool") if shutil.which(program) is None]


@pytest.fixture
def display():
    """The name of a new X display."""
    if NEEDED:
        # `make test` installs them where it may; CI must not get by without them.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"not installed: {', '.join(NEEDED)}")
    end, start = os.pipe()
    command = ["Xvfb", "-displayfd", str(start), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[start], stderr=subprocess.PIPE, text=True) as server:
        os.close(start)
        with os.fdopen(end) as answer:
            number = answer.readline().strip()
        try:
            assert number, server.stderr.read()
            yield f":{number}"
        finally:
            server.terminate()


def test_a_person_adds_drags_trains_and_undoes(display, tmp_path):
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE")}
    without = {"WAYLAND_DISPLAY", "QT_SCALE_FACTOR"}
    environ = {name: value for name, value in os.environ.items() if name not in without}
    result = subprocess.run(
        [sys.executable, DRIVE, tmp_path / "screen.png"],
        env=environ | folders | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert result.returncode == 0, f"{result.stdout}{result.stderr}The screen: {tmp_path / 'screen.png'}"
    assert result.stderr == "", "Qt complained"
