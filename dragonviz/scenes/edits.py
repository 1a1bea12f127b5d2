"""What a person may change, as values: each says what it does in words, and makes another scene."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragonviz.dragons import Dataset
from dragonviz.dragons.errors import quoted
from dragonviz.dragons.splitting import Splitting
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source
from dragonviz.scenes.view_state import NOBODY


class DragonsGoneError(Exception):
    """An edit is about dragons that are not there any more: another file was opened meanwhile, or some were removed."""


class Edit(ABC):
    """One change. `apply` raises `DragonsError` or `SettingError`, in words, where it cannot be made.

    Attributes
    ----------
    undoable : bool
        Whether it goes onto the undo stack. What is only looked at does not.
    gesture : object or None
        Edits of one gesture, such as one drag, are undone together; while it lasts, its dragons are in the hand.
    """

    undoable = True
    gesture: object | None = None

    @property
    @abstractmethod
    def text(self) -> str:
        """What is done, as in "undo: move a dragon"."""

    @abstractmethod
    def apply(self, scene: Scene) -> Scene:
        """The scene after it; the same scene if nothing changes."""

    def remark(self, scene: Scene) -> str:
        """What is done to `scene` besides, and why, in a sentence; empty if nothing is."""
        return ""

    def costs_run(self, scene: Scene) -> str:
        """Why a run of `scene` that has learned something is lost with it, in a sentence; empty if that is plain."""
        return ""


# Dragons


@dataclass(frozen=True)
class AddDragon(Edit):
    """Add a dragon."""

    point: tuple[float, float]
    label: int
    is_train: bool

    text = "add a dragon"

    def apply(self, scene: Scene) -> Scene:
        """The scene with one more dragon, picked by nobody."""
        return scene.with_dragons(scene.dataset.add(self.point, self.label, self.is_train))


@dataclass(frozen=True, eq=False)
class _OfSome(Edit):
    """About some dragons of one scene: `indices` into its dataset.

    Parameters
    ----------
    of : Scene
        The scene in which they were chosen.
    indices : sequence of int
    """

    of: Scene
    indices: Sequence[int] | np.ndarray

    def apply(self, scene: Scene) -> Scene:
        """The scene with these dragons changed; raises `DragonsGoneError` if they are not the same dragons any more."""
        if scene.source is not self.of.source or len(scene.dataset) != len(self.of.dataset):
            raise DragonsGoneError
        if not len(self.indices):
            return scene
        dataset = self.changed(scene.dataset)
        return scene if dataset is scene.dataset else scene.with_dragons(dataset)

    @abstractmethod
    def changed(self, dataset: Dataset) -> Dataset:
        """The dataset after it."""

    @property
    def _named(self) -> str:
        task = self.of.dataset.task
        return task.a_sample if len(self.indices) == 1 else f"{len(self.indices):,} {task.samples}"


@dataclass(frozen=True, eq=False)
class MoveDragons(_OfSome):
    """Move dragons that are in somebody's hand.

    Parameters
    ----------
    points : ndarray of shape (len(indices), 2)
        Where to.
    gesture : object
        The drag.
    """

    points: np.ndarray
    gesture: object = None

    @property
    def text(self) -> str:
        """What is done."""
        return f"move {self._named}"

    def changed(self, dataset: Dataset) -> Dataset:
        """The dataset after it."""
        moved = dataset.move(self.indices, self.points)
        # The mouse lets go where it was last: that must not have the model trained once more.
        return dataset if np.array_equal(moved.X, dataset.X) else moved


@dataclass(frozen=True, eq=False)
class RemoveDragons(_OfSome):
    """Remove dragons."""

    @property
    def text(self) -> str:
        """What is done."""
        return f"remove {self._named}"

    def changed(self, dataset: Dataset) -> Dataset:
        """The dataset after it."""
        return dataset.remove(self.indices)


@dataclass(frozen=True, eq=False)
class RelabelDragons(_OfSome):
    """Give dragons another class."""

    label: int

    @property
    def text(self) -> str:
        """What is done."""
        return f"relabel {self._named}"

    def changed(self, dataset: Dataset) -> Dataset:
        """The dataset after it."""
        return dataset.relabel(self.indices, self.label)


@dataclass(frozen=True, eq=False)
class SetMembership(_OfSome):
    """Make dragons training or test dragons."""

    is_train: bool

    @property
    def text(self) -> str:
        """What is done."""
        return f"make {self._named} {'training' if self.is_train else 'test'}"

    def changed(self, dataset: Dataset) -> Dataset:
        """The dataset after it."""
        return dataset.set_membership(self.indices, self.is_train)


_ALL_MOVE = "Every dragon has moved: each of the lesson's tasks shifts them in its own way."


@dataclass(frozen=True, eq=False)
class UseSource(Edit):
    """Show other dragons, or predict something else of them."""

    source: Source
    text: str = "change what is predicted"

    def apply(self, scene: Scene) -> Scene:
        """The scene with the source's own dragons, all of them in view."""
        dataset = self.source.dataset()
        other = self._other_model(scene)
        if other is not None:
            scene = ChooseModel(other).apply(scene)
        view = replace(scene.view, rect=None, picked=NOBODY, label=0)
        # What a hand has set was for other data, perhaps of another number of classes.
        if scene.setup.by_hand is not None:
            scene = scene.with_setup(replace(scene.setup, by_hand=None))
        return replace(scene.with_dragons(dataset), source=self.source, view=view, splitting=Splitting())

    def remark(self, scene: Scene) -> str:
        """Say what happens besides: every dragon moves, another model is chosen."""
        said = [_ALL_MOVE] if self._moves_all(scene) else []
        other = self._other_model(scene)
        if other is not None:
            title = scene.setup.kind.title.lower()
            said.append(f"The {title} tells only two classes apart, so {MODELS[other].title} was chosen.")
        return " ".join(said)

    def _moves_all(self, scene: Scene) -> bool:
        """Whether the same dragons are shown elsewhere: each of the lesson's tasks has its own places for them."""
        before = scene.source
        same = self.source.columns is before.columns and self.source.chosen != before.chosen
        return same and isinstance(self.source.chosen, str) and isinstance(before.chosen, str)

    def _other_model(self, scene: Scene) -> str | None:
        """The model that takes over if the present one cannot tell so many classes apart."""
        return scene.setup.kind.for_more_classes if len(self.source.dataset().task.classes) > 2 else None


