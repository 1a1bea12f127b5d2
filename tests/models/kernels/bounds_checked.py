"""Trains every model a little in plain Python, on arrays that refuse what compiled code would take from elsewhere.

Run with ``NUMBA_DISABLE_JIT=1``. Compiled code does not look whether an index is within its array, and one that is
negative, or a slice that ends too far, is no mistake to numpy either.
"""

import itertools

import numpy as np

FEATURES, CLASSES, SAMPLES = (1, 2, 7), (2, 3), 12


class Strict(np.ndarray):
    """An array that takes only indices from 0 on, and slices that end within it."""

    def __getitem__(self, key):
        self._check(key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        self._check(key)
        super().__setitem__(key, value)

    def _check(self, key):
        for n, part in zip(self.shape, key if isinstance(key, tuple) else (key,), strict=False):
            ends = (part.start or 0, part.stop or 0) if isinstance(part, slice) else (part, part + 1)
            if not all(0 <= end <= n for end in ends):
                raise IndexError(f"{part} in an axis of length {n}")


class Rows(Strict):
    """A network's memory, whose last row is asked for as such."""

    def _check(self, key):
        if not (self.ndim == 2 and isinstance(key, int) and key == -1):
            super()._check(key)


class Orders(Strict):
    """The orders of samples, whose last batch may be smaller."""

    def _check(self, key):
        super()._check(slice(key.start, min(key.stop, len(self))) if isinstance(key, slice) else key)


def strict(value, name=""):
    """A value with all arrays in it as strict ones that share their memory."""
    if isinstance(value, np.ndarray):
        return value.view(Rows if name == "memory" else Orders if value.dtype == np.uint64 else Strict)
    if isinstance(value, tuple):
        return type(value)(*map(strict, value, value._fields))
    return value


def on_strict_arrays(kernel):
    """A kernel that works on strict arrays."""
    return lambda *arguments: kernel(*map(strict, arguments))


def matrix(flat, begin, n_rows, n_columns):
    """`mlp_layers.matrix` without its pointer."""
    return flat[begin : begin + n_rows * n_columns].reshape(n_rows, n_columns)


def data(n_features, n_classes, n=SAMPLES):
    """Classes that overlap, so that no optimiser is done at once."""
    rng = np.random.default_rng(n_features)
    y = np.arange(n) % n_classes
    return rng.normal(y[:, None], 1.5, (n, n_features)), y


def train_logistic():
    from dragonviz.models import logistic_learner

    for name in ("evaluate", "count_right"):
        setattr(logistic_learner, name, on_strict_arrays(getattr(logistic_learner, name)))
    for n_features, n_classes, watched in itertools.product(FEATURES, CLASSES, (True, False)):
        X, y = data(n_features, n_classes)
        test = (X[:5], y[:5]) if watched else None
        learner = logistic_learner.LogisticLearner(
            X, y, n_classes, test, C=100.0, max_epochs=30, tol=0.0, standardize=True
        )
        learner.advance(1)
        learner.advance(29)
        assert learner.epoch > 1


def train_perceptrons():
    from dragonviz.models import perceptron_learner
    from dragonviz.models.sample_order import SampleOrder

    perceptron_learner.advance = on_strict_arrays(perceptron_learner.advance)
    for n_features, n_columns, seed, watched in itertools.product(FEATURES, (1, 3), (None, 0), (True, False)):
        # More than the kernel counts at a time.
        X, y = data(n_features, max(2, n_columns), n=260)
        test = (X[:5], y[:5]) if watched else None
        orders = SampleOrder(None if seed is None else np.random.default_rng(seed))
        learner = perceptron_learner.PerceptronLearner(
            X, y, test, n_columns=n_columns, max_epochs=3, tol=0.0, orders=orders, standardize=False
        )
        for steps in (1, 258, 1, 300, 10_000):
            learner.advance(steps)
        assert learner.epoch == 3


def train_mlps():
    from dragonviz.models.kernels import mlp_layers

    mlp_layers.matrix = matrix
    from dragonviz.models import mlp_learner, network_predictor
    from dragonviz.models.kernels import mlp

    mlp.advance = on_strict_arrays(mlp.advance)
    for name in ("find_scores", "find_each_score", "find_outputs"):
        setattr(network_predictor, name, on_strict_arrays(getattr(network_predictor, name)))
    layers = ((1,), (3,), (2, 5, 3), (9, 4))
    activations = itertools.cycle(("relu", "leaky_relu", "logistic", "tanh"))
    solvers = itertools.cycle((("adam", 0.0), ("sgd", 0.0), ("sgd", 0.9)))
    batch_sizes = (1, 2, 5, "all")
    n_at_a_time = mlp_learner._samples_at_a_time
    for sizes, batch_size, own_loops, in_parts in itertools.product(layers, batch_sizes, (False, True), (False, True)):
        mlp_layers._MANY_WEIGHTS = 1 if own_loops else 2**18
        mlp_learner._samples_at_a_time = (lambda *_: 4) if in_parts else n_at_a_time
        n_features, n_classes = FEATURES[len(sizes) - 1], CLASSES[own_loops]
        X, y = data(n_features, n_classes)
        solver, momentum = next(solvers)
        learner = mlp_learner.MLPLearner(
            X,
            y,
            n_classes,
            None if batch_size == 2 else (X[:5], y[:5]),
            hidden_layer_sizes=sizes,
            activation=next(activations),
            solver=solver,
            learning_rate=0.01,
            momentum=momentum,
            alpha=0.01,
            l1=0.01,
            batch_size=batch_size,
            max_epochs=2,
            standardize=True,
            seed=0,
        )
        learner.advance(1)
        learner.advance(100)
        assert learner.epoch == 2
        predictor = learner.predictor()
        predictor.scores(X)
        predictor.scores_together(X)
        predictor.outputs(X)


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        train_logistic()
        train_perceptrons()
        train_mlps()
