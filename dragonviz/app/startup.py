"""From nothing to a window: builds the application and runs it."""

from __future__ import annotations

import sys

import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dragonviz.app.commands import OpenFile
from dragonviz.app.controller import Controller
from dragonviz.app.frames import Frames
from dragonviz.app.interrupt import EXIT_CODE, Interrupt
from dragonviz.app.log import Log
from dragonviz.app.services import Services
from dragonviz.app.stage import Stage
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source
from dragonviz.views.style.fonts import set_application_font, typeface
from dragonviz.views.style.style import Style
from dragonviz.views.window.deeds import lesson_shown
from dragonviz.views.window.main_window import MainWindow

# How long a thread may keep Python's lock before another gets its turn: the window must not wait for a worker.
_SWITCH_INTERVAL = 0.0001


def make_application() -> QApplication:
    """The QApplication, dressed."""
    style = Style()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["dragonviz"])
    app.setApplicationName("dragonviz")
    app.setStyle("Fusion")
    app.setPalette(style.theme.qt_palette())
    set_application_font(app, style.text_px)
    pg.setConfigOptions(antialias=True, imageAxisOrder="row-major")
    sys.setswitchinterval(_SWITCH_INTERVAL)
    return app


def make_window(preload: bool = False) -> MainWindow:
    """The main window with the lesson's dragons, not shown yet.

    Parameters
    ----------
    preload : bool
        Whether all models are made ready behind it as soon as it is painted, and compiled if they never were.
    """
    services = Services()
    stage = Stage(services)
    if preload:
        services.preload()  # before the first run, which would keep it waiting
    frames = Frames(stage)
    controller = Controller(stage, frames, services.opener, services.saver)
    window = MainWindow(services, stage, frames, controller)
    remembered = window.memory.load()
    window.deeds.restore(remembered)
    window.painted.connect(stage.start_threads)
    window.painted.connect(window.deeds.begin)
    shown = lesson_shown() if remembered.shown is None else remembered.shown
    controller.set_scene(Scene.of(Source.bundled()).with_view(shown=shown))
    window.docks.show(controller.scene)
    return window


def run(path: str | None = None) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    path : str, optional
        A data file to open.

    Returns
    -------
    int
        The exit code.
    """
    app = make_application()
    log, interrupt = Log(), Interrupt()
    log.install()
    interrupt.install()
    window = make_window(preload=True)
    # Through a signal, since errors come from any thread.
    log.told.connect(window.controller.refused)
    notice = window.status.notice
    complaints = [complaint for complaint in (typeface().complaint, log.complaint) if complaint]
    if complaints and notice is not None:
        complaints.append(notice.sentence)
    if complaints:
        window.status.tell(" ".join(complaints))
    window.show()
    if path is not None:
        QTimer.singleShot(0, lambda: window.do(OpenFile(path)))
    exit_code = app.exec()
    interrupt.remove()
    log.remove()
    return EXIT_CODE if interrupt.came else exit_code
