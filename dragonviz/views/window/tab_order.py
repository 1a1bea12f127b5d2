"""Where Tab goes: along the picture, whatever was made first, and whatever has been made anew since."""

from __future__ import annotations

from functools import cmp_to_key

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QComboBox, QDockWidget, QGraphicsView, QMainWindow, QToolBar, QWidget
from typing_extensions import override

_AREAS = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class InPictureOrder(QMainWindow):
    """A window in which Tab goes through toolbar, left column, canvas, right column, and what is below."""

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        here = self.focusWidget()
        if here is not None and not here.isVisible():
            # Qt looks for another place because this one goes: the nearest is good enough.
            return super().focusNextPrevChild(forward)
        order = [widget for part in _parts(self) for widget in _in_rows(part, self)]
        if not order:
            return False
        step = 1 if forward else -1
        k = (order.index(here) + step) % len(order) if here in order else (0 if forward else -1)
        reasons = Qt.FocusReason
        order[k].setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
        return True


def _parts(window: QMainWindow) -> list[QWidget]:
    """Toolbar, docks and canvas in the order of the picture."""
    docks = [dock for dock in window.findChildren(QDockWidget) if not dock.isFloating()]
    docks.sort(key=lambda dock: (dock.y(), dock.x()))
    left, right, below = ([dock for dock in docks if window.dockWidgetArea(dock) == area] for area in _AREAS)
    return [*window.findChildren(QToolBar), *left, window.centralWidget(), *right, *below]


def _in_rows(part: QWidget, window: QMainWindow) -> list[QWidget]:
    """What Tab can reach in a part, row by row."""
    # Not found along Qt's own chain, nor asked for parents and proxies: PySide would keep what is long gone.
    within = part.findChildren(QWidget)
    controls = [widget for widget in within if isinstance(widget, QComboBox | QGraphicsView)]
    reached = [
        widget
        for widget in within
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.isVisibleTo(window)
        and window.isAncestorOf(widget)
        # A field's inner line and a plot's viewport pass the focus on to the whole.
        and not any(control is not widget and control.isAncestorOf(widget) for control in controls)
    ]
    areas = {widget: QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()) for widget in reached}
    return sorted(reached, key=cmp_to_key(lambda one, other: _compare(areas[one], areas[other])))


def _compare(one: QRect, other: QRect) -> int:
    """Negative if `one` comes first: it is further up, or in the same row further left."""
    down = one.center().y() - other.center().y()
    is_same_row = 2 * abs(down) < min(one.height(), other.height())
    return one.left() - other.left() if is_same_row else down
