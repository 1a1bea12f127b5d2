"""The MLP against a torch loop: autograd and torch.optim, from the same first weights, in the same order of samples."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import clone
from torch import nn

from dragonviz.dragons import TASKS, bundled_columns
from dragonviz.models import MLPClassifier

ACTIVATIONS = {"relu": nn.ReLU, "logistic": nn.Sigmoid, "tanh": nn.Tanh, "leaky_relu": nn.LeakyReLU}
# At these rates training is stable. Where it is not, as with momentum at ten times the rate, torch's own runs in
# float32 and in float64 come to differ by more than what is allowed here, and a comparison would tell nothing.
SOLVERS = {
    "SGD": {"solver": "sgd", "learning_rate_init": 0.05},
    "SGD, L2": {"solver": "sgd", "learning_rate_init": 0.05, "alpha": 0.01},
    "momentum": {"solver": "sgd", "learning_rate_init": 0.002, "momentum": 0.9},
    "momentum, L2": {"solver": "sgd", "learning_rate_init": 0.002, "momentum": 0.9, "alpha": 0.01},
    "Adam": {"solver": "adam", "learning_rate_init": 0.003},
    "Adam, L2": {"solver": "adam", "learning_rate_init": 0.003, "alpha": 0.01},
}


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    # More of them only wait for each other in networks of this size.
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def samples(n=48, n_features=2, n_classes=3, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(n) % n_classes)
    centres = rng.normal(size=(n_classes, n_features)) * 2
    return centres[y] + rng.normal(size=(n, n_features)), y


class TorchLoop:
    """What `MLPClassifier.start` must equal."""

    def __init__(self, model, X, y, n_classes):
        sizes = (X.shape[1], *model.hidden_layer_sizes, n_classes)
        with torch.random.fork_rng():
            torch.manual_seed(model.random_state)
            layers = [nn.Linear(*pair) for pair in zip(sizes[:-1], sizes[1:], strict=True)]
        parts = [part for layer in layers for part in (layer, ACTIVATIONS[model.activation]())]
        self.module = nn.Sequential(*parts[:-1])
        self.optimiser = (
            torch.optim.Adam(self.module.parameters(), lr=model.learning_rate_init, weight_decay=model.alpha)
            if model.solver == "adam"
            else torch.optim.SGD(
                self.module.parameters(),
                lr=model.learning_rate_init,
                momentum=model.momentum,
                weight_decay=model.alpha,
            )
        )
        self.X, self.y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
        self.batch_size, self.l1 = model.batch_size, model.l1
        self.batches = self._batches(model.random_state)

    def _batches(self, seed):
        rng = np.random.default_rng(seed)
        while True:
            size = len(self.y) if self.batch_size == "all" else self.batch_size
            yield from torch.from_numpy(rng.permutation(len(self.y))).split(size)

    def change_settings(self, settings):
        """At the end of an epoch."""
        group = self.optimiser.param_groups[0]
        for name, value in settings.items():
            match name:
                case "batch_size":
                    self.batch_size = value
                case "l1":
                    self.l1 = value
                case "learning_rate_init":
                    group["lr"] = value
                case "alpha":
                    group["weight_decay"] = value
                case "momentum":
                    group["momentum"] = value

    def advance(self, steps):
        for _ in range(steps):
            self.batch = next(self.batches)
            self.optimiser.zero_grad()
            loss = nn.functional.cross_entropy(self.module(self.X[self.batch]), self.y[self.batch])
            (loss + self.l1 * sum(p.abs().sum() for p in self.module.parameters())).backward()
            self.optimiser.step()

    def parameters(self):
        return [p.detach().numpy().copy() for p in self.module.parameters()]

    def gradients(self):
        return [p.grad.numpy() for p in self.module.parameters()]


def parameters_of(learner):
    return [array for layer in learner.predictor().layers for array in layer]


def assert_same_parameters(learner, loop, rtol=1e-4):
    for ours, theirs in zip(parameters_of(learner), loop.parameters(), strict=True):
        assert ours.shape == theirs.shape
        assert np.linalg.norm(ours - theirs) <= rtol * np.linalg.norm(theirs)


def assert_same_first_weights(learner, loop):
    for ours, theirs in zip(parameters_of(learner), loop.parameters(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def assert_same_gradients(learner, loop, tolerance=1e-6):
    """Of both one's next step, which must be gradient descent at a rate of 1: what it subtracts is the gradient."""
    alpha = loop.optimiser.param_groups[0]["weight_decay"]
    before = parameters_of(learner)
    learner.advance(1)
    loop.advance(1)
    np.testing.assert_array_equal(learner.last_visited(), loop.batch)
    largest = max(1, *(np.abs(gradient).max() for gradient in loop.gradients()))
    for old, new, gradient in zip(before, parameters_of(learner), loop.gradients(), strict=True):
        np.testing.assert_allclose(old - new, gradient + alpha * old, rtol=0, atol=tolerance * largest)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("batch_size", [1, 7, "all"])
