"""Has everything that a model needs for training loaded and compiled, by training it for a moment.

``python -m dragonviz.training.warming PART`` does so for a part of all that is compiled, and leaves it in the cache.
"""

from __future__ import annotations

import sys

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
    _look_at(run.snapshot().predictor)


def _warm_up_the_rest():
    from dragonviz.models.mlp_network import Network
    from dragonviz.models.network_predictor import NetworkPredictor
    from dragonviz.models.predictors import Scaling

    warm_up("perceptron")
    warm_up("multiclass")
    network = Network((2, 2, 2), seed=0, n_moments=0)
    _look_at(NetworkPredictor(network.memory[0].copy(), network.layout, "relu", Scaling.raw(2)))


def _look_at(predictor):
    regions_of(predictor, (0.0, 1.0, 0.0, 1.0), n=4, with_neurons=True)


# Side by side, the two take about as long as the first alone.
PARTS = {"mlp-training": lambda: warm_up("mlp"), "the-rest": _warm_up_the_rest}

if __name__ == "__main__":
    PARTS[sys.argv[1]]()
