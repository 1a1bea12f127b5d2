"""The panels around the canvas: one dock for each instrument that can be closed, moved, tabbed and floated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QMainWindow, QScrollArea, QToolButton, QWidget

from dragonviz.scenes.edits import Show
from dragonviz.scenes.scene import Scene
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.style.style import GRID, Style

AREAS = {
    Place.LEFT: Qt.DockWidgetArea.LeftDockWidgetArea,
    Place.RIGHT: Qt.DockWidgetArea.RightDockWidgetArea,
    Place.BOTTOM: Qt.DockWidgetArea.BottomDockWidgetArea,
}
_CURVE_SHARE = 0.25  # of the window's height
_LOWEST_PX, _TABS_PX = 12 * GRID, 4 * GRID


class Docks:
    """The docks of a window.

    Parameters
    ----------
    window : QMainWindow
    kinds : iterable of type
        The instruments that have a dock, in their order.
    do : callable
        Takes the edit that closes an instrument.
    """

    def __init__(self, window: QMainWindow, kinds: Iterable[type[Instrument]], do: Callable[[object], None]) -> None:
        self._window = window
        self._kinds = {kind.name: kind for kind in kinds}
        self._docks = {name: Dock(kind, window) for name, kind in self._kinds.items()}
        for name, dock in self._docks.items():
            dock.closed.connect(lambda name=name: do(Show(name, False)))
        for side, corner in (
            ("Left", Qt.Corner.BottomLeftCorner),
            ("Right", Qt.Corner.BottomRightCorner),
        ):
            window.setCorner(corner, getattr(Qt.DockWidgetArea, f"{side}DockWidgetArea"))
        window.setDockNestingEnabled(True)
        # Panels do not slide; and Qt would make an animation for each at every moment whose words have another length.
        window.setAnimated(False)
        self.arrange()

    def arrange(self) -> None:
        """Put every dock where it stands at first."""
        for name, dock in self._docks.items():
            dock.setFloating(False)
            kind = self._kinds[name]
            self._window.addDockWidget(AREAS[kind.place], dock)
            if kind.tab_beside:
                self._window.tabifyDockWidget(self._docks[kind.tab_beside], dock)

    def share_space(self, style: Style, places: Collection[Place] = tuple(AREAS)) -> None:
        """Give the docks at some places the sizes that they have at first."""
        # What is new in the window has to have its place before sizes are given.
        self._window.layout().activate()
        for place in places:
            docks = self._in_column(place)
            if not docks:
                continue
            if place is Place.BOTTOM:
                heights = [round(_CURVE_SHARE * self._window.height())] * len(docks)
            else:
                self._window.resizeDocks(docks, [style.side_px] * len(docks), Qt.Orientation.Horizontal)
                heights = self._heights_by_content(docks)
            self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def _heights_by_content(self, docks):
        """As much as each needs; the rest goes to the one that grows, and what lacks is taken from the largest."""
        groups = [self._sharing(dock) for dock in docks]
        tabs = [_TABS_PX * (len(group) > 1) for group in groups]
        # Only the one in front has the size of their place; those behind have sizes of long ago.
        sizes = [next(filter(_is_in_front, group), group[0]).size() for group in groups]
        heights = [
            max(dock.content_height(size.width()) for dock in group) + tab
            for group, size, tab in zip(groups, sizes, tabs, strict=True)
        ]
        rest = sum(size.height() for size in sizes) + sum(tabs) - sum(heights)
        grown = [any(dock.kind.grows for dock in group) for group in groups]
        k = grown.index(True) if rest > 0 and True in grown else heights.index(max(heights))
        heights[k] = max(heights[k] + rest, _LOWEST_PX)
        return heights

    def _sharing(self, dock):
        """The docks that share the place of one as tabs, that one first."""
        beside = [d for d in self._docks.values() if d.kind.tab_beside == dock.kind.name and not d.isHidden()]
        return [dock, *beside]

    def hold(self, instruments: dict[str, Instrument], style: Style) -> None:
        """Put instruments into their docks, in place of those of another style."""
        for name, dock in self._docks.items():
            dock.hold(instruments[name], style)

    def show(self, scene: Scene) -> set[Place]:
        """Open and close the docks as the scene says; returns the places where there are others now."""
        changed = set()
        for name, dock in self._docks.items():
            kind = self._kinds[name]
            wanted = name in scene.view.shown and kind.serves(scene.setup)
            if wanted == dock.isHidden():
                dock.setVisible(wanted)
                if wanted and kind.tab_beside:
                    dock.raise_()
                changed.add(kind.place)
        return changed

    def _in_column(self, place):
        """The docks that stand there, of those that share a place only the first one."""
        seen = [dock for dock in self._docks.values() if not dock.isHidden() and not dock.isFloating()]
        names = {dock.kind.name for dock in seen}
        return [dock for dock in seen if dock.kind.place is place and dock.kind.tab_beside not in names]


class Dock(QDockWidget):
    """A panel with a title, which asks to be closed.

    Parameters
    ----------
    kind : type
        An instrument's.
    window : QMainWindow

    Attributes
    ----------
    closed : Signal()
        Somebody wants it to be closed.
    """

    closed = Signal()

    def __init__(self, kind: type[Instrument], window: QMainWindow) -> None:
        super().__init__(kind.title, window, objectName=f"{kind.name}-dock")
        self.kind = kind
        self.hide()

    def hold(self, instrument: Instrument, style: Style) -> None:
        """Show this instrument, and throw away the one before."""
        for old in (self.widget(), self.titleBarWidget()):
            if old is not None:
                old.hide()
                old.deleteLater()
        # The last row needs no names of panels.
        self.setTitleBarWidget(_NoTitleBar() if style.presenting else _TitleBar(self, style))
        self.setWidget(instrument if self.kind.place is Place.BOTTOM else _scrolled(instrument, style))

    def content_height(self, width: int) -> int:
        """How high it would like to be where it is so wide."""
        inside = self.widget()
        if isinstance(inside, QScrollArea):
            inside = inside.widget()
        width = max(width, inside.minimumSizeHint().width())
        wanted = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        wanted = max(wanted, self.kind.lines * self.fontMetrics().lineSpacing())
        return wanted + self.titleBarWidget().sizeHint().height()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for it: what is open is the scene's."""
        event.ignore()
        self.closed.emit()


