"""Everything needed to see the same thing again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dragonviz.dragons import Dataset
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.source import Source


def default_settings():
    """Every model's settings as it ships, by the models' names."""
    return {name: kind.defaults() for name, kind in MODELS.items()}


@dataclass(frozen=True, eq=False)
class Scene:
    """The dragons, the model that learns them, and its start. Every change makes a new scene.

    Parameters
    ----------
    source : Source
        Where the dragons came from before they were edited.
    dataset : Dataset
    model : str
        A name in `dragonviz.models.catalogue.MODELS`.
    settings : mapping of str to mapping
        Each model's settings, so that switching back finds them as they were.
    seed : int
        Of the run: its first weights and its order of dragons.
    """

    source: Source
    dataset: Dataset
    model: str = "logistic"
    settings: Mapping[str, Mapping[str, object]] = field(default_factory=default_settings)
    seed: int = 2021

    @property
    def kind(self):
        """The model's entry in the catalogue."""
        return MODELS[self.model]

    @property
    def values(self):
        """The present model's settings."""
        return self.settings[self.model]

    def with_setting(self, name, value):
        """The scene with another value of one setting of the present model."""
        values = {**self.values, name: value}
        return replace(self, settings={**self.settings, self.model: values})

    def refuse_what_does_not_fit(self):
        """Raise `SettingError` if there can be no such model for this task."""
        task = self.dataset.task
        self.kind.validate(self.values, len(task.features), len(task.classes))

    def trains_like(self, other):
        """Whether a run of `other`, fed with these dragons, is a run of this scene."""
        ours, theirs = (
            (scene.source, scene.model, scene.values, scene.seed, scene.dataset.task) for scene in (self, other)
        )
        return ours == theirs
