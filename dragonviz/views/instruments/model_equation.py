"""What the model computes, in symbols."""

from __future__ import annotations

from dragonviz.app.moment import Moment
from dragonviz.explain.equation import equation
from dragonviz.views.instrument import Instrument
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import vbox


class ModelEquation(Instrument):
    """The equation of a linear model, the layers of a network; paler while it is of data before the last change."""

    name = "equation"
    title = "Model"
    help = "What the model computes: its equation, or the layers of a network."
    lines = 7
    grows = True

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._text = Text(style.text_px)
        self._text.setObjectName("equation-text")
        layout = vbox(self._text)
        layout.addStretch()
        self.setLayout(layout)
        self._shown: object = self

    def show_moment(self, moment: Moment) -> None:
        """Write the equation out."""
        known = moment.side.snapshot
        self._text.wear("" if known is None or moment.following else self.look.theme.quiet)
        if known is not self._shown:
            self._shown = known
            self._text.setText("" if known is None else equation(known))
