"""What is drawn in pixels wherever one looks: an item as large as its view."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from typing_extensions import override


class WholeViewItem(pg.GraphicsObject):
    """Covers its view, since what it draws may reach beyond the points that it draws it at.

    Qt asks for the rectangle of each item dozens of times a frame, and pyqtgraph computes it anew each time: here it is
    kept until the view changes.
    """

    _rect: QRectF | None = None

    @override
    def boundingRect(self) -> QRectF:
        if self._rect is None:
            if self.getViewBox() is None:
                return QRectF()
            self._rect = QRectF(self.viewRect())
        return self._rect

    def note_contents(self, has_contents: bool) -> None:
        """Have it painted anew, or not at all while there is nothing to paint."""
        # Qt takes no update of what has no contents.
        self.update()
        self.setFlag(self.GraphicsItemFlag.ItemHasNoContents, not has_contents)
        self.update()

    @override
    def viewTransformChanged(self) -> None:
        self.prepareGeometryChange()
        super().viewTransformChanged()
        self._rect = None
