"""Where a run's checkpoints are: evenly spread, within their memory, and not so often that training is slowed."""

import numpy as np
import pytest

from dragonviz.training import pace
from dragonviz.training.pace import Pace
from dragonviz.training.run import Run
from tests.training.few_dragons import make_dragons

MOST_BYTES = 100_000


@pytest.fixture
def run(monkeypatch):
    """A run that takes a checkpoint at every step, as long as there is room."""
    monkeypatch.setattr(pace, "_INTERVAL", 0.0)
    monkeypatch.setattr(pace, "_LARGEST_SHARE", 1e9)
    settings = {"max_iter": 10_000, "tol": 0.0, "shuffle": False, "standardize": False, "inputs": ()}
    return Run(make_dragons(0, overlap=9.0), "perceptron", settings, 3, most_bytes=MOST_BYTES)


def positions(run):
    return [place.epoch + place.step / run.steps_per_epoch for place in run._course.timeline.places]


def test_they_stay_evenly_spread_however_long_the_run_is(run):
    timeline = run._course.timeline
    for _ in range(60):
        run.advance(997)
        where = positions(run)
        assert timeline.nbytes <= MOST_BYTES
        assert where[0] == 0
        apart = np.diff(where)
        assert (apart > 0).all()
        assert apart.max() <= 4.1 * max(apart.min(), 1 / 15)
    assert len(timeline) > 15


def test_those_of_changes_stay_longest(run):
    for number in range(4):
        run.advance(15)
        run.replace(make_dragons(number, overlap=9.0))
    run.advance(30_000)
    assert [place for place in run._course.timeline.places if place in [(n, 0) for n in range(5)]] == [
        (n, 0) for n in range(5)
    ]


def test_many_changes_at_one_place_are_one(run):
    run.advance(20)
    n = len(run._course.timeline)
    for number in range(50):
        run.replace(make_dragons(number, overlap=9.0))
    assert len(run._course.timeline) == n


def test_dragons_count_as_memory_once(run):
    timeline = run._course.timeline
    run.advance(3)
    before = timeline.nbytes
    run.advance(1)
    one = timeline.nbytes - before
    many = make_dragons(0, n=1000)
    run.replace(many)
    begin = timeline.nbytes
    assert begin - before > many.X.nbytes
    run.advance(1)
    assert timeline.nbytes - begin == pytest.approx(one, abs=100)


def take(pace, seconds_per_step, step=0, steps_per_epoch=1000):
    """Let a model of this speed train until a checkpoint is due; the steps that that took."""
    done = 0
    while not pace.is_due(step == 0):
        n = pace.steps(step, steps_per_epoch)
        pace.note_steps(n, n * seconds_per_step)
        done += n
        step = (step + n) % steps_per_epoch
    return done, step


@pytest.mark.parametrize("seconds_per_step", [1e-8, 1e-6, 1e-5, 1e-3, 1.0])
@pytest.mark.parametrize("cost", [1e-6, 1e-4, 1e-2])
def test_checkpoints_take_a_fiftieth_of_the_time_at_most(seconds_per_step, cost):
    pace = Pace()
    step = 0
    take(pace, seconds_per_step)
    for _ in range(10):
        pace.note_checkpoint(cost)
        done, step = take(pace, seconds_per_step, step)
        seconds = done * seconds_per_step
        assert seconds >= 0.999 * max(0.005, 50 * cost)
        assert seconds <= max(3 * max(0.005, 50 * cost), 2 * seconds_per_step)


def test_an_epoch_that_is_short_is_not_cut():
    pace = Pace()
    _, step = take(pace, 1e-5, steps_per_epoch=288)
    for _ in range(20):
        pace.note_checkpoint(1e-5)
        done, step = take(pace, 1e-5, step, steps_per_epoch=288)
        assert step == 0
        assert done == 576
