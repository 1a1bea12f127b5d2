"""Training of networks, beside scikit-learn, torch and numpy."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier as SklearnMLP

from benchmarks.dragons import lesson, many
from benchmarks.goal import Row, at_least
from benchmarks.numpy_peer import NumpyTraining
from benchmarks.profiling import profile_of
from benchmarks.timing import lasting, median_ratio, middle, one_thread, rates
from benchmarks.torch_peer import TorchTraining, fastest_adam
from dragonviz.models import MLPClassifier

LESSON = (10, 20, 1000)
_ENDLESS = 10**9  # epochs
_SKLEARN, _TORCH, _NUMPY = "sklearn fit", "torch eager", "numpy"


@dataclass(frozen=True)
class Case:
    """A network and its goals.

    Parameters
    ----------
    title : str
    hidden : tuple of int
    activation : {"relu", "tanh"}
    batch_size : int
    goals : mapping of str to Goal
        By peer; for the key `BEST` the faster of torch and numpy counts.
    n_dragons : int
    telling : bool
        Whether it is measured when time is short.
    """

    title: str
    hidden: tuple[int, ...]
    activation: str
    batch_size: int
    goals: dict
    n_dragons: int = 480
    telling: bool = True


BEST = "the better of torch and numpy"
_NEVER_SLOWER = {BEST: at_least(1)}
CASES = (
    Case("the lesson's MLP", LESSON, "relu", 1, {_SKLEARN: at_least(30), _TORCH: at_least(30)}),
    Case("MLP 2-8-8-8-3, tanh", (8, 8, 8), "tanh", 10, {_TORCH: at_least(100)}),
    Case("the lesson's MLP", LESSON, "relu", 50, {_TORCH: at_least(3)}),
    Case("the lesson's MLP", LESSON, "relu", 288, _NEVER_SLOWER, telling=False),
    Case("MLP 2-64-64-3, ReLU", (64, 64), "relu", 50, _NEVER_SLOWER),
    Case("MLP 2-256-256-3, tanh", (256, 256), "tanh", 100, _NEVER_SLOWER, 2000, telling=False),
    Case("MLP 2-1024-1024-3, ReLU", (1024, 1024), "relu", 256, _NEVER_SLOWER, 2000, telling=False),
)


def rows(effort):
    """Measure.

    Yields
    ------
    Row
    """
    cases = CASES if effort.thorough else [case for case in CASES if case.telling]
    with one_thread():
        for case in cases:
            yield from _rows(case, effort)


def _rows(case, effort):
    source = lesson("colour") if case.n_dragons == 480 else many(case.n_dragons, "colour")
    dataset = source.dataset()
    works, variant = contestants(case, dataset.X_train, dataset.y_train, effort.fit_seconds)
    measured = rates(works, effort.runs)
    for key, goal in case.goals.items():
        peer = max((_TORCH, _NUMPY), key=lambda name: middle(measured[name])) if key == BEST else key
        notes = [f"Torch's fastest Adam here: {variant}."] if _TORCH in (key, peer) else []
        yield Row(
            what=f"{case.title}, batch {case.batch_size}, Adam, {len(dataset.y_train):,} dragons",
            goal=goal,
            figure=median_ratio(measured["ours"], measured[peer]),
            unit="samples/s",
            ours=middle(measured["ours"]),
            peer=peer,
            theirs=middle(measured[peer]),
            note=" ".join(notes),
            profile=partial(profile_of, works["ours"], times=5),
        )


def contestants(case, X, y, seconds, learning_rate=2e-4):
    """Everybody who trains this network, ready to be timed.

    Beside scikit-learn's fit, ours is a fit from the start. Torch and numpy go on training from call to call, and where
    they are the only peers, so does ours: drawing the first million weights takes as long as half an epoch does.

    Parameters
    ----------
    case : Case
    X : ndarray of shape (n_samples, 2)
    y : ndarray of shape (n_samples,)
    seconds : float
        How long each training should take, about.
    learning_rate : float

    Returns
    -------
    works : dict of str to callable
        They return samples visited. Only those that the case's goals ask for.
    variant : str
        Torch's fastest Adam.
    """
    model = MLPClassifier(
        hidden_layer_sizes=case.hidden,
        activation=case.activation,
        batch_size=case.batch_size,
        learning_rate_init=learning_rate,
        max_iter=_ENDLESS,
    )
    learner = model.start(X, y, 3)
    layers = learner.predictor().layers
    inputs = X.astype(np.float32)
    tensors = torch.from_numpy(inputs), torch.tensor(y)

    def fit(epochs):
        return model.set_params(max_iter=epochs).fit(X, y).n_iter_ * len(y)

    def go_on(epochs):
        learner.advance(epochs * learner.steps_per_epoch)
        return epochs * len(y)

    variant, torch_epochs = fastest_adam(layers, case.activation, learning_rate, *tensors, case.batch_size, seconds)
    by_torch = TorchTraining(layers, case.activation, learning_rate, variant)
    works = {
        "ours": lasting(seconds, fit if _SKLEARN in case.goals else go_on),
        _TORCH: lambda: by_torch.train(*tensors, case.batch_size, torch_epochs),
    }
    if BEST in case.goals:
        by_numpy, rng = NumpyTraining(layers, case.activation, learning_rate, case.batch_size), np.random.default_rng(0)
        works[_NUMPY] = lasting(seconds, lambda epochs: by_numpy.train(inputs, y, epochs, rng))
    if _SKLEARN in case.goals:
        works[_SKLEARN] = lasting(seconds, lambda epochs: _by_sklearn(case, X, y, epochs, learning_rate))
    return works, variant


def _by_sklearn(case, X, y, epochs, learning_rate):
    model = SklearnMLP(
        case.hidden,
        activation=case.activation,
        batch_size=case.batch_size,
        learning_rate_init=learning_rate,
        alpha=0.0,
        max_iter=epochs,
        n_iter_no_change=epochs + 1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(X, y).n_iter_ * len(y)
