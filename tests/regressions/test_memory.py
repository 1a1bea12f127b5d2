"""What was undone and cannot be done again is forgotten."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QPoint

from tests.regressions.programs import run_program


def test_drags_that_were_undone_leave_no_dragons_behind(robot):
    begin, first, seen = robot.place(robot.lonely()), robot.dragons, []
    for k in range(20):
        robot.press(begin)
        for step in range(1, 6):
            robot.move(begin + QPoint(10 * step, k))
            seen.append(weakref.ref(robot.dragons))
        robot.release(begin + QPoint(50, k))
        assert robot.dragons is not first
        robot.trigger("undo")
        robot.wait_for_screen()
    robot.let_run(200)
    gc.collect()
    alive = sum(dataset() is not None for dataset in seen)
    assert alive <= 10, f"{alive} of {len(seen)} datasets are alive"


def test_switching_models_leaves_no_labels_behind(tmp_path):
    # In a process of its own: what else has run in this one keeps wrappers of its own alive.
    result = run_program("switch_models", tmp_path)
    assert result.returncode == 0, result.stderr


def test_hidden_layers_that_go_leave_no_items_of_layouts_behind(tmp_path):
    # Each of them is an address at which something else may lie later: to delete that ended the process.
    result = run_program("change_hidden_layers", tmp_path)
    assert result.returncode == 0, result.stderr
