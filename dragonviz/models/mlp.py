"""The multi-layer perceptron, in torch."""

from __future__ import annotations

from copy import deepcopy
from numbers import Integral, Real

import numpy as np
import torch
from sklearn.utils import check_random_state
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted
from torch import nn

from dragonviz.models.base import ProbabilisticClassifier
from dragonviz.models.learner import EpochRecords, Learner, Verdict
from dragonviz.models.network_predictor import NetworkPredictor
from dragonviz.models.network_size import refuse_what_does_not_fit
from dragonviz.models.predictors import Scaling

_ACTIVATIONS = {"relu": nn.ReLU, "logistic": nn.Sigmoid, "tanh": nn.Tanh, "leaky_relu": nn.LeakyReLU}


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
    max_iter : int
        Epochs.
    standardize : bool
        Scale each feature to mean 0 and standard deviation 1 over the training samples.
    random_state : int, RandomState or None
        Of the first weights and of the order of samples.

    Attributes
    ----------
    module_ : torch.nn.Sequential
    """

    _parameter_constraints = {
        "hidden_layer_sizes": [tuple, list],
        "activation": [StrOptions(set(_ACTIVATIONS))],
        "solver": [StrOptions({"adam", "sgd"})],
        "learning_rate_init": [Interval(Real, 0, None, closed="neither")],
        "batch_size": [Interval(Integral, 1, None, closed="left"), StrOptions({"all"})],
        "momentum": [Interval(Real, 0, 1, closed="left")],
        "alpha": [Interval(Real, 0, None, closed="left")],
        "max_iter": [Interval(Integral, 1, None, closed="left")],
        "standardize": ["boolean"],
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        hidden_layer_sizes=(10, 20, 1000),
        activation="relu",
        solver="adam",
        learning_rate_init=2e-4,
        batch_size=1,
        momentum=0.0,
        alpha=0.0,
        max_iter=26,
        standardize=False,
        random_state=2021,
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.learning_rate_init = learning_rate_init
        self.batch_size = batch_size
        self.momentum = momentum
        self.alpha = alpha
        self.max_iter = max_iter
        self.standardize = standardize
        self.random_state = random_state

    def _learner(self, X, y, n_classes, test):
        sizes = [X.shape[1], *self.hidden_layer_sizes, n_classes]
        _refuse_what_is_no_size(self.hidden_layer_sizes)
        refuse_what_does_not_fit(sizes)
        seed = self.random_state
        if not isinstance(seed, Integral):
            seed = check_random_state(seed).randint(2**31 - 1)
        return MLPLearner(X, y, n_classes, test, self, make_module(sizes, self.activation, int(seed)), int(seed))

    @property
    def module_(self):
        """The fitted layers."""
        check_is_fitted(self)
        layers = [torch.from_numpy(array) for layer in self.predictor_.layers for array in layer]
        module = make_module([self.n_features_in_, *self.hidden_layer_sizes, len(self.classes_)], self.activation, 0)
        for parameter, values in zip(module.parameters(), layers, strict=True):
            parameter.data = values
        return module


def make_module(sizes, activation, seed):
    """Linear layers with torch's own first weights: those that ``torch.manual_seed(seed)`` gives, layer by layer."""
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        layer = nn.utils.skip_init(nn.Linear, n_in, n_out)
        bound = 1 / np.sqrt(n_in)
        nn.init.kaiming_uniform_(layer.weight, a=np.sqrt(5), generator=generator)
        nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
        parts += [layer, _ACTIVATIONS[activation]()]
    return nn.Sequential(*parts[:-1])


