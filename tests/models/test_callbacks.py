"""Estimators take scikit-learn's callbacks, which hear of every epoch."""

import subprocess
import sys

import numpy as np
import pytest
from sklearn.callback import ScoringMonitor
from sklearn.datasets import make_blobs
from sklearn.model_selection import GridSearchCV

from dragonviz.models import LogisticRegression, MLPClassifier, MulticlassPerceptron, Perceptron

MODELS = [
    LogisticRegression(max_iter=30),
    Perceptron(max_iter=12, tol=0, shuffle=True, random_state=1),
    MulticlassPerceptron(max_iter=12, tol=0),
    MLPClassifier((5,), batch_size=7, max_iter=9, standardize=True),
]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)


@pytest.fixture(scope="module")
def monitor():
    # One for all tests: each keeps a thread that waits for other processes, for as long as the program runs.
    return ScoringMonitor(scoring=["accuracy", "roc_auc"])


@pytest.fixture(scope="module")
def samples():
    X, y = make_blobs(40, centers=2, cluster_std=3.0, random_state=0)
    return X, np.array(["red", "blue"])[y]


def parameters(model):
    predictor = model.predictor_
    return predictor.raw_coefficients() if predictor.is_linear else sum(predictor.layers, ())


@every_model
def test_what_is_learned_is_the_same_bits_with_and_without_callbacks(model, samples, monitor):
    alone = type(model)(**model.get_params()).fit(*samples)
    watched = type(model)(**model.get_params()).set_callbacks(monitor).fit(*samples)
    assert watched.n_iter_ == alone.n_iter_
    for ours, expected in zip(parameters(watched), parameters(alone), strict=True):
        np.testing.assert_array_equal(ours, expected)


@every_model
def test_a_scoring_monitor_scores_the_model_as_it_is_after_each_epoch(model, samples, monitor):
    model = type(model)(**model.get_params()).set_callbacks(monitor).fit(*samples)
    log = monitor.get_logs().data
    epochs = [row for row in log if row["task_name"] == "epoch"]
    codes = (samples[1] == "red").astype(int)
    learner = type(model)(**model.get_params()).start(samples[0], codes, 2, (samples[0], codes))
    expected = learner.advance(10**6).train_accuracy
    assert len(epochs) == model.n_iter_ == len(expected)
    assert [row["task_id"] for row in epochs] == list(range(len(epochs)))
    np.testing.assert_allclose([row["accuracy"] for row in epochs], expected)
    assert all(0 <= row["roc_auc"] <= 1 for row in epochs)
    (whole,) = (row for row in log if row["task_name"] == "fit")
    assert whole["accuracy"] == model.score(*samples) == epochs[-1]["accuracy"]


class Told:
    """A callback that keeps what it is told, and stops after some epochs."""

    def __init__(self, stop_after=None):
        self.stop_after = stop_after
        self.heard = []

    def setup(self, estimator, context):
        self.heard.append("setup")

    def teardown(self, estimator, context):
        self.heard.append("teardown")

    def on_fit_task_begin(self, estimator, context, *, fitted_estimator=None):
        self.heard.append(("begin", context.task_name, getattr(fitted_estimator, "n_iter_", None)))

    def on_fit_task_end(self, estimator, context, *, X=None, y=None, fitted_estimator=None):
        assert fitted_estimator.predict(X).shape == y.shape
        self.heard.append(("end", context.task_name, fitted_estimator.n_iter_))
        return context.task_name == "epoch" and fitted_estimator.n_iter_ == self.stop_after


@every_model
def test_a_callback_that_asks_for_it_stops_the_training(model, samples):
    told = Told(stop_after=3)
    stopped = type(model)(**model.get_params()).set_callbacks(told).fit(*samples)
    assert stopped.n_iter_ == 3
    epochs = [(what, "epoch", n + (what == "end")) for n in range(3) for what in ("begin", "end")]
    assert told.heard == ["setup", ("begin", "fit", None), *epochs, ("end", "fit", 3), "teardown"]


def test_a_progress_bar_is_shown():
    code = (
        "from sklearn.callback import ProgressBar; from dragonviz.models import MLPClassifier;"
        "MLPClassifier((5,), max_iter=4).set_callbacks(ProgressBar()).fit([[1.0], [2.0]], [0, 1])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "MLPClassifier" in shown
    assert "100%" in shown


def test_callbacks_go_into_a_grid_search(samples, monitor):
    search = GridSearchCV(LogisticRegression(max_iter=4).set_callbacks(monitor), {"C": [0.1, 1.0]}, cv=2)
    search.fit(*samples)
    assert len({row["task_name"] for row in monitor.get_logs().data} & {"epoch", "fit"}) == 2


def test_they_can_be_taken_away_again(samples):
    told = Told()
    MODELS[0].set_callbacks(told).set_callbacks().fit(*samples)
    assert told.heard == []
