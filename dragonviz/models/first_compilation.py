"""Compiles all inner loops and leaves them in the cache, each by one call that is as small as can be.

``python -m dragonviz.models.first_compilation PART`` does so for a part of them. Only what compiling needs is imported,
since at the very first start somebody waits for it.
"""

from __future__ import annotations

import gc
import sys

import numpy as np

from dragonviz.models.predictors import Scaling
from dragonviz.models.visiting_orders import VisitingOrders

_X = np.array([(0.0, 0.0), (1.0, 1.0)])
_Y = np.array([0, 1])


def _compile_perceptrons():
    from dragonviz.models.perceptron_learner import PerceptronLearner

    orders = VisitingOrders(None)
    learner = PerceptronLearner(_X, _Y, (_X, _Y), n_columns=1, max_epochs=1, tol=0.0, orders=orders, standardize=False)
    learner.advance(1)


def _compile_mlp_training():
    from dragonviz.models.mlp_learner import MLPLearner

    learner = MLPLearner(
        _X,
        _Y,
        2,
        (_X, _Y),
        hidden_layer_sizes=(2,),
        activation="relu",
        solver="adam",
        learning_rate=0.1,
        momentum=0.0,
        alpha=0.0,
        batch_size=1,
        max_epochs=1,
        standardize=False,
        seed=0,
    )
    learner.advance(1)


def _compile_mlp_evaluation():
    from dragonviz.models.mlp_network import Network
    from dragonviz.models.network_predictor import NetworkPredictor

    network = Network((2, 2, 2), seed=0, n_moments=0)
    predictor = NetworkPredictor(network.memory[0].copy(), network.layout, "relu", Scaling.raw(2))
    predictor.scores(_X)
    predictor.outputs(_X)


# Side by side, the two take about as long as the first alone.
PARTS = {"mlp-training": (_compile_mlp_training,), "the-rest": (_compile_perceptrons, _compile_mlp_evaluation)}


def main(part):
    """Compile a part."""
    # Compiling makes millions of objects that stay, and collecting garbage among them costs a tenth of the time.
    gc.disable()
    for compile_some in PARTS[part]:
        compile_some()


if __name__ == "__main__":
    main(sys.argv[1])
