"""What may end the process: each of these functions is done in one of its own.

    python -m tests.regressions.programs NAME FOLDER

prints how long closing took, in seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

_LONGEST_S = 100


def run_program(name, folder, **environ):
    """Do one of the functions below; the `CompletedProcess`, without what Qt says because there is no screen."""
    result = subprocess.run(
        [sys.executable, "-m", __name__, name, str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environ},
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
    )
    said = result.stderr.splitlines(keepends=True)
    result.stderr = "".join(line for line in said if not line.startswith("This plugin does not support"))
    return result


def inspect_a_dragon_that_is_gone(robot, folder):
    from tests import on_screen

    few = Path(folder, "few.csv")
    few.write_text("\n".join(["across,up,kind", *(f"{k}.5,{2 * k}.25,k{k % 2}" for k in range(6))]))
    index = next(i for i in range(10, 480) if robot.can_take(i))
    menu = robot.right_click(robot.place(index))
    robot.drop(few)
    robot.wait_until(lambda: on_screen.scene(robot.window).source.title == few.name)
    if robot.popup() is menu:
        robot.choose(menu, "inspect")
    robot.let_run(300)


def paint_with_an_error(robot, folder):
    from dragonviz.views.plots.sprites import SpriteSheet

    SpriteSheet.paint = lambda *_, **__: 1 / 0
    robot.canvas.viewport().update()
    robot.let_run(300)


def switch_models(robot, folder):
    import gc

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLabel

    def labels():
        gc.collect()
        return sum(isinstance(thing, QLabel) for thing in gc.get_objects())

    def switch():
        for key in (Qt.Key.Key_4, Qt.Key.Key_1):
            robot.key(key, Qt.KeyboardModifier.AltModifier)
            robot.wait_for_screen()
            robot.let_run(30)

    switch()
    n_before = labels()
    for _ in range(10):
        switch()
    # What is replaced goes when Qt comes to it: what leaks never does.
    robot.wait_until(lambda: labels() <= n_before + 5, "the labels of former settings are gone", seconds=20)


def change_hidden_layers(robot, folder):
    import gc

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidgetItem

    from dragonviz.views.instruments.neuron_grid import NeuronGrid

    robot.be_quiet()
    robot.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    robot.wait_for_screen()
    robot.canvas.setFocus()
    robot.trigger("show-neurons")
    robot.wait_until(robot.find("show-neurons").isChecked, "the hidden neurons are open", 20)
    for sizes in ((4, 4, 4), (4,)):
        robot.type_into("setting-hidden_layer_sizes", ", ".join(map(str, sizes)))
        robot.wait_for_screen()
        robot.canvas.setFocus()
        robot.trigger("epoch")
        n = len(sizes)
        robot.wait_until(lambda n=n: len(robot.window.findChildren(NeuronGrid)) == n, "each layer has a grid", 20)
    robot.trigger("larger")
    robot.let_run(300)
    gc.collect()
    left = [thing for thing in gc.get_objects() if isinstance(thing, QWidgetItem)]
    assert not left, f"PySide keeps {len(left)} items of layouts, some of which Qt has deleted"


def close_in_a_long_step(robot, folder):
    from PySide6.QtCore import Qt

    from tests import on_screen
    from tests.random_actions.files import Files

    many = Files(folder).good[4]
    robot.drop(many)
    robot.wait_until(lambda: on_screen.scene(robot.window).source.title == many.name, "the file is there")
    robot.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    robot.type_into("setting-batch_size", "all")
    robot.type_into("setting-hidden_layer_sizes", "4000, 4000")
    robot.wait_until(lambda: on_screen.report(robot.window) is not None, "the network is there")
    robot.canvas.setFocus()
    robot.trigger("train")
    robot.let_run(1000)


def close_while_a_file_is_read(robot, folder):
    from tests.random_actions.files import write_large

    robot.drop(write_large(Path(folder, "large.csv")))
    robot.let_run(300)


def open_as_the_program_does(folder):
    """Start the program itself; print whether its window is inside the screen, frame included."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from dragonviz import cli
    from dragonviz.app.startup import make_application

    def look():
        (window,) = [w for w in QApplication.topLevelWidgets() if w.objectName() == "main-window"]
        frame, screen = window.frameGeometry(), window.screen().availableGeometry()
        print(screen.contains(frame), frame, screen)
        window.close()

    make_application()
    QTimer.singleShot(500, look)
    return cli.main([])


def _use(name, folder):
    from dragonviz.app.startup import make_application, make_window
    from tests import on_screen
    from tests.robot import Robot

    make_application()
    window = make_window()
    window.resize(1280, 720)
    window.show()
    robot = Robot(window)
    robot.come_to_front()
    robot.wait_until(lambda: on_screen.report(window) is not None)
    globals()[name](robot, folder)
    begin = time.monotonic()
    window.close()
    print(time.monotonic() - begin)


if __name__ == "__main__":
    name, folder = sys.argv[1:]
    if name == open_as_the_program_does.__name__:
        open_as_the_program_does(folder)
    else:
        _use(name, folder)
