"""Both perceptrons against the rule written out in `dragonviz.explain.perceptron`, bit for bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.explain.perceptron import multiclass_perceptron, perceptron
from dragonviz.models import MulticlassPerceptron, Perceptron
from dragonviz.models.learner import Verdict


def accuracy(weights, biases, X, y):
    """Of literal parameters, nan without samples."""
    scores = X @ np.transpose(weights) + biases
    predicted = scores[:, 0] > 0 if len(biases) == 1 else scores.argmax(axis=1)
    return np.mean(predicted == y) if len(y) else np.nan


def dragons(seed, n, n_features, n_classes):
    """Clusters that overlap somewhat, on the scale of toes and body lengths."""
    rng = np.random.default_rng(seed)
    y = rng.integers(n_classes, size=n)
    X = rng.normal([8.0, 190.0, *[3.0] * 5][:n_features], [3.0, 20.0, *[0.1] * 5][:n_features], (n, n_features))
    return X + np.outer(y, [1.0, 35.0, *[0.1] * 5][:n_features]), y


def estimator(n_classes, **parameters):
    """The perceptron for that number of classes, 0 for two classes with one weight vector."""
    return MulticlassPerceptron(**parameters) if n_classes else Perceptron(**parameters)


def literal_steps(samples, n_classes, **parameters):
    """The steps of the rule that `estimator` gives for that number of classes."""
    if n_classes:
        return multiclass_perceptron(*samples, n_classes, **parameters)
    return perceptron(*samples, **parameters)


def parameters_of(learner, n_classes):
    """Weights and biases of the rows that the rule has."""
    predictor = learner.predictor()
    return predictor.weights[0 if n_classes else 1 :], predictor.biases[0 if n_classes else 1 :]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n=st.integers(1, 40),
    n_features=st.sampled_from([1, 2, 3, 7]),
    n_classes=st.sampled_from([0, 2, 3, 5]),
    tol=st.sampled_from([0.0, 0.1, 20.0]),
    max_iter=st.integers(1, 12),
    shuffle=st.booleans(),
    standardize=st.booleans(),
)
def test_every_step_is_that_of_the_literal_loop(seed, n, n_features, n_classes, tol, max_iter, shuffle, standardize):
    X, y = dragons(seed, n, n_features, n_classes or 2)
    X_test, y_test = dragons(seed + 1, seed % 7, n_features, n_classes or 2)
    model = estimator(
        n_classes, max_iter=max_iter, tol=tol, shuffle=shuffle, standardize=standardize, random_state=seed
    )
    learner = model.start(X, y, n_classes or 2, (X_test, y_test))
    scaling = learner.predictor().scaling
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(n).tolist() if shuffle else list(range(n)) for _ in range(max_iter + 1)]
    samples = scaling(X).tolist(), y.tolist()
    literal = literal_steps(samples, n_classes, max_iter=max_iter, tol=tol, orders=orders)
    for n_steps, step in enumerate(literal, start=1):
        assert learner.verdict is Verdict.UNDER_WAY
        assert learner.learning_rate == step.learning_rate
        records = learner.advance(1)
        found_weights, found_biases = parameters_of(learner, n_classes)
        np.testing.assert_array_equal(found_weights, step.weights)
        np.testing.assert_array_equal(found_biases, step.biases)
        assert (learner.epoch, learner.step) == divmod(n_steps, n)
        assert learner.epoch == step.epoch - (not step.ends_epoch)
        np.testing.assert_array_equal(learner.last_visited(), step.dragon)
        assert len(records.loss) == step.ends_epoch
        if step.ends_epoch:
            assert records.train_accuracy == accuracy(step.weights, step.biases, scaling(X), y)
            literal_test_accuracy = accuracy(step.weights, step.biases, scaling(X_test), y_test)
            np.testing.assert_array_equal(records.test_accuracy, [literal_test_accuracy])
    stopped_early = n_steps < n * (max_iter + 1)
    assert learner.verdict in ({Verdict.CONVERGED} if stopped_early else {Verdict.CONVERGED, Verdict.EPOCHS_REACHED})


@pytest.mark.parametrize("n_classes", [0, 2, 3, 5])
@pytest.mark.parametrize("seed", range(5))
def test_the_tolerance_is_compared_with_the_same_sum_to_the_last_bit(n_classes, seed):
    X, y = dragons(seed, 30, 3, n_classes or 2)
    *_, last = literal_steps((X.tolist(), y.tolist()), n_classes, max_iter=0)
    assert last.epoch_change > 0
    for tol, verdict in (
        (last.epoch_change, Verdict.UNDER_WAY),
        (np.nextafter(last.epoch_change, np.inf), Verdict.CONVERGED),
    ):
        learner = estimator(n_classes, tol=tol).start(X, y, n_classes or 2)
        learner.advance(30)
        assert learner.verdict is verdict


@settings(max_examples=40, deadline=None)
@given(
    slices=st.lists(st.integers(1, 30_000), min_size=1, max_size=12),
    n_classes=st.sampled_from([0, 3]),
    shuffle=st.booleans(),
    n=st.sampled_from([7, 500]),
    n_new=st.sampled_from([7, 500]),
)
def test_a_run_split_anywhere_equals_the_run_unsplit(slices, n_classes, shuffle, n, n_new):
    """Also where the dragons are replaced on the way, in the middle of a block of random orders."""
    X, y = dragons(1, n, 2, n_classes or 2)
    X_new, y_new = dragons(2, n_new, 2, n_classes or 2)

    def run(slices, more):
        model = estimator(n_classes, max_iter=400, tol=0, shuffle=shuffle, random_state=5)
        learner = model.start(X, y, n_classes or 2, (X_new, y_new))
        records = [learner.advance(some) for some in slices]
        learner.replace(X_new, y_new, (X, y))
        records += [learner.advance(some) for some in more]
        accuracies = np.concatenate([(record.train_accuracy, record.test_accuracy) for record in records], axis=1)
        return *parameters_of(learner, n_classes), accuracies, learner.epoch, learner.step, learner.last_visited()

    more = slices[::-1]
    for whole, split in zip(run([sum(slices)], [sum(more)]), run(slices, more), strict=True):
        np.testing.assert_array_equal(split, whole)


def test_every_epoch_has_a_fresh_random_order_however_many_there_are():
    X, y = dragons(12, 20_000, 2, 2)
    learner = Perceptron(tol=0, shuffle=True, random_state=4).start(X, y, 2)
    rng = np.random.default_rng(4)
    for _ in range(8):
        learner.advance(1)
        assert learner.last_visited() == rng.permutation(len(y))[0]
        learner.advance(len(y) - 1)


@pytest.mark.parametrize("n_classes", [0, 3])
def test_fit_is_the_watched_run_taken_to_its_verdict(n_classes):
    X, y = dragons(3, 60, 2, n_classes or 2)
    model = estimator(n_classes, max_iter=50, shuffle=True, random_state=9).fit(X, y)
    learner = estimator(n_classes, max_iter=50, shuffle=True, random_state=9).start(X, y, n_classes or 2, (X, y))
    learner.advance(10**9)
    np.testing.assert_array_equal(model.predictor_.weights, learner.predictor().weights)
    assert model.n_iter_ == learner.epoch == learner.max_epochs == 51
    assert learner.verdict is Verdict.EPOCHS_REACHED


def test_raising_the_epochs_goes_on_as_if_they_had_been_asked_for_at_first():
    X, y = dragons(4, 30, 2, 2)
    extended = Perceptron(max_iter=10, tol=0).start(X, y, 2)
    extended.advance(10**6)
    extended.max_epochs = 41
    assert extended.verdict is Verdict.UNDER_WAY
    assert extended.learning_rate == 1 / 12
    extended.advance(10**6)
    np.testing.assert_array_equal(
        extended.predictor().weights, Perceptron(max_iter=40, tol=0).fit(X, y).predictor_.weights
    )


def test_a_converged_run_goes_on_when_a_dragon_crosses_the_border():
    X, y = np.array([[1.0, 2.0], [2.0, 1.0], [8.0, 9.0], [9.0, 7.0]]), np.array([0, 0, 1, 1])
    learner = Perceptron().start(X, y, 2)
    learner.advance(10**6)
    assert learner.verdict is Verdict.CONVERGED
    epoch = learner.epoch
    assert learner.advance(10).loss.size == 0
    assert learner.epoch == epoch

    learner.replace(np.vstack((X[:3], [[1.5, 1.4]])), y, None)
    assert learner.verdict is Verdict.UNDER_WAY
    learner.advance(4)
    assert (learner.epoch, learner.step) == (epoch + 1, 0)


def test_replacing_keeps_the_place_in_the_epoch_unless_the_number_of_samples_changes():
    X, y = dragons(5, 30, 2, 2)
    learner = Perceptron().start(X, y, 2)
    learner.advance(40)
    before = learner.predictor()
    learner.replace(X + 1, y, None)
    assert (learner.epoch, learner.step) == (1, 10)
    assert learner.last_visited() == [9]
    learner.replace(X[:29], y[:29], None)
    assert (learner.epoch, learner.step, learner.steps_per_epoch) == (1, 0, 29)
    assert learner.last_visited().size == 0
    np.testing.assert_array_equal(learner.predictor().weights, before.weights)


def test_the_training_samples_and_no_others_are_standardised():
    X, y = dragons(6, 30, 2, 2)
    learner = Perceptron(standardize=True).start(X, y, 2, (X[:5] + 1000, y[:5]))
    np.testing.assert_allclose(learner.predictor().scaling(X).std(axis=0), 1)
    np.testing.assert_allclose(learner.predictor().scaling(X).mean(axis=0), 0, atol=1e-12)
    learner.replace(X * 3, y, None)
    np.testing.assert_allclose(learner.predictor().scaling.mean, (X * 3).mean(axis=0), rtol=1e-13)


def test_a_predictor_stays_as_it_is_and_samples_cannot_change_under_a_run():
    X, y = dragons(7, 30, 2, 2)
    given_X = X.copy()
    learner = Perceptron().start(given_X, y, 2)
    given_X[:] = 0
    first = learner.predictor()
    learner.advance(30)
    np.testing.assert_array_equal(first.weights, 0)
    undisturbed = Perceptron().start(X, y, 2)
    undisturbed.advance(30)
    np.testing.assert_array_equal(learner.predictor().weights, undisturbed.predictor().weights)


@pytest.mark.parametrize("n_classes", [0, 3])
@pytest.mark.parametrize("steps", [1, 10**6])
def test_numbers_beyond_all_bounds_bring_back_the_epoch_before(n_classes, steps):
    X, y = dragons(11, 6, 2, n_classes or 2)
    learner = estimator(n_classes, tol=0).start(X, y, n_classes or 2)
    learner.advance(12)
    before = learner.predictor()
    assert before.weights.any()
    # inf - inf is no score at all, hence a mistake, and each moves the first weight further up.
    huge = np.array([[1.2e308, 1.2e308], [1.7e308, -1e300], *[[1.7e308, 1e300]] * 4])
    learner.replace(huge, np.array([0, 1, 1, 1, 1, 1]), None)
    while learner.verdict is Verdict.UNDER_WAY:
        learner.advance(steps)
    assert learner.verdict is Verdict.DIVERGED
    assert (learner.epoch, learner.step) == (2, 0)
    np.testing.assert_array_equal(learner.predictor().weights, before.weights)


def test_an_epoch_that_begins_again_with_fewer_dragons_is_what_divergence_brings_back():
    X, y = dragons(11, 6, 2, 2)
    learner = Perceptron(tol=0).start(X, y, 2)
    learner.advance(6)
    at_the_epochs_begin = learner.predictor().weights
    learner.advance(3)
    before = learner.predictor().weights
    assert (before != at_the_epochs_begin).any()
    huge = np.array([[1.2e308, 1.2e308], [1.7e308, -1e300], *[[1.7e308, 1e300]] * 3])
    learner.replace(huge, np.array([0, 1, 1, 1, 1]), None)
    learner.advance(10**6)
    assert learner.verdict is Verdict.DIVERGED
    np.testing.assert_array_equal(learner.predictor().weights, before)


def test_without_test_samples_nothing_is_recorded_and_with_none_their_accuracy_is_unknown():
    X, y = dragons(8, 20, 2, 3)
    assert [column.shape for column in MulticlassPerceptron().start(X, y, 3).advance(100)] == [(0,)] * 3
    records = MulticlassPerceptron(tol=0).start(X, y, 3, (X[:0], y[:0])).advance(100)
    assert np.isfinite(records.train_accuracy).all()
    assert np.isnan(records.test_accuracy).all()
    assert np.isnan(records.loss).all()
    assert len(records.loss) == 5


def test_the_same_seed_is_the_same_run_and_another_is_another():
    X, y = dragons(9, 50, 2, 3)
    first, again, other = (MulticlassPerceptron(shuffle=True, random_state=seed).fit(X, y).coef_ for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_three_classes_are_too_many_for_one_weight_vector():
    X, y = dragons(10, 30, 2, 3)
    with pytest.raises(ValueError, match="Perceptron tells 2 classes apart, and y has 3"):
        Perceptron().fit(X, y)
    with pytest.raises(ValueError, match="Perceptron tells 2 classes apart; 3 were given"):
        Perceptron().start(X, y, 3)
