"""The window closes soon, whatever is under way."""

from __future__ import annotations

from tests.regressions.programs import run_program

_SOON_S = 2.0


def test_closing_during_a_long_step(tmp_path):
    result = run_program("close_in_a_long_step", tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert float(result.stdout) < _SOON_S


def test_closing_while_a_file_is_read(tmp_path):
    result = run_program("close_while_a_file_is_read", tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert float(result.stdout) < _SOON_S