@pytest.mark.parametrize(("alpha", "l1"), [(0.0, 0.0), (0.1, 0.0), (0.0, 0.1), (0.1, 0.1)])
def test_gradients_are_autograds(activation, batch_size, alpha, l1):
    X, y = samples()
    model = MLPClassifier((9, 4, 7), activation, "sgd", 1.0, batch_size=batch_size, alpha=alpha, l1=l1)
    learner, loop = model.start(X, y, 3), TorchLoop(model, X, y, 3)
    assert_same_first_weights(learner, loop)
    assert_same_gradients(learner, loop)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("batch_size", [1, 7, "all"])
def test_200_steps_are_torchs(activation, solver, batch_size):
    X, y = samples()
    model = MLPClassifier((9, 4, 7), activation, batch_size=batch_size, max_iter=1000, **SOLVERS[solver])
    learner, loop = model.start(X, y, 3), TorchLoop(model, X, y, 3)
    learner.advance(200)
    loop.advance(200)
    assert_same_parameters(learner, loop)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("solver", SOLVERS)
def test_steps_with_an_l1_penalty_are_torchs(activation, solver):
    # So few that hardly a weight comes to zero, about which rounding decides on its sign.
    X, y = samples()
    model = MLPClassifier((9, 4, 7), activation, batch_size=7, l1=0.05, **SOLVERS[solver])
    plain, learner, loop = (
        clone(model).set_params(l1=0.0).start(X, y, 3),
        model.start(X, y, 3),
        TorchLoop(model, X, y, 3),
    )
    for one in (plain, learner, loop):
        one.advance(20)
    assert_same_parameters(learner, loop)
    for layer, without in zip(parameters_of(learner)[::2], parameters_of(plain)[::2], strict=True):
        assert np.abs(layer).sum() < np.abs(without).sum()


@settings(max_examples=40, deadline=None)
@given(
    hidden=st.lists(st.integers(1, 40), max_size=5),
    activation=st.sampled_from(sorted(ACTIVATIONS)),
    solver=st.sampled_from(sorted(SOLVERS)),
    batch_size=st.one_of(st.integers(1, 40), st.just("all")),
    n=st.integers(1, 40),
    n_features=st.integers(1, 7),
    n_classes=st.integers(2, 8),
    seed=st.integers(0, 2**32 - 1),
)
@pytest.mark.slow
def test_any_network_takes_torchs_steps(hidden, activation, solver, batch_size, n, n_features, n_classes, seed):
    X, y = samples(n, n_features, n_classes, seed)
    for parameters, compare in (
        ({"solver": "sgd", "learning_rate_init": 1.0}, assert_same_gradients),
        (SOLVERS[solver], lambda *both: [one.advance(15) for one in both]),
    ):
        model = MLPClassifier(hidden, activation, batch_size=batch_size, max_iter=99, random_state=seed, **parameters)
        learner, loop = model.start(X, y, n_classes), TorchLoop(model, X, y, n_classes)
        assert_same_first_weights(learner, loop)
        compare(learner, loop)
        assert_same_parameters(learner, loop)


