"""The speed of training and of reporting, by a clock that stands still unless it is told to move."""

import math

import numpy as np
import pytest

from dragonviz.app import steps_owed, training_worker
from dragonviz.app.run_order import RunOrder, RunSpec
from dragonviz.models.catalogue import MODELS
from dragonviz.models.kernels.first_compilation import KernelCompiler
from dragonviz.scenes.speed import FASTEST, SPEEDS, Speed, Unit
from dragonviz.scenes.view_state import default_speeds, next_speed
from dragonviz.training.run import Run
from tests.app.laboratory import ENDLESS, INSEPARABLE

STEPS_PER_EPOCH = 1500


class Clock:
    now = 100.0

    def perf_counter(self):
        return self.now


class Reports(list):
    """In place of the region thread: all that is reported, in turn."""

    ask = list.append


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    for module in (training_worker, steps_owed):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def worker(qapp):
    """One in this thread, whose slices are made by the test."""
    worker = training_worker.TrainingWorker(KernelCompiler(), Reports())
    spec = RunSpec("perceptron", {**MODELS["perceptron"].defaults(), **ENDLESS}, seed=1)
    worker.orders.put(RunOrder(spec, INSEPARABLE))
    worker.follow()
    assert worker._run.steps_per_epoch == STEPS_PER_EPOCH
    yield worker
    worker.clear()


@pytest.fixture
def slow(monkeypatch):
    """Runs that do a hundred steps a slice and no more, whatever the machine can."""
    advance_for = Run.advance_for

    def advance_slowly(run, seconds, most=None):
        run._steps_per_second = 100 / seconds
        return advance_for(run, seconds, most)

    monkeypatch.setattr(Run, "advance_for", advance_slowly)


def play(worker, per_second, unit=Unit.STEP):
    worker.set_speed(Speed(per_second, unit))
    worker.play(1)
    worker._regions.clear()


def steps_done(worker):
    return place(worker._run.snapshot())


def place(snapshot):
    return snapshot.epoch * snapshot.steps_per_epoch + snapshot.step


# Steps


@pytest.mark.parametrize("speed", [1, 5, 20, 1000, 50_000])
def test_the_speed_is_kept_whatever_the_slices(worker, clock, speed):
    play(worker, speed)
    rng = np.random.default_rng(speed)
    while clock.now < 103.0:
        clock.now += rng.uniform(0.001, 0.03)
        for _ in range(20):
            worker._slice()
    assert steps_done(worker) == pytest.approx(speed * (clock.now - 100.0), abs=1)


def test_time_that_was_lost_is_not_made_up_for(worker, clock):
    play(worker, 1000)
    clock.now += 60.0
    for _ in range(50):
        worker._slice()
    assert 1 <= steps_done(worker) <= 100


def test_at_one_step_a_second_the_first_comes_after_a_second(worker, clock):
    play(worker, 1)
    for tick in range(1, 50):
        clock.now += 0.0625
        worker._slice()
        assert steps_done(worker) == tick // 16


def test_a_change_of_speed_takes_effect_at_once(worker, clock):
    play(worker, 1)
    clock.now += 0.9
    worker.set_speed(Speed(100, Unit.STEP))
    clock.now += 0.0625
    for _ in range(10):
        worker._slice()
    assert steps_done(worker) == 6


def test_steps_are_seen_within_the_epoch(worker, clock):
    play(worker, 20)
    for _ in range(64):
        clock.now += 1 / 64
        worker._slice()
    assert [report.snapshot.step for report in worker._regions] == list(range(1, 21))


# Epochs


@pytest.mark.parametrize("speed", [1, 2, 5, 20, 100])
def test_so_many_epochs_a_second_are_kept_whatever_the_slices(worker, clock, speed):
    play(worker, speed, Unit.EPOCH)
    rng = np.random.default_rng(speed)
    while clock.now < 103.0:
        clock.now += rng.uniform(0.001, 0.03)
        for _ in range(20):
            worker._slice()
    assert worker._run.snapshot().epoch == pytest.approx(speed * (clock.now - 100.0), abs=1)


