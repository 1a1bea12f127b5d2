"""A step that takes long can be given up from another thread, and nothing of it is left."""

import threading

import numpy as np
import pytest
from sklearn.datasets import make_blobs

from dragonviz.models import LogisticRegression, MLPClassifier, Perceptron
from dragonviz.models.learner import Verdict


def samples(n, seed=0):
    return make_blobs(n, centers=2, cluster_std=3.0, random_state=seed)


def flat(learner):
    return np.concatenate([array.ravel() for layer in learner.predictor().layers for array in layer])


@pytest.mark.parametrize("model", [LogisticRegression(), Perceptron(), MLPClassifier((5,))])
def test_while_it_is_set_no_step_is_done(model):
    X, y = samples(30)
    learner = model.start(X, y, 2, (X, y))
    learner.interrupt.set()
    assert learner.advance(10).loss.size == 0
    assert (learner.epoch, learner.step, learner.verdict) == (0, 0, Verdict.UNDER_WAY)
    learner.interrupt.clear()
    learner.advance(1)
    assert learner.epoch + learner.step == 1


@pytest.mark.timeout(60)
@pytest.mark.parametrize("batch_size", [200, "all"])
def test_a_run_interrupted_at_any_moment_is_the_run_uninterrupted(batch_size):
    (X, y), test = samples(1200), samples(3000, seed=1)
    # In chunks of 512 samples: interrupts come between those of a batch, and of the records at an epoch's end.
    model = MLPClassifier((40, 40), "tanh", batch_size=batch_size, max_iter=10**9)
    interrupted, alone = model.start(X, y, 2, test), model.start(X, y, 2, test)
    enough = threading.Event()
    rng = np.random.default_rng(0)

    def disturb():
        while not enough.wait(rng.uniform(0, 0.003)):
            interrupted.interrupt.set()

    disturber = threading.Thread(target=disturb)
    disturber.start()
    records, n_interrupts, n_without_record = [], 0, 0
    try:
        while n_interrupts < 50 or n_without_record < 3:
            records.append(interrupted.advance(7))
            n_interrupts += interrupted.interrupt.is_set
            n_without_record += interrupted.step == interrupted.steps_per_epoch
            interrupted.interrupt.clear()
    finally:
        enough.set()
        disturber.join()
    interrupted.interrupt.clear()
    records.append(interrupted.advance(1))
    expected = alone.advance(interrupted.epoch * interrupted.steps_per_epoch + interrupted.step)
    assert (alone.epoch, alone.step) == (interrupted.epoch, interrupted.step)
    np.testing.assert_array_equal(flat(interrupted), flat(alone))
    np.testing.assert_array_equal(np.concatenate(records, axis=1), expected)


@pytest.mark.timeout(60)
def test_the_longest_step_returns_before_it_is_done():
    X, y = samples(20_000)
    learner = MLPClassifier((1500, 1500), batch_size="all").start(X, y, 2)
    before = flat(learner)
    threading.Timer(0.05, learner.interrupt.set).start()
    learner.advance(10**6)
    assert learner.epoch == 0
    np.testing.assert_array_equal(flat(learner), before)
