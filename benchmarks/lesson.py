"""Does dragonviz find what the lesson's own code finds? Prints a table for the lesson's four models.

Run ``python -m benchmarks.lesson [CSV]``; without a file, the dragons that come with the program are used. The lesson's
figures were measured with its own code on its own data; for them give the lesson's CSV.
"""

from __future__ import annotations

import argparse

import numpy as np

from dragonviz.dragons import TASKS, bundled_columns
from dragonviz.dragons.reading import read_table
from dragonviz.models.catalogue import MODELS
from dragonviz.training.run import Run

# The lesson's code on the lesson's data, split 288/192: mean, standard deviation, runs.
LESSON = {
    "logistic regression: accuracy": (0.9888, 0.0073, 200),
    "logistic regression: detection rate": (0.9892, 0.0116, 200),
    "logistic regression: false-positive rate": (0.0119, 0.0113, 200),
    "perceptron: accuracy": (0.9695, 0.0538, 200),
    "perceptron: detection rate": (0.9666, 0.0817, 200),
    "perceptron: false-positive rate": (0.0272, 0.0699, 200),
    "multi-class perceptron: accuracy": (0.830, 0.047, 36),
    "MLP, 1 epoch: accuracy": (0.570, 0.128, 36),
    "MLP, 26 epochs: accuracy": (0.850, 0.076, 36),
}
# Smallest and largest of the lesson's runs.
LESSON_RANGE = {"MLP, 1 epoch: accuracy": (0.276, 0.844), "MLP, 26 epochs: accuracy": (0.604, 0.943)}


def measure(columns, seeds, mlp_seeds):
    """Train all four models on fresh splits.

    Returns
    -------
    dict of str to ndarray
        For each row of the table, one figure a seed.
    """
    rows = {name: [] for name in LESSON}
    for seed in range(seeds):
        fire, colour = TASKS["fire"](columns, seed), TASKS["colour"](columns, seed)
        for model, title in (("logistic", "logistic regression"), ("perceptron", "perceptron")):
            scores = _test_scores(fire, model, seed)
            rows[f"{title}: accuracy"].append(scores.accuracy)
            rows[f"{title}: detection rate"].append(scores.detection_rate)
            rows[f"{title}: false-positive rate"].append(scores.false_positive_rate)
        rows["multi-class perceptron: accuracy"].append(_test_scores(colour, "multiclass", seed).accuracy)
        if seed < mlp_seeds:
            run = Run(colour, "mlp", MODELS["mlp"].defaults(), seed)
            run.finish()
            test_accuracy = run.snapshot().history.test_accuracy
            rows["MLP, 1 epoch: accuracy"].append(test_accuracy[0])
            rows["MLP, 26 epochs: accuracy"].append(test_accuracy[-1])
    return {name: np.array(figures) for name, figures in rows.items()}


def _test_scores(dataset, model, seed):
    run = Run(dataset, model, MODELS[model].defaults(), seed)
    run.finish()
    return run.snapshot().test


def print_table(rows):
    """Print each row beside the lesson's, with the distance of the means in standard errors."""
    print(f"{'on the test dragons':<42}{'runs':>5}{'mean':>8}{'sd':>8}{'lesson':>8}{'apart':>12}")
    for name, figures in rows.items():
        mean, sd, n = LESSON[name]
        error = np.hypot(figures.std(ddof=1) / np.sqrt(len(figures)), sd / np.sqrt(n))
        apart = (figures.mean() - mean) / error
        low, high = LESSON_RANGE.get(name, (mean - 3 * error, mean + 3 * error))
        verdict = "yes" if low <= figures.mean() <= high else "NO"
        print(
            f"{name:<42}{len(figures):>5}{figures.mean():>8.4f}{figures.std(ddof=1):>8.4f}{mean:>8.4f}"
            f"{apart:>8.1f} s.e.  {verdict}"
        )
    print("yes: the means are within three standard errors (the MLP's: within the range of the lesson's runs).")


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv", nargs="?", help="a file with the lesson's columns")
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--mlp-seeds", type=int, default=8)
    arguments = parser.parse_args()
    columns = read_table(arguments.csv).frame if arguments.csv else bundled_columns()
    print_table(measure(columns, arguments.seeds, arguments.mlp_seeds))


if __name__ == "__main__":
    main()
