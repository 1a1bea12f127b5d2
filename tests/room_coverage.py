"""Prints what part of each room's lines was run: ``pytest --cov --cov-report= -p tests.room_coverage``."""

from collections import Counter
from pathlib import Path

import pytest
from coverage import Coverage

PACKAGE = Path(__file__).parents[1] / "dragonviz"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    coverage = Coverage()
    coverage.load()
    lines, missing = Counter(), Counter()
    for name in coverage.get_data().measured_files():
        _, statements, _, not_run, _ = coverage.analysis2(name)
        folders = Path(name).relative_to(PACKAGE).parts[:-1]
        room = folders[0] if folders else PACKAGE.name
        lines[room] += len(statements)
        missing[room] += len(not_run)
    terminalreporter.section("lines run, in this process, by room")
    for room in sorted(lines):
        terminalreporter.write_line(_row(room, lines[room], missing[room]))
    terminalreporter.write_line(_row("all", lines.total(), missing.total()))


def _row(room, n_lines, n_missing):
    return f"{room:12} {1 - n_missing / max(1, n_lines):6.1%} of {n_lines:5,}"
