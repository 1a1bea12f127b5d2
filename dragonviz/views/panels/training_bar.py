"""The bar at the top: which model, training, its start and its speed."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QWidget

from dragonviz.models.catalogue import MODELS
from dragonviz.views.style.icons import icon
from dragonviz.views.style.palette import GRID
from dragonviz.views.style.widgets import name, tool_button

SPEEDS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, math.inf)
_BESIDE, _ICON = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


class TrainingBar(QWidget):
    """Buttons for actions, and the speed.

    Parameters
    ----------
    palette : Palette
    actions : dict of str to QAction

    Attributes
    ----------
    model_chosen : Signal(str)
    speed_chosen : Signal(float)
        Steps a second; infinity is flat out.
    """

    model_chosen = Signal(str)
    speed_chosen = Signal(float)

    def __init__(self, palette, actions):
        super().__init__(objectName="training-bar")
        self._actions = actions
        self._icons = {playing: icon("pause" if playing else "play", palette.text) for playing in (False, True)}
        self._positions = {key: SPEEDS.index(kind.steps_per_second) for key, kind in MODELS.items()}
        self._model, self._playing = None, None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID // 2)
        # Of the actions, not of their buttons: a group of buttons triggers the action that it unchecks.
        models = QActionGroup(self)
        for key in MODELS:
            action = actions[f"model-{key}"]
            models.addAction(action)
            action.triggered.connect(lambda _, key=key: self.model_chosen.emit(key))
            button = tool_button(action, Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setStyleSheet(_chosen_is_filled(palette))
            layout.addWidget(button)
        self._add_gap(layout)
        self._train = tool_button(actions["train"], _BESIDE)
        self._train.setMinimumWidth(92)
        layout.addWidget(self._train)
        for action, style in (("step", _BESIDE), ("epoch", _BESIDE)):
            layout.addWidget(tool_button(actions[action], style))
        self._add_gap(layout)
        for action in ("same-start", "new-start"):
            layout.addWidget(tool_button(actions[action], _BESIDE))
        self._add_gap(layout)
        self._add_speed(layout)
        layout.addStretch()
        for action in ("undo", "redo", "fit", "help"):
            layout.addWidget(tool_button(actions[action], _ICON))
        actions["slower"].triggered.connect(lambda: self._speed.setValue(self._speed.value() - 1))
        actions["faster"].triggered.connect(lambda: self._speed.setValue(self._speed.value() + 1))

    def show_scene(self, scene):
        """Show which model is chosen."""
        self._actions[f"model-{scene.model}"].setChecked(True)
        if scene.model != self._model:
            self._model = scene.model
            self._speed.setValue(self._positions[scene.model])
            self._tell_speed()

    def show_playing(self, playing):
        """Show whether the model is training."""
        if playing == self._playing:
            return
        self._playing = playing
        action = self._actions["train"]
        action.setText("Pause" if playing else "Train")
        action.setIcon(self._icons[playing])

    def _add_speed(self, layout):
        self._speed = name(
            QSlider(Qt.Orientation.Horizontal),
            "speed",
            "Speed of training",
            "Steps a second, from one to as many as the machine does (keys , and .).",
        )
        self._speed.setRange(0, len(SPEEDS) - 1)
        self._speed.setPageStep(3)
        self._speed.setFixedWidth(96)
        self._speed_label = QLabel()
        self._speed_label.setMinimumWidth(self._speed_label.fontMetrics().horizontalAdvance("50,000 steps/s "))
        self._speed.valueChanged.connect(self._tell_speed)
        layout.addWidget(QLabel("speed"))
        layout.addWidget(self._speed)
        layout.addWidget(self._speed_label)

    def _tell_speed(self, *_):
        position = self._speed.value()
        if self._model is not None:
            self._positions[self._model] = position
        speed = SPEEDS[position]
        unit = "step/s" if speed == 1 else "steps/s"
        self._speed_label.setText("flat out" if math.isinf(speed) else f"{speed:,} {unit}")
        self.speed_chosen.emit(speed)

    def _add_gap(self, layout):
        line = QFrame()
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setEnabled(False)
        layout.addSpacing(GRID // 2)
        layout.addWidget(line)
        layout.addSpacing(GRID // 2)


def _chosen_is_filled(palette):
    edge = f"border: 1px solid transparent; border-radius: {GRID // 2}px"
    return (
        f"QToolButton {{ padding: {GRID // 4}px {GRID // 2}px; {edge}; }}"
        f"QToolButton:hover, QToolButton:focus {{ border-color: {palette.accent}; }}"
        f"QToolButton:checked {{ background: {palette.accent}; color: {palette.on_accent}; }}"
    )