class MLPLearner(Learner):
    """See `Learner`. A step is one batch."""

    def __init__(self, X, y, n_classes, test, model, module, seed):
        self._model, self._module = model, module
        self._rng = np.random.default_rng(seed)
        self.max_epochs, self.learning_rate = model.max_iter, model.learning_rate_init
        self.epoch, self.step, self._diverged = 0, 0, False
        self._last = np.empty(0, dtype=np.int64)
        optimiser, extra = {
            "adam": (torch.optim.Adam, {}),
            "sgd": (torch.optim.SGD, {"momentum": model.momentum}),
        }[model.solver]
        self._optimiser = optimiser(
            module.parameters(), lr=float(self.learning_rate), weight_decay=model.alpha, **extra
        )
        self._order = None
        self._take(X, y, test)
        self._keep()

    @property
    def verdict(self):
        """The verdict so far."""
        if self._diverged:
            return Verdict.DIVERGED
        return Verdict.EPOCHS_REACHED if self.epoch >= self.max_epochs else Verdict.UNDER_WAY

    @property
    def steps_per_epoch(self):
        """Batches in an epoch; the last may be smaller."""
        return -(-len(self._y) // self._batch_size)

    def advance(self, steps):
        """Do at most `steps` batches."""
        rows = []
        torch.set_num_threads(1)
        while steps > 0 and self.verdict is Verdict.UNDER_WAY:
            steps -= 1
            self._do_step()
            if self.step == self.steps_per_epoch and not self._diverged:
                self.step, self.epoch, self._order = 0, self.epoch + 1, None
                self._keep()
                if self._test is not None:
                    rows.append(self._record())
        return EpochRecords(*(np.array(rows).T if rows else np.empty((3, 0))))

    def replace(self, X, y, test):
        """Go on from the present weights and the optimiser's state on other samples."""
        if len(y) != len(self._y):
            self.step, self._order = 0, None
            self._last = self._last[:0]
        self._diverged = False
        self._take(X, y, test)

    def predictor(self):
        """The present weights, copied."""
        layers = tuple(
            (layer.weight.detach().numpy().copy(), layer.bias.detach().numpy().copy()) for layer in self._module[::2]
        )
        return NetworkPredictor(layers, self._model.activation, self._scaling)

    def last_visited(self):
        """The samples of the latest batch."""
        return self._last

    def _take(self, X, y, test):
        self._scaling = Scaling.standardising(X) if self._model.standardize else Scaling.raw(X.shape[1])
        self._raw, self._y, self._test = X, np.asarray(y), test
        with np.errstate(over="ignore"):
            self._inputs = torch.from_numpy(self._scaling(X).astype(np.float32))
        self._labels = torch.from_numpy(np.array(y, dtype=np.int64))
        self._batch_size = len(y) if self._model.batch_size == "all" else min(self._model.batch_size, len(y))

    def _do_step(self):
        if self._order is None:
            self._order = self._rng.permutation(len(self._y))
        begin = self.step * self._batch_size
        batch = self._order[begin : begin + self._batch_size]
        self._optimiser.zero_grad()
        loss = nn.functional.cross_entropy(self._module(self._inputs[batch]), self._labels[batch])
        loss.backward()
        if torch.isfinite(loss):
            self._optimiser.step()
            self.step += 1
            self._last = batch
        if not torch.isfinite(loss) or not all(torch.isfinite(p).all() for p in self._module.parameters()):
            self._diverged, self.step = True, 0
            self._module.load_state_dict(self._kept[0])
            self._optimiser.load_state_dict(self._kept[1])

    def _keep(self):
        self._kept = deepcopy((self._module.state_dict(), self._optimiser.state_dict()))

    def _record(self):
        with torch.no_grad():
            logits = self._module(self._inputs)
            loss = nn.functional.cross_entropy(logits, self._labels).item()
        X_test, y_test = self._test
        test = (self.predictor().classify(X_test) == y_test).mean() if len(y_test) else np.nan
        return (logits.argmax(dim=1) == self._labels).double().mean().item(), test, loss


def _refuse_what_is_no_size(hidden_layer_sizes):
    for number, size in enumerate(hidden_layer_sizes, start=1):
        if not isinstance(size, Integral) or size < 1:
            raise ValueError(
                "The 'hidden_layer_sizes' parameter of MLPClassifier must be whole numbers of at least 1; "
                f"hidden layer {number} has {size!r}."
            )