@dataclass(frozen=True, eq=False)
class OpenSource(UseSource):
    """Show data that were read just now."""

    def remark(self, scene: Scene) -> str:
        """Say that rows were left out, and what else is done."""
        n = 0 if self.source.table is None else self.source.table.left_out
        rows = f"1 row that lacks values was left out of {quoted(self.source.title)}."
        if n > 1:
            rows = f"{n:,} rows that lack values were left out of {quoted(self.source.title)}."
        return " ".join(filter(None, (rows if n else "", super().remark(scene))))


# The model and its start


@dataclass(frozen=True)
class ChooseModel(Edit):
    """Train another model."""

    model: str

    @property
    def text(self) -> str:
        """What is done."""
        return f"choose {MODELS[self.model].title}"

    def apply(self, scene: Scene) -> Scene:
        """The scene with the other model, whose settings are as they were left."""
        if self.model == scene.setup.model:
            return scene
        view = replace(scene.view, neuron=None)
        return replace(scene.with_setup(replace(scene.setup, model=self.model, by_hand=None)), view=view)


@dataclass(frozen=True)
class SetSetting(Edit):
    """Change a setting of the present model."""

    name: str
    value: object

    @property
    def text(self) -> str:
        """What is done."""
        return f"change {self.name}"

    def apply(self, scene: Scene) -> Scene:
        """The scene with the setting changed."""
        setup = scene.setup
        if setup.values[self.name] == self.value:
            return scene
        after = setup.with_setting(self.name, self.value)
        return scene.with_setup(after if after.goes_on_as(setup) else replace(after, by_hand=None))

    def costs_run(self, scene: Scene) -> str:
        """Say that such a setting makes another model."""
        setting = next(setting for setting in scene.setup.kind.settings if setting.name == self.name)
        if setting.keeps_run:
            return ""
        return f"With another value of “{setting.label}” it is another model: its training begins anew."


