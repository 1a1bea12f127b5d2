"""A handful of dragons, for tests that train."""

import numpy as np

from dragonviz.dragons import Dataset, Task

TASKS = {
    2: Task("fire", ("toes", "length"), "fire", ("no", "yes")),
    3: Task("colour", ("toes", "length"), "colour", ("blue", "red", "yellow")),
}


def make_dragons(seed, n_classes=2, n=20, n_test=5, overlap=1.0):
    """Dragons of all classes, the test dragons last; the more they overlap, the harder it is to tell them apart."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % n_classes
    X = rng.normal(0, overlap, (n, 2)) + 3 * y[:, np.newaxis]
    is_train = np.arange(n) < n - n_test
    return Dataset(TASKS[n_classes], X, y, is_train)
