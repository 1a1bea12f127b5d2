"""The window: makes the instruments, shows them every moment, and passes on what a person wants."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from dragonviz.app.commands import Command
from dragonviz.app.controller import Controller
from dragonviz.app.frames import Frames
from dragonviz.app.moment import Moment
from dragonviz.app.region_worker import RegionView
from dragonviz.app.services import Services
from dragonviz.app.stage import Stage
from dragonviz.scenes.edits import Edit
from dragonviz.views.instrument import NEURON_MAPS, Instrument, Place
from dragonviz.views.panels.status_line import StatusLine
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.icons import icon
from dragonviz.views.window.action_set import ActionSet
from dragonviz.views.window.appearance import Appearance
from dragonviz.views.window.deeds import WindowDeeds
from dragonviz.views.window.docks import Docks
from dragonviz.views.window.dressing import Dressing
from dragonviz.views.window.file_choice import FileChoice
from dragonviz.views.window.instruments import INSTRUMENTS
from dragonviz.views.window.memory import Memory
from dragonviz.views.window.space_bar import SpaceBar
from dragonviz.views.window.tab_order import InPictureOrder

_SETTLED_MS = 150  # a window that is being resized is dressed anew when it has stopped


class MainWindow(InPictureOrder):
    """Holds no fact: what is on screen is the newest moment's.

    Parameters
    ----------
    services, stage, frames, controller
        What works behind it.

    Attributes
    ----------
    painted : Signal()
        The window has been painted for the first time.
    """

    painted = Signal()

    def __init__(self, services: Services, stage: Stage, frames: Frames, controller: Controller) -> None:
        super().__init__(objectName="main-window")
        self.setWindowTitle("dragonviz")
        self.setWindowIcon(icon("app"))
        self.setAcceptDrops(True)
        # Qt's own menu would open and close docks past the scene.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.services, self.stage, self.frames, self.controller = services, stage, frames, controller
        self.memory = Memory()
        self.appearance = Appearance()
        self.moment: Moment | None = None
        self._was_painted = False
        self.files = FileChoice(self)
        self.files.wanted.connect(self.do)
        self.action_set = ActionSet(self, self.do, lambda: controller.scene)
        self.recent_menu = self.action_set.fill_menus(self)
        self.docks = Docks(self, [kind for kind in INSTRUMENTS if kind.can_be_closed()], self.do)
        self.deeds = WindowDeeds(self)
        self.dressing = Dressing(self)
        self.space_bar = SpaceBar(self, lambda: self.canvas, self.action_set.by_name["train"])
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        for slot in (self.dress, self.deeds.settle):
            self._settled.timeout.connect(slot)
        self._connect()

    def _connect(self) -> None:
        self.frames.moment_came.connect(self.show_moment)
        self.controller.undo_stack.changed.connect(self._show_actions)
        self.controller.deed_done.connect(lambda: self.status.dismiss())
        self.controller.refused.connect(lambda sentence: self.status.refuse(sentence))
        self.controller.offered.connect(lambda sentence, offer: self.status.refuse(sentence, offer=offer))
        # What was pressed shows itself pressed.
        self.controller.refused.connect(self._show_actions)
        self.controller.told.connect(lambda sentence: self.status.tell(sentence))
        self.stage.failed.connect(lambda sentence, details: self.status.refuse(sentence, details))
        self.services.loading.connect(lambda sentence: self.status.say_loading(sentence))
        self.services.opener.reading.connect(lambda name: self.status.say_loading(f"Reading “{name}”…" if name else ""))
        self.services.opener.opened.connect(lambda _, path: self.deeds.note_file(path))
        self.services.saver.saved.connect(lambda path, _: self.deeds.note_file(path))

    @property
    def instruments(self) -> dict[str, Instrument]:
        """All instruments, by their names."""
        return self.dressing.instruments

    @property
    def canvas(self) -> QWidget:
        """The plot of the canvas."""
        return self.instruments["canvas"].plot

    @property
    def status(self) -> StatusLine:
        """The sentence below the canvas."""
        return self.instruments["status-line"]

    @Slot(object)
    def do(self, wanted: Edit | Command | tuple) -> None:
        """Do what an instrument or an action wants, or have the controller do it."""
        for each in wanted if isinstance(wanted, tuple) else (wanted,):
            if not self.deeds.do(each):
                self.controller.do(each)

    @Slot()
    def dress(self) -> None:
        """Wear the style that the window's size and the person's choice ask for, if it is another one."""
        style = self.appearance.style_for(self.size())
        if style == self.dressing.style:
            return
        self.dressing.wear(style)
        self.dressing.painter_changed.connect(self._look)
        if self.moment is not None:
            moment, self.moment = self.moment, None
            self.show_moment(moment)
        if not self.dressing.help.isVisible():
            self.canvas.setFocus()

    @Slot(object)
    def show_moment(self, moment: Moment) -> None:
        """Have every open instrument show a moment, so that all of them show the same one."""
        before, self.moment = self.moment, moment
        if not self.instruments:
            return
        if before is None or moment.scene is not before.scene:
            changed = self.docks.show(moment.scene)
            if before is None or moment.dataset.task != before.dataset.task:
                # Its classes need other room.
                changed |= {Place.LEFT, Place.RIGHT}
            if changed:
                self.deeds.share_space_soon(changed)
        for instrument in self.instruments.values():
            if not instrument.isHidden() and instrument.serves(moment.scene.setup):
                instrument.show_moment(moment)
        self.dressing.toolbar.show_moment(moment)
        if before is None or (moment.scene, moment.side.playing) != (before.scene, before.side.playing):
            self._show_actions()
        self._look()

    @Slot()
    def _look(self) -> None:
        """Have evaluated what somebody looks at, as large as it is."""
        moment = self.moment
        if moment is None:
            return
        needs = {need for kind in INSTRUMENTS if kind.name in moment.scene.view.shown for need in kind.needs}
        paint = self.instruments["canvas"].region_painter
        self.stage.set_view(RegionView(moment.scene.rect, NEURON_MAPS in needs, paint))

    @Slot()
    def _show_actions(self, *_: object) -> None:
        if self.moment is not None:
            self.action_set.show(self.controller.scene, self.stage.playing, self.controller.undo_stack)

    # Files, the beginning, and the end

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Dress for another size, once it is known."""
        super().resizeEvent(event)
        if self._was_painted:
            self._settled.start()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time, once what is inside has been painted too."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dropped."""
        if self.files.dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        event.acceptProposedAction()
        self.files.take(self.files.dropped_path(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the threads before any widget goes."""
        self.deeds.remember()
        self.stop()
        super().closeEvent(event)

    def stop(self) -> None:
        """End everything that works behind the window."""
        self.frames.stop()
        self.services.stop()
        self.stage.stop()
        self.services.stop_collecting()
        self.controller.undo_stack.clear()
