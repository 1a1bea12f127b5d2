"""The dragon that is picked, or how many are."""

from __future__ import annotations

from dragonviz.app.moment import Moment
from dragonviz.explain.dragon_card import dragon_card
from dragonviz.views.instrument import Instrument
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import vbox


class PickedDragon(Instrument):
    """What is known of one dragon; its window title calls it what the data's samples are called."""

    name = "picked"
    title = "Picked dragon"
    help = "Where a picked dragon is, its class, and what the model takes it for."
    lines = 5

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._text = Text(style.text_px)
        self._text.setObjectName("picked-text")
        layout = vbox(self._text)
        layout.addStretch()
        self.setLayout(layout)
        self._shown: tuple[object, ...] = ()

    def show_moment(self, moment: Moment) -> None:
        """Describe what is picked."""
        # A model that has not heard of a move yet says what it thinks of the place all the same.
        picked, known, dataset = moment.scene.view.picked, moment.side.snapshot, moment.dataset
        shown = picked, known, dataset
        if len(shown) == len(self._shown) and all(a is b for a, b in zip(shown, self._shown, strict=True)):
            return
        self._shown = shown
        task = dataset.task
        self.setWindowTitle(f"Picked {task.sample}")
        self.setAccessibleName(f"Picked {task.sample}")
        # Dragons that are in nobody's picture yet, or no more, are described in the next moment.
        picked = picked[picked < len(dataset)]
        if len(picked) == 1:
            self._text.setText(dragon_card(dataset, int(picked[0]), known))
        elif len(picked):
            self._text.setText(f"{len(picked):,} {task.samples} are selected.")
        else:
            self._text.setText(f"Click {task.a_sample} to look at it.")
