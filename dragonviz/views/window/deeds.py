"""What a person wants of the window itself: layouts, looks, presenting, files and what is remembered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from dragonviz.app.commands import OpenFile
from dragonviz.explain.border_place import where_is_border
from dragonviz.models.predictors import LinearPredictor
from dragonviz.scenes.edits import Look, Pick
from dragonviz.scenes.view_state import BOUNDARY, CLASS_LINES, LOSS, NOBODY, Tool
from dragonviz.views.instrument import Place
from dragonviz.views.window import window_commands as wanted
from dragonviz.views.window.docks import AREAS
from dragonviz.views.window.instruments import INSTRUMENTS
from dragonviz.views.window.layouts import LAYOUTS, PRESENT
from dragonviz.views.window.memory import FORGOTTEN, VERSION, Remembered

if TYPE_CHECKING:
    from dragonviz.views.window.main_window import MainWindow

_SIZE = QSize(1440, 900)  # where the screen has room for it
_SMALLEST = QSize(640, 480)
_OTHER_PLACE = "The window cannot stand where it did last time, so it stands where it did at first."
_TITLE_BAR_PX = 40  # of a frame that is not there yet
_DRAWN = frozenset({BOUNDARY, CLASS_LINES, LOSS})  # what is shown besides instruments


def lesson_shown() -> frozenset[str]:
    """What is shown at the very first start."""
    return frozenset({BOUNDARY}) | {kind.name for kind in INSTRUMENTS if kind.opens}


class WindowDeeds:
    """Carries out the window's own commands.

    Parameters
    ----------
    window : MainWindow
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._before_presenting: tuple[QByteArray, frozenset[str], frozenset[Place], bool] | None = None
        self._arrangement_due: QByteArray | None = None
        # Qt knows how large docks may be only when it has laid them out.
        self._share = QTimer(window, singleShot=True, interval=0)
        self._share.timeout.connect(self._share_space)
        self._places: set[Place] = set()
        self._deeds = {
            wanted.AskForFile: lambda _: window.files.ask(),
            wanted.AskWhereToSave: lambda _: window.files.ask_where_to_save(window.controller.scene.dataset.task),
            wanted.PasteTable: lambda _: window.files.paste(),
            wanted.ShowBorder: lambda _: self._show_border(),
            wanted.ToggleHelp: lambda _: window.dressing.help.toggle(),
            wanted.TogglePresenting: lambda _: self._toggle_presenting(),
            wanted.Dismiss: lambda _: self._dismiss(),
            wanted.ChooseLayout: lambda command: self._choose_layout(command.name),
            wanted.ChooseTheme: lambda command: self._wear(replace(window.appearance, theme=command.name)),
            wanted.ZoomContent: lambda command: self._wear(window.appearance.zoomed(command.notches)),
            wanted.Quit: lambda _: window.close(),
        }

    def do(self, command: object) -> bool:
        """Do it, if it is the window's; whether it is."""
        deed = self._deeds.get(type(command))
        if deed is not None:
            deed(command)
        return deed is not None

    # Remembering

    def restore(self, remembered: Remembered) -> None:
        """Be as the window was when it was closed, on a screen that is there."""
        window = self._window
        window.appearance = remembered.appearance
        window.setMinimumSize(_SMALLEST)
        complaint = remembered.complaint
        if remembered.geometry.isEmpty():
            window.resize(_SIZE)
        elif not window.restoreGeometry(remembered.geometry):
            window.resize(_SIZE)
            complaint = complaint or _OTHER_PLACE
        self.fit_to_screen()
        window.dress()
        self._arrangement_due = remembered.arrangement
        window.docks.pulled = remembered.pulled
        self.show_recent(remembered.recent)
        if complaint:
            window.status.tell(complaint)

    def begin(self) -> None:
        """Fit the screen and share the space, now that there is a window with a frame."""
        self.fit_to_screen()
        self._window.dress()
        self.share_space_soon()
        if self._arrangement_due is not None:
            self._share.timeout.connect(self.settle, Qt.ConnectionType.SingleShotConnection)

    def settle(self) -> None:
        """Put the docks where they were, now that the window has its size; or share what that has changed."""
        if self._arrangement_due is not None and not self._arrangement_due.isEmpty():
            self._share.stop()
            if not self._window.restoreState(self._arrangement_due, VERSION):
                self._window.status.tell(FORGOTTEN)
                self.share_space_soon()
        else:
            self.share_space_soon({Place.BOTTOM})
        self._arrangement_due = None

    def keep_arrangement(self, arrangement: QByteArray) -> None:
        """Have the docks as they were before what is in them was replaced, once it has its place."""
        if self._arrangement_due is None:
            self._arrangement_due = arrangement
            QTimer.singleShot(0, self._window, self.settle)

    def share_space_soon(self, places: Collection[Place] = tuple(AREAS)) -> None:
        """Give the docks at some places the sizes that they have at first."""
        self._places.update(places)
        self._share.start()

    def _share_space(self) -> None:
        self._window.docks.share_space(self._style(), self._places)
        self._places.clear()

    def remember(self) -> None:
        """Save how the window is now."""
        window = self._window
        if window.appearance.presenting:
            self._toggle_presenting()
        shown = window.controller.scene.view.shown
        window.memory.save(
            window.appearance, window.saveGeometry(), window.saveState(VERSION), shown, window.docks.pulled
        )

    def fit_to_screen(self) -> None:
        """Be no larger than the screen, frame included, and inside it."""
        window = self._window
        screen = window.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        # The frame's size is known only once there is one.
        frame = window.frameGeometry().size() - window.size() if window.isVisible() else QSize(0, _TITLE_BAR_PX)
        size = window.size().boundedTo(room.size() - frame)
        if size != window.size():
            window.resize(size)
        outer = QRect(window.frameGeometry().topLeft(), size + frame)
        if not room.contains(outer):
            window.move(
                max(room.left(), min(outer.left(), room.right() - outer.width() + 1)),
                max(room.top(), min(outer.top(), room.bottom() - outer.height() + 1)),
            )

    def _show_border(self) -> None:
        window = self._window
        known = None if window.moment is None else window.moment.current
        if known is None:
            window.status.tell("There is no border to show yet: train the model first.")
            return
        if not isinstance(known.predictor, LinearPredictor):
            window.status.tell("Where borders bend, none is looked for: zoom out to see more of them.")
            return
        scene = window.controller.scene
        place = where_is_border(known.predictor, scene.rect, scene.dataset.task, scene.with_view(rect=None).rect)
        if place.rect is not None:
            window.controller.do(Look({"rect": place.rect}))
        else:
            window.status.tell("The border is in view." if place.crosses else place.sentence)

    # Files

    def note_file(self, path: str) -> None:
        """Remember a file that was opened or saved; nothing if it is empty, since the data are from no file."""
        if path:
            self.show_recent(self._window.memory.add_recent(path))

    def show_recent(self, paths: tuple[str, ...]) -> None:
        """Fill the menu of recent files."""
        menu = self._window.recent_menu
        menu.clear()
        for path in paths:
            menu.addAction(path.replace("&", "&&")).triggered.connect(partial(self._window.do, OpenFile(path)))
        menu.setEnabled(bool(paths))

    # Looks

    def _style(self):
        return self._window.appearance.style_for(self._window.size())

    def _wear(self, appearance) -> None:
        self._window.appearance = appearance
        self._window.dress()

    def _dismiss(self) -> None:
        window = self._window
        window.status.dismiss()
        window.canvas.dismiss()
        if window.controller.scene.view.tool is not Tool.POINTER:
            window.controller.do(Look({"tool": Tool.POINTER}))
        elif len(window.controller.scene.view.picked):
            window.controller.do(Pick(NOBODY))
        elif window.appearance.presenting:
            self._toggle_presenting()

    def _choose_layout(self, name: str) -> None:
        window, layout = self._window, LAYOUTS[name]
        lesson = lesson_shown() - _DRAWN
        opened = layout.only if layout.only is not None else (lesson | layout.opened) - layout.closed
        drawn = window.controller.scene.view.shown & _DRAWN
        window.docks.arrange()
        window.controller.do(Look({"shown": drawn | opened}))
        window.docks.show(window.controller.scene)
        self.share_space_soon()

    def _toggle_presenting(self) -> None:
        window = self._window
        presenting = not window.appearance.presenting
        window.appearance = replace(window.appearance, presenting=presenting)
        window.menuBar().setVisible(not presenting)
        if presenting:
            shown = window.controller.scene.view.shown
            self._before_presenting = window.saveState(VERSION), shown, window.docks.pulled, window.isMaximized()
            window.showFullScreen()
            window.dress()
            self._choose_layout(PRESENT)
        else:
            state, shown, pulled, maximized = self._before_presenting or (QByteArray(), lesson_shown(), (), False)
            window.docks.pulled = pulled
            (window.showMaximized if maximized else window.showNormal)()
            window.controller.do(Look({"shown": shown}))
            window.dress()
            window.docks.show(window.controller.scene)
            self._arrangement_due = state