@pytest.mark.parametrize("speed", [1, 5, 20, 100])
def test_epochs_are_landed_on_exactly(worker, clock, speed):
    play(worker, speed, Unit.EPOCH)
    while clock.now < 103.0:
        clock.now += 1 / 64
        for _ in range(3):
            worker._slice()
    assert len(worker._regions) >= 3
    assert [report.snapshot.step for report in worker._regions] == [0] * len(worker._regions)
    epochs = [report.snapshot.epoch for report in worker._regions]
    if speed <= 20:
        # None is left out as long as an eye could follow.
        assert epochs == list(range(1, len(epochs) + 1))


def test_an_epoch_that_was_begun_by_steps_is_finished_first(worker, clock):
    for number in range(1, 8):
        worker.step(number)
    worker.set_speed(Speed(2, Unit.EPOCH))
    worker.play(8)
    worker._regions.clear()
    while clock.now < 102.0:
        clock.now += 1 / 64
        worker._slice()
    assert {report.snapshot.step for report in worker._regions} == {0}


def test_an_epoch_that_takes_long_is_looked_at_within_and_the_speed_is_kept(worker, clock, slow):
    play(worker, 1, Unit.EPOCH)
    # Each epoch has fifteen slices, which take most of its second.
    while clock.now < 110.0:
        clock.now += 0.05
        worker._slice()
    assert steps_done(worker) / STEPS_PER_EPOCH == pytest.approx(10, abs=1)
    reports = [report.snapshot for report in worker._regions]
    ends = [snapshot.epoch for snapshot in reports if snapshot.step == 0]
    assert ends == list(range(1, len(ends) + 1))
    assert len(ends) >= 9
    # Four times a second, and no more: it is no strobe.
    within = [snapshot for snapshot in reports if snapshot.step]
    assert 9 <= len(within) <= 40


def test_where_the_machine_is_too_slow_it_trains_all_the_time(worker, clock, slow):
    play(worker, 5, Unit.EPOCH)
    for _ in range(200):
        clock.now += 0.02
        worker._slice()
    # But for the first epoch, which was waited for.
    assert steps_done(worker) >= (200 - 15) * 100
    assert [report.snapshot.step for report in worker._regions if report.snapshot.step] != []


def test_an_epoch_is_not_seen_within_if_it_ends_soon(worker, clock, slow):
    play(worker, 1, Unit.EPOCH)
    while clock.now < 105.0:
        clock.now += 0.01
        worker._slice()
    assert {report.snapshot.step for report in worker._regions} == {0}


# As fast as it can


def test_reports_come_at_most_once_a_frame(worker, clock):
    worker.play(1)
    worker._regions.clear()
    for _ in range(64):
        clock.now += 1 / 256
        worker._slice()
    # A quarter of a second.
    assert 12 <= len(worker._regions) <= 16


# What there is to choose


def test_a_speed_says_what_it_counts():
    assert [str(speed) for speed in (Speed(1, Unit.STEP), Speed(20), Speed(1000, Unit.STEP), FASTEST)] == [
        "1 step/s",
        "20 epochs/s",
        "1,000 steps/s",
        "as fast as it can",
    ]
    assert [speed for speed in SPEEDS if speed.flat_out] == [FASTEST]
    assert math.isinf(FASTEST.per_second)


def test_one_can_go_through_all_speeds_and_stays_at_the_ends():
    speed, passed = SPEEDS[0], [SPEEDS[0]]
    for _ in range(len(SPEEDS) + 3):
        speed = next_speed(speed, +1)
        passed.append(speed)
    assert tuple(passed[: len(SPEEDS)]) == SPEEDS
    assert passed[-1] == FASTEST
    assert next_speed(SPEEDS[0], -1) == SPEEDS[0]
    assert set(default_speeds().values()) <= set(SPEEDS)
    assert set(default_speeds()) == set(MODELS)
