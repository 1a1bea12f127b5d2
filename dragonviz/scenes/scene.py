"""Everything needed to see the same thing again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from dragonviz.dragons import Dataset
from dragonviz.scenes.setup import Setup
from dragonviz.scenes.source import Source
from dragonviz.scenes.view_state import Rect, ViewState

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
    """

    source: Source
    dataset: Dataset
    setups: tuple[Setup, ...] = (Setup(),)
    view: ViewState = field(default_factory=ViewState)

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
            and self.setup.starts_like(other.setup)
        )


def rect_around(bounds: Rect) -> Rect:
    """A view in which all that lies within these bounds is seen whole: (x_min, x_max, y_min, y_max)."""
    x_min, x_max, y_min, y_max = bounds
    across, up = _ROOM_AROUND * (x_max - x_min), _ROOM_AROUND * (y_max - y_min)
    return x_min - across, x_max + across, y_min - up, y_max + up
