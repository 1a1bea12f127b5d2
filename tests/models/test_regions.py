"""The image of regions says what the predictor says."""

import numpy as np
import pytest

from dragonviz.models.mlp_network import lay_out
from dragonviz.models.network_predictor import NetworkPredictor
from dragonviz.models.predictors import LinearPredictor, Scaling
from dragonviz.models.regions import FINE, SURENESS_LEVELS, grid_size, regions_of

RECT = (-2.0, 2.0, 10.0, 20.0)
WEIGHTS, BIASES = np.array([[1.0, 0.2], [-1.0, 0.3], [0.5, -0.6]]), np.array([0.0, -1.0, 8.0])


@pytest.mark.parametrize("probabilistic", [False, True])
def test_each_tile_holds_the_class_at_its_centre_and_how_sure_the_model_is(probabilistic):
    model = LinearPredictor(WEIGHTS, BIASES, Scaling.raw(2), probabilistic)
    n = 16
    image = regions_of(model, RECT, n).image
    for row, column in [(0, 0), (3, 12), (15, 15), (8, 2)]:
        centre = np.array([[-2 + 4 * (column + 0.5) / n, 10 + 10 * (row + 0.5) / n]])
        exponentials = np.exp(model.scores(centre)[0])
        label, level = divmod(int(image[row, column]), SURENESS_LEVELS)
        assert label == exponentials.argmax()
        sureness = (exponentials.max() / exponentials.sum() - 1 / 3) / (2 / 3)
        assert level == (round(sureness * 31) if probabilistic else 31)


def test_a_model_with_two_classes_has_no_class_lines():
    model = LinearPredictor(np.array([[0.0, 0.0], [1.0, 0.0]]), np.zeros(2), Scaling.raw(2), probabilistic=False)
    regions = regions_of(model, RECT, 8)
    assert regions.lines == []
    np.testing.assert_allclose(regions.borders[0][:, 0], 0)


@pytest.mark.parametrize(
    ("hidden", "moving", "at_rest"),
    [((8, 8, 8), 64, 256), ((10, 20, 1000), 64, 256), ((1024,) * 4, 25, 125), ((4096,) * 4, 16, 31)],
)
def test_a_large_network_is_evaluated_on_fewer_points(hidden, moving, at_rest):
    layout, n_parameters = lay_out((2, *hidden, 3))
    network = NetworkPredictor(np.broadcast_to(np.float32(0), n_parameters), layout, "relu", Scaling.raw(2))
    assert (grid_size(network, at_rest=False), grid_size(network, at_rest=True)) == (moving, at_rest)


def test_a_linear_model_is_always_drawn_finely():
    model = LinearPredictor(WEIGHTS, BIASES, Scaling.raw(2), probabilistic=False)
    assert grid_size(model, at_rest=False) == FINE
