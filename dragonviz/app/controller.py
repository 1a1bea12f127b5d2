"""The only writer of the scene: turns what a person wants into a new scene, or tells the stage."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatchmethod

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.app import commands
from dragonviz.app.frames import Frames
from dragonviz.app.opener import Opener
from dragonviz.app.stage import Stage
from dragonviz.app.undo import UndoStack
from dragonviz.dragons import DragonsError
from dragonviz.models.settings import SettingError
from dragonviz.scenes.edits import DragonsGoneError, Edit, SetSeed, UseSource
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source
from dragonviz.scenes.view_state import NOBODY

_LARGEST_SEED = 2**31 - 1
_OF_THE_DATA = ("rect", "picked", "label", "neuron")  # in `ViewState`


class Controller(QObject):
    """Owns the present scene and the undo stack.

    Parameters
    ----------
    stage : Stage
    frames : Frames
    opener : Opener

    Attributes
    ----------
    undo_stack : UndoStack
    refused : Signal(str)
        Why something that was asked for was not done.
    told : Signal(str)
        Something done besides what was asked for, and why.
    deed_done : Signal()
        Something was asked for and done: what was refused before is of the past.
    """

    refused = Signal(str)
    told = Signal(str)
    deed_done = Signal()

    def __init__(self, stage: Stage, frames: Frames, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage, self._frames, self._opener = stage, frames, opener
        self._scene: Scene | None = None
        self.undo_stack = UndoStack(self._go_to, self)
        opener.opened.connect(self._use_opened)
        opener.made.connect(self._use_made)
        opener.refused.connect(self.refused)

    @property
    def scene(self) -> Scene:
        """The present scene. There is one as soon as there is a window."""
        assert self._scene is not None
        return self._scene

    def set_scene(self, scene: Scene, edit: Edit | None = None) -> None:
        """Make `scene` the present one."""
        self._scene = scene
        self._stage.follow(scene, edit)
        self._frames.set_scene(scene, by_hand=edit is not None and edit.gesture is not None)

    @Slot(object)
    def do(self, wanted: Edit | commands.Command) -> None:
        """Do what somebody wants: make another scene, or something else."""
        self._do(wanted)

    @singledispatchmethod
    def _do(self, wanted: object) -> None:
        raise TypeError(f"Nobody knows how to do {wanted!r}.")

    @_do.register
    def _(self, edit: Edit) -> None:
        before = self.scene
        try:
            after = edit.apply(before)
            if edit.undoable:
                after.validate()
        except DragonsGoneError:
            # Whoever wanted it saw dragons that have been replaced meanwhile: nothing is done, and nobody is to blame.
            return
        except (DragonsError, SettingError) as refusal:
            self.refused.emit(str(refusal))
            # Controls show what was chosen until they are shown the scene again.
            self._frames.set_scene(before)
            return
        if edit.undoable:
            self.deed_done.emit()
        if after is before:
            return
        remark = edit.remark(before)
        if edit.undoable:
            self.undo_stack.push(before, after, edit.text, edit.gesture)
        if self._stage.has_learned and not remark:
            remark = edit.costs_run(before)
        self.set_scene(after, edit)
        if remark:
            self.told.emit(remark)

    @_do.register
    def _(self, _: commands.ToggleTraining) -> None:
        if self._ready():
            self._stage.toggle_training()

    @_do.register
    def _(self, _: commands.DoStep) -> None:
        if self._ready():
            self._stage.step()

    @_do.register
    def _(self, _: commands.DoEpoch) -> None:
        if self._ready():
            self._stage.epoch()

    @_do.register
    def _(self, _: commands.StepBack) -> None:
        if self._can_look_back():
            self._stage.step_back()

    @_do.register
    def _(self, _: commands.EpochBack) -> None:
        if self._can_look_back():
            self._stage.epoch_back()

    @_do.register
    def _(self, command: commands.GoTo) -> None:
        if self._can_look_back():
            self._stage.go_to(command.epoch)

    @_do.register
    def _(self, _: commands.GoToBest) -> None:
        if self._can_look_back():
            self._stage.go_to_best()

    @_do.register
    def _(self, _: commands.SameStart) -> None:
        if self._ready():
            self._stage.restart()

    @_do.register
    def _(self, _: commands.NewStart) -> None:
        if not self._ready():
            return
        setup = self.scene.setup
        if setup.kind.start_depends_on_seed(setup.values):
            self.do(SetSeed(setup.seed + 1 if setup.seed < _LARGEST_SEED else 0))
        else:
            self._stage.restart()
            self.told.emit(
                f"{setup.kind.title} always starts from zero weights and takes the {self.scene.dataset.task.samples} "
                "in the same order: a new start is the same start."
            )

    @_do.register
    def _(self, _: commands.ClearGhost) -> None:
        self._frames.clear_ghost()

    @_do.register
    def _(self, _: commands.EndGesture) -> None:
        self._stage.drop()

    @_do.register
    def _(self, command: commands.OpenFile) -> None:
        self.deed_done.emit()
        self._opener.open(command.path)

    @_do.register
    def _(self, command: commands.UseReadyMade) -> None:
        self.deed_done.emit()
        self._opener.make(command.name)

    @_do.register
    def _(self, _: commands.Undo) -> None:
        self.undo_stack.undo()
        self.deed_done.emit()

    @_do.register
    def _(self, _: commands.Redo) -> None:
        self.undo_stack.redo()
        self.deed_done.emit()

    @_do.register
    def _(self, command: commands.Refuse) -> None:
        self.refused.emit(command.sentence)

    def _ready(self) -> bool:
        self.deed_done.emit()
        # If not, what stands in the way is on screen already.
        return self._stage.ready()

    def _can_look_back(self) -> bool:
        if not self._ready():
            return False
        if not self._stage.can_look_back:
            self.refused.emit("This network is too large for its earlier moments to be kept: there is no way back.")
        return self._stage.can_look_back

    def _go_to(self, scene: Scene) -> None:
        # What is undone is what was done, not how it was looked at since.
        present = self.scene
        if scene.source is present.source:
            picked = present.view.picked if len(scene.dataset) == len(present.dataset) else NOBODY
            scene = replace(scene, view=replace(present.view, picked=picked))
        else:
            scene = _with_what_is_of_no_data(scene, present)
        self.set_scene(scene)

    @Slot(object, str)
    def _use_opened(self, source: Source, _: str) -> None:
        self.do(UseSource(source, f"open {source.title}"))

    @Slot(object)
    def _use_made(self, source: Source) -> None:
        self.do(UseSource(source, f"use {source.title}"))


def _with_what_is_of_no_data(scene: Scene, present: Scene) -> Scene:
    """A scene of other data, looked at as the present one in all that is not about the data, such as open panels."""
    ours = {name: value for name, value in vars(present.view).items() if name not in _OF_THE_DATA}
    theirs = vars(scene.view)
    others = {name: value for name, value in ours.items() if value is not theirs[name]}
    return scene.with_view(**others) if others else scene
