"""The window: views laid out, and connected with the controller."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from dragonviz.training.sentences import describe
from dragonviz.views.canvas.canvas import Canvas
from dragonviz.views.canvas.canvas_menu import CanvasMenu
from dragonviz.views.curves.curves import AccuracyCurves
from dragonviz.views.instruments.ground_truth import GroundTruth
from dragonviz.views.instruments.inspector import ModelCard, PickedDragon
from dragonviz.views.instruments.neurons_view import NeuronsView
from dragonviz.views.instruments.scores_panel import ScoresPanel
from dragonviz.views.panels.dragons_panel import DragonsPanel
from dragonviz.views.panels.settings_panel import SettingsPanel
from dragonviz.views.panels.show_panel import ShowPanel
from dragonviz.views.panels.status_line import StatusLine
from dragonviz.views.panels.training_bar import TrainingBar
from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.icons import icon
from dragonviz.views.style.palette import LEFT_PX, RIGHT_PX
from dragonviz.views.style.widgets import SideColumn, column
from dragonviz.views.window.actions import make_actions
from dragonviz.views.window.file_choice import FileChoice
from dragonviz.views.window.help_card import HelpCard
from dragonviz.views.window.space_bar import SpaceBar

_TRUTH_PX, _CURVES_PX = 220, 112
# Marking the dragon just visited helps where the eye can follow, and flickers where it cannot.
_VISITED_UP_TO = 20  # steps a second
# While the canvas follows the training frame by frame, figures change no faster than they can be read, and between two
# frames, so that neither has to wait long for the other.
_HALF_A_FRAME_MS, _FIGURES_MS = 8, 48


class MainWindow(QMainWindow):
    """Draws what the controller holds, and passes on what a person wants.

    Parameters
    ----------
    controller : Controller
    engine : Engine
    palette : Palette

    Attributes
    ----------
    painted : Signal()
        The window has been painted for the first time.
    """

    painted = Signal()

    def __init__(self, controller, engine, palette):
        super().__init__(objectName="main-window")
        self._was_painted = False
        self.setWindowTitle("dragonviz")
        self.setWindowIcon(icon("app"))
        self.setAcceptDrops(True)
        self.controller, self.engine = controller, engine
        self._palette, self._report, self._speed = palette, None, np.inf
        self._figures_shown = None
        self._figures_due = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._figures_due.timeout.connect(self._show_newest_figures)
        self.actions_by_name = make_actions(self, palette)
        self._make_views(palette)
        self._lay_out()
        self._connect_actions()
        self._connect_views()
        self._connect_engine()
        self.canvas.setFocus()

    def _make_views(self, palette):
        actions = self.actions_by_name
        self.bar = TrainingBar(palette, actions)
        self.dragons_panel = DragonsPanel(palette, actions["open"])
        self.settings_panel = SettingsPanel()
        self.show_panel = ShowPanel(actions)
        self.canvas = Canvas(palette)
        self.status = StatusLine(palette)
        self.model_card = ModelCard()
        self.scores = ScoresPanel(palette)
        self.neurons = NeuronsView(palette)
        self.neurons.hide()
        self.picked = PickedDragon()
        self.curves = AccuracyCurves(palette)
        self.truth = GroundTruth(palette)
        self.truth.hide()
        self.menu = CanvasMenu(self, self.controller, actions, palette)
        self.files = FileChoice(self)
        self.space_bar = SpaceBar(self, self.canvas, actions["train"])

    def _lay_out(self):
        middle = QWidget()
        layout = column(self.canvas, self.status)
        layout.setStretch(0, 1)
        middle.setLayout(layout)
        across = _splitter(
            "across",
            middle,
            SideColumn("right-column", RIGHT_PX, self.scores, self.model_card, self.neurons, self.picked),
        )
        down = _splitter("down", across, self.truth, self.curves, orientation=Qt.Orientation.Vertical)
        down.setSizes([600, _TRUTH_PX, _CURVES_PX])
        left = SideColumn("left-column", LEFT_PX, self.dragons_panel, self.settings_panel, self.show_panel)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(_splitter("beside", left, down, stretched=1), 1)
        self.setCentralWidget(whole)
        self.help = HelpCard(self._palette, whole, below=self.bar)

    # What a person wants

    def _connect_actions(self):
        controller, canvas, stack = self.controller, self.canvas, self.controller.undo_stack
        for name, slot in (
            ("train", controller.toggle_training),
            ("step", controller.step),
            ("epoch", controller.epoch),
            ("same-start", controller.same_start),
            ("new-start", controller.new_start),
            ("open", self.files.ask),
            ("undo", stack.undo),
            ("redo", stack.redo),
            ("delete", lambda: controller.remove(canvas.selection)),
            ("select-all", lambda: canvas.select(np.arange(len(controller.scene.dataset)))),
            ("deselect", canvas.let_go),
            ("fit", canvas.fit),
            ("zoom-in", partial(canvas.zoom, 1)),
            ("zoom-out", partial(canvas.zoom, -1)),
            ("help", self.help.toggle),
        ):
            # A new deed takes the last refusal away before it may be refused itself.
            self.actions_by_name[name].triggered.connect(self.status.let_go)
            self.actions_by_name[name].triggered.connect(lambda _=False, slot=slot: slot())
        for name, slot in (
            ("boundary", canvas.set_regions_shown),
            ("class-lines", canvas.set_class_lines_shown),
            ("neurons", self._show_neurons),
            ("ground-truth", self._compare),
            ("live", partial(setattr, controller, "live")),
            ("mlp-again", partial(setattr, controller, "mlp_starts_again")),
        ):
            self.actions_by_name[name].toggled.connect(slot)
        for action, can in (("undo", stack.canUndoChanged), ("redo", stack.canRedoChanged)):
            self.actions_by_name[action].setEnabled(False)
            can.connect(self.actions_by_name[action].setEnabled)
        for label in range(8):
            QShortcut(QKeySequence(str(label + 1)), self, partial(self._press_number, label))

    def _connect_views(self):
        controller, canvas = self.controller, self.canvas
        canvas.add_requested.connect(self._add)
        canvas.move_requested.connect(self._move)
        canvas.drag_ended.connect(controller.drop)
        canvas.menu_requested.connect(self.menu.open)
        self.menu.inspect_requested.connect(self._inspect)
        canvas.selection_changed.connect(self._show_picked)
        canvas.view_changed.connect(self.engine.show_regions_in)
        self.neurons.pointed_at.connect(canvas.show_neuron)
        self.dragons_panel.columns_chosen.connect(controller.choose_columns)
        self.settings_panel.setting_chosen.connect(controller.set_setting)
        self.settings_panel.seed_chosen.connect(controller.set_seed)
        self.settings_panel.refused.connect(self.status.refuse)
        self.bar.model_chosen.connect(controller.choose_model)
        self.bar.speed_chosen.connect(self._choose_speed)
        self.files.chosen.connect(controller.open)

    def _add(self, x, y):
        self.status.let_go()
        self.controller.add((x, y), self.dragons_panel.label, self.dragons_panel.adds_training)

    def _inspect(self, index):
        self.canvas.select([index])
        self.picked.come_into_view()

    def _move(self, indices, points, gesture):
        if self.controller.live and self._known() is not None:
            self.canvas.await_regions()
        self.controller.move(indices, points, gesture)

    def _press_number(self, label):
        if label < len(self.controller.scene.dataset.task.classes):
            self.dragons_panel.choose_label(label)
            if len(self.canvas.selection):
                self.controller.relabel(self.canvas.selection, label)

    def _choose_speed(self, speed):
        self._speed = speed
        self.engine.set_speed.emit(speed)

    def _compare(self, wanted):
        self.truth.setVisible(wanted)
        self._show_truth()

    def _show_neurons(self, *_):
        wanted = self.actions_by_name["neurons"].isChecked() and self.controller.scene.model == "mlp"
        if wanted == self.neurons.isHidden():
            self.neurons.setVisible(wanted)
            self.engine.show_neurons(wanted)

    # What is to be seen

    def _connect_engine(self):
        controller, engine = self.controller, self.engine
        controller.scene_changed.connect(self._show_scene)
        controller.run_started.connect(self._begin_run)
        controller.reported.connect(self._show_report)
        controller.obstructed.connect(self._show_obstacle)
        controller.refused.connect(self.status.refuse)
        controller.refused.connect(self._show_choices)
        controller.failed.connect(self.status.refuse)
        controller.told.connect(self.status.refuse)
        engine.regions_ready.connect(self._show_regions)
        engine.refused.connect(self.status.refuse)
        engine.loading.connect(self.status.say_loading)

    def _show_scene(self, old, scene):
        self.bar.show_scene(scene)
        self.dragons_panel.show_scene(scene)
        self.settings_panel.show_scene(scene)
        self.show_panel.show_scene(scene)
        self.canvas.show_dataset(scene.dataset)
        self._show_neurons()
        if old is None or scene.source is not old.source:
            self.canvas.fit()
        self._show_picked()

    def _show_choices(self, *_):
        # Controls show what a person chose until they are told that it was refused.
        for panel in (self.bar, self.dragons_panel, self.settings_panel):
            panel.show_scene(self.controller.scene)

    def _begin_run(self):
        history = self._report.snapshot.history if self._report is not None else None
        if history is not None and len(history.epoch):
            self.curves.show_ghost(history.train_accuracy, history.test_accuracy, epochs=history.epoch)
        self._forget_run()

    def _forget_run(self):
        self._report = None
        self._show_nothing_learned()

    def _show_nothing_learned(self):
        self.engine.forget_regions()
        self.canvas.clear_model()
        self.canvas.show_visited(np.empty(0, dtype=np.int64))
        self.model_card.clear()
        self.neurons.clear()
        self.scores.show_scores(None, None, self.controller.scene.dataset.task)
        self._show_truth()
        self.curves.show_history(*np.empty((3, 0)))
        self._show_picked()

    def _show_report(self, report):
        self._report = report
        snapshot = report.snapshot
        self.bar.show_playing(report.playing)
        if snapshot.untrained:
            self._show_nothing_learned()
            self.status.say(describe(snapshot, report.playing))
            return
        self.canvas.show_wrong(snapshot.predicted != snapshot.dataset.y)
        follow = not report.playing or self._speed <= _VISITED_UP_TO
        self.canvas.show_visited(snapshot.visited if follow else snapshot.visited[:0])
        if not self._figures_due.isActive():
            self._figures_due.start(_HALF_A_FRAME_MS)

    def _show_newest_figures(self):
        report = self._report
        if self._known() is None or report is self._figures_shown:
            return
        self._figures_due.start(_FIGURES_MS)
        self._figures_shown, snapshot = report, report.snapshot
        self.status.say(describe(snapshot, report.playing))
        self.scores.show_scores(snapshot.train, snapshot.test, snapshot.dataset.task)
        self.model_card.show_snapshot(snapshot)
        self.curves.show_history(*snapshot.history[1:], epochs=snapshot.history.epoch)
        self._show_truth()
        self._show_picked()

    def _show_truth(self):
        if self.truth.isVisible():
            known = self._known()
            predicted = None if known is None else known.predicted
            self.truth.show_dragons(self.controller.scene.dataset if known is None else known.dataset, predicted)

    def _show_obstacle(self, sentence):
        self.bar.show_playing(False)
        self._forget_run()
        self.status.say(sentence)

    def _show_regions(self, predictor, regions):
        self.canvas.show_regions(regions, predictor.probabilistic)
        if regions.neurons:
            self.neurons.show_neurons(regions.neurons)

    def _show_picked(self, *_):
        self.picked.show_picked(self.controller.scene.dataset, self.canvas.selection, self._known())

    def _known(self):
        """The newest snapshot, if the model has learned anything."""
        return None if self._report is None or self._report.snapshot.untrained else self._report.snapshot

    # Files, the beginning, and the end

    @guarded_paint
    def paintEvent(self, event):
        """Tell of the first time, once what is inside has been painted too."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def dragEnterEvent(self, event):
        """Take a file that is dropped."""
        if self.files.dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event):
        """Open the file that was dropped."""
        event.acceptProposedAction()
        self.files.take(self.files.dropped_path(event.mimeData()))

    def closeEvent(self, event):
        """End the threads before any widget goes."""
        self.engine.stop()
        # Left to the garbage collector, commands and stack could go in an order that Qt does not survive.
        self.controller.undo_stack.clear()
        super().closeEvent(event)


def _splitter(object_name, *parts, orientation=Qt.Orientation.Horizontal, stretched=0):
    splitter = QSplitter(orientation, objectName=object_name)
    for part in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(stretched, 1)
    return splitter
