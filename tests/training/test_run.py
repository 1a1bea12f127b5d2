"""A run: the same bits however it is sliced, one entry in the history for each epoch, and honest snapshots."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.explain.sentences import describe
from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from dragonviz.training.run import Run
from dragonviz.training.scores import Scores
from tests.training.few_dragons import make_dragons

# Small, so that runs end within the steps below; the MLP's solver and batches differ from one to the next.
MODELS_AND_SETTINGS = [
    ("logistic", {"max_iter": 6}),
    ("logistic", {"max_iter": 50, "standardize": True}),
    ("perceptron", {"max_iter": 7}),
    ("perceptron", {"max_iter": 30, "shuffle": True, "tol": 0.0}),
    ("multiclass", {"max_iter": 9, "shuffle": True}),
    ("mlp", {"hidden_layer_sizes": (4, 3), "max_iter": 6, "batch_size": 4, "learning_rate_init": 0.01}),
    ("mlp", {"hidden_layer_sizes": (5,), "max_iter": 8, "solver": "sgd", "momentum": 0.9, "batch_size": "all"}),
]
every_model = pytest.mark.parametrize(
    ("model", "chosen"), MODELS_AND_SETTINGS, ids=[f"{model}-{k}" for k, (model, _) in enumerate(MODELS_AND_SETTINGS)]
)


def make_run(model, chosen, dataset=None, seed=3):
    dataset = make_dragons(1) if dataset is None else dataset
    return Run(dataset, model, {**MODELS[model].defaults(), **chosen}, seed)


def bits(run):
    """Everything that a run has come to."""
    snapshot = run.snapshot()
    predictor = snapshot.predictor
    layers = predictor.layers if hasattr(predictor, "layers") else [(predictor.weights, predictor.biases)]
    place = snapshot.epoch, snapshot.step, snapshot.steps_per_epoch, snapshot.verdict
    arrays = *sum(map(tuple, layers), ()), *snapshot.history[:-1], snapshot.visited
    return place, *[array.tobytes() for array in arrays]


deeds = st.lists(
    st.one_of(
        st.lists(st.integers(0, 60), min_size=1, max_size=6).map(lambda slices: ("advance", slices)),
        st.tuples(st.just("replace"), st.tuples(st.integers(0, 3), st.sampled_from([20, 20, 14]))),
        st.tuples(st.just("extend"), st.sampled_from([None, 1, 3])),
        st.just(("restart", None)),
    ),
    max_size=8,
)


def carry_out(run, deeds, sliced):
    for deed, how in deeds:
        match deed:
            case "advance":
                for steps in how if sliced else [sum(how)]:
                    run.advance(steps)
            case "replace":
                seed, n = how
                run.replace(make_dragons(seed, n=n))
            case "extend":
                run.extend(how)
            case "restart":
                run.restart()


@pytest.mark.slow
@every_model
@settings(max_examples=25, deadline=None)
@given(deeds=deeds)
def test_a_run_sliced_anywhere_equals_the_run_unsliced(model, chosen, deeds):
    sliced, whole = make_run(model, chosen), make_run(model, chosen)
    carry_out(sliced, deeds, sliced=True)
    carry_out(whole, deeds, sliced=False)
    assert bits(sliced) == bits(whole)


@every_model
@settings(max_examples=25, deadline=None)
@given(deeds=deeds)
def test_the_history_has_one_entry_for_each_epoch_from_that_before_the_first_step_on(model, chosen, deeds):
    run = make_run(model, chosen)
    carry_out(run, deeds, sliced=True)
    snapshot = run.snapshot()
    np.testing.assert_array_equal(snapshot.history.epoch, np.arange(snapshot.epoch + 1))


@every_model
def test_the_latest_entry_is_what_the_snapshot_scores_when_an_epoch_ends(model, chosen):
    run = make_run(model, chosen, make_dragons(2, overlap=3.0))
    for _ in range(5):
        run.advance(run.steps_to_epoch_end)
        snapshot = run.snapshot()
        assert snapshot.step == 0
        assert snapshot.history.train_accuracy[-1] == pytest.approx(snapshot.train.accuracy)
        assert snapshot.history.test_accuracy[-1] == pytest.approx(snapshot.test.accuracy)


@every_model
def test_as_many_steps_as_fit_are_the_same_steps(model, chosen):
    timed, counted = make_run(model, chosen), make_run(model, chosen)
    for most in (None, 3, None, 1):
        counted.advance(timed.advance_for(1e-4, most))
    assert bits(timed) == bits(counted)


def test_a_slice_does_at_least_one_step_and_no_more_than_it_may():
    run = make_run("perceptron", {"max_iter": 100_000, "tol": 0.0}, make_dragons(0, overlap=9.0))
    assert run.advance_for(1e-9) == 1
    for _ in range(20):
        assert 1 <= run.advance_for(0.01, most=40) <= 40
    assert run.advance_for(1e-9) == 1


@pytest.mark.slow
@every_model
def test_runs_that_end_soon_do_not_pass_for_ever_faster_ones(model, chosen):
    # As when a dragon is dragged about: each restart ends within the steps asked for.
    run = make_run(model, {**chosen, "max_iter": 1}, make_dragons(0, n=8))
    for _ in range(500):
        run.restart()
        n_done = 0
        while run.verdict is Verdict.UNDER_WAY:
            n_done += run.advance_for(0.01)
        assert n_done == run.snapshot().epoch * run.snapshot().steps_per_epoch > 0


@every_model
def test_restarting_begins_again_with_the_same_bits(model, chosen):
    run, fresh = make_run(model, chosen), make_run(model, chosen)
    untrained = bits(fresh)
    run.finish()
    run.extend()
    run.advance(5)
    run.restart()
    assert bits(run) == untrained
    run.finish()
    fresh.finish()
    assert bits(run) == bits(fresh)


@every_model
def test_restarting_after_other_dragons_is_a_run_of_those(model, chosen):
    other = make_dragons(9, n=17)
    run, fresh = make_run(model, chosen), make_run(model, chosen, other)
    run.advance(13)
    run.replace(other)
    run.restart()
    run.finish()
    fresh.finish()
    assert bits(run) == bits(fresh)


def test_another_seed_is_another_run():
    first, second = (make_run("mlp", {"hidden_layer_sizes": (4,)}, seed=seed) for seed in (1, 2))
    assert bits(first) != bits(second)


def test_extending_gives_as_many_epochs_again_or_as_many_as_asked_for():
    run = make_run("perceptron", {"max_iter": 4, "tol": 0.0}, make_dragons(0, overlap=9.0))
    run.finish()
    assert run.verdict is Verdict.EPOCHS_REACHED
    assert run.snapshot().epoch == 5  # the rule of the lesson: the first epoch does not count
    for epochs, end in ((1, 6), (None, 11)):
        run.extend(epochs)
        assert run.verdict is Verdict.UNDER_WAY
        run.finish()
        assert run.snapshot().epoch == end


def test_going_on_with_other_dragons_gives_the_epochs_again_and_never_fewer_than_are_left():
    run = make_run("mlp", {"hidden_layer_sizes": (4,), "max_iter": 6})
    for done, end in ((2, 8), (8, 14), (8, 14), (14, 20)):
        run.advance(15 * (done - run.snapshot().epoch))
        assert run.snapshot().epoch == done
        run.replace(make_dragons(done))
        run.go_on()
        assert run.verdict is Verdict.UNDER_WAY
        assert run.snapshot().max_epochs == end


def test_a_snapshot_knows_its_settings_which_nobody_can_change():
    given = {**MODELS["perceptron"].defaults(), "tol": 0.5}
    run = Run(make_dragons(1), "perceptron", given, 3)
    given["tol"] = 7.0
    settings = run.snapshot().settings
    assert settings["tol"] == 0.5
    with pytest.raises(TypeError):
        settings["tol"] = 1.0


def test_a_run_under_way_or_converged_is_not_extended():
    run = make_run("perceptron", {"max_iter": 50}, make_dragons(0, overlap=0.2))
    run.extend(1)
    run.finish()
    assert run.verdict is Verdict.CONVERGED
    ended = bits(run)
    run.extend(5)
    run.advance(100)
    assert bits(run) == ended


def test_a_snapshot_scores_every_dragon_and_does_not_change():
    dataset = make_dragons(4, n_classes=3, n=30, overlap=2.0)
    run = make_run("multiclass", {}, dataset)
    run.advance(40)
    snapshot = run.snapshot()
    weights = snapshot.predictor.weights.copy()
    run.advance(40)
    np.testing.assert_array_equal(snapshot.predictor.weights, weights)
    np.testing.assert_array_equal(snapshot.predicted, snapshot.predictor.classify(dataset.X))
    assert not snapshot.predicted.flags.writeable
    for scores, chosen in ((snapshot.train, dataset.is_train), (snapshot.test, ~dataset.is_train)):
        expected = Scores.of(dataset.y[chosen], snapshot.predicted[chosen], 3)
        np.testing.assert_array_equal(scores.matrix, expected.matrix)
        assert scores.n == chosen.sum()


def test_the_dragon_visited_is_named_by_its_place_in_the_dataset():
    # Test dragons first, so that a place among the training dragons is another than that in the dataset.
    dataset = make_dragons(4)
    dataset = dataset.set_membership(np.arange(6), False).set_membership(np.arange(15, 20), True)
    run = make_run("perceptron", {}, dataset)
    assert len(run.snapshot().visited) == 0
    run.advance(3)
    assert run.snapshot().visited == [8]


@pytest.mark.parametrize(
    ("model", "chosen"), [("logistic", {}), ("mlp", {"batch_size": "all", "hidden_layer_sizes": (4,)})]
)
def test_a_step_that_looks_at_all_dragons_marks_none(model, chosen):
    run = make_run(model, chosen)
    run.advance(1)
    assert run.snapshot().epoch == 1
    assert len(run.snapshot().visited) == 0


def test_a_run_that_diverges_stops_and_keeps_its_last_finite_epoch():
    chosen = {
        "hidden_layer_sizes": (8,),
        "activation": "leaky_relu",
        "solver": "sgd",
        "learning_rate_init": 10.0,
        "max_iter": 500,
    }
    dataset = make_dragons(0).move(range(20), make_dragons(0).X * 100)
    run = make_run("mlp", {**chosen, "batch_size": "all"}, dataset)
    finite = []
    while run.verdict is Verdict.UNDER_WAY:
        finite.append(run.snapshot())
        run.advance(run.steps_to_epoch_end)
    snapshot = run.snapshot()
    assert run.verdict is Verdict.DIVERGED
    assert snapshot.epoch == finite[-1].epoch > 0
    assert len(snapshot.history.loss) == snapshot.epoch + 1
    assert np.isfinite(snapshot.history.loss).all()
    for ours, last in zip(snapshot.predictor.layers, finite[-1].predictor.layers, strict=True):
        np.testing.assert_array_equal(ours[0], last[0])
    assert np.isfinite(snapshot.predictor.scores(dataset.X)).all()
    run.extend()
    run.advance(10)
    assert run.verdict is Verdict.DIVERGED
    assert f"Diverged in epoch\xa0{snapshot.epoch + 1}:" in describe(snapshot, False)


@pytest.mark.timeout(30)
def test_one_call_may_end_more_epochs_than_the_history_holds():
    dragons = make_dragons(0, n=2, n_test=0)
    run = make_run("perceptron", {"max_iter": 300_000, "tol": 0.0}, dragons.move([0, 1], np.ones((2, 2))))
    run.finish()
    history = run.snapshot().history
    assert (history.epoch[0], history.epoch[-1]) == (0, 300_001)
    assert (np.diff(history.epoch) > 0).all()


@every_model
def test_an_interrupted_run_stands_still_until_it_may_go_on(model, chosen):
    run, fresh = make_run(model, chosen), make_run(model, chosen)
    run.restart()
    run.interrupt.set()
    run.advance(5)
    run.finish()
    assert run.advance_for(0.01) == 0
    assert run.untrained
    run.interrupt.clear()
    run.finish()
    fresh.finish()
    assert bits(run) == bits(fresh)
