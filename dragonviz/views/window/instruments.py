"""The list of all instruments, in the order in which they stand: to add one, write its file and enter it here."""

from __future__ import annotations

from dragonviz.views.canvas.canvas import Canvas
from dragonviz.views.curves.curves import AccuracyCurves
from dragonviz.views.instrument import Instrument
from dragonviz.views.instruments.confusion import Confusion
from dragonviz.views.instruments.epoch_and_loss import EpochAndLoss
from dragonviz.views.instruments.ground_truth import GroundTruth
from dragonviz.views.instruments.model_equation import ModelEquation
from dragonviz.views.instruments.neurons import Neurons
from dragonviz.views.instruments.picked_dragon import PickedDragon
from dragonviz.views.instruments.scores import Scores
from dragonviz.views.panels.dragons_panel import DragonsPanel
from dragonviz.views.panels.noise_panel import NoisePanel
from dragonviz.views.panels.options_panel import OptionsPanel
from dragonviz.views.panels.ready_made_panel import ReadyMadePanel
from dragonviz.views.panels.settings_panel import SettingsPanel
from dragonviz.views.panels.status_line import StatusLine

INSTRUMENTS: tuple[type[Instrument], ...] = (
    Canvas,
    StatusLine,
    DragonsPanel,
    ReadyMadePanel,
    SettingsPanel,
    NoisePanel,
    OptionsPanel,
    Scores,
    Confusion,
    ModelEquation,
    Neurons,
    PickedDragon,
    EpochAndLoss,
    GroundTruth,
    AccuracyCurves,
)
