"""What is to be seen on the canvas, and how models follow dragons that change."""

from __future__ import annotations

from dragonviz.app.moment import Moment
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.panels.options import OPTIONS, Option
from dragonviz.views.style.choices import WrappingBox
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import label_control, vbox


class OptionsPanel(Instrument):
    """A check box for each option that the model has."""

    name = "options"
    title = "Options"
    help = "What is drawn on the canvas, and how models follow changes."
    place = Place.LEFT
    opens = False

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._boxes = [self._box(option) for option in OPTIONS]
        layout = vbox(*self._boxes, spacing=style.grid_px // 4)
        layout.addStretch()
        self.setLayout(layout)

    def show_moment(self, moment: Moment) -> None:
        """Show what is on, and offer what has an effect."""
        for option, box in zip(OPTIONS, self._boxes, strict=True):
            box.setVisible(option.serves(moment.scene))
            box.setChecked(option.is_on(moment.scene))

    def _box(self, option: Option) -> WrappingBox:
        box = label_control(
            WrappingBox(option.text), f"{option.name}-switch", option.text, f"{option.meaning} ({option.key})"
        )
        box.clicked.connect(lambda wanted: self.wanted.emit(option.edit(wanted)))
        return box
