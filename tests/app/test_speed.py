"""The speed of training and of reporting, by a clock that stands still unless it is told to move."""

import numpy as np
import pytest

from dragonviz.app import training_worker
from dragonviz.app.region_worker import RegionWorker
from dragonviz.app.training_worker import Start
from dragonviz.models.catalogue import MODELS
from dragonviz.models.kernels.first_compilation import KernelCompiler
from tests.app.laboratory import ENDLESS, INSEPARABLE


class Clock:
    now = 100.0

    def perf_counter(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(training_worker, "time", clock)
    return clock


@pytest.fixture
def worker(qapp):
    """One in this thread, whose slices are made by the test."""
    worker = training_worker.TrainingWorker(KernelCompiler(), RegionWorker())
    start = Start(INSEPARABLE, "perceptron", {**MODELS["perceptron"].defaults(), **ENDLESS}, 1)
    worker.start(start)
    yield worker
    worker.clear()


def steps_done(worker):
    snapshot = worker._run.snapshot()
    return snapshot.epoch * snapshot.steps_per_epoch + snapshot.step


@pytest.mark.parametrize("speed", [1, 5, 20, 1000, 50_000])
def test_the_speed_is_kept_whatever_the_slices(worker, clock, speed):
    worker.set_speed(float(speed))
    worker.play()
    rng = np.random.default_rng(speed)
    while clock.now < 103.0:
        clock.now += rng.uniform(0.001, 0.03)
        for _ in range(20):
            worker._slice()
    assert steps_done(worker) == pytest.approx(speed * (clock.now - 100.0), abs=1)


def test_time_that_was_lost_is_not_made_up_for(worker, clock):
    worker.set_speed(1000.0)
    worker.play()
    clock.now += 60.0
    for _ in range(50):
        worker._slice()
    assert 1 <= steps_done(worker) <= 100


def test_at_one_step_a_second_the_first_comes_after_a_second(worker, clock):
    worker.set_speed(1.0)
    worker.play()
    for tick in range(1, 50):
        clock.now += 0.0625
        worker._slice()
        assert steps_done(worker) == tick // 16


def test_a_change_of_speed_takes_effect_at_once(worker, clock):
    worker.set_speed(1.0)
    worker.play()
    clock.now += 0.9
    worker.set_speed(100.0)
    clock.now += 0.0625
    for _ in range(10):
        worker._slice()
    assert steps_done(worker) == 6


def test_reports_come_at_most_once_a_frame(worker, clock):
    seen = []
    worker.updated.connect(lambda: seen.append(worker.reports.take()))
    worker.reports.take()
    worker.play()
    seen.clear()
    for _ in range(64):
        clock.now += 1 / 256
        worker._slice()
    # A quarter of a second.
    assert 12 <= len(seen) <= 16
