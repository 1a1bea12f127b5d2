"""Shapes that no line separates, learned by linear models with the inputs that they call for."""

import pytest

from dragonviz.dragons.shapes import Checkerboard, Rings
from dragonviz.models.catalogue import MODELS
from dragonviz.training.run import Run


@pytest.mark.parametrize("model", ["logistic", "perceptron", "multiclass"])
@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize(
    ("shape", "inputs"), [(Checkerboard(), ("xy",)), (Rings(), ("x2", "y2"))], ids=["xor", "rings"]
)
def test_xor_needs_the_product_and_rings_need_squares(shape, inputs, standardize, model):
    accuracies = {}
    for chosen in ((), inputs):
        settings = {**MODELS[model].defaults(), "max_iter": 300, "standardize": standardize, "inputs": chosen}
        run = Run(shape.dataset(), model, settings, seed=1)
        run.finish()
        accuracies[chosen] = run.snapshot().test.accuracy
    assert accuracies[()] < 0.8
    assert accuracies[inputs] > 0.95
