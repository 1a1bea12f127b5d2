"""From nothing to a window: builds the application and runs it."""

from __future__ import annotations

import sys

import pyqtgraph as pg
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from dragonviz.app.controller import Controller
from dragonviz.app.engine import Engine
from dragonviz.app.interrupt import EXIT_CODE, Interrupt
from dragonviz.app.log import Log
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source
from dragonviz.views.style.fonts import set_application_font, typeface
from dragonviz.views.style.palette import LIGHT, TEXT_PX
from dragonviz.views.window.main_window import MainWindow

_SIZE = QSize(1280, 800)  # where the screen has room for it
# How long a thread may keep Python's lock before another gets its turn: the window must not wait for a worker.
_SWITCH_INTERVAL = 0.0001


def make_application(palette=LIGHT):
    """The QApplication, dressed."""
    app = QApplication.instance() or QApplication(["dragonviz"])
    app.setApplicationName("dragonviz")
    app.setStyle("Fusion")
    app.setPalette(palette.qt_palette())
    set_application_font(app, TEXT_PX)
    pg.setConfigOptions(antialias=True, imageAxisOrder="row-major")
    sys.setswitchinterval(_SWITCH_INTERVAL)
    return app


def make_window(palette=LIGHT, preload=False):
    """The main window with the lesson's dragons, not shown yet.

    Parameters
    ----------
    palette : Palette
    preload : bool
        Whether all models are made ready behind it as soon as it is painted, and compiled if they never were.
    """
    engine = Engine()
    if preload:
        engine.preload.emit()  # before the first run, which would keep it waiting
    controller = Controller(engine)
    window = MainWindow(controller, engine, palette)
    window.painted.connect(engine.begin)
    source = Source.bundled()
    controller.show(Scene(source, source.dataset()))
    return window


def run(path=None):
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
    log.told.connect(window.status.refuse)
    complaints = [complaint for complaint in (typeface().complaint, log.complaint) if complaint]
    if complaints:
        window.status.refuse(" ".join(complaints))
    window.resize(_SIZE.boundedTo(app.primaryScreen().availableSize()))
    window.show()
    if path is not None:
        window.controller.open(path)
    exit_code = app.exec()
    interrupt.remove()
    log.remove()
    return EXIT_CODE if interrupt.came else exit_code
