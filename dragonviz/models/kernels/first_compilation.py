"""Compiles all inner loops and leaves them in the cache, each by one call that is as small as can be.

``python -m dragonviz.models.kernels.first_compilation KERNEL ...`` does so for some of them, one after the other. Only
what compiling needs is imported, since at the very first start somebody waits for it.
"""

from __future__ import annotations

import gc
import sys

import numpy as np

from dragonviz.models.kernels.cache import note_that_it_is_compiled
from dragonviz.models.predictors import Scaling
from dragonviz.models.sample_order import SampleOrder

_X = np.array([(0.0, 0.0), (1.0, 1.0)])
_Y = np.array([0, 1])


def _compile_logistic():
    from dragonviz.models.logistic_learner import LogisticLearner

    LogisticLearner(_X, _Y, 2, (_X, _Y), C=1.0, max_epochs=1, tol=0.0, standardize=False).advance(1)


def _compile_perceptrons():
    from dragonviz.models.perceptron_learner import PerceptronLearner

    orders = SampleOrder(None)
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


def _compile_mlp_scores():
    _small_network().scores(_X)
    _small_network().scores_together(_X)


def _compile_mlp_outputs():
    _small_network().outputs(_X)


def _small_network():
    from dragonviz.models.mlp_network import Network
    from dragonviz.models.network_predictor import NetworkPredictor

    network = Network((2, 2, 2), seed=0, n_moments=0)
    return NetworkPredictor(network.memory[0].copy(), network.layout, "relu", Scaling.raw(2))


KERNELS = {
    "logistic": _compile_logistic,
    "perceptrons": _compile_perceptrons,
    "mlp-training": _compile_mlp_training,
    "mlp-scores": _compile_mlp_scores,
    "mlp-outputs": _compile_mlp_outputs,
}


def main(kernels):
    """Compile some kernels, and note it of each."""
    # Compiling makes millions of objects that stay, and collecting garbage among them costs a tenth of the time.
    gc.disable()
    for kernel in kernels:
        KERNELS[kernel]()
        note_that_it_is_compiled(kernel)


if __name__ == "__main__":
    main(sys.argv[1:])
