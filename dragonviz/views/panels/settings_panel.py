"""The present model's settings, read and refused in words."""

from __future__ import annotations

from dragonviz.app.commands import Refuse
from dragonviz.app.moment import Moment
from dragonviz.models.settings import Number
from dragonviz.scenes.edits import SetSeed, SetSetting
from dragonviz.scenes.setup import Setup
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.panels.setting_form import SettingForm
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import vbox

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
        self._form = SettingForm("setting", style)
        self._form.chosen.connect(self._choose)
        self._form.refused.connect(lambda sentence: self.wanted.emit(Refuse(sentence)))
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
            self._form.build((*setup.kind.settings, SEED))
        self._form.show_values({**setup.values, SEED.name: setup.seed})
        for setting in setup.kind.settings:
            self._form.show_row(setting.name, setting.matters(setup.values))
        self._form.show_row(SEED.name, setup.kind.start_depends_on_seed(setup.values))

    def _choose(self, name: str, value: object) -> None:
        self._was_asked = True
        self.wanted.emit(SetSeed(value) if name == SEED.name else SetSetting(name, value))
