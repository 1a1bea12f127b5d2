"""The parts of the benchmark that must be right for its figures to mean anything; nothing is timed here."""

import sys

import numpy as np
import pytest
import torch

from benchmarks import literal
from benchmarks.dragons import lesson, many
from benchmarks.figures import with_unit
from benchmarks.goal import Outcome, Row, at_least, at_most
from benchmarks.numpy_peer import NumpyScores, NumpyTraining
from benchmarks.profiling import profile_of
from benchmarks.region_rows import peer_map
from benchmarks.table import print_row
from benchmarks.timing import median_ratio, rates
from benchmarks.torch_peer import TorchScores, TorchTraining
from dragonviz.models import MLPClassifier, MulticlassPerceptron, Perceptron
from dragonviz.models.regions import SURENESS_LEVELS, regions_of


@pytest.mark.parametrize(
    ("goal", "figure", "outcome"),
    [
        (at_least(5), 5.0, Outcome.MET),
        (at_least(5), 4.99, Outcome.MISSED),
        (at_most(20, "ms"), 20.0, Outcome.MET),
        (at_most(20, "ms"), 20.1, Outcome.MISSED),
        (at_most(20, "ms"), float("inf"), Outcome.MISSED),
        (at_most(20, "ms"), None, Outcome.OPEN),
        (at_least(5), float("nan"), Outcome.OPEN),
    ],
)
def test_a_row_says_whether_its_goal_is_met(goal, figure, outcome):
    row = Row("something", goal, figure, "ms")
    assert row.outcome == outcome
    assert row.as_json()["outcome"] == str(outcome)


def test_what_was_watched_too_briefly_can_miss_its_goal_but_not_meet_it():
    outcomes = [Row("memory", at_most(5, "%"), figure, "MB", decides=False).outcome for figure in (1.0, 9.0)]
    assert outcomes == [Outcome.OPEN, Outcome.MISSED]


@pytest.mark.parametrize(
    ("goal", "figure", "shortfall"),
    [
        (at_most(20, "ms"), 22.4, "Missed by 12.0 %: 22.4 ms instead of 20 ms."),
        (at_least(1000), 553.0, "Missed by 44.7 %: 553 × instead of 1,000 ×."),
        (at_most(5, "%"), 20.0, "Missed by 300 %: 20.0 % instead of 5 %."),
        (at_most(20, "ms"), 20.0, ""),
        (at_most(20, "ms"), None, ""),
    ],
)
def test_a_row_that_misses_its_goal_says_by_how_much(goal, figure, shortfall):
    assert Row("something", goal, figure, "ms").shortfall == shortfall


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("asked_for", [(), (Outcome.MISSED,), tuple(Outcome)])
def test_a_row_is_profiled_if_its_outcome_is_among_those_asked_for(capsys, outcome, asked_for):
    figure = {Outcome.MET: 10.0, Outcome.MISSED: 30.0, Outcome.OPEN: None}[outcome]
    profiled = []
    row = Row("gap", at_most(20, "ms"), figure, "ms", profile=lambda: profiled.append(1) or "90.0 % here\n9.0 % there")
    for_machines = print_row(row, asked_for)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("gap ")
    assert lines[0].endswith(str(outcome))
    missed = outcome is Outcome.MISSED
    shortfall = ["    Missed by 50.0 %: 30.0 ms instead of 20 ms."] if missed else []
    profile = ["    90.0 % here", "    9.0 % there"] if outcome in asked_for else []
    assert lines[1:] == shortfall + profile
    assert len(profiled) == bool(profile)
    assert for_machines["shortfall"] == "".join(shortfall).strip()
    assert for_machines["profile"] == "\n".join(line.strip() for line in profile)


def test_a_profile_names_the_kernel_that_takes_the_time():
    fire = lesson("fire").dataset()
    model = Perceptron(max_iter=20_000, tol=0.0).fit(fire.X_train, fire.y_train)
    inclusive, exclusive = profile_of(lambda: model.fit(fire.X_train, fire.y_train)).split("by themselves:\n")
    assert "models/perceptron_learner.py advance" in inclusive
    # From Python 3.12 on the profiler hears nothing of a kernel: its time is that of whoever calls it.
    knows_kernels = sys.version_info < (3, 12)
    teller = "kernels/perceptron.py advance" if knows_kernels else "models/perceptron_learner.py advance"
    assert exclusive.splitlines()[0].endswith(teller)


def test_numbers_are_written_in_three_digits_with_their_unit():
    written = [with_unit(value, "samples/s") for value in (12.34, 91_234.0, 2.5e8)]
    assert written == ["12.3 samples/s", "91.2 k samples/s", "250 M samples/s"]
    assert with_unit(1234.5, "MB") == "1,234 MB"
    assert with_unit(None, "ms") == ""


