"""A controller at work without any thread, with a stage and frames that write down what they are told."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import QObject, Signal

from dragonviz.app.commands import OpenFile, Redo, Undo
from dragonviz.app.controller import Controller
from dragonviz.app.mailbox import Mailbox
from dragonviz.app.preloader import Preloader
from dragonviz.app.run_order import RunOrder, RunSpec
from dragonviz.app.stage import Stage
from dragonviz.explain.sentences import obstacle
from dragonviz.models.kernels.first_compilation import KernelCompiler
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source


class RecordingStage:
    """Keeps the scene that it has to follow, and what it was asked for."""

    has_learned = False
    can_look_back = True

    def __init__(self):
        self.scene = None
        self.edits, self.asked = [], []
        self.playing = False

    @property
    def obstacle(self):
        return obstacle(self.scene.dataset) or ""

    @property
    def spec(self):
        return None if self.obstacle else RunSpec.of(self.scene.setup)

    def follow(self, scene, edit):
        self.scene = scene
        self.edits.append(edit)

    def ready(self):
        return self.spec is not None

    def drop(self):
        self.asked.append("drop")

    def toggle_training(self):
        self.asked.append("toggle_training")

    def step(self):
        self.asked.append("step")

    def epoch(self):
        self.asked.append("epoch")

    def restart(self):
        self.asked.append("restart")


class OrderBook(Mailbox):
    """A box for orders that remembers all of them."""

    def __init__(self):
        super().__init__(RunOrder.after)
        self.orders = []

    def put(self, item):
        self.orders.append(item)
        return super().put(item)


class IdleStage(Stage):
    """A real stage whose threads are too busy to hear of anything."""

    def __init__(self):
        compiler = KernelCompiler()
        super().__init__(SimpleNamespace(compiler=compiler, preloader=Preloader(compiler)))
        self.book = self._trainer.orders = OrderBook()
        self.commands = []
        for name in ("play", "pause", "step", "epoch"):
            getattr(self, f"_{name}").connect(lambda _, name=name: self.commands.append(name))

    @property
    def specs(self):
        """Of every run so far, in turn."""
        return list(dict.fromkeys(order.spec for order in self.book.orders if order.spec is not None))

    def has_ordered_what_belongs_to(self, scene):
        """Whether the order that waits for the training thread is all that it needs to know."""
        waiting = self.book._item
        if obstacle(scene.dataset) is not None:
            return self.spec is None and (waiting is None or waiting.spec is None)
        spec, setup = self.spec, scene.setup
        return (
            waiting.spec is spec
            and (spec.model, spec.settings, spec.seed) == (setup.model, setup.values, setup.seed)
            and waiting.dataset is scene.dataset
        )


class RecordingFrames:
    """Keeps the scenes that are to be shown."""

    def __init__(self):
        self.shown = []

    def set_scene(self, scene, by_hand=False):
        self.shown.append((scene, by_hand))

    def seen(self, scene):
        return scene


class StubOpener(QObject):
    """Reads nothing; the test says what came of it."""

    opened = Signal(object, str)
    made = Signal(object)
    refused = Signal(str)
    offered = Signal(str, object)

    def __init__(self):
        super().__init__()
        self.paths, self.names, self.without_missing = [], [], []

    def open(self, path):
        self.paths.append(path)

    def make(self, name):
        self.names.append(name)

    def open_without_missing(self, command):
        self.without_missing.append(command)


class StubSaver(QObject):
    """Writes nothing; the test says what came of it."""

    saved = Signal(str, object)
    refused = Signal(str)

    def __init__(self):
        super().__init__()
        self.asked = []

    def save(self, path, dataset):
        self.asked.append((path, dataset))


class Desk:
    """A controller, what it has said, and those that it talks to."""

    def __init__(self, n_dragons=None, stage=None):
        self.stage = RecordingStage() if stage is None else stage
        self.frames, self.opener, self.saver = RecordingFrames(), StubOpener(), StubSaver()
        self.controller = Controller(self.stage, self.frames, self.opener, self.saver)
        self.refusals, self.offers, self.told, self.deeds = [], [], [], []
        self.controller.refused.connect(self.refusals.append)
        self.controller.offered.connect(lambda sentence, offer: self.offers.append((sentence, offer)))
        self.controller.told.connect(self.told.append)
        self.controller.deed_done.connect(lambda: self.deeds.append(None))
        source = Source.bundled()
        dataset = source.dataset()
        if n_dragons is not None:
            dataset = dataset.remove(range(n_dragons, len(dataset)))
        self.controller.set_scene(Scene(source, dataset))

    def do(self, *wanted):
        for each in wanted:
            self.controller.do(each)

    def undo(self):
        self.do(Undo())

    def redo(self):
        self.do(Redo())

    def open(self, source):
        """Have a file read, which makes this source."""
        self.do(OpenFile("a.csv"))
        self.opener.opened.emit(source, "a.csv")

    @property
    def scene(self):
        return self.controller.scene

    @property
    def stack(self):
        return self.controller.undo_stack


def same_but_for_the_view(scene, other):
    """Whether two scenes differ at most in how they are looked at."""
    return scene.source is other.source and scene.dataset is other.dataset and scene.setups is other.setups
