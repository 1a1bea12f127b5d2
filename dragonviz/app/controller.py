"""The only writer of the scene: turns what a person wants into a new scene, and tells the engine what changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from dragonviz.app.commands import ChangeScene
from dragonviz.app.training_worker import Change, Start
from dragonviz.dragons import DragonsError
from dragonviz.explain.sentences import obstacle
from dragonviz.models.catalogue import MODELS
from dragonviz.models.settings import SettingError


class Controller(QObject):
    """Holds the present scene.

    Parameters
    ----------
    engine : Engine

    Attributes
    ----------
    live : bool
        Whether a run hears of dragged dragons at every move, or when they are dropped.
    mlp_starts_again : bool
        Whether other dragons have the MLP trained again from the same start, or go on from where it is. The models
        whose whole training is done at once always start again.
    scene_changed : Signal(old, new)
        The old scene is None at first.
    run_started : Signal()
    reported : Signal(Report)
        A report on the run of the present scene.
    obstructed : Signal(str)
        Why there can be no run on these dragons.
    refused : Signal(str)
        Why something that was asked for was not done.
    failed : Signal(str, str)
        That a run has ended with an error: a sentence and the traceback.
    told : Signal(str)
        Something done besides what was asked for, and why.
    """

    scene_changed = Signal(object, object)
    run_started = Signal()
    reported = Signal(object)
    obstructed = Signal(str)
    refused = Signal(str)
    failed = Signal(str, str)
    told = Signal(str)

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._scene = None
        self._start = None
        self._playing = False
        self._dragging = self._waiting_for_drop = False
        self.live = True
        self.mlp_starts_again = False
        self.undo_stack = QUndoStack(self)
        engine.reported.connect(self._take_report)
        engine.failed.connect(self._take_failure)
        engine.opened.connect(self._show_opened)

    @property
    def scene(self):
        """The present scene."""
        return self._scene

    @property
    def playing(self):
        """Whether the run is training, as far as it has told."""
        return self._playing

    def show(self, scene):
        """Make `scene` the present one."""
        old, self._scene = self._scene, scene
        self.scene_changed.emit(old, scene)
        why_not = obstacle(scene.dataset)
        if why_not is not None:
            self._engine.clear.emit()
            self._end_run(why_not)
        elif self._start is None or not scene.trains_like(old):
            self._start_run()
        elif scene.dataset is not old.dataset:
            if self._dragging and not self.live:
                self._waiting_for_drop = True
            else:
                self._change_run(self._dragging)

    # Dragons

    def add(self, point, label, is_train):
        """Add a dragon."""
        self._edit("add a dragon", lambda dataset: dataset.add(point, label, is_train))

    def move(self, indices, points, gesture):
        """Move dragons that are in somebody's hand; the moves of one gesture are undone together."""

        def moved(dataset):
            result = dataset.move(indices, points)
            # The mouse lets go where it was last: that must not have the model trained once more.
            return dataset if np.array_equal(result.X, dataset.X) else result

        self._dragging = True
        self._edit(f"move {_dragons(indices)}", moved, gesture)
        self._dragging = False

    def drop(self):
        """Let go of the dragons that were moved."""
        if self._waiting_for_drop:
            self._change_run(dragged=True)

    def remove(self, indices):
        """Remove dragons."""
        if len(indices):
            self._edit(f"remove {_dragons(indices)}", lambda dataset: dataset.remove(indices))

    def relabel(self, indices, label):
        """Give dragons another class."""
        self._edit(f"relabel {_dragons(indices)}", lambda dataset: dataset.relabel(indices, label))

    def set_membership(self, indices, is_train):
        """Make dragons training or test dragons."""
        text = f"make {_dragons(indices)} {'training' if is_train else 'test'}"
        self._edit(text, lambda dataset: dataset.set_membership(indices, is_train))

    # Data and model

    def open(self, path):
        """Have a data file read; it becomes the scene's source when it is there."""
        self._engine.open.emit(str(path))

    def choose_columns(self, chosen):
        """Predict another thing: a task of the lesson, or other columns of the opened file."""
        self._use_source(self._scene.source.choosing(chosen), "change what is predicted")

    def choose_model(self, name):
        """Train another model."""
        if name != self._scene.model:
            self._change(f"choose {MODELS[name].title}", lambda scene: replace(scene, model=name))

    def set_setting(self, name, value):
        """Change a setting of the present model, which starts a new run."""
        if self._scene.values[name] != value:
            self._change(f"change {name}", lambda scene: scene.with_setting(name, value))

    def set_seed(self, seed):
        """Start from another seed."""
        if seed != self._scene.seed:
            self._change("change the seed", lambda scene: replace(scene, seed=seed))

    # The run

    def toggle_training(self):
        """Train, or pause."""
        if self._ready():
            (self._engine.pause if self._playing else self._engine.play).emit()

    def step(self):
        """Do one step."""
        if self._ready():
            self._engine.step.emit()

    def epoch(self):
        """Do one epoch, or the rest of the one under way."""
        if self._ready():
            self._engine.epoch.emit()

    def same_start(self):
        """Begin again with the same seed."""
        if self._ready():
            self._start_run()

    def new_start(self):
        """Begin again with the next seed."""
        if not self._ready():
            return
        if self._scene.kind.start_depends_on_seed(self._scene.values):
            self.set_seed(self._scene.seed + 1)
        else:
            self._start_run()
            self.told.emit(
                f"{self._scene.kind.title} always starts from zero weights and takes the dragons in the same order: "
                "a new start is the same start."
            )

    def _ready(self):
        why_not = obstacle(self._scene.dataset)
        if why_not is not None:
            self.refused.emit(why_not)
            return False
        if self._start is None:
            # The last run has failed.
            self._start_run()
        return True

    def _start_run(self):
        scene = self._scene
        self._waiting_for_drop = False
        self._start = Start(scene.dataset, scene.model, scene.values, scene.seed)
        self.run_started.emit()
        self._engine.start.emit(self._start)

    def _change_run(self, dragged):
        self._waiting_for_drop = False
        again = self._scene.kind.refits_at_once or self.mlp_starts_again
        self._engine.change(Change(self._scene.dataset, again, dragged))

    def _end_run(self, why):
        self._start = None
        self._playing = self._waiting_for_drop = False
        self.obstructed.emit(why)

    def _edit(self, text, edit, gesture=None):
        self._change(text, lambda scene: replace(scene, dataset=edit(scene.dataset)), gesture)

    def _use_source(self, source, text):
        def use(scene):
            dataset = source.dataset()
            if scene.kind.two_classes_only and len(dataset.task.classes) > 2:
                self.told.emit("The perceptron tells only two classes apart, so Multi-class was chosen.")
                scene = replace(scene, model="multiclass")
            return replace(scene, source=source, dataset=dataset)

        self._change(text, use)

    def _change(self, text, change, gesture=None):
        try:
            scene = change(self._scene)
            scene.refuse_what_does_not_fit()
        except (DragonsError, SettingError) as refusal:
            self.refused.emit(str(refusal))
        else:
            self.undo_stack.push(ChangeScene(self.show, self._scene, scene, text, gesture))

    @Slot(object)
    def _show_opened(self, source):
        self._use_source(source, f"open {source.title}")

    @Slot(object)
    def _take_report(self, report):
        # A report on an earlier run may still have been on its way.
        if report.start is self._start:
            self._playing = report.playing
            self.reported.emit(report)

    @Slot(object)
    def _take_failure(self, failure):
        self.failed.emit(failure.sentence, failure.details)
        if failure.start is self._start:
            self._end_run("Training stopped because of an error. Train again to begin anew.")


def _dragons(indices):
    return "a dragon" if len(indices) == 1 else f"{len(indices)} dragons"
