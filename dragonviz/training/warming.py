"""Has everything that a model needs for training loaded and compiled, by training it for a moment.

``python -m dragonviz.training.warming`` does so for all models and leaves the compiled code in the cache.
"""

from __future__ import annotations

import numpy as np

from dragonviz.dragons import Dataset, Task
from dragonviz.models.catalogue import MODELS
from dragonviz.training.run import Run

_SMALL = {"hidden_layer_sizes": (2,)}
_DRAGONS = Dataset(
    X=np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]),
    y=np.array([0, 0, 1, 1]),
    is_train=np.array([True, False, True, False]),
    task=Task("warmth", ("x", "y"), "warmth", ("cold", "warm")),
)


def warm_up(model):
    """Train a model for two epochs.

    Parameters
    ----------
    model : str
        A name in `dragonviz.models.catalogue.MODELS`.
    """
    settings = MODELS[model].defaults()
    run = Run(_DRAGONS, model, {**settings, **{k: v for k, v in _SMALL.items() if k in settings}}, seed=0)
    for _ in range(2):
        run.advance(run.steps_to_epoch_end)
    run.snapshot()


if __name__ == "__main__":
    for name in MODELS:
        warm_up(name)
    from dragonviz.models.compiling import note_that_all_is_compiled

    note_that_all_is_compiled()
