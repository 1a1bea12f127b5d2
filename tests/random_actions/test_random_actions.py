"""A short run of random actions, in a process of its own: what crashes there must not end the tests."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SECONDS = 20
_BROKEN = """
import os, sys, threading
from PySide6.QtCore import QTimer, qWarning
from tests.random_actions import actions
from tests.random_actions.__main__ import main

def break_it(hand):
    hand.say("does it")
    n_done.append(1)
    if len(n_done) == 2:
        {deed}
        hand.let_run(200)

n_done = []
actions.ACTIONS = ((1, break_it),)
sys.exit(main(["--seed", "3"]))
"""


def run(*arguments):
    command = [sys.executable, "-m", "tests.random_actions", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=110)


def test_nothing_goes_wrong(tmp_path):
    log = tmp_path / "actions"
    result = run("--seed", 20261124, "--minutes", _SECONDS / 60, "--log", log)
    last = "\n".join(log.read_text().splitlines()[-60:])
    assert (result.returncode, result.stderr) == (0, ""), f"{last}\n\n{result.stdout}\n{result.stderr}"


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("QTimer.singleShot(0, lambda: 1 / 0)", "ZeroDivisionError"),
        ("qWarning('beware')", "beware"),
        ("os.write(2, b'out of memory')", "out of memory"),
        ("threading.Thread(target=lambda: 1 / 0).start()", "ZeroDivisionError"),
        ("hand.window.nothing", "AttributeError"),
    ],
)
def test_what_goes_wrong_is_told_with_the_last_actions_and_how_to_do_them_again(deed, said):
    result = subprocess.run([sys.executable, "-c", _BROKEN.format(deed=deed)], capture_output=True, text=True)
    assert result.returncode == 1
    assert said in result.stdout
    assert "break_it" in result.stdout
    assert "--seed 3 --actions 2" in result.stdout


def test_closing_in_the_midst_of_things():
    result = run("--closings", 2, "--seed", 5)
    assert result.returncode == 0, result.stdout
