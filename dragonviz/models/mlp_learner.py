"""An MLP under training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import scipy.linalg.cython_blas  # noqa: F401  # the BLAS that numba calls: the next lines must find it loaded
from threadpoolctl import ThreadpoolController

from dragonviz.models import learner, learner_state
from dragonviz.models.derived_inputs import scaling_for
from dragonviz.models.interrupt import Interrupt
from dragonviz.models.kernels import mlp
from dragonviz.models.kernels.mlp import Place, Samples
from dragonviz.models.kernels.mlp_activations import KINDS
from dragonviz.models.kernels.mlp_layers import Layers, Space
from dragonviz.models.kernels.mlp_solvers import ADAM, SGD, Solver
from dragonviz.models.kernels.outcomes import UNDER_WAY
from dragonviz.models.learner import AnyArrays, EpochRecords, Learner, Verdict, checked_parameters
from dragonviz.models.mlp_network import Network, as_module
from dragonviz.models.network_predictor import NetworkPredictor
from dragonviz.models.sample_order import SampleOrder

if TYPE_CHECKING:
    import torch

_SOLVERS = {"adam": ADAM, "sgd": SGD}
_NOTHING = np.empty(0, dtype=np.int64)
# On more than one thread, products of small matrices mostly wait, all the more on a busy machine.
_LINEAR_ALGEBRA = ThreadpoolController().select(user_api="blas")


class MLPLearner(Learner):
    """Gradient descent on the cross-entropy; a step is one batch, and each epoch is a new random order of the samples.

    Parameters
    ----------
    X, y, n_classes, test
        As for `StepwiseClassifier.start`.
    hidden_layer_sizes : sequence of int
    activation : {"relu", "logistic", "tanh", "leaky_relu"}
    solver : {"adam", "sgd"}
    learning_rate, momentum, alpha, l1 : float
    batch_size : int or "all"
    max_epochs : int
    standardize : bool
    inputs : sequence of str
        Derived from the features: see `dragonviz.models.derived_inputs`.
    seed : int
        Of the first weights and of the orders.
    """

    _place: Place
    _orders: SampleOrder
    _space: Space
    changeable = frozenset({"learning_rate_init", "momentum", "alpha", "l1", "batch_size", "max_iter"})

    def __init__(
        self,
        X: np.ndarray,
        y: np.ndarray,
        n_classes: int,
        test: learner.Samples | None,
        *,
        hidden_layer_sizes: Sequence[int],
        activation: str,
        solver: str,
        learning_rate: float,
        momentum: float,
        alpha: float,
        l1: float,
        batch_size: int | Literal["all"],
        max_epochs: int,
        standardize: bool,
        inputs: Sequence[str] = (),
        seed: int,
    ) -> None:
        self.interrupt = Interrupt()
        self.max_epochs = max_epochs
        self._activation = activation
        self._solver = Solver(_SOLVERS[solver], float(learning_rate), float(momentum), float(alpha), float(l1))
        sizes = X.shape[1] + len(inputs), *hidden_layer_sizes, n_classes
        self._network = Network(sizes, seed, self._solver.n_moments)
        self._layers = Layers(self._network.memory, self._network.layout, KINDS[activation])
        self._kept = self._remembered.copy()
        self._orders = SampleOrder(np.random.default_rng(seed))
        self._asked_batch_size = batch_size
        self._standardize, self._inputs = standardize, inputs
        self._place = Place(0, 0, 0, 0, UNDER_WAY)
        self._n_samples = 0
        self.replace(X, y, test)

    @property
    def step(self) -> int:
        """Steps done in the epoch under way."""
        return self._place.step

    @property
    def steps_per_epoch(self) -> int:
        """Batches in an epoch; the last may be smaller."""
        return -(-self._n_samples // self._batch_size)

    @property
    def learning_rate(self) -> float:
        """The rate of every step."""
        return self._solver.rate

    @property
    def module(self) -> torch.nn.Sequential:
        """The layers under training as a `torch.nn.Sequential`, whose parameters are those that steps change."""
        return as_module(self._network.layers(), self._activation)

    def advance(self, steps: int, *, record: bool = True) -> EpochRecords:
        """Do at most `steps` steps: see `Learner.advance`."""
        first_epoch = self.epoch
        records = np.empty((self._most_epochs(steps) if self._watched and record else 0, 3))
        with _LINEAR_ALGEBRA.limit(limits=1):
            # Even without a step to do, an epoch whose record was given up is brought to its end.
            while (
                (steps > 0 or self.step == self.steps_per_epoch)
                and self.verdict is Verdict.UNDER_WAY
                and not self.interrupt.is_set
            ):
                orders, first, most = self._orders.from_place(self._place)
                some = min(steps, most)
                self._place = mlp.advance(
                    self._train,
                    self._test,
                    self._batch_size,
                    self._layers,
                    self._solver,
                    self._kept,
                    orders,
                    first,
                    self._space,
                    self._place,
                    some,
                    self.max_epochs,
                    records[self.epoch - first_epoch :],
                    self.interrupt.flag,
                )
                self._latest = self._orders.latest(self._place)
                steps -= some
        if self.verdict is Verdict.DIVERGED:
            self._latest = self._latest[:0]  # it is undone
        return EpochRecords(*records[: self.epoch - first_epoch].T)

    def replace(self, X: np.ndarray, y: np.ndarray, test: learner.Samples | None) -> None:
        """Go on from the present parameters on other samples: see `Learner.replace`."""
        self._scaling = scaling_for(X, self._standardize, self._inputs)
        self._watched = test is not None
        self._train = _samples(self._scaling, X, y)
        self._test = _samples(self._scaling, *((X[:0], y[:0]) if test is None else test))
        if len(y) != self._n_samples:
            self._n_samples = len(y)
            self._orders.resize(len(y), self.epoch)
            self._set_batch_size()
        self._place = self._place._replace(outcome=UNDER_WAY)

    def _set_batch_size(self) -> None:
        """Divide the samples' orders into batches; the epoch under way begins again."""
        n = self._n_samples
        self._batch_size = n if self._asked_batch_size == "all" else min(self._asked_batch_size, n)
        self._orders.rebatch(self._batch_size)
        self._latest = _NOTHING
        self._space = self._make_space()
        self._place = self._place._replace(step=0)

    def watch(self, test: tuple[np.ndarray, np.ndarray]) -> None:
        """Record how other test samples fare: see `Learner.watch`."""
        self._test = _samples(self._scaling, *test)

    def predictor(self) -> NetworkPredictor:
        """The present parameters."""
        return NetworkPredictor(self._network.memory[0].copy(), self._network.layout, self._activation, self._scaling)

    def last_visited(self) -> np.ndarray:
        """Indices of the samples in the latest step's batch; none before the first step."""
        return self._latest

    def set_parameters(self, weights: AnyArrays, biases: AnyArrays) -> None:
        """Go on from other weights: see `Learner.set_parameters`."""
        layers = self._network.layers()
        if not len(weights) == len(biases) == len(layers):
            raise ValueError(
                f"Weights of {len(weights)} and biases of {len(biases)} layers were given; {len(layers)} are needed."
            )
        given = zip(weights, biases, (own for own, _ in layers), strict=True)
        checked = [checked_parameters(W, b, *own.shape) for W, b, own in given]
        checked[0] = self._scaling.scaled_coefficients(*checked[0])
        if any(np.abs(array).max() > np.finfo(np.float32).max for pair in checked for array in pair):
            raise ValueError("Weights and biases must be within the range of float32.")
        self._remembered[:] = 0
        for (own_weights, own_biases), (W, b) in zip(layers, checked, strict=True):
            own_weights[:], own_biases[:] = W, b
        self._kept[:] = self._remembered
        self._place = self._place._replace(updates=0, updates_kept=0, outcome=UNDER_WAY)

    def _change_settings(self, settings: Mapping[str, Any]) -> None:
        kind, *numbers = self._solver
        names = "learning_rate_init", "momentum", "alpha", "l1"
        self._solver = Solver(kind, *(float(settings.get(name, old)) for name, old in zip(names, numbers, strict=True)))
        if self._solver.kind == SGD and self._solver.momentum == 0:
            self._remembered[1], self._kept[1] = 0, 0
        if settings.get("batch_size", self._asked_batch_size) != self._asked_batch_size:
            self._asked_batch_size = settings["batch_size"]
            self._set_batch_size()
        if settings.keys() - {"max_iter"}:
            self._place = self._place._replace(outcome=UNDER_WAY)
        self._limit_epochs(settings.get("max_iter", self.max_epochs))

    def _arrays(self, place: learner_state.Place) -> tuple[np.ndarray, ...]:
        # Not the gradient, which every step finds anew. Where an epoch has just ended, what divergence would go back to
        # is the same once more.
        return (self._remembered,) if _is_epoch_end(place) else (self._remembered, self._kept)

    def _note_restored(self, has_visited: bool) -> None:
        if _is_epoch_end(self._place):
            self._kept[:] = self._remembered
        self._latest = self._orders.latest(self._place) if has_visited else _NOTHING

    @property
    def _remembered(self):
        return self._network.memory[:-1]

    def _make_space(self) -> Space:
        layout = self._network.layout
        n_neurons = layout[0, 0] + layout[:, 1].sum()
        n_samples = _samples_at_a_time(layout[:, 0] * layout[:, 1], n_neurons)
        in_parts = self._batch_size > n_samples
        return Space(
            outputs=np.empty(n_samples * n_neurons, dtype=np.float32),
            deltas=np.empty(n_samples * n_neurons, dtype=np.float32),
            active=np.empty(layout[:, :2].max(), dtype=np.int64),
            # Zeros, since it is added to the memory with the gaps between the layers.
            partial=np.zeros(self._network.memory.shape[1] if in_parts else 0, dtype=np.float32),
            n_samples=n_samples,
        )

    def _most_epochs(self, steps):
        ended = (self.step + steps) // self.steps_per_epoch
        return max(0, min(ended, self.max_epochs - self.epoch))


def _is_epoch_end(place):
    return place.updates == place.updates_kept


def _samples_at_a_time(n_weights, n_neurons):
    """How many samples go through layers of so many weights each at a time."""
    # Measured from 8-8-8 to 4096-4096-4096-4096 hidden neurons: OpenBLAS is faster up to a million multiplications,
    # where it leaves matrices as they are; beyond, the more the better. And no more than 134 MB for their outputs.
    without_rearranging = 1_000_000 // int(n_weights.max())
    most = without_rearranging if without_rearranging >= 32 else 512
    # And no more than 4e9 multiplications on the way forward, so that an interrupt is soon noticed.
    in_time = max(32, 4_000_000_000 // int(n_weights.sum()))
    return min(most, 512, in_time, max(1, 2**24 // int(n_neurons)))


def _samples(scaling, X, y):
    # What is too large for float32 becomes infinite, and the verdict says so.
    with np.errstate(over="ignore"):
        return Samples(np.ascontiguousarray(scaling(X), dtype=np.float32), np.array(y, dtype=np.int64))
