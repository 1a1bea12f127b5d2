"""A model with its settings and its seed: what a run is started from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dragonviz.dragons import Dataset
from dragonviz.models import derived_inputs
from dragonviz.models.catalogue import DEFAULT_MODEL, MODELS, ModelKind

DEFAULT_SEED = 2021


@dataclass(frozen=True, eq=False)
class ByHand:
    """Parameters that somebody has set.

    Parameters
    ----------
    weights, biases : ndarray, or a list of ndarray for each layer
        For unscaled inputs, as `dragonviz.models.learner.Learner.set_parameters` takes them.
    gesture : object, optional
        The drag in which they were set.
    """

    weights: np.ndarray | Sequence[np.ndarray]
    biases: np.ndarray | Sequence[np.ndarray]
    gesture: object | None = None


def default_settings() -> dict[str, Mapping[str, object]]:
    """Every model's settings as it ships, by the models' names."""
    return {name: kind.defaults() for name, kind in MODELS.items()}


@dataclass(frozen=True, eq=False)
class Setup:
    """What is trained, and how it starts.

    Parameters
    ----------
    model : str
        A name in `dragonviz.models.catalogue.MODELS`.
    settings : mapping of str to mapping
        Each model's settings, so that switching back finds them as they were.
    seed : int
        Of the run: its first weights and its order of dragons.
    by_hand : ByHand, optional
        What the run's parameters were set to last, if they were.
    """

    model: str = DEFAULT_MODEL
    settings: Mapping[str, Mapping[str, object]] = field(default_factory=default_settings)
    seed: int = DEFAULT_SEED
    by_hand: ByHand | None = None

    @property
    def kind(self) -> ModelKind:
        """The model's entry in the catalogue."""
        return MODELS[self.model]

    @property
    def values(self) -> Mapping[str, object]:
        """The present model's settings."""
        return self.settings[self.model]

    def with_setting(self, name: str, value: object) -> Setup:
        """The setup with another value of one setting of the present model."""
        return replace(self, settings={**self.settings, self.model: {**self.values, name: value}})

    def goes_on_as(self, other: Setup) -> bool:
        """Whether a run of the one can go on as a run of the other: all that differs can be changed under way."""
        if (self.model, self.seed) != (other.model, other.seed):
            return False
        return all(
            setting.keeps_run or self.values[setting.name] == other.values[setting.name]
            for setting in self.kind.settings
        )

    def validate(self, dataset: Dataset) -> None:
        """Raise `dragonviz.models.settings.SettingError` if there can be no such model for these dragons."""
        task = dataset.task
        self.kind.validate(self.values, len(task.features), len(task.classes), len(dataset))
        inputs, standardize = self.values["inputs"], bool(self.values["standardize"])
        assert isinstance(inputs, Sequence)
        derived_inputs.validate(inputs, dataset.X, standardize, task.sample)
