"""Fields for settings: a switch, a choice, flags, and what is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QStyle, QStyleOptionComboBox, QWidget

from dragonviz.models.settings import Choice, Flags, Number, SettingError, Sizes, Switch
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.choices import SlimCombo, WrappingBox
from dragonviz.views.style.style import GRID
from dragonviz.views.style.widgets import label_control, tip
from dragonviz.views.window.space_bar import LeavesSpaceBar

_LINE_MARGIN_PX = 2  # of a QLineEdit, at both sides
_FLAGS_IN_A_ROW = 3
_LEFT_FOR_A_WHILE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class SwitchField(WrappingBox):
    """A field for a `Switch`.

    Attributes
    ----------
    chosen : Signal(str, object)
        A setting's name and its new value.
    refused : Signal(str)
        Why what was typed is not allowed.
    """

    chosen = Signal(str, object)
    refused = Signal(str)

    def __init__(self, setting: Switch) -> None:
        super().__init__(setting.label)
        self.clicked.connect(lambda checked: self.chosen.emit(setting.name, checked))

    def show_value(self, value: bool) -> None:
        """Show what the scene says."""
        self.setChecked(value)


class ChoiceField(SlimCombo):
    """A field for a `Choice`; its signals are those of `SwitchField`."""

    chosen = Signal(str, object)
    refused = Signal(str)

    def __init__(self, setting: Choice) -> None:
        super().__init__()
        for value, label in setting.choices.items():
            self.addItem(label, value)
        self.activated.connect(lambda _: self.chosen.emit(setting.name, self.currentData()))

    def show_value(self, value: object) -> None:
        """Show what the scene says."""
        self.setCurrentIndex(self.findData(value))


class FlagsField(QWidget):
    """A field for `Flags`: a check box for each; its signals are those of `SwitchField`."""

    chosen = Signal(str, object)
    refused = Signal(str)

    def __init__(self, setting: Flags) -> None:
        super().__init__()
        self._setting = setting
        self._boxes: dict[str, WrappingBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        for k, (name, label) in enumerate(setting.choices.items()):
            box = self._boxes[name] = WrappingBox(label)
            label_control(
                box, f"setting-{setting.name}-{name}", f"{setting.label}: {label}", f"{label}: {setting.meaning}"
            )
            box.clicked.connect(self._choose)
            grid.addWidget(box, *divmod(k, _FLAGS_IN_A_ROW))

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show what the scene says."""
        for name, box in self._boxes.items():
            box.setChecked(name in value)

    def _choose(self) -> None:
        names = [name for name, box in self._boxes.items() if box.isChecked()]
        self.chosen.emit(self._setting.name, self._setting.parse(names))


class TypedField(SlimCombo):
    """A field for a `Number` or `Sizes`: to be typed, or chosen from a few that are worth trying.

    Its signals are those of `SwitchField`. Whatever is entered is told, even if it is what the scene has: it takes the
    place of what was refused before.
    """

    chosen = Signal(str, object)
    refused = Signal(str)

    def __init__(self, setting: Number | Sizes) -> None:
        super().__init__()
        self._setting = setting
        self._shown = ""
        self._was_refused = False
        self.setEditable(True)
        self.setLineEdit(_Line())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)
        if not isinstance(setting, Sizes):  # whose numbers a space may part
            self.installEventFilter(LeavesSpaceBar(self))
        for value in setting.presets:
            self.addItem(setting.text(value))
        self.activated.connect(self._take_offered)
        self.lineEdit().returnPressed.connect(self._enter)
        self.lineEdit().editingFinished.connect(self._leave)

    def show_value(self, value: object) -> None:
        """Show what the scene says, unless it is what was there before: then something may be being typed."""
        text = self._setting.text(value)
        if text == self._shown:
            return
        self._shown = text
        self.show_value_again()
        self.setToolTip(tip(f"{text}: {self._setting.meaning}"))
        self.updateGeometry()

    def show_value_again(self) -> None:
        """Forget what was typed."""
        self._was_refused = False
        self.setCurrentIndex(self.findText(self._shown))
        self.setEditText(self._shown)
        # A long text is read from its beginning.
        self.lineEdit().setCursorPosition(0)

    def minimumSizeHint(self) -> QSize:
        """Room for all of a number, and for those that it offers."""
        if isinstance(self._setting, Sizes):
            return super().minimumSizeHint()
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        texts = [self._shown, *(self.itemText(k) for k in range(self.count()))]
        width = max(map(QFontMetricsF(self.font()).horizontalAdvance, texts)) + 2 * _LINE_MARGIN_PX
        inside = QSize(int(width) + 1, self.fontMetrics().height())
        outside = self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, inside, self)
        return QSize(outside.width(), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window does: it brings back what was there before."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bring back what was there before, at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_value_again()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep no value that was refused; Qt tells of the end of editing only where something was typed since."""
        super().focusOutEvent(event)
        if self._was_refused and event.reason() not in _LEFT_FOR_A_WHILE:
            self.show_value_again()

    def _enter(self) -> None:
        self._take()
        # To be typed once more, or left by Tab. Without the focus, the keys would mean something else.
        self.lineEdit().selectAll()

    def _leave(self) -> None:
        if self.hasFocus() or self.currentText() == self._shown:
            return
        if self._was_refused:
            self.show_value_again()
            return
        self._take()
        if self._was_refused:
            self.show_value_again()

    def _take_offered(self, _: int) -> None:
        # Qt tells of it, too, when a text that is left is among those that are offered.
        if self.currentText() != self._shown or self._was_refused:
            self._take()

    def _take(self) -> None:
        try:
            value = self._setting.parse(self.currentText())
        except SettingError as refusal:
            self._was_refused = True
            self.refused.emit(str(refusal))
        else:
            self._was_refused = False
            self._shown = self._setting.text(value)
            self.setEditText(self._shown)
            self.chosen.emit(self._setting.name, value)


class _Line(QLineEdit):
    """Ends with a "…" where a text is longer than there is room for, so that it cannot be read for another one."""

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text as it fits, unless it is being edited."""
        room = self.width() - 2 * _LINE_MARGIN_PX
        if self.hasFocus() or self.fontMetrics().horizontalAdvance(self.text()) <= room:
            super().paintEvent(event)
            return
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        area = self.rect().adjusted(_LINE_MARGIN_PX, 0, -_LINE_MARGIN_PX, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
