"""The only writer of the scene: turns what a person wants into a new scene, or tells the stage."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatchmethod
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from dragonviz.app import commands
from dragonviz.app.frames import Frames
from dragonviz.app.opener import Opener
from dragonviz.app.saver import Saver
from dragonviz.app.stage import Stage
from dragonviz.app.undo import UndoStack
from dragonviz.dragons import Dataset, DragonsError, MissingValuesError
from dragonviz.dragons.errors import quoted
from dragonviz.models.settings import SettingError
from dragonviz.scenes.edits import DragonsGoneError, Edit, OpenSource, SetSeed, UseSource
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
    saver : Saver

    Attributes
    ----------
    undo_stack : UndoStack
    refused : Signal(str)
        Why something that was asked for was not done.
    offered : Signal(str, Offer)
        Why something was not done, and what could be done instead.
    told : Signal(str)
        Something done besides what was asked for, and why.
    deed_done : Signal()
        Something was asked for and done: what was refused before is of the past.
    """

    refused = Signal(str)
    offered = Signal(str, object)
    told = Signal(str)
    deed_done = Signal()

    def __init__(
        self, stage: Stage, frames: Frames, opener: Opener, saver: Saver, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage, self._frames, self._opener, self._saver = stage, frames, opener, saver
        self._scene: Scene | None = None
        self.undo_stack = UndoStack(self._go_to, self)
        opener.opened.connect(self._use_opened)
        opener.made.connect(self._use_made)
        opener.refused.connect(self.refused)
        opener.offered.connect(self.offered)
        saver.saved.connect(self._tell_saved)
        saver.refused.connect(self.refused)

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
        if edit.gesture is not None and self.undo_stack.has_undone(edit.gesture):
            # It was taken out of the hand that has not heard of it yet.
            return
        present = self.scene
        # What is changed are the dragons on screen: perhaps the run looks back, and then they were others.
        before = self._frames.seen(present) if edit.undoable else present
        try:
            after = edit.apply(before)
            if edit.undoable:
                after.validate()
        except DragonsGoneError:
            # Whoever wanted it saw dragons that have been replaced meanwhile: nothing is done, and nobody is to blame.
            return
        except (DragonsError, SettingError) as refusal:
            self._refuse(edit, refusal)
            # Controls show what was chosen until they are shown the scene again.
            self._frames.set_scene(present)
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
    def _(self, command: commands.OpenPasted) -> None:
        self.deed_done.emit()
        self._opener.open_pasted(command.text)

    @_do.register
    def _(self, command: commands.OpenWithoutMissing) -> None:
        self.deed_done.emit()
        self._opener.open_without_missing(command)

    @_do.register
    def _(self, command: commands.SaveFile) -> None:
        self.deed_done.emit()
        self._saver.save(command.path, self.scene.dataset)

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

    def _refuse(self, edit: Edit, refusal: DragonsError | SettingError) -> None:
        if isinstance(edit, UseSource) and isinstance(refusal, MissingValuesError) and refusal.offer:
            without = commands.OpenWithoutMissing(refusal, edit.source)
            self.offered.emit(str(refusal), commands.Offer(refusal.offer, without))
        else:
            self.refused.emit(str(refusal))

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
        self.do(OpenSource(source, f"open {source.title}"))

    @Slot(object)
    def _use_made(self, source: Source) -> None:
        self.do(UseSource(source, f"use {source.title}"))

    @Slot(str, object)
    def _tell_saved(self, path: str, dataset: Dataset) -> None:
        task, n = dataset.task, len(dataset)
        saved = f"{n:,} {task.samples} are" if n > 1 else f"1 {task.sample} is"
        self.told.emit(f"{saved} saved in {quoted(Path(path).name)}.")


def _with_what_is_of_no_data(scene: Scene, present: Scene) -> Scene:
    """A scene of other data, looked at as the present one in all that is not about the data, such as open panels."""
    ours = {name: value for name, value in vars(present.view).items() if name not in _OF_THE_DATA}
    theirs = vars(scene.view)
    others = {name: value for name, value in ours.items() if value is not theirs[name]}
    return scene.with_view(**others) if others else scene
