"""An engine without threads, for tests of the controller: it knows what a real one would have at hand."""

from PySide6.QtCore import QObject, Signal


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
