"""The window: views laid out, and connected with the controller."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from dragonviz.training.sentences import describe
from dragonviz.views.actions import make_actions
from dragonviz.views.canvas import Canvas
from dragonviz.views.canvas_menu import CanvasMenu
from dragonviz.views.curves import AccuracyCurves
from dragonviz.views.dragons_panel import DragonsPanel
from dragonviz.views.file_choice import FileChoice
from dragonviz.views.help_card import HelpCard
from dragonviz.views.icons import icon
from dragonviz.views.inspector import ModelCard, PickedDragon
from dragonviz.views.scores_panel import ScoresPanel
from dragonviz.views.settings_panel import SettingsPanel
from dragonviz.views.show_panel import ShowPanel
from dragonviz.views.space_bar import SpaceBar
from dragonviz.views.status_line import StatusLine
from dragonviz.views.training_bar import TrainingBar
from dragonviz.views.truth import TruthBesidePredictions
from dragonviz.views.widgets import SideColumn, column

_LEFT_PX, _RIGHT_PX, _BOTTOM_PX = 240, 248, 150
# Marking the dragon just visited helps where the eye can follow, and flickers where it cannot.
_VISITED_UP_TO = 20  # steps a second


class MainWindow(QMainWindow):
    """Draws what the controller holds, and passes on what a person wants.

    Parameters
    ----------
    controller : Controller
    engine : Engine
    palette : Palette
    """

    def __init__(self, controller, engine, palette):
        super().__init__(objectName="main-window")
        self.setWindowTitle("dragonviz")
        self.setWindowIcon(icon("app"))
        self.setAcceptDrops(True)
        self.controller, self.engine = controller, engine
        self._palette, self._report, self._speed = palette, None, np.inf
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
        self.picked = PickedDragon()
        self.curves = AccuracyCurves(palette)
        self.truth = TruthBesidePredictions(palette)
        self.truth.hide()
        self.menu = CanvasMenu(self, self.controller, actions, palette)
        self.files = FileChoice(self)
        self.space_bar = SpaceBar(self, self.canvas, actions["train"])

    def _lay_out(self):
        middle = QWidget()
        layout = column(self.canvas, self.status)
        layout.setStretch(0, 1)
        middle.setLayout(layout)
        self.help = HelpCard(self._palette, middle)
        across = QSplitter(Qt.Orientation.Horizontal, objectName="across")
        for part in (
            SideColumn("left-column", _LEFT_PX, self.dragons_panel, self.settings_panel, self.show_panel),
            middle,
            SideColumn("right-column", _RIGHT_PX, self.scores, self.model_card, self.picked),
        ):
            across.addWidget(part)
        across.setStretchFactor(1, 1)
        below = QSplitter(Qt.Orientation.Horizontal, objectName="below")
        below.addWidget(self.curves)
        below.addWidget(self.truth)
        below.setSizes([700, 500])
        down = QSplitter(Qt.Orientation.Vertical, objectName="down")
        down.addWidget(across)
        down.addWidget(below)
        down.setStretchFactor(0, 1)
        down.setSizes([600, _BOTTOM_PX])
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(down, 1)
        self.setCentralWidget(whole)

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
            ("deselect", lambda: canvas.select([])),
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
            ("compare", self.truth.setVisible),
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
        canvas.move_requested.connect(controller.move)
        canvas.drag_ended.connect(controller.drop)
        canvas.menu_requested.connect(self.menu.open)
        canvas.selection_changed.connect(self._show_picked)
        canvas.view_changed.connect(self.engine.show_regions_in)
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

    def _press_number(self, label):
        if label < len(self.controller.scene.dataset.task.classes):
            self.dragons_panel.choose_label(label)
            if len(self.canvas.selection):
                self.controller.relabel(self.canvas.selection, label)

    def _choose_speed(self, speed):
        self._speed = speed
        self.engine.set_speed.emit(speed)

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
        self.canvas.show_dataset(scene.dataset)
        if old is None or scene.source is not old.source:
            self.canvas.fit()
        self._show_picked()

    def _show_choices(self, *_):
        # Controls show what a person chose until they are told that it was refused.
        self.bar.show_scene(self.controller.scene)
        self.settings_panel.show_scene(self.controller.scene)

    def _begin_run(self):
        history = self._report.snapshot.history if self._report is not None else None
        if history is not None and len(history.epoch):
            self.curves.show_ghost(history.train_accuracy, history.test_accuracy, epochs=history.epoch)
        self._forget_run()

    def _forget_run(self):
        self._report = None
        self.engine.show_regions_of(None)
        self.canvas.clear_model()
        self.canvas.show_visited(np.empty(0, dtype=np.int64))
        self.model_card.clear()
        self.scores.show_scores(None, None, self.controller.scene.dataset.task)
        self.truth.show_dragons(self.controller.scene.dataset, None)
        self.curves.show_history(*np.empty((3, 0)))
        self._show_picked()

    def _show_report(self, report):
        self._report = report
        snapshot = report.snapshot
        self.bar.show_playing(report.playing)
        self.status.say(describe(snapshot, report.playing))
        if snapshot.untrained:
            return
        task = snapshot.dataset.task
        self.engine.show_regions_of(snapshot.predictor)
        self.canvas.show_wrong(snapshot.predicted != snapshot.dataset.y)
        follow = not report.playing or self._speed <= _VISITED_UP_TO
        self.canvas.show_visited(snapshot.visited if follow else snapshot.visited[:0])
        self.scores.show_scores(snapshot.train, snapshot.test, task)
        self.model_card.show_snapshot(snapshot)
        self.curves.show_history(*snapshot.history[1:], epochs=snapshot.history.epoch)
        if self.truth.isVisible():
            self.truth.show_dragons(snapshot.dataset, snapshot.predicted)
        self._show_picked()

    def _show_obstacle(self, sentence):
        self.bar.show_playing(False)
        self._forget_run()
        self.status.say(sentence)

    def _show_regions(self, predictor, regions):
        self.canvas.show_regions(regions, predictor.probabilistic)

    def _show_picked(self, *_):
        snapshot = self._report.snapshot if self._report is not None else None
        known = snapshot if snapshot is not None and not snapshot.untrained else None
        self.picked.show_picked(self.controller.scene.dataset, self.canvas.selection, known)

    # Files, and the end

    def dragEnterEvent(self, event):
        """Take a file that is dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event):
        """Open the file that was dropped."""
        self.files.take(event.mimeData().urls()[0].toLocalFile())

    def closeEvent(self, event):
        """End the threads before any widget goes."""
        self.engine.stop()
        super().closeEvent(event)