def test_the_lessons_network_trains_as_torch_does():
    dragons = TASKS["colour"](bundled_columns(), seed=1)
    X, y = dragons.X_train, dragons.y_train
    model = MLPClassifier()
    learner, loop = model.start(X, y, 3), TorchLoop(model, X, y, 3)
    learner.advance(200)
    loop.advance(200)
    assert_same_parameters(learner, loop)


@pytest.mark.parametrize(
    ("hidden", "batch_size"),
    [((30, 10), 64), ((30, 10), "all"), ((70, 150, 90), 64), ((70, 150, 90), "all"), ((530, 519), 5), ((530, 519), 30)],
)
def test_large_batches_and_layers_train_as_torchs_do(hidden, batch_size):
    X, y = samples(600)
    descent = MLPClassifier(hidden, "tanh", "sgd", 1.0, batch_size=batch_size)
    assert_same_gradients(descent.start(X, y, 3), TorchLoop(descent, X, y, 3))
    model = MLPClassifier(hidden, "tanh", batch_size=batch_size, learning_rate_init=0.001, max_iter=1000)
    learner, loop = model.start(X, y, 3), TorchLoop(model, X, y, 3)
    learner.advance(30)
    loop.advance(30)
    assert_same_parameters(learner, loop)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_saturated_neurons_train_as_torchs_do(activation):
    # Unscaled features, as the lesson's are, drive neurons far into their tails.
    X, y = samples(60)
    X = X * [3, 20] + [8, 200]
    model = MLPClassifier((8, 8), activation, learning_rate_init=1e-3, batch_size=10, max_iter=1000)
    learner, loop = model.start(X, y, 3), TorchLoop(model, X, y, 3)
    learner.advance(100)
    loop.advance(100)
    assert_same_parameters(learner, loop)


def test_records_are_what_torch_says_of_each_epochs_end():
    X, y = samples(300)
    X_test, y_test = samples(70, seed=3)
    model = MLPClassifier((8,), batch_size=20, learning_rate_init=0.01, max_iter=6)
    records, loop = model.start(X, y, 3, (X_test, y_test)).advance(10**6), TorchLoop(model, X, y, 3)
    assert [column.shape for column in records] == [(6,)] * 3
    for train_accuracy, test_accuracy, loss in zip(*records, strict=True):
        loop.advance(15)
        with torch.no_grad():
            logits, test_logits = (loop.module(torch.tensor(Z, dtype=torch.float32)) for Z in (X, X_test))
        assert loss == pytest.approx(nn.functional.cross_entropy(logits, torch.tensor(y)).item(), rel=1e-5)
        assert train_accuracy == pytest.approx((logits.argmax(1).numpy() == y).mean())
        assert test_accuracy == pytest.approx((test_logits.argmax(1).numpy() == y_test).mean())
    assert math.isfinite(loss)


@pytest.mark.parametrize("solver", ["sgd", "adam"])
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_settings_changed_under_way_are_torchs_changed_under_way(solver, activation):
    X, y = samples()
    rate = {"sgd": 0.02, "adam": 0.003}[solver]
    model = MLPClassifier((9, 4), activation, solver, rate, batch_size=7, max_iter=1000)
    learner, loop = model.start(X, y, 3), TorchLoop(model, X, y, 3)
    changes = [
        {"learning_rate_init": rate / 4},
        {"alpha": 0.01},
        {"momentum": 0.5, "batch_size": 12},
        {"l1": 0.002, "alpha": 0.0},
        {"momentum": 0.8, "learning_rate_init": rate / 8},
        {"l1": 0.0, "batch_size": "all", "max_iter": 500},
        {"batch_size": 1, "momentum": 0.0},
    ]
    for change in changes:
        for _ in range(2):
            steps = learner.steps_per_epoch
            learner.advance(steps)
            loop.advance(steps)
        assert_same_parameters(learner, loop)
        for one in (learner, loop):
            one.change_settings(change)
    learner.advance(100)
    loop.advance(100)
    assert_same_parameters(learner, loop)
    assert learner.max_epochs == 500
