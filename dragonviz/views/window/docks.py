"""The panels around the canvas: one dock for each instrument that can be closed, moved, tabbed and floated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QStyle,
    QToolButton,
    QWidget,
)

from dragonviz.scenes.edits import Show
from dragonviz.scenes.scene import Scene
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.style.controls import indicators, scroll_bars
from dragonviz.views.style.style import GRID, Style
from dragonviz.views.window.dock_watch import DockWatch

AREAS = {
    Place.LEFT: Qt.DockWidgetArea.LeftDockWidgetArea,
    Place.RIGHT: Qt.DockWidgetArea.RightDockWidgetArea,
    Place.BOTTOM: Qt.DockWidgetArea.BottomDockWidgetArea,
}
_CURVE_SHARE = 0.25  # of the window's height
_SIDE_BY_SIDE = 1.75  # columns of the side: what is narrower than this would have to be read through a slit
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
        self._watch = DockWatch(window)
        self._newest: Dock | None = None
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

    @property
    def pulled(self) -> frozenset[Place]:
        """Where a person has chosen the panels' sizes."""
        return frozenset(self._watch.pulled)

    @pulled.setter
    def pulled(self, places: Collection[Place]) -> None:
        self._watch.pulled = set(places)

    def arrange(self) -> None:
        """Put every dock where it stands at first."""
        self.pulled = ()
        for name, dock in self._docks.items():
            dock.setFloating(False)
            kind = self._kinds[name]
            self._window.addDockWidget(AREAS[kind.place], dock)
            if kind.tab_beside:
                self._window.tabifyDockWidget(self._docks[kind.tab_beside], dock)

    def share_space(self, style: Style, places: Collection[Place] = tuple(AREAS)) -> None:
        """Give the docks at some places the sizes that they have at first, unless a person has chosen others."""
        # What is new in the window has to have its place before sizes are given.
        self._window.layout().activate()
        for place in places:
            docks = [] if place in self.pulled else self._in_column(place)
            if place is Place.BOTTOM:
                self._share_bottom(docks, style)
            elif docks:
                self._window.resizeDocks(docks, [style.side_px] * len(docks), Qt.Orientation.Horizontal)
                self._window.resizeDocks(docks, self._heights_by_content(docks, style.side_px), Qt.Orientation.Vertical)

    def _share_bottom(self, docks, style):
        """Panels below the canvas stand side by side where each is wide enough, else one behind the other."""
        area = AREAS[Place.BOTTOM]
        docks = [dock for dock in docks if self._window.dockWidgetArea(dock) is area]
        if not docks:
            return
        room = self._window.centralWidget().width()
        is_narrow = room < len(docks) * _SIDE_BY_SIDE * style.side_px
        are_tabs = any(other in docks for other in self._window.tabifiedDockWidgets(docks[0]))
        if is_narrow and not are_tabs:
            for dock in docks[1:]:
                self._window.tabifyDockWidget(docks[0], dock)
            if self._newest in docks:
                self._newest.raise_()
        elif are_tabs and not is_narrow:
            for dock in docks:
                self._window.addDockWidget(area, dock, Qt.Orientation.Horizontal)
        self._window.resizeDocks(docks, [room // len(docks)] * len(docks), Qt.Orientation.Horizontal)
        heights = [round(_CURVE_SHARE * self._window.height())] * len(docks)
        self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def _heights_by_content(self, docks, width):
        """What each needs, then what it wants besides; the rest is for the one that grows, the largest goes short."""
        groups = [self._sharing(dock) for dock in docks]
        heights = [max(dock.content_height(width) for dock in group) + _TABS_PX * (len(group) > 1) for group in groups]
        # The docks' own heights may be of a layout that is being made.
        between = self._window.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetSeparatorExtent)
        column = self._window.height() - self._window.centralWidget().y() - (len(docks) - 1) * between
        rest = column - sum(heights)
        grown = [any(dock.kind.grows for dock in group) for group in groups]
        wanted = [max(dock.wanted_height() for dock in group) for group in groups]
        for k in sorted(range(len(docks)), key=lambda k: (not grown[k], wanted[k])):
            more = min(max(0, wanted[k] - heights[k]), max(0, rest))
            heights[k] += more
            rest -= more
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
                if wanted:
                    dock.raise_()
                    self._newest = dock
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
        instrument.windowTitleChanged.connect(self.setWindowTitle)
        self.setWidget(instrument if self.kind.place is Place.BOTTOM else _scrolled(instrument, style))

    def content_height(self, width: int) -> int:
        """How high all that is in it is now, where it is so wide, unless it cannot be."""
        inside = self.widget()
        if isinstance(inside, QScrollArea):
            inside = inside.widget()
        width = max(width, inside.minimumSizeHint().width())
        needed = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return needed + self.titleBarWidget().sizeHint().height()

    def wanted_height(self) -> int:
        """How high it would have to be for as much text as it may have."""
        return self.kind.lines * self.fontMetrics().lineSpacing() + self.titleBarWidget().sizeHint().height()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for it: what is open is the scene's."""
        event.ignore()
        self.closed.emit()


class _TitleBar(QWidget):
    """A title with two small buttons; it moves the dock when it is dragged."""

    def __init__(self, dock, style):
        super().__init__(dock)
        layout = QHBoxLayout(self)
        grid = style.grid_px
        layout.setContentsMargins(grid, grid // 2, grid // 2, 0)
        layout.setSpacing(0)
        title = QLabel(dock.windowTitle())
        dock.windowTitleChanged.connect(title.setText)
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
            button.setAccessibleName(f"{name} {dock.kind.title}")
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
    area.setStyleSheet(indicators(style) + scroll_bars(style))
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumWidth(min(style.side_px, 3 * style.side_px // 4))
    grid = style.grid_px
    instrument.setContentsMargins(grid, grid // 2, grid, grid // 2)
    return area
