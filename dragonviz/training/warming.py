"""Has everything that a model needs for training loaded and compiled, by training it for a moment."""

from __future__ import annotations

import numpy as np

from dragonviz.dragons import Dataset, Task
from dragonviz.models.catalogue import MODELS
from dragonviz.models.regions import regions_of
from dragonviz.training.run import Run

_SMALL = {"hidden_layer_sizes": (2,)}
_DRAGONS = Dataset(
    X=np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]),
    y=np.array([0, 0, 1, 1]),
    is_train=np.array([True, False, True, False]),
    task=Task("warmth", ("x", "y"), "warmth", ("cold", "warm")),
)


def warm_up(model):
    """Train a model for two epochs, and look at it.

    Parameters
    ----------
    model : str
        A name in `dragonviz.models.catalogue.MODELS`.
    """
    settings = MODELS[model].defaults()
    run = Run(_DRAGONS, model, {**settings, **{k: v for k, v in _SMALL.items() if k in settings}}, seed=0)
    for _ in range(2):
        run.advance(run.steps_to_epoch_end)
    regions_of(run.snapshot().predictor, (0.0, 1.0, 0.0, 1.0), n=4, with_neurons=True)
