"""What becomes of a run whose dragons change: retrained at once, progressively, or just going on."""

from __future__ import annotations

import pytest

from dragonviz.app import steps_owed, training_worker
from dragonviz.app.run_order import RunOrder, RunReport, RunSpec
from dragonviz.app.training_worker import TrainingWorker
from dragonviz.models.catalogue import MODELS
from dragonviz.models.kernels.first_compilation import KernelCompiler
from dragonviz.models.learner import Verdict
from dragonviz.scenes.speed import Speed
from dragonviz.training.run import Run
from tests.training.few_dragons import make_dragons

BEFORE = make_dragons(0, overlap=9.0)
AFTER = BEFORE.move([0, 3], [[20.0, -10.0], [5.0, 5.0]])
MLP = {"hidden_layer_sizes": (4,), "batch_size": 5, "max_iter": 6}
LINEAR = [("logistic", {}), ("perceptron", {"max_iter": 40}), ("multiclass", {"max_iter": 40, "shuffle": True})]


def run_of(model, chosen, dataset=BEFORE):
    return Run(dataset, model, {**MODELS[model].defaults(), **chosen}, seed=1)


def bits(snapshot):
    predictor = snapshot.predictor
    layers = predictor.layers if hasattr(predictor, "layers") else [(predictor.weights, predictor.biases)]
    return snapshot.epoch, snapshot.step, snapshot.verdict, *[array.tobytes() for layer in layers for array in layer]


class LastReport:
    """In place of the region thread: keeps what it would be asked about."""

    def __init__(self):
        self._report = None

    def ask(self, report):
        self._report = report

    def take(self) -> RunReport | None:
        """The newest report since the last call, or None."""
        report, self._report = self._report, None
        return report


class Bench:
    """A worker in this thread, whose slices are made by the test."""

    def __init__(self, model, chosen, steps=0):
        self.reports = LastReport()
        self.worker = TrainingWorker(KernelCompiler(), self.reports)
        self.failures = []
        self.worker.failed.connect(self.failures.append)
        self._n_commands = 0
        self.begin(model, chosen)
        for _ in range(steps):
            self.command("step")
        self.report = self.reports.take()

    def begin(self, model, chosen, **how):
        self.spec = RunSpec(model, {**MODELS[model].defaults(), **chosen}, seed=1)
        self.order(BEFORE, since=self._n_commands, **how)

    def order(self, dataset, **how):
        self.worker.orders.put(RunOrder(self.spec, dataset, **how))
        self.worker.follow()

    def command(self, name):
        self._n_commands += 1
        getattr(self.worker, name)(self._n_commands)

    def train(self):
        self.command("play")
        self.go_on_to_the_end()

    def go_on_to_the_end(self):
        while self.worker._timer.isActive():
            self.worker._slice()
        self.report = self.reports.take()

    def change(self, dataset, **how):
        """Hand over other dragons, and take the one report that follows."""
        self.reports.take()
        self.order(dataset, **how)
        self.report = self.reports.take()
        assert self.report.snapshot.dataset is dataset


class StandingClock:
    """As if no time passed, so that all is done at once, however slow the machine is."""

    def perf_counter(self):
        return 100.0


@pytest.fixture
def bench(qapp, monkeypatch):
    clock = StandingClock()
    for module in (training_worker, steps_owed):
        monkeypatch.setattr(module, "time", clock)
    benches = []

    def make(*arguments, **keywords):
        benches.append(Bench(*arguments, **keywords))
        return benches[-1]

    yield make
    for each in benches:
        each.worker.clear()
        assert each.failures == []


@pytest.mark.parametrize(("model", "chosen"), [*LINEAR, ("mlp", MLP)])
@pytest.mark.parametrize("dragged", [True, False])
def test_a_run_that_has_ended_is_trained_again_in_one_report(bench, model, chosen, dragged):
    bench = bench(model, chosen)
    bench.train()
    expected = run_of(model, chosen, AFTER)
    expected.finish()
    bench.change(AFTER, again=True, dragged=dragged)
    assert bits(bench.report.snapshot) == bits(expected.snapshot())
    assert not bench.report.playing


@pytest.mark.parametrize(("model", "chosen"), [*LINEAR, ("mlp", MLP)])
def test_how_it_got_there_does_not_matter(bench, model, chosen):
    bench = bench(model, chosen)
    bench.train()
    epochs = set()
    for k in range(5):
        bench.change(BEFORE.move([0], [[k, k]]), again=True, dragged=True)
        bench.change(AFTER, again=True, dragged=True)
        epochs.add(bits(bench.report.snapshot))
    assert len(epochs) == 1


@pytest.mark.parametrize(("model", "chosen"), [*LINEAR, ("mlp", MLP)])
def test_a_drag_retrains_a_run_under_way_and_other_changes_let_it_go_on(bench, model, chosen):
    bench = bench(model, chosen, steps=3)
    expected = run_of(model, chosen)
    expected.advance(3)
    expected.replace(AFTER)
    bench.change(AFTER, again=True, dragged=False)
    assert bits(bench.report.snapshot) == bits(expected.snapshot())
    bench.change(BEFORE, again=True, dragged=True)
    assert bench.report.snapshot.verdict is not Verdict.UNDER_WAY


