"""What is drawn in pixels wherever one looks: an item as large as its view."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from typing_extensions import override


class WholeViewItem(pg.GraphicsObject):
    """Covers its view, since what it draws may reach beyond the points that it draws it at."""

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect()) if self.getViewBox() is not None else QRectF()

    @override
    def viewTransformChanged(self) -> None:
        self.prepareGeometryChange()
        super().viewTransformChanged()
