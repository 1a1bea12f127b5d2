"""What is done to all dragons or to many at once, as values: dirt, another split, the brush and the eraser.

Noise, flipped labels and imbalance are sliders. What they do is done to the clean dragons, as they were before any of
the three was moved: a slider that goes back gives back the first dragons. As soon as dragons are changed in another
way, the dirt is theirs, and all sliders are at 0 again.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragonviz.dragons import Dataset
from dragonviz.dragons.brush import paint, within
from dragonviz.dragons.dirt import Dirt
from dragonviz.dragons.splitting import Splitting
from dragonviz.scenes.edits import Edit
from dragonviz.scenes.scene import Scene


class _Soil(Edit):
    """A slider of dirt is moved."""

    def apply(self, scene: Scene) -> Scene:
        """The scene whose clean dragons have other dirt on them."""
        dirt = self.changed(scene.dirt)
        if dirt == scene.dirt:
            return scene
        return scene.with_dragons(dirt.on(scene.clean), clean=scene.clean, dirt=dirt)

    @abstractmethod
    def changed(self, dirt: Dirt) -> Dirt:
        """The dirt after it."""


@dataclass(frozen=True)
class AddNoise(_Soil):
    """Move every dragon a little.

    Parameters
    ----------
    sigma : float
        The noise's standard deviation, as a multiple of each feature's own; 0 to 3.
    seed : int, default=0
    gesture : object, optional
        The drag of the slider.
    """

    sigma: float
    seed: int = 0
    gesture: object | None = None

    text = "add noise"

    def changed(self, dirt: Dirt) -> Dirt:
        """The dirt after it."""
        return replace(dirt, noise=self.sigma, noise_seed=self.seed)


@dataclass(frozen=True)
class FlipLabels(_Soil):
    """Give a share of the dragons, 0 to 1, a wrong label."""

    share: float
    seed: int = 0
    gesture: object | None = None

    text = "flip labels"

    def changed(self, dirt: Dirt) -> Dirt:
        """The dirt after it."""
        return replace(dirt, flipped=self.share, flip_seed=self.seed)


@dataclass(frozen=True)
class Imbalance(_Soil):
    """Leave a share, 0 to 1, of a class; one of its training dragons always stays."""

    label: int
    share: float
    seed: int = 0
    gesture: object | None = None

    text = "thin out a class"

    def changed(self, dirt: Dirt) -> Dirt:
        """The dirt after it."""
        return dirt if self._is_so(dirt) else dirt.keeping(self.label, self.share, self.seed)

    def _is_so(self, dirt: Dirt) -> bool:
        return dirt.share_kept(self.label) == self.share and (self.share == 1 or dirt.thin_seed == self.seed)


@dataclass(frozen=True)
class Split(Edit):
    """Split the dragons anew into training and test dragons.

    Parameters
    ----------
    share : float
        Of the training dragons, above 0 and below 1.
    stratified : bool
        Whether every class has that share.
    seed : int
    gesture : object, optional
        The drag of a slider.
    """

    share: float
    stratified: bool
    seed: int
    gesture: object | None = None

    text = "split anew"

    def apply(self, scene: Scene) -> Scene:
        """The scene with the same dragons, split, and the same dirt on them."""
        splitting = Splitting(self.share, self.stratified, self.seed)
        clean = splitting.on(scene.clean)
        if splitting == scene.splitting and np.array_equal(clean.is_train, scene.clean.is_train):
            return scene
        dataset = clean if scene.dirt == Dirt() else scene.dirt.on(clean)
        after = scene.with_dragons(dataset, clean=clean, dirt=scene.dirt)
        return replace(after, splitting=splitting)


@dataclass(frozen=True, eq=False)
class BrushDragons(Edit):
    """Add many dragons of one class.

    Parameters
    ----------
    points : array-like of shape (k, 2)
    label : int
    is_train : bool
    gesture : object
        From the press of the button to its release.
    """

    points: Sequence[Sequence[float]] | np.ndarray
    label: int
    is_train: bool
    gesture: object | None = None

    text = "paint"

    def apply(self, scene: Scene) -> Scene:
        """The scene with these dragons, too."""
        return _with(scene, paint(scene.dataset, self.points, self.label, self.is_train))


@dataclass(frozen=True)
class EraseDragons(Edit):
    """Remove all dragons that lie within an ellipse.

    Parameters
    ----------
    centre : (float, float)
    radii : (float, float)
        Across and up, in the units of the axes.
    gesture : object
        From the press of the button to its release.
    """

    centre: tuple[float, float]
    radii: tuple[float, float]
    gesture: object | None = None

    text = "erase"

    def apply(self, scene: Scene) -> Scene:
        """The scene without them."""
        reached = within(scene.dataset, self.centre, self.radii)
        return _with(scene, scene.dataset.remove(reached)) if len(reached) else scene


def _with(scene: Scene, dataset: Dataset) -> Scene:
    return scene if dataset is scene.dataset else scene.with_dragons(dataset)
