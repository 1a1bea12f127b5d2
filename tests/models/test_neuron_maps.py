"""The maps of hidden neurons are what the neurons give at the tiles' centres."""

import numpy as np
import pytest

from dragonviz.models.neuron_maps import STRONGEST
from dragonviz.models.predictors import Scaling
from dragonviz.models.regions import regions_of
from tests.models.networks import network_of

RECT = (-2.0, 2.0, 10.0, 20.0)


def network(hidden, seed=0):
    rng = np.random.default_rng(seed)
    sizes = [2, *hidden, 3]
    layers = tuple(
        (rng.standard_normal((n_out, n_in)).astype(np.float32), rng.standard_normal(n_out).astype(np.float32))
        for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True)
    )
    return network_of(layers, "tanh", Scaling(np.array([0.0, 15.0]), np.array([1.0, 3.0])))


@pytest.mark.parametrize("hidden", [(4,), (5, 3), (60, 7)])
def test_maps_are_the_neurons_outputs_in_units_of_their_largest(hidden):
    predictor, n = network(hidden), 24
    maps = regions_of(predictor, RECT, n, with_neurons=True).neurons
    assert [len(layer.codes) for layer in maps] == list(hidden)
    centres_x, centres_y = -2 + 4 * (np.arange(n) + 0.5) / n, 10 + 10 * (np.arange(n) + 0.5) / n
    for row in (0, 7, 23):
        for column in (0, 11, 23):
            values = np.array([centres_x[column], (centres_y[row] - 15) / 3])
            for layer, (weights, biases) in zip(maps, predictor.layers, strict=False):
                values = np.tanh(weights @ values + biases)
                largest = np.maximum(np.abs(layer.lowest), np.abs(layer.highest))
                np.testing.assert_allclose(layer.codes[:, row, column], STRONGEST * values / largest, atol=0.51)
                assert (values >= layer.lowest - 1e-5).all()
                assert (values <= layer.highest + 1e-5).all()


def test_a_neuron_that_is_off_everywhere_is_zero_everywhere():
    layers = ((np.zeros((2, 2), np.float32), np.array([-1, 2], np.float32)), network((2,)).layers[1])
    (layer,) = regions_of(network_of(layers, "relu", Scaling.raw(2)), RECT, 8, with_neurons=True).neurons
    assert (layer.codes[0] == 0).all()
    assert (layer.codes[1] == STRONGEST).all()


def test_the_regions_are_the_same_with_and_without_maps():
    predictor = network((60, 7), seed=3)
    one, other = (regions_of(predictor, RECT, 32, with_neurons) for with_neurons in (False, True))
    np.testing.assert_array_equal(one.image, other.image)
    assert one.neurons == []
