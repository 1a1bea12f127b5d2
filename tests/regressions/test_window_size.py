"""The window fits the screen that it opens on, and a small one has room for all that it has."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QScrollArea, QWidget

from tests.regressions.programs import run_program


@pytest.mark.parametrize(
    ("width", "height", "ratio"), [(1024, 768, 1), (1280, 720, 1), (1280, 800, 1), (2560, 1440, 2)]
)
def test_it_opens_inside_the_screen_with_its_frame(tmp_path, width, height, ratio):
    screen = {"name": "beamer", "x": 0, "y": 0, "width": width // ratio, "height": height // ratio, "dpr": ratio}
    description = tmp_path / "screens.json"
    description.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]}))
    result = run_program("open_as_the_program_does", tmp_path, QT_QPA_PLATFORM=f"offscreen:configfile={description}")
    assert (result.returncode, result.stdout.split()[:1]) == (0, ["True"]), result.stdout + result.stderr


def test_every_control_can_be_reached_on_a_small_screen(robot):
    width, height = 1024 - 8, 768 - 60  # a frame, and a task bar
    robot.window.resize(width, height)
    robot.let_run(100)
    assert robot.window.width() <= width
    assert robot.window.height() <= height
    unreachable = [
        widget.objectName() or widget.accessibleName() or type(widget).__name__
        for kind in (QAbstractButton, QComboBox, QAbstractSlider)
        for widget in robot.window.findChildren(kind)
        if widget.isVisible() and not _can_be_reached(widget)
    ]
    assert unreachable == []


def _can_be_reached(widget):
    return not widget.visibleRegion().isEmpty() or _scrolls(widget)


def _scrolls(widget):
    while isinstance(widget, QWidget):
        if isinstance(widget, QScrollArea):
            return True
        widget = widget.parent()
    return False
