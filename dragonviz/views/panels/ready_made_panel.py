"""Data that are at hand without a file, what each is good for, and the settings of those that are drawn in a shape."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from dragonviz.app.commands import Refuse, UseReadyMade
from dragonviz.app.moment import Moment
from dragonviz.dragons.shapes import SHAPES, SHIPPED, Shape
from dragonviz.scenes.data_edits import ChangeShape
from dragonviz.scenes.ready_made import READY_MADE
from dragonviz.scenes.shape_settings import shape_settings
from dragonviz.scenes.source import Source
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.panels.setting_form import SettingForm
from dragonviz.views.style.choices import SlimCombo
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import label_control, vbox

_FROM_ELSEWHERE = "The data on screen are from elsewhere."
_FIRST_OF_A_KIND = (next(iter(SHAPES)), next(iter(SHIPPED)))


class ReadyMadePanel(Instrument):
    """A list of ready-made data, the purpose of those on screen, and a field for each setting of their shape."""

    name = "ready-made"
    title = "Ready-made"
    help = "Data that are at hand without a file, what each is good for, and their settings."
    keys = ("Ctrl+Shift+O",)
    place = Place.LEFT
    opens = False
    tab_beside = "dragons-panel"

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._source: Source | None = None
        self._was_asked = False  # what was chosen may be refused, or not be there yet
        self._kind: type[Shape] | None = None
        self._list = label_control(
            SlimCombo(), "ready-made-data", "Ready-made data", "Data to show: all at once, and to be undone."
        )
        for name, data in READY_MADE.items():
            if name in _FIRST_OF_A_KIND:
                self._list.insertSeparator(self._list.count())
            self._list.addItem(data.title, name)
        self._list.activated.connect(self._choose_data)
        self._purpose = Text(style.small_px, style.theme.quiet)
        self._purpose.setObjectName("purpose")
        self._form = SettingForm("shape", style)
        self._form.chosen.connect(self._choose_setting)
        self._form.refused.connect(lambda sentence: self.wanted.emit(Refuse(sentence)))
        layout = vbox(self._list, self._purpose, self._form, spacing=style.grid_px)
        layout.addStretch()
        self.setLayout(layout)

    def show_moment(self, moment: Moment) -> None:
        """Show which data these are."""
        source = moment.scene.source
        if source is self._source and not self._was_asked:
            return
        self._source, self._was_asked = source, False
        data = READY_MADE.get(source.ready_made)
        self._list.setCurrentIndex(-1 if data is None else self._list.findData(source.ready_made))
        # A curve that was drawn is no ready-made shape, and has settings all the same.
        described = source.shape or data
        self._purpose.setText(_FROM_ELSEWHERE if described is None else described.purpose)
        self._show_shape(source.shape)

    def _show_shape(self, shape: Shape | None) -> None:
        kind = None if shape is None else type(shape)
        if kind is not self._kind:
            self._kind = kind
            self._form.build(() if kind is None else shape_settings(kind))
            # What is made last would come last, and not where it stands.
            for before, after in pairwise((self._list, *self._form.fields.values())):
                QWidget.setTabOrder(before, after)
        self._form.show_values({name: getattr(shape, name) for name in self._form.fields})

    def _choose_data(self, _: int) -> None:
        self._was_asked = True
        self.wanted.emit(UseReadyMade(self._list.currentData()))

    def _choose_setting(self, name: str, value: object) -> None:
        assert self._source is not None
        assert self._source.shape is not None
        self._was_asked = True
        source = Source.of_shape(replace(self._source.shape, **{name: value}))
        self.wanted.emit(ChangeShape(source, f"change {name}"))
