"""The present model's settings, read and refused in words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from dragonviz.models.catalogue import MODELS
from dragonviz.models.settings import Choice, Number, SettingError, Sizes, Switch
from dragonviz.views.style.palette import GRID
from dragonviz.views.style.widgets import column, fit_to_column, heading, name
from dragonviz.views.window.space_bar import LeavesSpaceBar

SEED = Number(
    "seed",
    "seed",
    2021,
    "The number that the first weights and the random order are drawn from: the same seed is the same start.",
    minimum=0,
    maximum=2**31 - 1,
    whole=True,
)


class SettingsPanel(QWidget):
    """Emits what a person chooses; shows what the scene says.

    Attributes
    ----------
    setting_chosen : Signal(str, object)
        A setting's name and its new value.
    seed_chosen : Signal(int)
    refused : Signal(str)
        Why what was typed is not allowed.
    """

    setting_chosen = Signal(str, object)
    seed_chosen = Signal(int)
    refused = Signal(str)

    def __init__(self):
        super().__init__(objectName="settings-panel")
        self._model = None
        self._fields = {}
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(GRID // 2)
        self._form.setHorizontalSpacing(GRID)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setLayout(column(heading("Settings"), self._form))

    def show_scene(self, scene):
        """Show the settings of the scene's model."""
        if scene.model != self._model:
            self._model = scene.model
            self._build(MODELS[scene.model].settings)
        for setting_name, value in {**scene.values, SEED.name: scene.seed}.items():
            self._fields[setting_name].show_value(value)
        for setting in MODELS[scene.model].settings:
            self._form.setRowVisible(self._fields[setting.name], setting.matters(scene.values))
        self._form.setRowVisible(self._fields[SEED.name], scene.kind.start_depends_on_seed(scene.values))

    def _build(self, settings):
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields = {}
        for setting in settings:
            field = _FIELDS.get(type(setting), TypedField)(setting)
            field.chosen.connect(self.setting_chosen)
            self._add(setting, field)
        seed = TypedField(SEED)
        seed.chosen.connect(lambda _, value: self.seed_chosen.emit(value))
        self._add(SEED, seed)

    def _add(self, setting, field):
        name(field, f"setting-{setting.name}", setting.label, setting.meaning)
        self._fields[setting.name] = field
        if isinstance(setting, Switch):
            self._form.addRow(field)
        else:
            self._form.addRow(setting.label, field)
            self._form.labelForField(field).setToolTip(setting.meaning)
        if isinstance(field, TypedField):
            field.refused.connect(self.refused)


class SwitchField(QCheckBox):
    """A field for a `Switch`."""

    chosen = Signal(str, object)

    def __init__(self, setting):
        super().__init__(setting.label)
        self.clicked.connect(lambda checked: self.chosen.emit(setting.name, checked))

    def show_value(self, value):
        """Show what the scene says."""
        self.setChecked(value)


class ChoiceField(QComboBox):
    """A field for a `Choice`."""

    chosen = Signal(str, object)

    def __init__(self, setting):
        super().__init__()
        fit_to_column(self)
        for value, label in setting.choices.items():
            self.addItem(label, value)
        self.activated.connect(lambda _: self.chosen.emit(setting.name, self.currentData()))

    def show_value(self, value):
        """Show what the scene says."""
        self.setCurrentIndex(self.findData(value))


class TypedField(QComboBox):
    """A field for a `Number` or `Sizes`: to be typed, or chosen from a few that are worth trying."""

    chosen = Signal(str, object)
    refused = Signal(str)

    def __init__(self, setting):
        super().__init__(editable=True)
        self._setting = setting
        self._shown = ""
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)
        if not isinstance(setting, Sizes):  # whose numbers a space may part
            self.installEventFilter(LeavesSpaceBar(self))
        fit_to_column(self)
        for value in setting.presets:
            self.addItem(setting.text(value))
        self.activated.connect(self._read)
        self.lineEdit().editingFinished.connect(self._read)
        self.lineEdit().returnPressed.connect(self._leave)

    def show_value(self, value):
        """Show what the scene says."""
        self._shown = self._setting.text(value)
        self.setEditText(self._shown)
        # A long text is read from its beginning.
        self.lineEdit().setCursorPosition(0)

    def event(self, event):
        """Take Escape before the window does: it brings back what was there before."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event):
        """Bring back what was there before."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_value_again()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def show_value_again(self):
        """Forget what was typed."""
        self.setEditText(self._shown)

    def wheelEvent(self, event):
        """Leave the wheel to the panel: a setting must not change because the mouse passed over it."""
        event.ignore()

    def _leave(self):
        self._read()
        if self.currentText() == self._shown:
            self.clearFocus()
        else:
            # To be typed once more. Without the focus, the keys would mean something else.
            self.lineEdit().selectAll()

    def _read(self, *_):
        text = self.currentText()
        if text == self._shown:
            return
        try:
            value = self._setting.parse(text)
        except SettingError as refusal:
            if not self.hasFocus():
                self.show_value_again()
            self.refused.emit(str(refusal))
        else:
            self.setEditText(self._setting.text(value))
            self.chosen.emit(self._setting.name, value)


_FIELDS = {Switch: SwitchField, Choice: ChoiceField}
