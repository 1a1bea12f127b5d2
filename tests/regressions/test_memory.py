"""What was undone and cannot be done again is forgotten."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

ALT = Qt.KeyboardModifier.AltModifier


def test_drags_that_were_undone_leave_no_dragons_behind(robot):
    begin, seen = robot.place(robot.lonely()), []
    for k in range(20):
        robot.press(begin)
        for step in range(1, 6):
            robot.move(begin + QPoint(10 * step, k))
            seen.append(weakref.ref(robot.dragons))
        robot.release(begin + QPoint(50, k))
        robot.trigger("undo")
    robot.let_run(200)
    gc.collect()
    alive = sum(dataset() is not None for dataset in seen)
    assert alive <= 10, f"{alive} of {len(seen)} datasets are alive"


def test_switching_models_leaves_no_labels_behind(robot):
    def switch():
        for key in (Qt.Key.Key_4, Qt.Key.Key_1):
            robot.key(key, ALT)
            robot.wait_for_screen()
            robot.let_run(30)

    switch()
    n_before = _labels()
    for _ in range(10):
        switch()
    # What is replaced goes when Qt comes to it: what leaks never does.
    robot.wait_until(lambda: _labels() <= n_before + 5, "the labels of former settings are gone", seconds=20)


def _labels():
    gc.collect()
    return sum(isinstance(thing, QLabel) for thing in gc.get_objects())
