"""A learner's state: whoever is given it goes on bit for bit as the learner did that it was taken from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import make_blobs

from dragonviz.models import LogisticRegression, MLPClassifier, MulticlassPerceptron, Perceptron
from dragonviz.models.learner import Verdict

inputs = st.sampled_from([(), ("x2", "sin_y")])
logistic = st.builds(
    LogisticRegression,
    C=st.sampled_from([1e-3, 1.0, 100.0]),
    max_iter=st.integers(1, 40),
    tol=st.sampled_from([0.0, 1e-4, 1e-1]),
    standardize=st.booleans(),
    inputs=inputs,
)
perceptrons = {
    "max_iter": st.integers(1, 60),
    "tol": st.sampled_from([0.0, 0.1, 30.0]),
    "shuffle": st.booleans(),
    "standardize": st.booleans(),
    "inputs": inputs,
    "random_state": st.integers(0, 9),
}
perceptron = st.builds(Perceptron, **perceptrons)
multiclass = st.builds(MulticlassPerceptron, **perceptrons)
mlp = st.builds(
    MLPClassifier,
    hidden_layer_sizes=st.sampled_from([(), (3,), (5, 17), (70,)]),
    activation=st.sampled_from(["relu", "logistic", "tanh", "leaky_relu"]),
    solver=st.sampled_from(["adam", "sgd"]),
    learning_rate_init=st.sampled_from([1e-3, 0.1, 1e15]),
    batch_size=st.sampled_from([1, 4, 64, "all"]),
    momentum=st.sampled_from([0.0, 0.9]),
    alpha=st.sampled_from([0.0, 0.01]),
    max_iter=st.integers(1, 60),
    standardize=st.booleans(),
    inputs=inputs,
    random_state=st.integers(0, 9),
)
MODELS_AND_CLASSES = [(logistic, 2), (logistic, 3), (perceptron, 2), (multiclass, 3), (mlp, 3)]
every_model = pytest.mark.parametrize(
    ("models", "n_classes"), MODELS_AND_CLASSES, ids=["logistic-2", "logistic-3", "perceptron", "multiclass", "mlp"]
)


def samples(n, n_classes, seed=0):
    return make_blobs(n, centers=n_classes, cluster_std=3.0, random_state=seed)


def bits(learner):
    """All that can be seen of a learner."""
    predictor = learner.predictor()
    layers = predictor.layers if hasattr(predictor, "layers") else [(predictor.weights, predictor.biases)]
    arrays = *sum(layers, ()), predictor.scaling.mean, predictor.scaling.scale, learner.last_visited()
    place = learner.epoch, learner.step, learner.steps_per_epoch, learner.verdict, learner.max_epochs
    return place, *[array.tobytes() for array in arrays]


def advance(learner, steps):
    """What comes of some steps: each epoch's record, and the learner's bits."""
    records = learner.advance(steps)
    return [column.tobytes() for column in records], bits(learner)


@every_model
@settings(max_examples=40, deadline=None)
@given(
    data=st.data(),
    before=st.integers(0, 90),
    after=st.integers(0, 300),
    replaced=st.sampled_from([None, (20, 33), (31, 2)]),
)
def test_a_state_is_gone_on_from_as_if_nothing_had_happened(models, n_classes, data, before, after, replaced):
    """By the same learner and by a fresh one, in the midst of an epoch, and after other samples."""
    model = data.draw(models)
    chosen, test = samples(20, n_classes), samples(7, n_classes, seed=1)
    learner = model.start(*chosen, n_classes, test)
    learner.advance(before)
    if replaced is not None:
        n, more = replaced
        chosen = samples(n, n_classes, seed=2)
        learner.replace(*chosen, test)
        learner.advance(more)
    state, then = learner.state(), bits(learner)
    expected = advance(learner, after)

    learner.restore(state)
    assert bits(learner) == then
    assert advance(learner, after) == expected

    fresh = model.start(*chosen, n_classes, test)
    fresh.restore(state)
    assert bits(fresh) == then
    assert advance(fresh, after) == expected


@pytest.mark.parametrize("n", [7, 500])
@pytest.mark.parametrize(
    ("model", "n_classes"),
    [
        (Perceptron(tol=0, max_iter=10**6, shuffle=True, random_state=3), 2),
        (MLPClassifier((2,), batch_size=250, max_iter=10**6), 3),
    ],
)
def test_a_state_from_before_new_random_orders_were_drawn_draws_them_again(model, n_classes, n):
    chosen = samples(n, n_classes)
    learner = model.start(*chosen, n_classes)
    states, expected = [], []
    block = 65_536 // n * learner.steps_per_epoch
    for steps in (block - 1, 1, 1, block + 5, 3 * block):
        learner.advance(steps)
        states.append(learner.state())
    for state in states:
        learner.restore(state)
        learner.advance(50)
        expected.append(bits(learner))
    for state, bits_then in zip(reversed(states), reversed(expected), strict=True):
        fresh = model.start(*chosen, n_classes)
        fresh.restore(state)
        fresh.advance(50)
        assert bits(fresh) == bits_then


@every_model
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_state_shares_nothing_that_can_change_and_knows_its_size(models, n_classes, data):
    learner = data.draw(models).start(*samples(20, n_classes), n_classes)
    learner.advance(13)
    state = learner.state()
    kept = [array.tobytes() for array in state.arrays]
    learner.advance(100)
    assert [array.tobytes() for array in state.arrays] == kept
    for array in state.arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
        assert array.base is None
    numbers = sum(array.nbytes for array in state.arrays)
    assert numbers < state.nbytes < numbers + 200 * (len(state.arrays) + 10)


def test_a_state_goes_back_before_divergence():
    model = MLPClassifier((8,), "leaky_relu", "sgd", learning_rate_init=1e20, max_iter=50)
    learner = model.start(*samples(20, 3), 3)
    state, then = learner.state(), bits(learner)
    learner.advance(10**6)
    assert learner.verdict is Verdict.DIVERGED
    learner.restore(state)
    assert bits(learner) == then
    assert learner.verdict is Verdict.UNDER_WAY


def test_an_interrupted_record_is_part_of_the_state():
    learner = MLPClassifier((8,), batch_size=5).start(*samples(20, 3), 3, samples(7, 3, seed=1))
    undisturbed = MLPClassifier((8,), batch_size=5).start(*samples(20, 3), 3, samples(7, 3, seed=1))
    learner.advance(3)
    state = learner.state()
    learner.restore(state)
    learner.interrupt.set()
    assert learner.advance(5).loss.size == 0
    learner.interrupt.clear()
    learner.restore(learner.state())
    assert advance(learner, 5)[1] == (undisturbed.advance(3), advance(undisturbed, 5))[1][1]


@pytest.mark.parametrize(
    ("model", "other", "n"),
    [
        (MLPClassifier((8,)), MLPClassifier((9,)), 20),
        (MLPClassifier((8,)), MLPClassifier((8,), solver="sgd"), 20),
        (MLPClassifier((8,)), MLPClassifier((8,), batch_size=2), 20),
        (MLPClassifier((8,)), MLPClassifier((8,)), 21),
        (MulticlassPerceptron(), LogisticRegression(), 20),
    ],
)
def test_a_state_of_something_else_is_refused(model, other, n):
    state = model.start(*samples(20, 3), 3).state()
    with pytest.raises(ValueError, match="The state is that of"):
        other.start(*samples(n, 3), 3).restore(state)


def test_states_of_equal_learners_are_equal_to_the_last_byte(monkeypatch):
    """Nothing in them is what happened to be in memory."""

    def state_with(junk):
        def empty(shape, dtype=float):
            return np.full(shape, junk, dtype=dtype)

        with monkeypatch.context() as patch:
            patch.setattr(np, "empty", empty)
            learner = MLPClassifier((70, 90), "tanh", batch_size="all").start(*samples(600, 3), 3, samples(9, 3))
            learner.advance(3)
            return learner.state()

    first, second = state_with(7), state_with(11)
    assert [array.tobytes() for array in first.arrays] == [array.tobytes() for array in second.arrays]
    assert first.order == second.order
