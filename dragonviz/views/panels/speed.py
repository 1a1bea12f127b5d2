"""How fast a run is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from dragonviz.app.moment import Moment
from dragonviz.scenes.edits import Look
from dragonviz.scenes.speed import SPEEDS
from dragonviz.scenes.view_state import ViewState
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import label_control

_SLIDER = 5  # times the height of text


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
        self.setFont(make_font(style.text_px))
        self._model, self._view = "", ViewState()
        self._slider = label_control(
            QSlider(Qt.Orientation.Horizontal),
            "speed",
            "Speed of training",
            "How fast training is shown, from one step a second to as fast as the machine can (keys , and .).",
        )
        self._slider.setRange(0, len(SPEEDS) - 1)
        self._slider.setPageStep(3)
        self._slider.setMinimumWidth(_SLIDER * style.text_px)
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._words = QLabel(objectName="speed-in-words")
        # Its room is kept: what is beside it must not move with the slider.
        metrics = self.fontMetrics()  # the label has this font only once it is shown
        self._words.setMinimumWidth(max(metrics.horizontalAdvance(str(speed)) for speed in SPEEDS) + style.grid_px // 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.grid_px // 2, 0, style.grid_px // 2, 0)
        row.setSpacing(style.grid_px)
        row.addWidget(self._slider)
        row.addWidget(self._words)
        self._slider.valueChanged.connect(self._choose)

    def show_moment(self, moment: Moment) -> None:
        """Show the speed of the moment's model."""
        self._model, self._view = moment.side.setup.model, moment.scene.view
        speed = self._view.speeds[self._model]
        if SPEEDS[self._slider.value()] != speed:
            self._slider.blockSignals(True)
            self._slider.setValue(SPEEDS.index(speed))
            self._slider.blockSignals(False)
        if self._words.text() != str(speed):
            self._words.setText(str(speed))

    def _choose(self, position: int) -> None:
        if self._model:
            self.wanted.emit(Look({"speeds": self._view.with_speed(self._model, SPEEDS[position]).speeds}))
