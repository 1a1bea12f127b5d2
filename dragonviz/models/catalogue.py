"""The models that dragonviz offers, with their settings: names, ranges, and what each means.

To add a model, write its estimator in this room and enter it here: the selector, the settings panel and the training
thread read this list. Nothing heavy is imported until a model is built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dragonviz.models import network_size
from dragonviz.models.derived_inputs import SETTING as _INPUTS
from dragonviz.models.settings import Choice, Number, Setting, SettingError, Sizes, Switch

if TYPE_CHECKING:
    from dragonviz.models.base import StepwiseClassifier

DEFAULT_MODEL = "logistic"
ACTIVATION_TITLES = MappingProxyType(
    {"relu": "ReLU", "logistic": "sigmoid", "tanh": "tanh", "leaky_relu": "leaky ReLU"}
)

_STANDARDIZE = Switch(
    "standardize",
    "standardise features",
    False,
    "Off: the model sees the raw features, as in the lesson. On: each feature is shifted and scaled to mean 0 and "
    "standard deviation 1 over the training dragons.",
)
_SHUFFLE = Switch(
    "shuffle",
    "shuffle each epoch",
    False,
    "Off: the training dragons are visited in the same order in every epoch. On: in a new random order, drawn from "
    "the start's seed.",
    keeps_run=True,
)
_EPOCHS_FROM_THE_FIRST = Number(
    "max_iter",
    "epochs",
    1500,
    "Training stops after this many epochs, if it has not stopped before.",
    offset=1,  # the estimators' max_iter, as the lesson's, does not count the first one
    minimum=1,
    maximum=999_999,
    whole=True,
    presets=(9, 99, 1500, 9999),
    keeps_run=True,
)
_WEIGHT_CHANGE = Number(
    "tol",
    "smallest change",
    0.1,
    "Training stops after an epoch in which all changes of the weights add up to less than this (the tolerance).",
    minimum=0.0,
    maximum=1e6,
    presets=(0.0, 0.01, 0.1, 1.0),
    keeps_run=True,
)
_PATIENCE = Number(
    "patience",
    "patience",
    0,
    "Training stops early when the test dragons' accuracy has not risen for so many epochs; with 0 it never does.",
    minimum=0,
    maximum=100_000,
    whole=True,
    presets=(0, 5, 20, 100),
    keeps_run=True,
    of_run=True,
)


@dataclass(frozen=True)
class ModelKind:
    """One entry of the catalogue.

    Parameters
    ----------
    title : str
        What the selector says.
    estimator : str
        The name of the scikit-learn estimator in `dragonviz.models`.
    settings : tuple of Setting
        Named as the estimator's parameters are, but for those of the run.
    epochs_per_second : int
        One of `dragonviz.scenes.speed.SPEEDS`, at which its learning can be followed by eye.
    rule : str
        How it learns, in one sentence.
    kernels : tuple of str
        The compiled inner loops that training waits for, as `dragonviz.models.kernels.first_compilation` names them.
    always_same_start : bool
        Whether the first weights are always the same, so that only the order of the dragons can depend on the seed.
    refits_at_once : bool
        Whether a full training takes less than a frame, so that it follows a dragged dragon.
    for_more_classes : str, optional
        The model, by its name here, to choose instead where there are more than two classes; None for a model that
        takes any number.
    has_loss : bool
        Whether it minimises a loss, so that the records of its epochs have one.
    has_class_lines : bool
        Whether its predictors have class lines to show, if there are more than two classes.
    optimiser : str, default=""
        What the literature calls the way in which it goes down its loss, unless that is a setting.
    """

    title: str
    estimator: str
    settings: tuple[Setting, ...]
    epochs_per_second: int
    rule: str
    kernels: tuple[str, ...]
    always_same_start: bool = True
    refits_at_once: bool = True
    for_more_classes: str | None = None
    has_loss: bool = False
    has_class_lines: bool = False
    optimiser: str = ""

    @property
    def two_classes_only(self) -> bool:
        """Whether it tells only two classes apart."""
        return self.for_more_classes is not None

    @property
    def has_hidden_neurons(self) -> bool:
        """Whether its predictors have hidden layers, so that there are neurons to look at."""
        return any(isinstance(setting, Sizes) for setting in self.settings)

    def defaults(self) -> dict[str, object]:
        """The settings' defaults, by name."""
        return {setting.name: setting.default for setting in self.settings}

    def epochs(self, values: Mapping[str, Any]) -> int:
        """How many epochs these settings ask for."""
        (setting,) = (setting for setting in self.settings if setting.name == "max_iter")
        assert isinstance(setting, Number)
        return values["max_iter"] + setting.offset

    def start_depends_on_seed(self, values: Mapping[str, object]) -> bool:
        """Whether another seed would train differently."""
        return not self.always_same_start or bool(values.get("shuffle"))

    def validate(self, values: Mapping[str, object], n_features: int, n_classes: int, n_samples: int = 0) -> None:
        """Raise if these settings allow no model for so many features, classes and samples.

        Raises
        ------
        SettingError
            For a model that tells only two classes apart where there are more, and for a network that is too large.
        """
        if self.for_more_classes is not None and n_classes > 2:
            raise SettingError(
                f"The {self.title.lower()} tells two classes apart, and there are {n_classes} here: choose "
                f"{MODELS[self.for_more_classes].title}, or a task with two classes."
            )
        hidden_sizes = values.get("hidden_layer_sizes")
        if isinstance(hidden_sizes, Sequence):
            inputs = values["inputs"]
            assert isinstance(inputs, Sequence)
            network_size.validate([n_features + len(inputs), *hidden_sizes, n_classes], n_samples)

    def load(self) -> type[StepwiseClassifier]:
        """Import what it needs, and return the class of its estimators."""
        return getattr(import_module("dragonviz.models"), self.estimator)

    def build(self, values: Mapping[str, object], seed: int) -> StepwiseClassifier:
        """The estimator with these settings."""
        estimator = self.load()
        of_run = {setting.name for setting in self.settings if setting.of_run}
        parameters = {name: value for name, value in values.items() if name not in of_run}
        if not self.always_same_start or "shuffle" in values:
            return estimator(**parameters, random_state=seed)
        return estimator(**parameters)


