"""The canvas: dragons, what the model says everywhere, and what a hand does to them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout
from typing_extensions import override

from dragonviz.app.moment import Moment
from dragonviz.views.canvas.canvas_menu import CanvasMenu, MenuRequest
from dragonviz.views.canvas.canvas_plot import CanvasPlot
from dragonviz.views.canvas.class_legend import ClassLegend
from dragonviz.views.canvas.gestures import has_same_dragons
from dragonviz.views.canvas.regions_item import RegionPainter
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.plots.map_item import size_in_pixels
from dragonviz.views.style.style import GRID, Style


class Canvas(Instrument):
    """The scatter plot and its menu.

    Parameters
    ----------
    style : Style

    Attributes
    ----------
    plot : CanvasPlot
    painter_changed : Signal()
        Regions have to be painted in another size: see `region_painter`.
    """

    name = "canvas"
    title = "Canvas"
    help = (
        "The two features, and what the model says everywhere. Click to add, drag to move, right-click for more; by "
        "keyboard: Ctrl and the arrows, Ctrl+Return, Alt and the arrows, Shift+F10."
    )
    place = Place.CENTRE

    painter_changed = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self.plot = CanvasPlot(style)
        self.plot.setObjectName("canvas-plot")
        self.plot.setAccessibleName(self.title)
        self.plot.wanted.connect(self.wanted)
        self.plot.menu_wanted.connect(self._open_menu)
        self.plot.view.sigResized.connect(self._notice_size)
        self._menu: CanvasMenu | None = None
        self._painter: RegionPainter | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._legend = ClassLegend(style)
        self._legend.setVisible(style.presenting)  # else the panel of the data is the legend
        layout.addWidget(self._legend)
        layout.addWidget(self.plot)
        self.setFocusProxy(self.plot)
        # All room that nobody else asks for is the canvas's.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        return QSize(80 * GRID, 60 * GRID)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40 * GRID, 30 * GRID)

    @property
    def region_painter(self) -> RegionPainter | None:
        """What paints regions as large as they are on the canvas now; None as long as it has no area."""
        size = size_in_pixels(self.plot.area(), self.devicePixelRatioF())
        return None if size.isEmpty() else RegionPainter(self.look, size.width(), size.height())

    @override
    def show_moment(self, moment: Moment) -> None:
        menu = self._menu
        if menu is not None and not has_same_dragons(moment.scene, menu.request.scene):
            # What it was opened for is not there any more.
            menu.close()
        self._legend.show_task(moment.dataset.task)
        self.plot.show_moment(moment)

    def _open_menu(self, request: MenuRequest) -> None:
        self._menu = CanvasMenu(request, self.look, self.wanted.emit, self)
        self._menu.destroyed.connect(self._forget_menu)
        self._menu.popup(request.position)

    def _forget_menu(self, *_):
        self._menu = None

    def _notice_size(self, *_):
        painter = self.region_painter
        if painter != self._painter:
            self._painter = painter
            self.painter_changed.emit()
