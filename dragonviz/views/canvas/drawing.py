"""What the canvas draws of a moment, from the bottom to the top."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from dragonviz.app.moment import Moment
from dragonviz.models.regions import Regions
from dragonviz.scenes.speed import Unit
from dragonviz.scenes.view_state import BOUNDARY, CLASS_LINES
from dragonviz.training.snapshot import Snapshot
from dragonviz.views.canvas.class_lines import ClassLines
from dragonviz.views.canvas.dragons_item import DragonsItem
from dragonviz.views.canvas.drawn_dragons import drawn
from dragonviz.views.canvas.neuron_map import NeuronMap
from dragonviz.views.canvas.regions_item import OF_BEFORE, RegionsItem
from dragonviz.views.plots.feature_plot import FeaturePlot
from dragonviz.views.plots.line_drawing import line_pen
from dragonviz.views.plots.polylines_item import PolylinesItem
from dragonviz.views.style.style import Style

# Marking the dragon just visited helps where the eye can follow, and flickers where it cannot.
_VISITED_UP_TO = 20  # steps a second
_NOBODY = np.empty(0, dtype=np.int64)


class Drawing:
    """All items of the canvas.

    Parameters
    ----------
    style : Style
    plot : FeaturePlot
        Where they are drawn.
    """

    def __init__(self, style: Style, plot: FeaturePlot) -> None:
        theme = style.theme
        self.regions = RegionsItem(style)
        self.borders = PolylinesItem(line_pen(theme.border, style.line_px))
        self.dragons = DragonsItem(style)
        self._band = PolylinesItem(line_pen(theme.accent, style.line_px, Qt.PenStyle.DashLine))
        self._neuron = NeuronMap(style, plot, depth=1)
        self._class_lines = ClassLines(style, plot, lines_depth=2.5, labels_depth=3.5)
        for depth, item in ((0, self.regions), (2, self.borders), (3, self.dragons), (4, self._band)):
            item.setZValue(depth)
            plot.addItem(item, ignoreBounds=True)
        self._drawn: Regions | None = None
        self._known: Snapshot | None = None
        self._wrong = _NOBODY
        plot.view.sigResized.connect(self._neuron.place_caption)

    def show_moment(self, moment: Moment) -> None:
        """Draw a moment; what is as it was is not drawn again."""
        known, view = moment.current, moment.scene.view
        if known is not self._known:
            self._known = known
            self._wrong = _NOBODY if known is None else np.flatnonzero(known.predicted != known.dataset.y)
        visited = known.visited if known is not None and _eye_can_follow(moment) else _NOBODY
        self.dragons.show_dragons(drawn(moment.dataset, view), self._wrong, view.picked, visited)
        self._show_regions(moment)

    def _show_regions(self, moment):
        side, view = moment.side, moment.scene.view
        regions = side.regions
        shown = regions is not None and BOUNDARY in view.shown
        self.regions.setVisible(shown)
        self.borders.setVisible(shown)
        self._class_lines.show_lines(
            regions.lines if shown and CLASS_LINES in view.shown else [],
            moment.dataset.task.classes if regions is None else side.snapshot.dataset.task.classes,
        )
        self._neuron.show_neuron(regions, view.neuron)
        if not shown:
            return
        # Of the snapshot, whose classes may be others than the dragons' by now.
        classes = side.snapshot.dataset.task.classes
        self.regions.show_regions(regions, classes, side.region_image, of_before=not moment.following)
        self.borders.setOpacity(1.0 if moment.following else OF_BEFORE)
        if regions is not self._drawn:
            self._drawn = regions
            self.borders.show_lines(regions.borders)

    def show_band(self, corner: np.ndarray, opposite: np.ndarray) -> None:
        """Draw the rectangle between two corners, in feature coordinates."""
        (x0, y0), (x1, y1) = corner, opposite
        self._band.show_lines([np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])])

    def show_curve(self, corners: np.ndarray) -> None:
        """Draw a line through places in feature coordinates, an array of shape (n, 2)."""
        self._band.show_lines([corners])

    def hide_band(self) -> None:
        """Draw neither rectangle nor curve."""
        self._band.show_lines([])


def _eye_can_follow(moment):
    speed = moment.scene.view.speeds[moment.side.setup.model]
    return not moment.side.playing or (speed.unit is Unit.STEP and speed.per_second <= _VISITED_UP_TO)
