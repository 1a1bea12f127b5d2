"""Everything needed to see the same thing again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from dragonviz.dragons import Dataset
from dragonviz.dragons.dirt import Dirt
from dragonviz.dragons.splitting import Splitting
from dragonviz.scenes.setup import Setup
from dragonviz.scenes.source import Source
from dragonviz.scenes.view_state import NOBODY, Rect, ViewState

_ROOM_AROUND = 0.06  # of the range, so that no dragon is cut off


@dataclass(frozen=True, eq=False)
class Scene:
    """The dragons, the models that learn them, and how they are looked at. Every change makes a new scene.

    Parameters
    ----------
    source : Source
        Where the dragons came from before they were edited.
    dataset : Dataset
    setups : tuple of Setup
        One or more, on the same dragons; the window shows the first one.
    view : ViewState
    dirt : Dirt
        What the sliders have done to the dragons: noise, flipped labels, imbalance.
    undirtied : Dataset, optional
        The dragons before that, if there is dirt on them.
    splitting : Splitting
        How the dragons were split last.
    """

    source: Source
    dataset: Dataset
    setups: tuple[Setup, ...] = (Setup(),)
    view: ViewState = field(default_factory=ViewState)
    dirt: Dirt = Dirt()
    undirtied: Dataset | None = None
    splitting: Splitting = Splitting()

    @classmethod
    def of(cls, source: Source, setup: Setup | None = None) -> Scene:
        """A scene with the dragons as they come from their source."""
        return cls(source, source.dataset(), (setup or Setup(),))

    @property
    def setup(self) -> Setup:
        """The setup that is shown."""
        return self.setups[0]

    def with_setup(self, setup: Setup) -> Scene:
        """The scene with another setup in place of the one that is shown."""
        return replace(self, setups=(setup, *self.setups[1:]))

    def with_view(self, **changes: Any) -> Scene:
        """The scene, looked at in another way: fields of `ViewState`."""
        return replace(self, view=replace(self.view, **changes))

    @property
    def clean(self) -> Dataset:
        """The dragons without what the sliders of dirt have done to them."""
        return self.dataset if self.undirtied is None else self.undirtied

    def with_dragons(self, dataset: Dataset, clean: Dataset | None = None, dirt: Dirt | None = None) -> Scene:
        """The scene with its dragons changed, as seen before.

        Parameters
        ----------
        dataset : Dataset
        clean, dirt : Dataset and Dirt, optional
            What the dragons were before the sliders of dirt were moved, and how far these are. Without them the
            sliders are at 0: what they did is the dragons' own from now on.
        """
        # The view stays where it is: fitted anew at every move, it would slip away under the hand.
        view = self.view if self.view.rect is not None else replace(self.view, rect=self.rect)
        if len(dataset) != len(self.dataset):
            view = replace(view, picked=NOBODY)
        undirtied = None if dataset is clean else clean
        return replace(self, dataset=dataset, view=view, dirt=dirt or Dirt(), undirtied=undirtied)

    @property
    def rect(self) -> Rect:
        """What the canvas shows: (x_min, x_max, y_min, y_max)."""
        return rect_around(self.dataset.bounds) if self.view.rect is None else self.view.rect

    def validate(self) -> None:
        """Raise `dragonviz.models.settings.SettingError` if a setup does not fit the dragons."""
        for setup in self.setups:
            setup.validate(self.dataset)

    def trains_like(self, other: Scene) -> bool:
        """Whether a run of `other`, fed with these dragons, is a run of this scene."""
        return (
            self.source is other.source
            and self.dataset.task == other.dataset.task
            and self.setup.goes_on_as(other.setup)
        )


def rect_around(bounds: Rect) -> Rect:
    """A view in which all that lies within these bounds is seen whole: (x_min, x_max, y_min, y_max)."""
    x_min, x_max, y_min, y_max = bounds
    across, up = _ROOM_AROUND * (x_max - x_min), _ROOM_AROUND * (y_max - y_min)
    return x_min - across, x_max + across, y_min - up, y_max + up
