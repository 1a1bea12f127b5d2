"""Settings one below the other, each with its field: a model's, or a shape's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel

from dragonviz.models.settings import Choice, Flags, Number, Setting, Sizes, Switch
from dragonviz.views.panels.setting_fields import ChoiceField, FlagsField, SwitchField, TypedField
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import label_control, tip

Field = SwitchField | ChoiceField | FlagsField | TypedField


class SettingForm(QFormLayout):
    """A field for each setting.

    Parameters
    ----------
    prefix : str
        What the fields' object names begin with; the settings' names follow.
    style : Style

    Attributes
    ----------
    fields : dict of str to QWidget
        By the settings' names, from the top to the bottom.
    chosen : Signal(str, object)
        A setting's name and its new value.
    refused : Signal(str)
        Why what was typed is not allowed.
    """

    chosen = Signal(str, object)
    refused = Signal(str)

    def __init__(self, prefix: str, style: Style) -> None:
        super().__init__()
        self._prefix = prefix
        self.fields: dict[str, Field] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setVerticalSpacing(style.grid_px // 2)
        self.setHorizontalSpacing(style.grid_px)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        # A field that would be cut beside its label stands below it.
        self.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)

    def build(self, settings: Iterable[Setting]) -> None:
        """Have fields for these settings, and no others."""
        while self.rowCount():
            self.removeRow(0)
        self.fields = {}
        for setting in settings:
            field = _field_for(setting)
            label_control(field, f"{self._prefix}-{setting.name}", setting.label, setting.meaning)
            field.chosen.connect(self.chosen)
            field.refused.connect(self.refused)
            self.fields[setting.name] = field
            self._add_row(setting, field)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show what the scene says, by the settings' names."""
        for name, value in values.items():
            self.fields[name].show_value(value)

    def show_row(self, name: str, wanted: bool) -> None:
        """Show a setting, or hide it while it has no effect."""
        self.setRowVisible(self.fields[name], wanted)

    def _add_row(self, setting: Setting, field: Field) -> None:
        if isinstance(setting, Switch):
            self.addRow(field)
            return
        label = QLabel(setting.label)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(tip(setting.meaning))
        if isinstance(setting, Sizes | Flags):
            # Numbers or boxes that may be many have all of the width.
            self.addRow(label)
            self.addRow(field)
        else:
            self.addRow(label, field)


def _field_for(setting: Setting) -> Field:
    if isinstance(setting, Switch):
        return SwitchField(setting)
    if isinstance(setting, Choice):
        return ChoiceField(setting)
    if isinstance(setting, Flags):
        return FlagsField(setting)
    assert isinstance(setting, Number | Sizes)
    return TypedField(setting)
