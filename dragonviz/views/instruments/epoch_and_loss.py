"""How far the run has come, large."""

from __future__ import annotations

import math

from dragonviz.app.moment import Moment
from dragonviz.explain.wording import UNKNOWN, number
from dragonviz.views.instrument import Instrument
from dragonviz.views.instruments.figures import Figure
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import vbox


class EpochAndLoss(Instrument):
    """The epochs that are finished, and the loss after the last one of them."""

    name = "epoch-and-loss"
    title = "Epoch and loss"
    help = "How many epochs are finished, and the loss after the last one."
    opens = False
    tab_beside = "confusion"

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._epoch = Figure("epoch-figure", "epoch", style.figure_px, style)
        self._loss = Figure("loss-figure", "loss", style.figure_px, style)
        layout = vbox(self._epoch, self._loss)
        layout.addStretch()
        self.setLayout(layout)

    def show_moment(self, moment: Moment) -> None:
        """Write both, as far as they are known."""
        snapshot, setup = moment.side.snapshot, moment.side.setup
        epoch = UNKNOWN if snapshot is None else f"{snapshot.epoch:,}"
        loss = number(snapshot.loss) if snapshot is not None and math.isfinite(snapshot.loss) else UNKNOWN
        self._epoch.show_value(epoch, "How many epochs are finished.")
        self._loss.show_value(loss, "The loss on the training data after the last epoch that is finished.")
        self._loss.setVisible(setup.kind.has_loss)
