"""A stage under test, with its threads: driven by scenes, and seen through what it says of its run."""

from __future__ import annotations

from dataclasses import replace

from dragonviz.app.run_order import RunReport
from dragonviz.app.services import Services
from dragonviz.app.stage import Stage
from dragonviz.dragons import Dataset
from dragonviz.models.learner import Verdict
from dragonviz.scenes.edits import Edit, MoveDragons
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import Setup, default_settings
from dragonviz.scenes.speed import FASTEST, Speed
from dragonviz.scenes.view_state import ViewState, default_speeds
from tests.training.few_dragons import make_dragons

# A run with these settings on these dragons lasts until somebody stops it.
ENDLESS = {"max_iter": 1_000_000_000, "tol": 0.0}
INSEPARABLE = make_dragons(0, n=2000, n_test=500, overlap=9.0)
AS_FAST_AS_IT_CAN = ViewState(speeds=dict.fromkeys(default_speeds(), FASTEST))


def scene_of(dataset: Dataset, model: str = "perceptron", seed: int = 1, **chosen: object) -> Scene:
    """Dragons of a source of their own, trained as fast as the machine can."""
    settings = default_settings()
    setup = Setup(model, {**settings, model: {**settings[model], **chosen}}, seed)
    return Scene(object(), dataset, (setup,), AS_FAST_AS_IT_CAN)


class Laboratory:
    """A stage, what it has told, and the scene that it follows."""

    def __init__(self, qtbot):
        self._qtbot = qtbot
        self.services = Services()
        self.stage = Stage(self.services)
        self.scene = None
        self.pictures, self.failures = [], []
        self.stage.picture_came.connect(self._take)
        self.stage.failed.connect(lambda *failure: self.failures.append(failure))
        self.stage.start_threads()

    def stop(self):
        """End everything, in the window's order."""
        self.services.stop()
        stopped = self.stage.stop()
        self.services.stop_collecting()
        return stopped

    # What a person does

    def begin(self, model="perceptron", dataset=None, seed=1, **chosen):
        """Show a scene with other dragons, and wait until its run says that it is there."""
        self.show(scene_of(INSEPARABLE if dataset is None else dataset, model, seed, **chosen))
        spec = self.stage.spec
        self.wait_for(lambda report: report.spec is spec)
        return self.scene

    def show(self, scene: Scene, edit: Edit | None = None):
        self.scene = scene
        self.stage.follow(scene, edit)

    def do(self, edit: Edit):
        self.show(edit.apply(self.scene), edit)

    def change(self, dataset: Dataset):
        self.show(replace(self.scene, dataset=dataset))

    def drag(self, index, *places):
        """Move one dragon from place to place, without letting go."""
        gesture = object()
        for place in places:
            self.do(MoveDragons(self.scene, [index], [place], gesture))

    def set_speed(self, speed: Speed):
        view = self.scene.view.with_speed(self.scene.setup.model, speed)
        self.show(replace(self.scene, view=view))

    # What is seen

    @property
    def reports(self) -> list[RunReport]:
        return [picture.report for picture in self.pictures]

    @property
    def report(self) -> RunReport:
        return self.pictures[-1].report

    @property
    def snapshot(self):
        return self.report.snapshot

    def wait_for(self, condition):
        """Wait until the newest report fulfils a condition; no run may fail meanwhile."""
        before = len(self.failures)
        self._qtbot.waitUntil(
            lambda: len(self.failures) > before or (bool(self.pictures) and condition(self.report)), timeout=30_000
        )
        assert not self.failures[before:]

    def wait_for_another(self, condition):
        """Wait until a report that is still to come fulfils a condition."""
        self.pictures.clear()
        self.wait_for(condition)

    def wait_for_failure(self, n):
        self._qtbot.waitUntil(lambda: len(self.failures) == n, timeout=30_000)

    def _take(self):
        picture = self.stage.take_picture()
        if picture is not None:
            self.pictures.append(picture)


def ended(report: RunReport) -> bool:
    """Whether a report says that its run is over."""
    return report.snapshot.verdict is not Verdict.UNDER_WAY and not report.playing