def test_contestants_take_turns_and_rounds_are_compared_with_each_other():
    turns = []
    contestants = {name: lambda name=name: turns.append(name) or 10 for name in ("ours", "theirs")}
    measured = rates(contestants, 3)
    assert turns == ["ours", "theirs"] * 3
    assert {name: len(figures) for name, figures in measured.items()} == {"ours": 3, "theirs": 3}
    # A round in which the machine was ten times slower leaves the ratio alone.
    assert median_ratio([20.0, 2.0, 30.0], [10.0, 1.0, 10.0]) == 2.0


def test_the_literal_loops_find_the_weights_of_the_estimators():
    fire, colour = lesson("fire").dataset(), lesson("colour").dataset()
    ours = Perceptron(max_iter=5, tol=0.0).fit(fire.X_train, fire.y_train)
    weights, bias = literal.perceptron(fire.X_train, fire.y_train, epochs=6)
    np.testing.assert_allclose(ours.coef_[0], weights, rtol=1e-9)
    np.testing.assert_allclose(ours.intercept_[0], bias, rtol=1e-9)
    ours = MulticlassPerceptron(max_iter=5, tol=0.0).fit(colour.X_train, colour.y_train)
    weights, biases = literal.multiclass_perceptron(colour.X_train, colour.y_train, 3, epochs=6)
    np.testing.assert_allclose(ours.coef_, weights, rtol=1e-9)
    np.testing.assert_allclose(ours.intercept_, biases, rtol=1e-9)


@pytest.fixture(scope="module")
def colour():
    return lesson("colour").dataset()


@pytest.mark.slow
@pytest.mark.parametrize(("hidden", "activation"), [((10, 20, 40), "relu"), ((8, 8, 8), "tanh")])
def test_the_peers_train_the_network_that_ours_trains(colour, hidden, activation):
    X = (colour.X_train - colour.X_train.mean(axis=0)) / colour.X_train.std(axis=0)
    y, epochs, rate = colour.y_train, 20, 1e-3
    # One batch of all dragons, so that the order in which they are drawn does not matter.
    model = MLPClassifier(hidden, activation=activation, batch_size="all", learning_rate_init=rate, max_iter=epochs)
    start = model.start(X, y, 3).predictor().layers
    by_torch = TorchTraining(start, activation, rate, "fused")
    by_torch.train(torch.tensor(X, dtype=torch.float32), torch.tensor(y), len(y), epochs)
    by_numpy = NumpyTraining(start, activation, rate, len(y))
    by_numpy.train(X.astype(np.float32), y, epochs, np.random.default_rng(0))
    ours = model.fit(X, y).predictor_.layers
    for peer in (by_torch, by_numpy):
        for layer, peers, first in zip(ours, peer.layers(), start, strict=True):
            for mine, theirs, before in zip(layer, peers, first, strict=True):
                np.testing.assert_allclose(theirs, mine, rtol=1e-3, atol=1e-4)
                assert np.abs(mine - before).max() > 1e-2


def test_a_last_batch_that_is_smaller_is_trained_too(colour):
    X, y = colour.X_train[:25].astype(np.float32) / 100, colour.y_train[:25]
    start = MLPClassifier((8,)).start(X, y, 3).predictor().layers
    by_numpy = NumpyTraining(start, "relu", 1e-3, 10)
    assert by_numpy.train(X, y, 2, np.random.default_rng(0)) == 50
    assert all(np.isfinite(part).all() for layer in by_numpy.layers() for part in layer)


@pytest.mark.parametrize("scores_class", [TorchScores, NumpyScores])
@pytest.mark.parametrize(("hidden", "activation"), [((10, 20, 40), "relu"), ((8, 8, 8), "tanh")])
def test_the_peers_draw_the_map_that_ours_draws(colour, scores_class, hidden, activation):
    n = 64
    model = MLPClassifier(hidden, activation=activation, batch_size=10, learning_rate_init=3e-3, max_iter=8)
    predictor = model.fit(colour.X_train, colour.y_train).predictor_
    ours = regions_of(predictor, colour.bounds, n)
    theirs = peer_map(scores_class, predictor.layers, activation, colour.bounds, n)()
    assert theirs.rect == ours.rect
    assert len(theirs.borders) == len(ours.borders) > 0
    (my_class, my_level), (their_class, their_level) = (divmod(r.image, SURENESS_LEVELS) for r in (ours, theirs))
    # Rounding may put a point on a border to its other side, and a sureness between two levels into the next.
    assert np.mean(my_class == their_class) > 0.999
    same = my_class == their_class
    assert np.abs(my_level[same].astype(int) - their_level[same]).max() <= 1
    assert len(np.unique(my_class)) > 1


def test_many_dragons_are_as_many_as_asked_for_and_like_the_lessons():
    dataset = many(1000, "colour").dataset()
    assert len(dataset) == 1000
    assert set(dataset.y) == {0, 1, 2}
    assert len(np.unique(dataset.X[:, 1])) > 800
