"""A plot of two features, and how one looks around in it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor

from dragonviz.views.plots.plain_plot import PlainPlot
from dragonviz.views.style.palette import GRID, TEXT_PX

_ZOOM_PER_NOTCH = 0.85
# How much wider or narrower than the dragons the view may be: beyond, neither they nor its figures can be told apart.
_WIDEST, _NARROWEST = 1e3, 1e-4
_ROOM_AROUND = 0.06  # of the range


class FeaturePlot(PlainPlot):
    """Axes and view.

    Parameters
    ----------
    palette : Palette

    Attributes
    ----------
    view_changed : Signal(object)
        What is visible now: see `rect_in_view`.
    """

    view_changed = Signal(object)

    def __init__(self, palette):
        super().__init__(palette)
        self._bounds = (0.0, 1.0, 0.0, 1.0)
        self._label_style = {"color": QColor(palette.text).name(), "font-size": f"{TEXT_PX}px"}
        # Figures at the axes' ends need room.
        self.getPlotItem().layout.setContentsMargins(GRID // 2, GRID, GRID, GRID // 2)
        self.viewport().setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.view.sigRangeChanged.connect(lambda *_: self.view_changed.emit(self.rect_in_view()))

    def name_axes(self, across, up):
        """Write what the axes measure."""
        for axis, feature in (("bottom", across), ("left", up)):
            self.setLabel(axis, feature, **self._label_style)

    def rect_in_view(self):
        """(x_min, x_max, y_min, y_max) of what is visible."""
        (x_min, x_max), (y_min, y_max) = self.view.viewRange()
        return x_min, x_max, y_min, y_max

    def set_bounds(self, bounds):
        """Tell what there is to be seen: (x_min, x_max, y_min, y_max)."""
        self._bounds = bounds

    def fit(self):
        """Bring everything into view."""
        x_min, x_max, y_min, y_max = self._bounds
        self.setRange(xRange=(x_min, x_max), yRange=(y_min, y_max), padding=_ROOM_AROUND)

    def zoom(self, notches, centre=None):
        """Look closer by this many notches of the wheel, or from further away if negative.

        Parameters
        ----------
        notches : float
        centre : QPointF, optional
            What stays where it is, in feature coordinates; the middle of the view if None.
        """
        factor = _ZOOM_PER_NOTCH**notches
        view = self.view.viewRect()
        x_min, x_max, y_min, y_max = self._bounds
        zoomed = factor * np.array([view.width() / (x_max - x_min), view.height() / (y_max - y_min)])
        if (zoomed > _NARROWEST).all() and (zoomed < _WIDEST).all():
            self.view.scaleBy((factor, factor), center=view.center() if centre is None else centre)

    def pan_by(self, pixels):
        """Move the view along with the mouse."""
        width, height = self.view.viewPixelSize()
        self.view.translateBy(x=-pixels.x() * width, y=pixels.y() * height)

    def pixel_of(self, x, y):
        """Where on this widget a place in feature coordinates lies, a QPoint."""
        return self.mapFromScene(self.view.mapViewToScene(QPointF(x, y)))

    def place_of(self, position):
        """The feature coordinates under a position on this widget, an array of shape (2,)."""
        point = self.view.mapSceneToView(self.mapToScene(position.toPoint()))
        return np.array([point.x(), point.y()])

    def is_in_plot(self, position):
        """Whether a position on this widget is between the axes."""
        return self.view.sceneBoundingRect().contains(self.mapToScene(position.toPoint()))

    def wheelEvent(self, event):
        """Zoom about the mouse."""
        event.accept()
        self.zoom(event.angleDelta().y() / 120, QPointF(*self.place_of(event.position())))
