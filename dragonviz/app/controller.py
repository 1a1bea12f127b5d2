"""The only writer of the scene: turns what a person wants into a new scene, and tells the engine what changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from dragonviz.app.commands import ChangeScene
from dragonviz.app.training_worker import Change, Start
from dragonviz.dragons import DragonsError
from dragonviz.models.catalogue import MODELS
from dragonviz.training.sentences import obstacle


class Controller(QObject):
    """Holds the present scene.

    Parameters
    ----------
    engine : Engine

    Attributes
    ----------
    scene_changed : Signal(old, new)
        The old scene is None at first.
    run_started : Signal()
    reported : Signal(Report)
        A report on the run of the present scene.
    obstructed : Signal(str)
        Why there can be no run on these dragons.
    refused : Signal(str)
        Why something that was asked for was not done.
    told : Signal(str)
        Something done besides what was asked for, and why.
    """

    scene_changed = Signal(object, object)
    run_started = Signal()
    reported = Signal(object)
    obstructed = Signal(str)
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._scene = None
        self._start = None
        self._playing = False
        self.refit_while_dragging = True
        self.undo_stack = QUndoStack(self)
        engine.reported.connect(self._take_report)
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
            self._start = None
            self._playing = False
            self._engine.clear.emit()
            self.obstructed.emit(why_not)
        elif self._start is None or not scene.trains_like(old):
            self._start_run()
        elif scene.dataset is not old.dataset:
            retrain = self.refit_while_dragging and scene.kind.refits_at_once
            self._engine.change(Change(scene.dataset, retrain))

    # Dragons

    def add(self, point, label, is_train):
        """Add a dragon."""
        self._edit("add a dragon", lambda dataset: dataset.add(point, label, is_train))

    def move(self, indices, points, gesture):
        """Move dragons; the moves of one gesture are undone together."""
        self._edit(f"move {_dragons(indices)}", lambda dataset: dataset.move(indices, points), gesture)

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
        n_classes = len(self._scene.dataset.task.classes)
        if MODELS[name].two_classes_only and n_classes > 2:
            self.refused.emit(
                f"The perceptron tells two classes apart, and there are {n_classes} here: choose Multi-class, or a "
                "task with two classes."
            )
        elif name != self._scene.model:
            self._push(replace(self._scene, model=name), f"choose {MODELS[name].title}")

    def set_setting(self, name, value):
        """Change a setting of the present model, which starts a new run."""
        if self._scene.values[name] != value:
            self._push(self._scene.with_setting(name, value), f"change {name}")

    def set_seed(self, seed):
        """Start from another seed."""
        if seed != self._scene.seed:
            self._push(replace(self._scene, seed=seed), "change the seed")

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
        return why_not is None

    def _start_run(self):
        scene = self._scene
        self._start = Start(scene.dataset, scene.model, scene.values, scene.seed)
        self.run_started.emit()
        self._engine.start.emit(self._start)

    def _edit(self, text, edit, gesture=None):
        try:
            dataset = edit(self._scene.dataset)
        except DragonsError as refusal:
            self.refused.emit(str(refusal))
        else:
            self._push(replace(self._scene, dataset=dataset), text, gesture)

    def _push(self, scene, text, gesture=None):
        self.undo_stack.push(ChangeScene(self.show, self._scene, scene, text, gesture))

    def _use_source(self, source, text):
        try:
            dataset = source.dataset()
        except DragonsError as refusal:
            self.refused.emit(str(refusal))
            return
        model = self._scene.model
        if MODELS[model].two_classes_only and len(dataset.task.classes) > 2:
            model = "multiclass"
            self.told.emit("The perceptron tells only two classes apart, so Multi-class was chosen.")
        self._push(replace(self._scene, source=source, dataset=dataset, model=model), text)

    @Slot(object)
    def _show_opened(self, source):
        self._use_source(source, f"open {source.title}")

    @Slot(object)
    def _take_report(self, report):
        # A report on an earlier run may still have been on its way.
        if report.start is self._start:
            self._playing = report.playing
            self.reported.emit(report)


def _dragons(indices):
    return "a dragon" if len(indices) == 1 else f"{len(indices)} dragons"