MODELS = {
    "logistic": ModelKind(
        title="Logistic",
        estimator="LogisticRegression",
        has_loss=True,
        kernels=("logistic",),
        epochs_per_second=5,
        rule="Each step looks at all training dragons and goes down the loss, in a direction that the steps before it "
        "have told about.",
        optimiser="L-BFGS",
        settings=(
            Number(
                "C",
                "C (1 / penalty)",
                1.0,
                "How freely the weights may grow, the inverse of the L2 penalty: a small C keeps them small and the "
                "model unsure, a large C lets it fit the training dragons as closely as it can.",
                minimum=1e-6,
                maximum=1e6,
                presets=(0.001, 0.01, 0.1, 1.0, 10.0, 1000.0),
                keeps_run=True,
            ),
            Number(
                "max_iter",
                "max epochs",
                100,
                "Training stops after this many iterations of the optimiser.",
                minimum=1,
                maximum=100_000,
                whole=True,
                presets=(10, 100, 1000),
                keeps_run=True,
            ),
            Number(
                "tol",
                "smallest slope",
                1e-4,
                "Training has converged where the loss is this flat: no component of its gradient is larger (the "
                "tolerance).",
                minimum=1e-12,
                maximum=1.0,
                presets=(1e-8, 1e-6, 1e-4, 1e-2),
                keeps_run=True,
            ),
            _STANDARDIZE,
            _INPUTS,
        ),
    ),
    "perceptron": ModelKind(
        title="Perceptron",
        estimator="Perceptron",
        kernels=("perceptrons",),
        epochs_per_second=20,
        rule="Each step looks at one dragon; only a mistake moves the border, by 1/(epoch) of that dragon's features.",
        for_more_classes="multiclass",
        settings=(_EPOCHS_FROM_THE_FIRST, _WEIGHT_CHANGE, _SHUFFLE, _STANDARDIZE, _PATIENCE, _INPUTS),
    ),
    "multiclass": ModelKind(
        title="Multi-class",
        estimator="MulticlassPerceptron",
        has_class_lines=True,
        kernels=("perceptrons",),
        epochs_per_second=20,
        rule="Each step looks at one dragon; on a mistake its true class gains its features and the predicted one "
        "loses them.",
        settings=(_EPOCHS_FROM_THE_FIRST, _WEIGHT_CHANGE, _SHUFFLE, _STANDARDIZE, _PATIENCE, _INPUTS),
    ),
    "mlp": ModelKind(
        title="MLP",
        estimator="MLPClassifier",
        has_loss=True,
        kernels=("mlp-training", "mlp-scores"),
        epochs_per_second=5,
        rule="Each step moves every weight a little down the loss of one batch of dragons.",
        always_same_start=False,
        refits_at_once=False,
        settings=(
            Sizes(
                "hidden_layer_sizes",
                "hidden layers",
                (10, 20, 1000),
                "How many neurons each hidden layer has, from the input on, separated by commas.",
                presets=((4,), (8, 8, 8), (10, 20, 1000), (64, 64)),
            ),
            Choice(
                "activation",
                "activation",
                "relu",
                "The nonlinearity after each hidden layer.",
                choices=ACTIVATION_TITLES,
            ),
            Choice(
                "solver",
                "optimiser",
                "adam",
                "How the gradient becomes a step: Adam adapts the rate of each weight, SGD follows the gradient.",
                choices={"adam": "Adam", "sgd": "SGD"},
            ),
            Number(
                "learning_rate_init",
                "learning rate",
                2e-4,
                "How far each step goes.",
                minimum=1e-8,
                maximum=10.0,
                presets=(1e-5, 1e-4, 2e-4, 1e-3, 3e-3, 1e-2, 1e-1),
                keeps_run=True,
            ),
            Number(
                "momentum",
                "momentum",
                0.0,
                "How much of the previous step SGD keeps.",
                only_with=("solver", "sgd"),
                minimum=0.0,
                maximum=0.999,
                presets=(0.0, 0.5, 0.9, 0.99),
                keeps_run=True,
            ),
            Number(
                "batch_size",
                "batch size",
                1,
                "How many dragons each step looks at.",
                minimum=1,
                maximum=100_000,
                whole=True,
                presets=(1, 10, 50, "all"),
                words=("all",),
                keeps_run=True,
            ),
            Number(
                "max_iter",
                "epochs",
                26,
                "Training stops after this many epochs.",
                minimum=1,
                maximum=10_000_000,
                whole=True,
                presets=(1, 26, 100, 1000, 100_000),
                keeps_run=True,
            ),
            _STANDARDIZE,
            Number(
                "alpha",
                "L2 penalty",
                0.0,
                "How strongly large weights are pulled towards zero.",
                minimum=0.0,
                maximum=100.0,
                presets=(0.0, 1e-4, 1e-3, 1e-2),
                keeps_run=True,
            ),
            Number(
                "l1",
                "L1 penalty",
                0.0,
                "How strongly every weight is pulled towards zero, whatever its size: small ones stay beside it.",
                minimum=0.0,
                maximum=100.0,
                presets=(0.0, 1e-4, 1e-3, 1e-2),
                keeps_run=True,
            ),
            _PATIENCE,
            _INPUTS,
        ),
    ),
}