def _is_in_front(dock: Dock) -> bool:
    """Whether it is the one of several tabs that is seen: Qt puts the others beside the window."""
    return dock.geometry().right() >= 0


class _TitleBar(QWidget):
    """A title with two small buttons; it moves the dock when it is dragged."""

    def __init__(self, dock, style):
        super().__init__(dock)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID // 2, 0)
        layout.setSpacing(0)
        title = QLabel(dock.windowTitle())
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setStyleSheet(f"font-size: {style.text_px}px; font-weight: 600")
        layout.addWidget(title, 1)
        for name, text, meaning, deed in (
            (
                "float",
                "❐",
                "Take it out of the window, or put it back.",
                lambda: dock.setFloating(not dock.isFloating()),
            ),
            ("close", "✕", "Close it; the View menu opens it again.", dock.close),
        ):
            button = QToolButton(text=text, autoRaise=True, objectName=f"{name}-{dock.objectName()}")
            button.setAccessibleName(f"{name} {dock.windowTitle()}")
            button.setToolTip(meaning)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setStyleSheet(f"font-size: {style.small_px}px; color: {style.theme.quiet}; padding: 0px")
            button.clicked.connect(lambda _=False, deed=deed: deed())
            layout.addWidget(button)


class _NoTitleBar(QWidget):
    """Takes no room."""

    def sizeHint(self) -> QSize:
        """Nothing: an empty widget's own hint is negative, of which Qt warns."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """Nothing."""
        return QSize(0, 0)


def _scrolled(instrument, style):
    area = QScrollArea()
    area.setWidget(instrument)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumWidth(min(style.side_px, 3 * style.side_px // 4))
    instrument.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
    return area
