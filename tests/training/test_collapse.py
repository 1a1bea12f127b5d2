"""A network that has died or is saturated is noticed, and no other."""

import numpy as np
import pytest

from dragonviz.models.catalogue import MODELS
from dragonviz.models.curved_predictor import predictor_of
from dragonviz.models.derived_inputs import scaling_for
from dragonviz.models.predictors import LinearPredictor, Scaling
from dragonviz.training.collapse import has_collapsed
from dragonviz.training.run import Run
from tests.models.networks import network_of
from tests.training.few_dragons import make_dragons

X = np.random.default_rng(0).normal(5, 2, (200, 2))


def network(hidden_bias, activation="relu", weight=0.5):
    hidden = np.full((3, 2), weight, dtype=np.float32), np.full(3, hidden_bias, dtype=np.float32)
    out = np.ones((2, 3), dtype=np.float32), np.array([0.3, -0.7], dtype=np.float32)
    return network_of((hidden, out), activation, Scaling.raw(2))


@pytest.mark.parametrize(
    ("predictor", "collapsed"),
    [
        (network(-1000.0), True),  # dead: never above zero
        (network(1000.0, "tanh"), True),  # saturated
        (network(-1000.0, "leaky_relu"), False),
        (network(0.0), False),
        (network(0.0, "tanh", weight=0.01), False),
        (LinearPredictor(np.zeros((2, 2)), np.ones(2), Scaling.raw(2), False), False),
        (predictor_of(np.zeros((2, 3)), np.ones(2), scaling_for(X, True, ("xy",)), False), False),
    ],
    ids=["dead", "saturated", "leaky", "alive", "gentle", "linear", "curved"],
)
def test_what_counts_as_collapsed(predictor, collapsed):
    assert has_collapsed(predictor, X) is collapsed


def test_one_dragon_that_gets_other_scores_is_enough():
    points = np.full((500, 2), -3.0) - np.arange(500)[:, np.newaxis]
    assert has_collapsed(network(0.0), points)
    points[-1] = 4.0
    assert not has_collapsed(network(0.0), points)


def test_dragons_that_all_lie_on_one_spot_say_nothing_about_the_network():
    assert not has_collapsed(network(-1000.0), np.ones((5, 2)))


def test_a_run_whose_relus_die_says_so_and_one_that_learns_does_not():
    far_from_zero = make_dragons(0).move(range(20), make_dragons(0).X * 100 + 300)
    for rate, collapsed in ((1.0, True), (1e-6, False)):
        chosen = {"hidden_layer_sizes": (4,), "solver": "sgd", "learning_rate_init": rate, "max_iter": 5}
        run = Run(far_from_zero, "mlp", {**MODELS["mlp"].defaults(), **chosen}, 1)
        assert not run.snapshot().collapsed
        run.finish()
        assert run.snapshot().collapsed is collapsed
