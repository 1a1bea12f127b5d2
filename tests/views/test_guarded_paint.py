"""An exception while painting is said, and ends nothing."""

import importlib
import pkgutil
import subprocess
import sys

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QWidget

import dragonviz.views
from dragonviz.views.plots.guarded_paint import guarded_paint, saved
from dragonviz.views.plots.plain_plot import PlainPlot
from dragonviz.views.style.style import Style

# The window, whose dragons cannot be painted from a moment on; without its guard, this ends with a segmentation fault.
_WINDOW_THAT_CANNOT_PAINT = """
import sys
from dragonviz.app.startup import make_application, make_window
from dragonviz.views.canvas.dragons_item import DragonsItem

raised = []
sys.excepthook = lambda kind, error, traceback: raised.append(str(error))
app = make_application()
window = make_window()
window.resize(1280, 720)
window.show()
app.processEvents()
DragonsItem._prepare_sheets = lambda *_: 1 / 0
for _ in range(5):
    window.canvas.viewport().update()
    app.processEvents()
window.close()
print(*sorted({sentence for sentence in raised}), len(raised) >= 5)
"""


def turn_and_fail(painter):
    with saved(painter):
        painter.scale(-1, -1)
        raise ValueError("cannot be painted")


class Broken(pg.GraphicsObject):
    """Fails in the midst of painting, with the painter turned upside down."""

    def boundingRect(self):
        return QRectF(0, 0, 1, 1)

    @guarded_paint
    def paint(self, painter, option, widget):
        turn_and_fail(painter)


class BrokenWidget(QWidget):
    @guarded_paint
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.drawText(10, 10, "half")
        raise ValueError("cannot be painted")


@pytest.mark.slow
def test_the_window_outlives_dragons_that_cannot_be_painted():
    done = subprocess.run(
        [sys.executable, "-c", _WINDOW_THAT_CANNOT_PAINT], capture_output=True, text=True, timeout=100
    )
    assert (done.returncode, done.stdout.strip()) == (0, "division by zero True"), done.stderr
    assert "QPainter" not in done.stderr


def test_the_other_items_of_a_plot_are_painted_all_the_same(qtbot):
    plot = PlainPlot(Style())
    qtbot.addWidget(plot)
    plot.resize(200, 200)
    whole = plot.grab().toImage()
    plot.addItem(Broken(), ignoreBounds=True)
    with qtbot.capture_exceptions() as raised:
        picture = plot.grab().toImage()
    assert [str(error) for _, error, _ in raised] == ["cannot be painted"]
    assert picture == whole


def test_a_widget_that_fails_leaves_no_painter_behind(qtbot):
    widget = BrokenWidget()
    qtbot.addWidget(widget)
    with qtbot.capture_exceptions() as raised:
        widget.show()
        qtbot.waitUntil(lambda: len(raised) > 0)
        assert not widget.paintingActive()
        raised.clear()
        widget.update()
        qtbot.waitUntil(lambda: len(raised) > 0)


def test_a_failing_with_gives_the_painter_its_state_back(qapp):
    pixmap = QPixmap(10, 10)
    painter = QPainter(pixmap)
    before = painter.transform()
    with pytest.raises(ValueError, match="cannot be painted"):
        turn_and_fail(painter)
    assert painter.transform() == before
    painter.end()


def painting_methods():
    """Every method of the views' own classes that Qt calls to have something painted."""
    names = [module.name for module in pkgutil.walk_packages(dragonviz.views.__path__, "dragonviz.views.")]
    for module in map(importlib.import_module, names):
        for kind in vars(module).values():
            if (
                isinstance(kind, type)
                and issubclass(kind, QGraphicsItem | QWidget)
                and kind.__module__ == module.__name__
            ):
                yield from (vars(kind)[name] for name in ("paint", "paintEvent") if name in vars(kind))


def test_everything_that_paints_is_guarded():
    methods = list(painting_methods())
    assert len(methods) >= 9
    assert not [method.__qualname__ for method in methods if method.__code__.co_name != "guarded"]
