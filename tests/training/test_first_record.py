"""What a model comes to before its first step, against scikit-learn's metrics."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, log_loss

from dragonviz.models.catalogue import MODELS
from dragonviz.training.run import Run
from tests.training.few_dragons import make_dragons

# With one class among so many more dragons that the first weights are not right by chance alone.
DRAGONS = {
    2: make_dragons(5, n=40, n_test=12, overlap=2.0).relabel([0, 2, 4, 39], 1),
    3: make_dragons(5, n_classes=3, n=40, n_test=12, overlap=2.0).relabel([0, 3, 6, 39], 1),
}
every_case = pytest.mark.parametrize(
    ("model", "n_classes"),
    [("logistic", 2), ("logistic", 3), ("perceptron", 2), ("multiclass", 2), ("multiclass", 3), ("mlp", 2), ("mlp", 3)],
)


def begun(model, dataset, **chosen):
    return Run(dataset, model, {**MODELS[model].defaults(), **chosen}, 3)


def first(history):
    """The record of epoch 0, by the names of its columns."""
    assert history.epoch[0] == 0
    return {name: column[0] for name, column in history._asdict().items() if name != "series"}


@every_case
@pytest.mark.parametrize("standardize", [False, True])
def test_it_is_what_scikit_learn_says_of_the_first_weights(model, n_classes, standardize):
    dataset = DRAGONS[n_classes]
    snapshot = begun(model, dataset, standardize=standardize).snapshot()
    predictor, record = snapshot.predictor, first(snapshot.history)
    is_train = dataset.is_train
    for name, of in (("train_accuracy", is_train), ("test_accuracy", ~is_train)):
        assert record[name] == pytest.approx(accuracy_score(dataset.y[of], predictor.classify(dataset.X[of])))
    assert snapshot.train.accuracy == pytest.approx(record["train_accuracy"])
    assert snapshot.test.accuracy == pytest.approx(record["test_accuracy"])
    if MODELS[model].has_loss:
        probabilities = predictor.probabilities(dataset.X_train).astype(np.float64)
        expected = log_loss(dataset.y_train, probabilities, labels=range(n_classes))
        assert record["loss"] == pytest.approx(expected, rel=1e-5)
    else:
        assert np.isnan(record["loss"])


@pytest.mark.parametrize("n_classes", [2, 3])
def test_zero_weights_find_all_classes_equally_likely(n_classes):
    history = begun("logistic", DRAGONS[n_classes]).snapshot().history
    assert first(history)["loss"] == pytest.approx(np.log(n_classes))


@every_case
def test_it_is_the_only_record_until_an_epoch_is_over_and_stays_the_first(model, n_classes):
    run = begun(model, DRAGONS[n_classes], max_iter=4)
    before = first(run.snapshot().history)
    assert len(run.snapshot().history.epoch) == 1
    run.finish()
    history = run.snapshot().history
    np.testing.assert_array_equal(history.epoch, np.arange(run.snapshot().epoch + 1))
    np.testing.assert_equal(first(history), before)
    run.seek(0)
    np.testing.assert_equal(first(run.snapshot().history), before)


def test_without_test_dragons_their_accuracy_is_unknown():
    dataset = make_dragons(0, n_test=0)
    record = first(begun("perceptron", dataset).snapshot().history)
    assert np.isnan(record["test_accuracy"])
    assert record["train_accuracy"] == np.mean(dataset.y == 0)


def test_a_true_class_without_any_probability_has_a_large_loss_and_not_an_infinite_one():
    dataset = make_dragons(0)
    far = dataset.move(range(20), 1e9 * dataset.X)
    record = first(begun("mlp", far, hidden_layer_sizes=(4,), activation="leaky_relu").snapshot().history)
    assert 100 < record["loss"] <= -np.log(1e-300)
