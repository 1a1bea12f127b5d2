"""The toolbar: which model, training, its start and its speed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget
from typing_extensions import override

from dragonviz.app.moment import Moment
from dragonviz.models.catalogue import MODELS
from dragonviz.views.panels.speed import SpeedChoice
from dragonviz.views.style.controls import sliders
from dragonviz.views.style.style import Style

_TEXT, _BESIDE, _ICON = (
    Qt.ToolButtonStyle.ToolButtonTextOnly,
    Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    Qt.ToolButtonStyle.ToolButtonIconOnly,
)
_GROUPS = (
    tuple((f"model-{name}", _TEXT) for name in MODELS),
    (("train", _BESIDE), ("step", _BESIDE), ("epoch", _BESIDE)),
    (("same-start", _BESIDE), ("new-start", _BESIDE)),
    (),  # the speed
    (("undo", _ICON), ("redo", _ICON), ("fit", _ICON), ("help", _ICON), ("present", _ICON)),
)


# These give up their words, one group after the other, where there is no room for all buttons.
_SPARING = (("same-start", "new-start"), ("step", "epoch"), ("train",))


class ToolBar(QToolBar):
    """Buttons for actions, and the speed; those whose icons say enough lose their words in a narrow window.

    Parameters
    ----------
    style : Style
    actions : dict of str to QAction
    do : callable
        Takes what the speed's slider wants.
    """

    def __init__(self, style: Style, actions: dict[str, QAction], do: Callable[[object], None]) -> None:
        super().__init__("Training", objectName="training-bar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(style.icon_px, style.icon_px))
        self.setStyleSheet(_style_sheet(style))
        self._buttons: dict[str, QToolButton] = {}
        self._speed = SpeedChoice(style)
        self._speed.wanted.connect(do)
        for k, group in enumerate(_GROUPS):
            if k:
                self.addSeparator()
            if not group:
                self.addWidget(self._speed)
                self._add_stretch()
            for name, button_style in group:
                self._add_button(actions[name], button_style)

    def show_moment(self, moment: Moment) -> None:
        """Show the speed."""
        self._speed.show_moment(moment)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._spare_words()

    def _spare_words(self) -> None:
        for n_spared in range(len(_SPARING) + 1):
            for k, group in enumerate(_SPARING):
                for name in group:
                    self._buttons[name].setToolButtonStyle(_ICON if k < n_spared else _BESIDE)
            if self.sizeHint().width() <= self.width():
                return

    def _add_button(self, action: QAction, button_style: Qt.ToolButtonStyle) -> None:
        self.addAction(action)
        button = self.widgetForAction(action)
        if isinstance(button, QToolButton):
            self._buttons[action.objectName()] = button
            button.setToolButtonStyle(button_style)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setObjectName(f"{action.objectName()}-button")
            button.setAccessibleName(action.text())

    def _add_stretch(self) -> None:
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)


def _style_sheet(style):
    theme, grid = style.theme, style.grid_px
    edge = f"border: 1px solid transparent; border-radius: {grid // 2}px"
    return (
        f"QToolBar {{ border: none; border-bottom: 1px solid {theme.grid}; spacing: {grid // 4}px;"
        f" padding: {grid // 4}px {grid // 2}px; }}"
        f"QToolButton {{ padding: {grid // 4}px {grid // 2}px; {edge}; }}"
        f"QToolButton:hover, QToolButton:focus {{ border-color: {theme.accent}; }}"
        f"QToolButton:checked {{ background: {theme.accent}; color: {theme.on_accent}; }}"
        f"{sliders(style)}"
    )
