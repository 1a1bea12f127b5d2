"""The present model's settings, read and refused in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel

from dragonviz.app.commands import Refuse
from dragonviz.app.moment import Moment
from dragonviz.models.settings import Choice, Flags, Number, Setting, Sizes, Switch
from dragonviz.scenes.edits import SetSeed, SetSetting
from dragonviz.scenes.setup import Setup
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.panels.setting_fields import ChoiceField, FlagsField, SwitchField, TypedField
from dragonviz.views.style.style import GRID, Style
from dragonviz.views.style.widgets import label_control, tip, vbox

SEED = Number(
    "seed",
    "seed",
    2021,
    "The number that the first weights and the random order are drawn from: the same seed is the same start.",
    minimum=0,
    maximum=2**31 - 1,
    whole=True,
)


class SettingsPanel(Instrument):
    """A field for each setting that has an effect."""

    name = "settings-panel"
    title = "Settings"
    help = "The settings of the model, and the seed of its start."
    grows = True
    place = Place.LEFT

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._model = ""
        self._setup: Setup | None = None
        self._was_asked = False  # what was chosen may be refused
        self._fields: dict[str, SwitchField | ChoiceField | FlagsField | TypedField] = {}
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(GRID // 2)
        self._form.setHorizontalSpacing(GRID)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        # A field that would be cut beside its label stands below it.
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        layout = vbox(self._form)
        layout.addStretch()
        self.setLayout(layout)

    def show_moment(self, moment: Moment) -> None:
        """Show the settings of the scene's model."""
        setup = moment.scene.setup
        if setup is self._setup and not self._was_asked:
            return
        self._setup, self._was_asked = setup, False
        if setup.model != self._model:
            self._model = setup.model
            self._build(setup.kind.settings)
        for name, value in {**setup.values, SEED.name: setup.seed}.items():
            self._fields[name].show_value(value)
        for setting in setup.kind.settings:
            self._form.setRowVisible(self._fields[setting.name], setting.matters(setup.values))
        self._form.setRowVisible(self._fields[SEED.name], setup.kind.start_depends_on_seed(setup.values))

    def _build(self, settings: tuple[Setting, ...]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields = {}
        for setting in (*settings, SEED):
            field = _field_for(setting)
            label_control(field, f"setting-{setting.name}", setting.label, setting.meaning)
            field.chosen.connect(self._choose)
            field.refused.connect(self._refuse)
            self._fields[setting.name] = field
            self._add_row(setting, field)

    def _add_row(self, setting: Setting, field: SwitchField | ChoiceField | FlagsField | TypedField) -> None:
        if isinstance(setting, Switch):
            self._form.addRow(field)
            return
        label = QLabel(setting.label)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(tip(setting.meaning))
        if isinstance(setting, Sizes | Flags):
            # Numbers or boxes that may be many have all of the width.
            self._form.addRow(label)
            self._form.addRow(field)
        else:
            self._form.addRow(label, field)

    def _choose(self, name: str, value: object) -> None:
        self._was_asked = True
        self.wanted.emit(SetSeed(value) if name == SEED.name else SetSetting(name, value))

    def _refuse(self, sentence: str) -> None:
        self.wanted.emit(Refuse(sentence))


def _field_for(setting: Setting) -> SwitchField | ChoiceField | FlagsField | TypedField:
    if isinstance(setting, Switch):
        return SwitchField(setting)
    if isinstance(setting, Choice):
        return ChoiceField(setting)
    if isinstance(setting, Flags):
        return FlagsField(setting)
    assert isinstance(setting, Number | Sizes)
    return TypedField(setting)
