"""The MLP under training, however its steps are divided among calls."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import make_blobs

from dragonviz.models import MLPClassifier
from dragonviz.models.learner import Verdict

MODELS = [
    MLPClassifier((6,), batch_size=1, max_iter=40),
    MLPClassifier((6, 5), "tanh", batch_size=7, max_iter=200),
    MLPClassifier((6,), "logistic", "sgd", momentum=0.9, batch_size="all", max_iter=600),
    MLPClassifier((70, 90), "leaky_relu", batch_size=64, max_iter=60),
]


def samples(n=48, n_classes=3, seed=0):
    return make_blobs(n, centers=n_classes, cluster_std=3.0, random_state=seed)


def flat(learner):
    return np.concatenate([array.ravel() for layer in learner.predictor().layers for array in layer])


@settings(max_examples=25, deadline=None)
@given(
    model=st.sampled_from(MODELS),
    slices=st.lists(st.integers(1, 60), min_size=1, max_size=8),
    n=st.sampled_from([20, 300]),
    n_new=st.sampled_from([20, 300]),
)
def test_a_run_split_anywhere_equals_the_run_unsplit(model, slices, n, n_new):
    """Also where the dragons are replaced on the way."""
    (X, y), (X_new, y_new) = samples(n), samples(n_new, seed=1)

    def run(slices, more):
        learner = model.start(X, y, 3, (X_new, y_new))
        records = [learner.advance(some) for some in slices]
        learner.replace(X_new, y_new, (X, y))
        records += [learner.advance(some) for some in more]
        return flat(learner), np.concatenate(records, axis=1), learner.epoch, learner.step, learner.last_visited()

    more = slices[::-1]
    for whole, split in zip(run([sum(slices)], [sum(more)]), run(slices, more), strict=True):
        np.testing.assert_array_equal(split, whole)


@pytest.mark.parametrize("model", MODELS)
def test_fit_is_the_watched_run_taken_to_its_verdict(model):
    X, y = samples()
    learner = model.start(X, y, 3, (X[:0], y[:0]))
    learner.advance(10**6)
    fitted = model.fit(X, y)
    np.testing.assert_array_equal(fitted.predictor_.scores(X), learner.predictor().scores(X))
    assert fitted.n_iter_ == learner.epoch == model.max_iter
    assert learner.verdict is Verdict.EPOCHS_REACHED


def test_each_epoch_visits_every_sample_once_in_an_order_of_its_own():
    X, y = samples(23)
    learner = MLPClassifier((3,), batch_size=5).start(X, y, 3)
    assert learner.last_visited().size == 0
    epochs = []
    for _ in range(3):
        batches = []
        for _ in range(learner.steps_per_epoch):
            learner.advance(1)
            batches.append(learner.last_visited())
        assert [len(batch) for batch in batches] == [5, 5, 5, 5, 3]
        epochs.append(np.concatenate(batches))
        assert sorted(epochs[-1]) == list(range(23))
    assert not np.array_equal(epochs[0], epochs[1])
    assert not np.array_equal(epochs[1], epochs[2])


def test_without_test_samples_nothing_is_recorded_and_with_none_their_accuracy_is_unknown():
    X, y = samples()
    model = MLPClassifier((4,), max_iter=3)
    assert [column.shape for column in model.start(X, y, 3).advance(10**6)] == [(0,)] * 3
    records = model.start(X, y, 3, (X[:0], y[:0])).advance(10**6)
    assert np.isnan(records.test_accuracy).all()
    assert np.isfinite(records.train_accuracy).all()
    assert np.isfinite(records.loss).all()
    assert len(records.loss) == 3


def test_raising_the_epochs_goes_on_as_if_they_had_been_asked_for_at_first():
    X, y = samples()
    longer, extended = (MLPClassifier((5,), max_iter=n).start(X, y, 3) for n in (7, 3))
    longer.advance(10**6)
    extended.advance(10**6)
    assert (extended.verdict, extended.epoch) == (Verdict.EPOCHS_REACHED, 3)
    extended.max_epochs = 7
    assert extended.verdict is Verdict.UNDER_WAY
    extended.advance(10**6)
    np.testing.assert_array_equal(flat(extended), flat(longer))


def test_replacing_samples_by_themselves_changes_nothing():
    X, y = samples()
    model = MLPClassifier((5,), batch_size=7, max_iter=9, standardize=True)
    plain, replaced = model.start(X, y, 3), model.start(X, y, 3)
    plain.advance(31)
    replaced.advance(17)
    replaced.replace(X.copy(), y.copy(), None)
    assert (replaced.epoch, replaced.step) == (2, 3)
    replaced.advance(14)
    np.testing.assert_array_equal(flat(replaced), flat(plain))


def test_another_number_of_samples_begins_the_epoch_again_with_the_same_weights():
    X, y = samples()
    learner = MLPClassifier((5,), batch_size=7, max_iter=9).start(X, y, 3)
    learner.advance(17)
    before = flat(learner)
    learner.replace(X[:30], y[:30], None)
    assert (learner.epoch, learner.step, learner.steps_per_epoch) == (2, 0, 5)
    assert learner.last_visited().size == 0
    np.testing.assert_array_equal(flat(learner), before)
    learner.advance(5)
    assert (learner.epoch, learner.step) == (3, 0)
    assert not np.array_equal(flat(learner), before)


def test_a_batch_is_never_larger_than_the_samples():
    X, y = samples()
    learner = MLPClassifier((5,), batch_size=40).start(X, y, 3)
    assert learner.steps_per_epoch == 2
    learner.replace(X[:9], y[:9], None)
    assert learner.steps_per_epoch == 1
    learner.advance(1)
    assert sorted(learner.last_visited()) == list(range(9))


def test_the_training_samples_and_no_others_are_standardised():
    X, y = samples()
    learner = MLPClassifier((5,), standardize=True).start(X, y, 3, (X[:5] + 1000, y[:5]))
    np.testing.assert_allclose(learner.predictor().scaling(X).std(axis=0), 1)
    learner.replace(X * 3, y, None)
    np.testing.assert_allclose(learner.predictor().scaling.mean, (X * 3).mean(axis=0), rtol=1e-13)


def test_a_predictor_stays_as_it_is_and_samples_cannot_change_under_a_run():
    X, y = samples()
    given_X = X.copy()
    model = MLPClassifier((5,), batch_size=4)
    learner, undisturbed = model.start(given_X, y, 3), model.start(X, y, 3)
    given_X[:] = 0
    first = learner.predictor()
    scores = first.scores(X)
    for one in (learner, undisturbed):
        one.advance(30)
    np.testing.assert_array_equal(first.scores(X), scores)
    np.testing.assert_array_equal(flat(learner), flat(undisturbed))
    assert not np.array_equal(learner.predictor().scores(X), scores)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("steps", [1, 10**6])
def test_divergence_brings_back_the_last_finite_epoch_and_its_optimisers_state(model, steps):
    X, y = samples(300)
    learner, undisturbed = model.start(X, y, 3), model.start(X, y, 3)
    for one in (learner, undisturbed):
        one.advance(2 * learner.steps_per_epoch)
    broken = X.copy()
    broken[100] = 1e300
    learner.replace(broken, y, (X, y))
    while learner.verdict is Verdict.UNDER_WAY:
        assert learner.advance(steps).loss.size == 0
    assert (learner.verdict, learner.epoch, learner.step) == (Verdict.DIVERGED, 2, 0)
    np.testing.assert_array_equal(flat(learner), flat(undisturbed))

    learner.replace(X, y, (X, y))
    assert learner.verdict is Verdict.UNDER_WAY
    for one in (learner, undisturbed):
        one.advance(3 * learner.steps_per_epoch)
    np.testing.assert_array_equal(flat(learner), flat(undisturbed))


@pytest.mark.parametrize("watched", [False, True])
def test_a_learning_rate_that_is_much_too_large_diverges(watched):
    # Leaky, since plain ReLUs die at such a rate, with finite weights: that is no divergence.
    X, y = samples()
    model = MLPClassifier((8,), "leaky_relu", "sgd", learning_rate_init=1e20, max_iter=50)
    learner = model.start(X, y, 3, (X, y) if watched else None)
    records = learner.advance(10**6)
    assert learner.verdict is Verdict.DIVERGED
    assert len(records.loss) == (learner.epoch if watched else 0)
    assert np.isfinite(records.loss).all()
    assert np.isfinite(learner.predictor().scores(X)).all()


@pytest.mark.parametrize("rate", [1.0, 1e3, 1e6, 1e10, 1e19, 1e30])
@pytest.mark.parametrize("activation", ["leaky_relu", "tanh"])
@pytest.mark.parametrize("batch_size", [7, "all"])
def test_a_run_diverges_in_the_same_epoch_whether_or_not_it_is_watched(rate, activation, batch_size):
    X, y = samples()
    model = MLPClassifier((4, 4), activation, "sgd", learning_rate_init=rate, batch_size=batch_size, max_iter=30)
    watched, alone = model.start(X, y, 3, (X, y)), model.start(X, y, 3)
    watched.advance(10**6)
    alone.advance(10**6)
    assert (watched.verdict, watched.epoch) == (alone.verdict, alone.epoch)
    np.testing.assert_array_equal(flat(watched), flat(alone))
    assert np.isfinite(alone.predictor().scores(X)).all()


def test_a_network_whose_neurons_are_all_off_goes_on():
    X, y = samples()
    learner = MLPClassifier((8, 8), "relu", "sgd", learning_rate_init=100.0, max_iter=20).start(X, y, 3, (X, y))
    records = learner.advance(10**6)
    assert learner.verdict is Verdict.EPOCHS_REACHED
    assert np.isfinite(records.loss).all()
    assert (learner.predictor().probabilities(X) == learner.predictor().probabilities(X[:1])).all()


def test_the_module_is_what_is_being_trained():
    X, y = samples()
    learner = MLPClassifier((7, 3), batch_size=10).start(X, y, 3)
    module = learner.module
    learner.advance(9)
    for layer, (weights, biases) in zip(module[::2], learner.predictor().layers, strict=True):
        np.testing.assert_array_equal(layer.weight.detach().numpy(), weights)
        np.testing.assert_array_equal(layer.bias.detach().numpy(), biases)
    with torch.no_grad():
        module[4].bias += 1
    np.testing.assert_array_equal(learner.predictor().layers[2][1], biases + 1)


def test_a_dead_networks_state_does_not_sink_into_denormal_numbers():
    # With all neurons off, each moment only decays, for 500,000 steps.
    X, y = samples(4, n_classes=2)
    learner = MLPClassifier((16,), batch_size=4, max_iter=10**9, learning_rate_init=0.01).start(X, y, 2)
    learner.advance(50)
    moments = learner._network.memory[1:]
    assert np.count_nonzero(moments[:, :32]) > 0
    with torch.no_grad():
        learner.module[0].bias.fill_(-1e6)
    learner.advance(500_000)
    np.testing.assert_array_equal(moments[:, :32], 0)
    sizes = np.abs(learner._network.memory)
    assert not ((sizes > 0) & (sizes < np.finfo(np.float32).tiny)).any()


def test_between_the_layers_there_is_nothing_but_zeros(monkeypatch):
    def filled_with_what_was_there(shape, dtype=float):
        return np.full(shape, 7, dtype=dtype)

    monkeypatch.setattr(np, "empty", filled_with_what_was_there)
    X, y = samples(600)
    learner = MLPClassifier((70, 150, 90), "tanh", batch_size="all", max_iter=9).start(X, y, 3, (X, y))
    learner.advance(3)
    memory, layout = learner._network.memory, learner._network.layout
    is_gap = np.ones(memory.shape[1], dtype=bool)
    for n_inputs, n_outputs, weights, biases in layout:
        is_gap[weights : weights + n_inputs * n_outputs] = is_gap[biases : biases + n_outputs] = False
    assert is_gap.any()
    np.testing.assert_array_equal(memory[:, is_gap], 0)
    np.testing.assert_array_equal(learner._kept[:, is_gap], 0)