@dataclass(frozen=True)
class SetSeed(Edit):
    """Start from another seed."""

    seed: int

    text = "change the seed"

    def apply(self, scene: Scene) -> Scene:
        """The scene with the other seed."""
        return (
            scene
            if self.seed == scene.setup.seed
            else scene.with_setup(replace(scene.setup, seed=self.seed, by_hand=None))
        )


# How it is looked at


@dataclass(frozen=True, eq=False)
class Look(Edit):
    """Look in another way: fields of `ViewState`, as ``Look({"live": False})``."""

    changes: dict

    undoable = False
    text = "look"

    def apply(self, scene: Scene) -> Scene:
        """The scene with another view."""
        return scene.with_view(**self.changes)


@dataclass(frozen=True)
class Show(Edit):
    """Show something besides dragons and accuracy, or hide it: see `ViewState.shown`."""

    name: str
    wanted: bool

    undoable = False
    text = "show"

    def apply(self, scene: Scene) -> Scene:
        """The scene with it shown or hidden."""
        if self.wanted == (self.name in scene.view.shown):
            return scene
        return replace(scene, view=scene.view.showing(self.name, self.wanted))


@dataclass(frozen=True, eq=False)
class Pick(Edit):
    """Select these dragons and no others."""

    indices: Sequence[int] | np.ndarray

    undoable = False
    text = "pick"

    def apply(self, scene: Scene) -> Scene:
        """The scene with these dragons picked; indices of none are left out."""
        indices = np.asarray(self.indices, dtype=np.int64).reshape(-1)
        indices = indices[(indices >= 0) & (indices < len(scene.dataset))]
        if np.array_equal(indices, scene.view.picked):
            return scene
        indices.flags.writeable = False
        return scene.with_view(picked=indices)


@dataclass(frozen=True)
class TogglePick(Edit):
    """Add one dragon to those that are selected, or take it out."""

    index: int

    undoable = False
    text = "pick"

    def apply(self, scene: Scene) -> Scene:
        """The scene with this dragon picked or not."""
        return Pick(np.setxor1d(scene.view.picked, [self.index])).apply(scene)


@dataclass(frozen=True)
class Zoom(Edit):
    """Look closer, or from further away.

    Parameters
    ----------
    factor : float
        Of the width and the height in view: below one is closer.
    centre : (float, float), optional
        What stays where it is, in feature coordinates; the middle of the view if None.
    """

    factor: float
    centre: tuple[float, float] | None = None

    undoable = False
    text = "zoom"

    def apply(self, scene: Scene) -> Scene:
        """The scene seen closer, unless neither dragons nor figures could be told apart any more."""
        x_min, x_max, y_min, y_max = scene.rect
        x, y = self.centre or ((x_min + x_max) / 2, (y_min + y_max) / 2)
        left, right, bottom, top = scene.dataset.bounds
        zoomed = self.factor * np.array([(x_max - x_min) / (right - left), (y_max - y_min) / (top - bottom)])
        if not ((zoomed > _NARROWEST).all() and (zoomed < _WIDEST).all()):
            return scene
        return scene.with_view(
            rect=(
                x + self.factor * (x_min - x),
                x + self.factor * (x_max - x),
                y + self.factor * (y_min - y),
                y + self.factor * (y_max - y),
            )
        )


# How much wider or narrower than the dragons the view may be.
_WIDEST, _NARROWEST = 1e3, 1e-4
