"""How fast a run is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dragonviz.app.moment import Moment
from dragonviz.scenes.edits import Look
from dragonviz.scenes.speed import SPEEDS
from dragonviz.scenes.view_state import ViewState
from dragonviz.views.panels.worded_slider import WordedSlider
from dragonviz.views.style.style import Style


class SpeedChoice(QWidget):
    """A slider for the speed of the present model, and the speed in words.

    Parameters
    ----------
    style : Style

    Attributes
    ----------
    wanted : Signal(Edit)
    """

    wanted = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__(objectName="speed-choice")
        self._model, self._view = "", ViewState()
        self._slider = WordedSlider(
            style,
            "speed",
            "Speed of training",
            "How fast training is shown, from one step a second to as fast as the machine can (keys , and .).",
            range(len(SPEEDS)),
            lambda position: str(SPEEDS[position]),
        )
        self._slider.moved.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.grid_px // 2, 0, style.grid_px // 2, 0)
        row.addWidget(self._slider)

    def show_moment(self, moment: Moment) -> None:
        """Show the speed of the moment's model."""
        self._model, self._view = moment.side.setup.model, moment.scene.view
        self._slider.show_position(SPEEDS.index(self._view.speeds[self._model]))

    def _choose(self, position: int, _: object) -> None:
        if self._model:
            self.wanted.emit(Look({"speeds": self._view.with_speed(self._model, SPEEDS[position]).speeds}))
