"""A program to compare with: a bare QApplication that shows an empty pyqtgraph plot, and ends."""

from __future__ import annotations

import sys

import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

from benchmarks.first_paint import FirstPaint, tell


def main():
    """Show the plot, and say when it was painted."""
    app = QApplication([])
    first = FirstPaint(app)
    plot = pg.PlotWidget()
    plot.resize(1280, 800)
    plot.show()
    first.painted.connect(app.quit)
    app.exec()
    tell(painted=first.moment)


if __name__ == "__main__":
    sys.exit(main())
