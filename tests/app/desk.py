"""A controller with an engine that has no threads, but knows what a real one would have at hand."""

from PySide6.QtCore import QObject, Signal

from dragonviz.app.controller import Controller
from dragonviz.explain.sentences import obstacle
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source


class RecordingEngine(QObject):
    """Keeps the run that the controller's orders amount to: (Start, the dragons that it has now), or None."""

    reported = Signal(object)
    opened = Signal(object)
    failed = Signal(object)

    start = Signal(object)
    play = Signal()
    pause = Signal()
    step = Signal()
    epoch = Signal()
    clear = Signal()
    open = Signal(str)

    def __init__(self):
        super().__init__()
        self.run = None
        self.starts, self.changes, self.orders = [], [], []
        self.start.connect(self._begin)
        self.clear.connect(self._drop)
        for name in ("play", "pause", "step", "epoch"):
            getattr(self, name).connect(lambda name=name: self.orders.append(name))

    def change(self, change):
        """Take other dragons, which only a run can."""
        assert self.run is not None
        self.changes.append(change)
        self.run = self.run[0], change.dataset

    def _begin(self, start):
        self.starts.append(start)
        self.run = start, start.dataset

    def _drop(self):
        self.run = None


class Desk:
    """A controller, what it has said, and the engine that it gives orders to."""

    in_use = []

    def __init__(self, n_dragons=None):
        self.in_use.append(self)
        self.engine = RecordingEngine()
        self.controller = Controller(self.engine)
        self.refusals, self.told, self.obstacles, self.failures, self.reports = [], [], [], [], []
        self.controller.refused.connect(self.refusals.append)
        self.controller.told.connect(self.told.append)
        self.controller.obstructed.connect(self.obstacles.append)
        self.controller.failed.connect(lambda *failure: self.failures.append(failure))
        self.controller.reported.connect(self.reports.append)
        source = Source.bundled()
        dataset = source.dataset()
        if n_dragons is not None:
            dataset = dataset.remove(range(n_dragons, len(dataset)))
        self.controller.show(Scene(source, dataset))

    @property
    def scene(self):
        return self.controller.scene

    @property
    def stack(self):
        return self.controller.undo_stack

    def engine_has_what_the_scene_says(self):
        run, scene = self.engine.run, self.scene
        if obstacle(scene.dataset) is not None:
            assert run is None
        else:
            start, dataset = run
            assert (start.model, start.settings, start.seed) == (scene.model, scene.values, scene.seed)
            assert start.dataset.task == scene.dataset.task
            assert dataset is scene.dataset
