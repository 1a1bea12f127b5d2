"""The MLP as a scikit-learn estimator."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
import torch
from sklearn.base import clone
from sklearn.datasets import make_blobs
from sklearn.utils.estimator_checks import parametrize_with_checks

from dragonviz.models import MLPClassifier
from dragonviz.models.network_size import validate


@parametrize_with_checks(
    [
        MLPClassifier((20,), learning_rate_init=0.01, max_iter=60),
        MLPClassifier((8, 8), "tanh", learning_rate_init=0.02, batch_size=10, max_iter=60, standardize=True),
    ]
)
def test_scikit_learns_own_checks_pass(estimator, check):
    check(estimator)


def samples():
    return make_blobs(48, cluster_std=3.0, random_state=0)


def test_the_first_weights_are_torchs_own_for_the_seed():
    with torch.random.fork_rng():
        torch.manual_seed(2021)
        layers = [torch.nn.Linear(*pair) for pair in ((2, 10), (10, 20), (20, 1000), (1000, 3))]
    learner = MLPClassifier().start(np.zeros((3, 2)), np.arange(3), 3)
    for (weights, biases), layer in zip(learner.predictor().layers, layers, strict=True):
        np.testing.assert_array_equal(weights, layer.weight.detach().numpy())
        np.testing.assert_array_equal(biases, layer.bias.detach().numpy())


def test_the_module_is_a_sequential_with_the_predictors_scores():
    X, y = samples()
    model = MLPClassifier((7, 3), "logistic", max_iter=2).fit(X, y)
    assert isinstance(model.module_, torch.nn.Sequential)
    assert [type(part).__name__ for part in model.module_] == ["Linear", "Sigmoid", "Linear", "Sigmoid", "Linear"]
    with torch.no_grad():
        logits = model.module_(torch.tensor(X, dtype=torch.float32))
        np.testing.assert_allclose(model.decision_function(X), logits.numpy(), rtol=1e-5, atol=1e-5)
        model.module_[4].bias += torch.tensor([0.0, 3.0, 0.0])
    np.testing.assert_allclose(model.decision_function(X), logits.numpy() + [0, 3, 0], rtol=1e-5, atol=1e-5)


@pytest.mark.slow
def test_training_does_without_torch():
    code = (
        "import sys; from dragonviz.models import MLPClassifier;"
        "MLPClassifier((4,), max_iter=1).fit([[1.0], [2.0]], [0, 1]).predict([[1.0]]);"
        "print('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_four_layers_of_4096_neurons_are_allowed():
    # Training them takes too long for a test.
    validate((2, 4096, 4096, 4096, 4096, 3))


def test_the_same_random_state_is_the_same_run_and_another_is_another():
    X, y = samples()
    model = MLPClassifier((4,), max_iter=2)

    def scores(random_state):
        return clone(model).set_params(random_state=random_state).fit(X, y).decision_function(X)

    np.testing.assert_array_equal(scores(1), scores(1))
    np.testing.assert_array_equal(scores(np.random.RandomState(5)), scores(np.random.RandomState(5)))
    assert not np.array_equal(scores(1), scores(2))
    assert not np.array_equal(scores(None), scores(None))


def test_nothing_global_is_seeded_or_drawn_from():
    X, y = samples()
    before = torch.random.get_rng_state(), np.random.get_state()[1].copy()
    MLPClassifier((4,), max_iter=2).fit(X, y)
    assert torch.equal(before[0], torch.random.get_rng_state())
    np.testing.assert_array_equal(before[1], np.random.get_state()[1])


def test_a_fitted_estimator_survives_pickling():
    X, y = samples()
    model = MLPClassifier((4, 9), max_iter=2).fit(X, np.array(["red", "blue", "yellow"])[y])
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.decision_function(X), model.decision_function(X))
    np.testing.assert_array_equal(again.predict(X), model.predict(X))


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        (
            {"learning_rate_init": 0},
            r"'learning_rate_init' parameter of MLPClassifier must be a float in the range \(0",
        ),
        ({"learning_rate_init": "fast"}, "'learning_rate_init'.*Got 'fast'"),
        ({"batch_size": 0}, "'batch_size'.*Got 0"),
        ({"batch_size": "some"}, "'batch_size'.*'all'.*Got 'some'"),
        ({"activation": "step"}, "'activation'.*'leaky_relu'.*Got 'step'"),
        ({"hidden_layer_sizes": (8, 0)}, "'hidden_layer_sizes'.*hidden layer 2 has 0"),
        ({"hidden_layer_sizes": (8.5,)}, "'hidden_layer_sizes'.*hidden layer 1 has 8.5"),
        ({"momentum": 1.0}, "'momentum'.*Got 1.0"),
        ({"alpha": -1.0}, "'alpha'.*Got -1.0"),
    ],
)
def test_what_is_not_allowed_is_refused_in_a_sentence(parameters, sentence):
    X, y = samples()
    with pytest.raises(ValueError, match=sentence):
        MLPClassifier(**parameters).start(X, y, 3)
    with pytest.raises(ValueError, match=sentence):
        MLPClassifier(**parameters).fit(X, y)


def test_a_network_that_does_not_fit_is_refused_with_its_size():
    with pytest.raises(ValueError, match="2-100000-100000-2 has 10,001 million weights and would need 320.0 GB"):
        MLPClassifier((100_000, 100_000)).start(np.zeros((2, 2)), np.arange(2), 2)
