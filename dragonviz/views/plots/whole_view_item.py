"""What is drawn in pixels wherever one looks: an item as large as its view."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF


class WholeViewItem(pg.GraphicsObject):
    """Covers its view, since what it draws may reach beyond the points that it draws it at."""

    def boundingRect(self):
        """The whole view."""
        return QRectF(self.viewRect()) if self.getViewBox() is not None else QRectF()

    def viewTransformChanged(self):
        """The view is another one."""
        self.prepareGeometryChange()
        super().viewTransformChanged()
