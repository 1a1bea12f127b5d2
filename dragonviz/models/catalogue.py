"""The models that dragonviz offers, with their settings: names, ranges, and what each means.

To add a model, write its estimator in this room and enter it here: the selector, the settings panel and the training
thread read this list. Nothing heavy is imported until a model is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from dragonviz.models.network_size import validate
from dragonviz.models.settings import Choice, Number, Setting, SettingError, Sizes, Switch

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
)
_EPOCHS_BEYOND_THE_FIRST = Number(
    "max_iter",
    "epochs after 1st",
    1500,
    "Training stops when this many epochs have followed the first one.",
    minimum=1,
    maximum=1_000_000,
    whole=True,
    presets=(10, 100, 1500, 10_000),
)
_WEIGHT_CHANGE = Number(
    "tol",
    "tolerance",
    0.1,
    "The perceptron has converged when all the weight changes of an epoch add up to less than this.",
    minimum=0.0,
    maximum=1e6,
    presets=(0.0, 0.01, 0.1, 1.0),
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
        Named as the estimator's parameters are.
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
    two_classes_only : bool
    has_class_lines : bool
        Whether each class has a line of its own, where its score is zero, that is no border.
    has_loss : bool
        Whether it makes a loss small, or only counts mistakes.
    has_hidden_neurons : bool
    """

    title: str
    estimator: str
    settings: tuple[Setting, ...]
    epochs_per_second: int
    rule: str
    kernels: tuple[str, ...]
    always_same_start: bool = True
    refits_at_once: bool = True
    two_classes_only: bool = False
    has_class_lines: bool = False
    has_loss: bool = True
    has_hidden_neurons: bool = False

    def defaults(self):
        """The settings' defaults, by name."""
        return {setting.name: setting.default for setting in self.settings}

    def start_depends_on_seed(self, values):
        """Whether another seed would train differently."""
        return not self.always_same_start or bool(values.get("shuffle"))

    def validate(self, values, n_features, n_classes):
        """Raise if these settings allow no model for so many features and classes.

        Raises
        ------
        SettingError
            For a model that tells only two classes apart where there are more, and for a network that is too large.
        """
        if self.two_classes_only and n_classes > 2:
            raise SettingError(
                f"The {self.title.lower()} tells two classes apart, and there are {n_classes} here: choose "
                f"{MODELS['multiclass'].title}, or a task with two classes."
            )
        if "hidden_layer_sizes" in values:
            validate([n_features, *values["hidden_layer_sizes"], n_classes])

    def load(self):
        """Import what it needs, and return the class of its estimators."""
        return getattr(import_module("dragonviz.models"), self.estimator)

    def build(self, values, seed):
        """The estimator with these settings."""
        estimator = self.load()
        if self.start_depends_on_seed(values):
            return estimator(**values, random_state=seed)
        return estimator(**values)


MODELS = {
    "logistic": ModelKind(
        title="Logistic",
        estimator="LogisticRegression",
        kernels=("logistic",),
        epochs_per_second=5,
        rule="Each step is one iteration of the optimiser (L-BFGS) on all training dragons.",
        settings=(
            Number(
                "C",
                "C",
                1.0,
                "The inverse of the L2 penalty: the smaller C, the more large weights are penalised.",
                minimum=1e-6,
                maximum=1e6,
                presets=(0.001, 0.01, 0.1, 1.0, 10.0, 1000.0),
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
            ),
            Number(
                "tol",
                "tolerance",
                1e-4,
                "Logistic regression has converged when no component of the gradient is larger than this.",
                minimum=1e-12,
                maximum=1.0,
                presets=(1e-8, 1e-6, 1e-4, 1e-2),
            ),
            _STANDARDIZE,
        ),
    ),
    "perceptron": ModelKind(
        title="Perceptron",
        estimator="Perceptron",
        kernels=("perceptrons",),
        epochs_per_second=20,
        rule="Each step looks at one dragon; only a mistake moves the line, by 1/(epoch) of that dragon's features.",
        two_classes_only=True,
        has_loss=False,
        settings=(_EPOCHS_BEYOND_THE_FIRST, _WEIGHT_CHANGE, _SHUFFLE, _STANDARDIZE),
    ),
    "multiclass": ModelKind(
        title="Multi-class",
        estimator="MulticlassPerceptron",
        kernels=("perceptrons",),
        epochs_per_second=20,
        has_class_lines=True,
        has_loss=False,
        rule="Each step looks at one dragon; on a mistake its true class gains its features and the predicted one "
        "loses them.",
        settings=(_EPOCHS_BEYOND_THE_FIRST, _WEIGHT_CHANGE, _SHUFFLE, _STANDARDIZE),
    ),
    "mlp": ModelKind(
        title="MLP",
        estimator="MLPClassifier",
        kernels=("mlp-training", "mlp-scores"),
        epochs_per_second=5,
        rule="Each step moves every weight a little down the loss of one batch of dragons.",
        always_same_start=False,
        refits_at_once=False,
        has_hidden_neurons=True,
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
                choices={"relu": "ReLU", "logistic": "sigmoid", "tanh": "tanh", "leaky_relu": "leaky ReLU"},
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
            ),
            Number(
                "alpha",
                "L2 penalty",
                0.0,
                "How strongly large weights are pulled towards zero.",
                minimum=0.0,
                maximum=100.0,
                presets=(0.0, 1e-4, 1e-3, 1e-2),
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
            ),
            _STANDARDIZE,
        ),
    ),
}
