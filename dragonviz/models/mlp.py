"""The multi-layer perceptron."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral, Real
from typing import TYPE_CHECKING, Literal

import numpy as np
from sklearn.utils import check_random_state
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted

from dragonviz.models import network_size
from dragonviz.models.base import ProbabilisticClassifier
from dragonviz.models.learner import Samples
from dragonviz.models.mlp_learner import MLPLearner
from dragonviz.models.mlp_network import as_module
from dragonviz.models.network_predictor import NetworkPredictor

if TYPE_CHECKING:
    import torch


class MLPClassifier(ProbabilisticClassifier):
    """Fully connected layers, softmax cross-entropy, Adam or SGD; by default the lesson's 2-10-20-1000-3.

    Parameters
    ----------
    hidden_layer_sizes : tuple of int
    activation : {"relu", "logistic", "tanh", "leaky_relu"}
    solver : {"adam", "sgd"}
    learning_rate_init : float
    batch_size : int or "all"
    momentum : float
        Of SGD.
    alpha : float
        L2 penalty, added to the gradient as torch's ``weight_decay`` does.
    l1 : float
        L1 penalty: so much times the sign of each weight and bias is added to the gradient.
    max_iter : int
        Epochs.
    standardize : bool
        Scale each feature to mean 0 and standard deviation 1 over the training samples.
    inputs : tuple of str
        What is derived from two features x and y and appended to them, of "x2", "y2", "xy", "sin_x" and "sin_y"; if
        `standardize`, derived from scaled features, and scaled then.
    random_state : int, RandomState or None
        Of the first weights and of the order of samples.

    Attributes
    ----------
    module_ : torch.nn.Sequential
        The fitted layers. Its parameters share the memory of `predictor_`, so that to train it further in torch changes
        what is predicted.
    """

    predictor_: NetworkPredictor

    _parameter_constraints = {
        "hidden_layer_sizes": [tuple, list],
        "activation": [StrOptions({"relu", "logistic", "tanh", "leaky_relu"})],
        "solver": [StrOptions({"adam", "sgd"})],
        "learning_rate_init": [Interval(Real, 0, None, closed="neither")],
        "batch_size": [Interval(Integral, 1, None, closed="left"), StrOptions({"all"})],
        "momentum": [Interval(Real, 0, 1, closed="left")],
        "alpha": [Interval(Real, 0, None, closed="left")],
        "l1": [Interval(Real, 0, None, closed="left")],
        "max_iter": [Interval(Integral, 1, None, closed="left")],
        "standardize": ["boolean"],
        "inputs": [tuple, list],
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        hidden_layer_sizes: Sequence[int] = (10, 20, 1000),
        activation: str = "relu",
        solver: str = "adam",
        learning_rate_init: float = 2e-4,
        batch_size: int | Literal["all"] = 1,
        momentum: float = 0.0,
        alpha: float = 0.0,
        l1: float = 0.0,
        max_iter: int = 26,
        standardize: bool = False,
        inputs: Sequence[str] = (),
        random_state: int | np.random.RandomState | None = 2021,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.learning_rate_init = learning_rate_init
        self.batch_size = batch_size
        self.momentum = momentum
        self.alpha = alpha
        self.l1 = l1
        self.max_iter = max_iter
        self.standardize = standardize
        self.inputs = inputs
        self.random_state = random_state

    @property
    def module_(self) -> torch.nn.Sequential:
        """The fitted layers."""
        check_is_fitted(self)
        return as_module(self.predictor_.layers, self.activation)

    def _learner(self, X: np.ndarray, y: np.ndarray, n_classes: int, test: Samples | None) -> MLPLearner:
        _refuse_what_is_no_size(self.hidden_layer_sizes)
        network_size.validate((X.shape[1] + len(self.inputs), *self.hidden_layer_sizes, n_classes))
        seed = self.random_state
        if not isinstance(seed, Integral):
            seed = check_random_state(seed).randint(2**31 - 1)
        return MLPLearner(
            X,
            y,
            n_classes,
            test,
            hidden_layer_sizes=self.hidden_layer_sizes,
            activation=self.activation,
            solver=self.solver,
            learning_rate=self.learning_rate_init,
            momentum=self.momentum,
            alpha=self.alpha,
            l1=self.l1,
            batch_size=self.batch_size,
            max_epochs=self.max_iter,
            standardize=self.standardize,
            inputs=self.inputs,
            seed=int(seed),
        )


def _refuse_what_is_no_size(hidden_layer_sizes):
    for number, size in enumerate(hidden_layer_sizes, start=1):
        if not isinstance(size, Integral) or size < 1:
            raise ValueError(
                "The 'hidden_layer_sizes' parameter of MLPClassifier must be whole numbers of at least 1; "
                f"hidden layer {number} has {size!r}."
            )
