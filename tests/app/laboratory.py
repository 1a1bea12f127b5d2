"""An engine under test: driven by its signals, and seen through its reports."""

from __future__ import annotations

from dragonviz.app.engine import Engine
from dragonviz.app.training_worker import Start
from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from tests.training.few_dragons import make_dragons

# A run with these settings on these dragons lasts until somebody stops it.
ENDLESS = {"max_iter": 1_000_000_000, "tol": 0.0}
INSEPARABLE = make_dragons(0, n=2000, n_test=500, overlap=9.0)


class Laboratory:
    """An engine, and what it has reported."""

    def __init__(self, qtbot):
        self.engine, self._qtbot = Engine(), qtbot
        self.engine.begin()
        self.reports, self.failures = [], []
        self.engine.reported.connect(self.reports.append)
        self.engine.failed.connect(self.failures.append)

    def begin(self, model="perceptron", dataset=None, seed=1, **chosen):
        """Start a run, and wait until it says that it is there."""
        dataset = INSEPARABLE if dataset is None else dataset
        start = Start(dataset, model, {**MODELS[model].defaults(), **chosen}, seed)
        self.engine.start.emit(start)
        self.wait_for(lambda report: report.start is start)
        return start

    @property
    def snapshot(self):
        return self.reports[-1].snapshot

    def wait_for(self, condition):
        """Wait until the newest report fulfils a condition."""
        self._qtbot.waitUntil(lambda: bool(self.reports) and condition(self.reports[-1]), timeout=30_000)

    def wait_for_another(self, condition):
        """Wait until a report that is still to come fulfils a condition."""
        self.reports.clear()
        self.wait_for(condition)

    def wait_for_failure(self, n):
        self._qtbot.waitUntil(lambda: len(self.failures) == n, timeout=30_000)


def ended(report):
    """Whether a report says that its run is over."""
    return report.snapshot.verdict is not Verdict.UNDER_WAY and not report.playing
