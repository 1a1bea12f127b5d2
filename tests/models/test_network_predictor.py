"""A network's predictor against torch, on either side of the width at which the arithmetic changes hands."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn

from dragonviz.models.predictors import Scaling
from tests.models.networks import network_of

MODULES = {"relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "tanh": nn.Tanh, "logistic": nn.Sigmoid}


@pytest.mark.parametrize("activation", MODULES)
@pytest.mark.parametrize("hidden", [(3,), (8, 8, 8), (10, 70, 4)])
@pytest.mark.parametrize("n_samples", [0, 1, 511, 513, 1500])
def test_scores_are_those_of_the_torch_module(activation, hidden, n_samples):
    torch.manual_seed(len(hidden))
    sizes = [2, *hidden, 3]
    parts = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        parts += [nn.Linear(n_in, n_out), MODULES[activation]()]
    module = nn.Sequential(*parts[:-1])
    layers = tuple((part.weight.detach().numpy(), part.bias.detach().numpy()) for part in module[::2])
    scaling = Scaling(np.array([3.0, -20.0]), np.array([2.0, 30.0]))
    X = np.random.default_rng(0).normal((3, -20), (4, 60), (n_samples, 2))
    scaled = torch.from_numpy(((X - scaling.mean) / scaling.scale).astype(np.float32))
    with torch.no_grad():
        expected = module(scaled).numpy()
    scores = network_of(layers, activation, scaling).scores(X)
    assert scores.shape == (n_samples, 3)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, expected, rtol=1e-5, atol=2e-6)


@pytest.mark.parametrize("activation", MODULES)
@pytest.mark.parametrize("hidden", [(), (3,), (8, 8), (20, 8, 100), (300, 2)])
def test_a_samples_scores_are_the_same_bits_whichever_others_there_are(activation, hidden):
    rng = np.random.default_rng(len(hidden))
    sizes = [2, *hidden, 3]
    layers = [(rng.normal(size=(n_out, n_in)), rng.normal(size=n_out)) for n_in, n_out in pairwise(sizes)]
    predictor = network_of(layers, activation, Scaling.raw(2))
    X = rng.normal(size=(700, 2))
    scores = predictor.scores(X)
    for n in (1, 2, 7, 60, 333):
        chosen = rng.permutation(len(X))[:n]
        np.testing.assert_array_equal(predictor.scores(X[chosen]), scores[chosen])
    np.testing.assert_allclose(predictor.scores_together(X), scores, rtol=1e-4, atol=1e-4)


def test_what_is_farther_away_than_any_feature_may_be_has_finite_scores():
    layers = [(np.ones((5, 2)), np.ones(5)), (np.full((2, 5), 1e3), np.ones(2))]
    predictor = network_of(layers, "leaky_relu", Scaling(np.zeros(2), np.full(2, 1e-200)))
    assert np.isfinite(predictor.scores(np.array([[1e15, -1e15], [1e15, 1e15]]))).all()
