"""Makes all that is in the window in one style, and anew in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.style.controls import menu_bars
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style
from dragonviz.views.window.help_card import HelpCard
from dragonviz.views.window.instruments import INSTRUMENTS
from dragonviz.views.window.memory import VERSION
from dragonviz.views.window.toolbar import ToolBar

if TYPE_CHECKING:
    from dragonviz.views.window.main_window import MainWindow


class Dressing:
    """What the window shows, in the style that it wears: since no view holds a fact, none has to be repainted.

    Parameters
    ----------
    window : MainWindow

    Attributes
    ----------
    instruments : dict of str to Instrument
        By their names; empty as long as nothing is worn.
    style : Style or None
    toolbar : ToolBar or None
    help : HelpCard or None
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.instruments: dict[str, Instrument] = {}
        self.style: Style | None = None
        self.toolbar: ToolBar | None = None
        self.help: HelpCard | None = None
        self._fixed: list[Instrument] = []
        middle = QWidget()
        # Docks give way to it.
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        window.setCentralWidget(middle)

    @property
    def painter_changed(self) -> Signal:
        """Emitted by the canvas when regions have to be painted in another size."""
        return self.instruments["canvas"].painter_changed

    def wear(self, style: Style) -> None:
        """Make everything in another style."""
        window = self._window
        grown = self.style is None or self.style.scale != style.scale
        arrangement = window.saveState(VERSION)
        notice = window.status.notice if self.instruments else None
        reads_help = self.help is not None and self.help.isVisible()
        self.style = style
        app = QApplication.instance()
        app.setPalette(style.theme.qt_palette())
        app.setFont(make_font(style.text_px))
        window.menuBar().setStyleSheet(menu_bars(style))
        window.action_set.wear(style)
        self.instruments = {kind.name: kind(style) for kind in INSTRUMENTS}
        for instrument in self.instruments.values():
            instrument.wanted.connect(window.do)
        window.docks.hold(self.instruments, style)
        self._replace_fixed_parts(style)
        if notice is not None:
            window.status.show_notice(notice)
        if grown:
            window.deeds.share_space_soon()
        else:
            window.deeds.keep_arrangement(arrangement)
        if reads_help:
            self.help.toggle()

    def _replace_fixed_parts(self, style: Style) -> None:
        window = self._window
        # Not asked of the layout: PySide keeps its items when they are gone, and takes what lies there later for them.
        for old in (self.toolbar, self.help, *self._fixed):
            if old is not None:
                old.hide()
                old.deleteLater()
        if self.toolbar is not None:
            window.removeToolBar(self.toolbar)
        self.toolbar = ToolBar(style, window.action_set.by_name, window.do)
        # One that is hidden would be shown again together with an arrangement of the docks.
        if not window.appearance.presenting:
            window.addToolBar(self.toolbar)
            # At once, as below: how much room the docks have depends on it.
            self.toolbar.show()
        self._fixed = [self.instruments[kind.name] for kind in INSTRUMENTS if not kind.can_be_closed()]
        for instrument in self._fixed:
            self._middle.addWidget(instrument, 1 if instrument.place is Place.CENTRE else 0)
            # At once: a layout shows what is new in it only later, and the moment is shown to what is open.
            instrument.show()
        self.help = HelpCard(style, window)