@pytest.mark.parametrize("again", [True, False])
def test_an_untrained_run_stays_untrained(bench, again):
    bench = bench("perceptron", {})
    bench.change(AFTER, again=again, dragged=True)
    assert bench.report.snapshot.untrained
    assert not bench.report.playing


def test_an_mlp_that_goes_on_has_its_epochs_again_on_the_moved_dragons(bench):
    bench = bench("mlp", MLP)
    bench.train()
    expected = run_of("mlp", MLP)
    expected.finish()
    expected.replace(AFTER)
    bench.change(AFTER, again=False, dragged=True)
    assert bits(bench.report.snapshot)[3:] == bits(expected.snapshot())[3:]
    assert bench.report.playing
    assert bench.report.snapshot.epoch == 6
    expected.go_on()
    expected.finish()
    bench.go_on_to_the_end()
    assert bench.report.snapshot.epoch == 12
    assert bits(bench.report.snapshot) == bits(expected.snapshot())
    assert not bench.report.playing


def test_an_mlp_that_goes_on_while_it_trains_keeps_its_speed(bench):
    bench = bench("mlp", MLP, steps=4)
    bench.worker.set_speed(Speed(2.0))
    bench.command("play")
    bench.change(AFTER, again=False, dragged=True)
    assert bench.report.playing
    assert bench.worker._timer.interval() > 0
    assert not bench.worker._retraining


def test_a_pause_ends_a_retraining(bench, monkeypatch):
    monkeypatch.setattr(training_worker, "_AT_ONCE", 0.0)
    bench = bench("mlp", {**MLP, "max_iter": 10**9}, steps=1)
    bench.change(AFTER, again=True, dragged=True)
    assert bench.report.playing
    bench.command("pause")
    assert not bench.worker._timer.isActive()
    assert not bench.reports.take().playing


class Clock:
    """Ticks each time somebody looks."""

    now = 0.0

    def perf_counter(self):
        self.now += 0.004
        return self.now


def test_what_takes_longer_is_shown_as_it_comes_and_begins_again_with_the_next_change(bench, monkeypatch):
    endless = {**MLP, "max_iter": 10**9}
    bench = bench("mlp", endless, steps=1)
    clock = Clock()
    for module in (training_worker, steps_owed):
        monkeypatch.setattr(module, "time", clock)
    bench.change(AFTER, again=True, dragged=True)
    first = bench.report
    assert first.playing
    # It was not shown before it had had its time, some twenty slices.
    assert first.snapshot.epoch > 0
    seen = [first.snapshot.epoch]
    for _ in range(20):
        bench.worker._slice()
        report = bench.reports.take()
        if report is not None:
            seen.append(report.snapshot.epoch)
    assert len(seen) > 3
    assert seen == sorted(set(seen))
    # Far beyond what the time for one change allows.
    for _ in range(200):
        bench.worker._slice()
    long_after = bench.reports.take().snapshot.epoch
    bench.change(BEFORE, again=True, dragged=True)
    assert 0 < bench.report.snapshot.epoch < long_after


def test_a_run_that_begins_while_another_is_retrained_waits_to_be_trained(bench, monkeypatch):
    monkeypatch.setattr(training_worker, "_AT_ONCE", 0.0)
    bench = bench("mlp", {**MLP, "max_iter": 10**9}, steps=1)
    bench.change(AFTER, again=True, dragged=True)
    assert bench.worker._timer.isActive()
    bench.begin("perceptron", {})
    assert not bench.worker._timer.isActive()
    report = bench.reports.take()
    assert (report.snapshot.model, report.snapshot.untrained, report.playing) == ("perceptron", True, False)


def test_a_run_trains_from_its_beginning_if_that_is_wanted(bench):
    bench = bench("perceptron", {"max_iter": 40})
    bench.begin("multiclass", {"max_iter": 40}, playing=True)
    assert bench.reports.take().playing
    expected = run_of("multiclass", {"max_iter": 40})
    expected.finish()
    bench.go_on_to_the_end()
    assert bits(bench.report.snapshot) == bits(expected.snapshot())


def test_a_retraining_at_once_ends_when_everything_does(bench, monkeypatch):
    """Else closing would wait for it: it lasts as long as its clock says, and this one stands still."""
    bench = bench("mlp", {**MLP, "max_iter": 10**9}, steps=1)
    slices = []
    advance_for = Run.advance_for

    def last_slice(run, *arguments, **keywords):
        slices.append(run)
        assert len(slices) < 10, "it goes on though it is to stop"
        if len(slices) == 3:
            bench.worker.stopping.set()
        return advance_for(run, *arguments, **keywords)

    monkeypatch.setattr(Run, "advance_for", last_slice)
    bench.change(AFTER, again=True, dragged=True)
    assert len(slices) == 3


def test_a_retraining_does_not_outlast_the_stage(bench):
    bench = bench("mlp", {**MLP, "max_iter": 10**9}, steps=1)
    bench.worker.stopping.set()
    bench.change(AFTER, again=True, dragged=True)
    bench.worker._slice()
    assert not bench.worker._timer.isActive()
