"""A slider with its value in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QIcon, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget
from typing_extensions import override

from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import label_control, vbox

_NARROWEST = 5  # times the height of text
_N_PAGES = 6  # from one end to the other
_ITS_KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)


class WordedSlider(QWidget):
    """A slider, and beside or above it what its position means.

    Parameters
    ----------
    style : Style
    name, title, meaning : str
        The slider's object name and accessible name, and what it does.
    positions : range
    words : callable
        What a position means, in words.
    caption : str, default=""
        What the slider is of, above it and beside the words; without one, the words stand beside the slider.
    icon : QIcon, optional
        Before the caption.
    button : QWidget, optional
        After the slider.

    Attributes
    ----------
    slider : QSlider
    moved : Signal(int, object)
        The new position, and the gesture: one object from the press of the mouse to its release, None for keys.
    let_go : Signal(object)
        The gesture is over.
    """

    moved = Signal(int, object)
    let_go = Signal(object)

    def __init__(
        self,
        style: Style,
        name: str,
        title: str,
        meaning: str,
        positions: range,
        words: Callable[[int], str],
        caption: str = "",
        icon: QIcon | None = None,
        button: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setFont(make_font(style.text_px))
        self._to_words = words
        self.slider = label_control(_Slider(positions), name, title, meaning)
        self.slider.setMinimumWidth(_NARROWEST * style.text_px)
        self.slider.valueChanged.connect(self._move)
        self.slider.let_go.connect(self.let_go)
        self._words = QLabel(words(positions[0]), objectName=f"{name}-in-words")
        # Its room is kept: what is beside it must not move with the slider.
        metrics = self.fontMetrics()  # the label has this font only once it is shown
        self._words.setMinimumWidth(max(metrics.horizontalAdvance(words(k)) for k in positions) + style.grid_px // 2)
        parts = [self.slider] if button is None else [self.slider, button]
        if not caption:
            self.setLayout(_row(*parts, self._words, spacing=style.grid_px))
            return
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        about = Text(style.text_px, most_lines=1)
        about.setText(caption)
        about.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        heading = [about, self._words]
        if icon is not None:
            picture = QLabel()
            picture.setPixmap(icon.pixmap(style.icon_px, style.icon_px))
            heading.insert(0, picture)
        above = _row(*heading, spacing=style.grid_px // 2)
        above.setStretchFactor(about, 1)
        self.setLayout(vbox(above, _row(*parts, spacing=style.grid_px // 2), spacing=0))

    def show_position(self, position: int) -> None:
        """Show what the scene says; nothing is wanted by that."""
        if position != self.slider.value():
            blocked = self.slider.blockSignals(True)
            self.slider.setValue(position)
            self.slider.blockSignals(blocked)
        words = self._to_words(position)
        if words != self._words.text():
            self._words.setText(words)

    def _move(self, position: int) -> None:
        self.moved.emit(position, self.slider.gesture)


class _Slider(QSlider):
    """Knows from which press to which release of the mouse its moves belong together."""

    let_go = Signal(object)

    def __init__(self, positions: range) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.gesture: object | None = None
        self.setRange(positions[0], positions[-1])
        self.setPageStep(max(1, len(positions) // _N_PAGES))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.gesture = object()
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._end_gesture()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # The panel may be closed, or made anew in another style, while the mouse is down.
        self._end_gesture()
        super().hideEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Nothing must change because the mouse passed over it.
        event.ignore()

    @override
    def event(self, event: QEvent) -> bool:
        # What moves it is for it alone: elsewhere, Right is an epoch, and Home has everything in view.
        if event.type() == QEvent.Type.ShortcutOverride and _moves_a_slider(event):
            event.accept()
            return True
        return super().event(event)

    def _end_gesture(self) -> None:
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            self.let_go.emit(gesture)


def _moves_a_slider(event: QKeyEvent) -> bool:
    return event.key() in _ITS_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _row(*parts: QWidget, spacing: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for part in parts:
        row.addWidget(part)
    return row
