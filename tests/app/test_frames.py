"""Moments: what is on screen at one time belongs together, is paced, and never shows a run that is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from dragonviz.app import frames as frames_module
from dragonviz.app.frames import BEAT, Frames
from dragonviz.app.region_worker import Picture
from dragonviz.app.run_order import RunReport, RunSpec
from dragonviz.models.regions import COARSE, regions_of
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import Setup
from dragonviz.training.run import Run
from tests.training.few_dragons import make_dragons

pytestmark = pytest.mark.usefixtures("qapp")

DRAGONS = make_dragons(0, overlap=9.0)
COLOURED = make_dragons(0, n_classes=3, overlap=9.0)
PATIENCE = frames_module._PATIENCE


@dataclass
class Clock:
    """Stands still unless it is told to move."""

    now: float = 100.0

    def perf_counter(self):
        return self.now


class Timer:
    """Qt's, by that clock: what is due happens when the test lets time pass."""

    def __init__(self, clock, fire, interval=None):
        self._clock, self.fire, self.interval = clock, fire, interval
        self.due = None

    def start(self, milliseconds=None):
        self.due = self._clock.now + (self.interval if milliseconds is None else milliseconds) / 1000

    def stop(self):
        self.due = None

    def isActive(self):
        return self.due is not None

    def remainingTime(self):
        return round(1000 * (self.due - self._clock.now))


class FakeStage(QObject):
    """Has the run that the test gives it, and says what the test has it say."""

    picture_came = Signal()
    state_changed = Signal()

    def __init__(self):
        super().__init__()
        self.spec, self.obstacle, self.playing = None, "", False
        self.picture = None
        self.refined = []

    def take_picture(self):
        picture, self.picture = self.picture, None
        return picture if picture is not None and picture.report.spec is self.spec else None

    def refine(self, report):
        self.refined.append(report)


class Studio:
    """Frames, their stage, their clock, and the moments that came."""

    def __init__(self, monkeypatch):
        self.clock = Clock()
        monkeypatch.setattr(frames_module, "time", self.clock)
        self.stage = FakeStage()
        self.frames = Frames(self.stage)
        self.frames._clock = self._timer = Timer(self.clock, self.frames._deliver)
        self.frames._rest = self._rest = Timer(self.clock, self.frames._refine, frames_module._REST_MS)
        self.moments = []
        self.frames.moment_came.connect(lambda moment: self.moments.append((self.clock.now, moment)))
        self.scene = None

    def pass_time(self, seconds=0.0):
        """Let the clock go on, and happen what is due meanwhile."""
        end = self.clock.now + seconds
        while True:
            due = [timer for timer in (self._timer, self._rest) if timer.due is not None and timer.due <= end + 1e-9]
            if not due:
                break
            first = min(due, key=lambda timer: timer.due)
            self.clock.now, first.due = max(self.clock.now, first.due), None
            first.fire()
        self.clock.now = max(self.clock.now, end)

    # What happens

    def begin(self, dataset=DRAGONS, model="perceptron", n_epochs=2, playing=False):
        """Show a scene whose run has learned something, until all is on screen."""
        setup = Setup(model)
        if model == "mlp":
            setup = setup.with_setting("hidden_layer_sizes", (3,))
        self.show(Scene(object(), dataset, (setup,)), another_run=True)
        self.answer(n_epochs=n_epochs, playing=playing)
        self.pass_time(BEAT)
        self.moments.clear()

    def show(self, scene, by_hand=False, another_run=False):
        if another_run:
            self.stage.spec, self.stage.obstacle = RunSpec.of(scene.setup), ""
        self.scene = scene
        self.frames.set_scene(scene, by_hand)

    def move(self, place, by_hand=True):
        """Move dragon 0, in somebody's hand."""
        self.show(replace(self.scene, dataset=self.scene.dataset.move([0], [[place, place]])), by_hand)
        return self.scene.dataset

    def answer(self, dataset=None, n_epochs=2, playing=False, at_rest=False, spec=None):
        """Have the run say something about dragons, those of the scene unless others are given."""
        dataset = self.scene.dataset if dataset is None else dataset
        spec = self.stage.spec if spec is None else spec
        run = Run(dataset, spec.model, spec.settings, spec.seed)
        run.advance(n_epochs * run.steps_per_epoch)
        snapshot = run.snapshot()
        regions = regions_of(snapshot.predictor, (0.0, 1.0, 0.0, 1.0), COARSE)
        self.stage.playing = playing
        self.stage.picture = Picture(RunReport(spec, snapshot, playing, 0), regions, None, at_rest)
        self.stage.picture_came.emit()
        return self.stage.picture

    # What is seen

    @property
    def moment(self):
        return self.moments[-1][1]

    @property
    def times(self):
        return [at for at, _ in self.moments]

    def belongs_together(self):
        moment = self.moment
        return moment.following and moment.side.snapshot.dataset is moment.dataset


@pytest.fixture
def studio(monkeypatch):
    studio = Studio(monkeypatch)
    yield studio
    studio.frames.stop()


# One moment


def test_a_scene_is_shown_at_once_though_nothing_is_known_of_its_run(studio):
    scene = Scene(object(), DRAGONS)
    studio.show(scene, another_run=True)
    studio.pass_time()
    assert (studio.moment.scene, studio.moment.dataset, studio.moment.following) == (scene, DRAGONS, True)
    side = studio.moment.side
    assert (side.setup, side.run, side.snapshot, side.regions) == (scene.setup, studio.stage.spec, None, None)
    assert studio.moment.current is None


def test_a_picture_is_shown_with_the_scene(studio):
    studio.show(Scene(object(), DRAGONS, (Setup("perceptron"),)), another_run=True)
    picture = studio.answer(playing=True)
    studio.pass_time(BEAT)
    side = studio.moment.side
    assert (side.snapshot, side.regions, side.playing) == (picture.report.snapshot, picture.regions, True)
    assert studio.moment.current is side.snapshot


def test_a_run_that_has_not_begun_to_learn_is_shown_as_it_is(studio):
    studio.show(Scene(object(), DRAGONS, (Setup("perceptron"),)), another_run=True)
    picture = studio.answer(n_epochs=0)
    studio.pass_time(BEAT)
    side = studio.moment.side
    assert side.snapshot.untrained
    assert studio.moment.current is side.snapshot is picture.report.snapshot
    assert side.regions is picture.regions is not None


def test_before_there_is_a_scene_there_is_no_moment(studio):
    studio.stage.state_changed.emit()
    studio.pass_time(1.0)
    assert studio.moments == []


def test_changed_dragons_wait_for_what_the_model_says_about_them(studio):
    studio.begin()
    before = studio.scene.dataset
    dataset = studio.move(5.0)
    studio.pass_time(PATIENCE / 2)
    assert studio.moments == []
    studio.answer()
    studio.pass_time()
    assert studio.moment.dataset is dataset is not before
    assert studio.belongs_together()


def test_as_long_as_the_answer_is_young_old_dragons_are_shown_with_what_was_said_about_them(studio):
    studio.begin()
    before = studio.scene.dataset
    studio.move(5.0)
    studio.pass_time(PATIENCE / 2)
    studio.stage.state_changed.emit()  # anything that has a moment made
    studio.pass_time()
    assert studio.moment.dataset is before
    assert studio.belongs_together()
    assert studio.moment.scene is studio.scene


def test_while_a_run_follows_a_hand_every_moment_belongs_together(studio):
    studio.begin()
    asked = [studio.scene.dataset]
    for k in range(30):
        asked.append(studio.move(float(k)))
        # The run is one move behind.
        studio.answer(asked[-2])
        studio.pass_time(0.016)
        assert studio.belongs_together()
        assert studio.moment.dataset is asked[-2]
    studio.answer()
    studio.pass_time()
    assert studio.moment.dataset is studio.scene.dataset


def test_a_run_that_is_too_slow_for_the_hand_is_not_waited_for(studio):
    studio.begin()
    known = studio.scene.dataset
    dataset = studio.move(5.0)
    studio.pass_time(PATIENCE + 0.001)
    moment = studio.moment
    assert (moment.dataset, moment.following) == (dataset, False)
    assert moment.side.snapshot.dataset is known
    assert moment.current is None
    # From then on, the hand is answered at once.
    for k in range(5):
        studio.moments.clear()
        dataset = studio.move(float(k))
        studio.pass_time()
        assert (studio.moment.dataset, studio.moment.following) == (dataset, False)


def test_patience_is_counted_from_the_oldest_change_without_an_answer(studio):
    studio.begin()
    start = studio.clock.now
    for k in range(10):
        studio.move(float(k))
        studio.pass_time(0.01)
    late = [at for at, moment in studio.moments if not moment.following]
    assert late
    assert late[0] - start == pytest.approx(PATIENCE, abs=0.002)


def test_once_it_has_caught_up_it_is_waited_for_again(studio):
    studio.begin()
    slow = studio.move(5.0)
    studio.pass_time(PATIENCE + 0.001)
    newer = studio.move(6.0)
    studio.answer(slow)
    studio.pass_time()
    assert (studio.moment.dataset, studio.moment.following) == (newer, False)
    studio.answer(newer)
    studio.pass_time()
    assert studio.belongs_together()
    studio.moments.clear()
    studio.move(7.0)
    studio.pass_time(PATIENCE / 2)
    assert studio.moments == []


def test_what_first_weights_say_about_changed_dragons_is_waited_for_too(studio):
    studio.begin(n_epochs=0)
    dataset = studio.move(5.0)
    studio.pass_time(PATIENCE / 2)
    assert studio.moments == []
    studio.answer(n_epochs=0)
    studio.pass_time()
    assert studio.moment.dataset is dataset
    assert studio.belongs_together()


def test_a_look_is_answered_at_once(studio):
    studio.begin()
    studio.show(studio.scene.with_view(label=1))
    studio.pass_time()
    assert studio.moment.scene.view.label == 1
    assert studio.belongs_together()


# Runs that are gone


def test_a_picture_of_another_run_is_never_shown(studio):
    studio.begin()
    earlier = studio.stage.spec
    studio.show(studio.scene, another_run=True)
    studio.answer(spec=earlier, playing=True)
    for _ in range(5):
        studio.pass_time(BEAT)
    assert all(moment.side.snapshot is None for _, moment in studio.moments)
    assert all(moment.side.regions is None for _, moment in studio.moments)
    picture = studio.answer()
    studio.pass_time(BEAT)
    assert studio.moment.side.snapshot is picture.report.snapshot


def test_without_a_run_nothing_is_left_of_it_and_why_is_said(studio):
    """Not even if its last picture comes only then."""
    studio.begin()
    earlier = studio.stage.spec
    studio.stage.spec, studio.stage.obstacle = None, "There are no dragons."
    studio.stage.state_changed.emit()
    studio.show(replace(studio.scene, dataset=DRAGONS.remove(range(len(DRAGONS)))))
    studio.answer(DRAGONS, spec=earlier)
    studio.pass_time(1.0)
    for _, moment in studio.moments:
        assert (moment.side.run, moment.side.snapshot, moment.side.regions) == (None, None, None)
        assert moment.side.obstacle == "There are no dragons."
        assert len(moment.dataset) == 0


def test_a_run_that_has_failed_leaves_the_dragons_and_says_so(studio):
    studio.begin()
    studio.stage.spec, studio.stage.obstacle = None, "Training stopped."
    studio.stage.state_changed.emit()
    studio.pass_time()
    assert (studio.moment.dataset, studio.moment.side.snapshot) == (studio.scene.dataset, None)
    assert studio.moment.side.obstacle == "Training stopped."


# The run before


def test_the_run_before_is_kept_for_comparison(studio):
    studio.begin(n_epochs=3)
    assert studio.frames._ghost is None
    accuracy = studio.frames._picture.report.snapshot.test.accuracy
    studio.show(studio.scene.with_setup(Setup("multiclass")), another_run=True)
    studio.pass_time()
    ghost = studio.moment.ghost
    assert ghost.label == f"Perceptron, fire, test {accuracy:.3f}"
    assert ghost.history.epoch.tolist() == [0, 1, 2, 3]
    studio.answer(n_epochs=1)
    studio.pass_time(BEAT)
    assert studio.moment.ghost is ghost
    studio.frames.clear_ghost()
    studio.pass_time(BEAT)
    assert studio.moment.ghost is None


def test_it_is_shown_beside_the_same_task_only(studio):
    studio.begin(n_epochs=3)
    studio.show(Scene(object(), COLOURED, (Setup("multiclass"),)), another_run=True)
    studio.pass_time()
    assert studio.moment.ghost is None
    # As it is with another ghost of that task's own; and with the first task again there is none of the first.
    studio.answer(n_epochs=2)
    studio.pass_time(BEAT)
    studio.show(studio.scene, another_run=True)
    studio.pass_time()
    assert studio.moment.ghost.label == "Multi-class, colour, test 0.200"
    assert studio.moment.ghost.task == COLOURED.task


def test_a_run_without_a_whole_epoch_leaves_the_one_before_it(studio):
    studio.begin(n_epochs=3)
    studio.show(studio.scene, another_run=True)
    studio.answer(n_epochs=0)
    studio.pass_time(BEAT)
    studio.show(studio.scene, another_run=True)
    studio.pass_time()
    assert studio.moment.ghost.history.epoch.tolist() == [0, 1, 2, 3]


# Pace


@pytest.mark.parametrize("playing", [True, False])
def test_however_many_pictures_come_moments_keep_to_the_beat(studio, playing):
    """Not only while it trains: runs that end within a few milliseconds may begin again and again."""
    studio.begin(playing=playing)
    rng = np.random.default_rng(0)
    for _ in range(60):
        studio.answer(playing=playing)
        studio.pass_time(rng.uniform(0.001, 0.02))
    gaps = np.diff(studio.times)
    assert len(gaps) >= 15
    assert gaps.min() >= BEAT - 0.002  # a timer counts milliseconds
    assert np.median(gaps) <= BEAT + 0.012  # a picture is waited for, if none has come


def test_what_comes_of_a_single_step_is_shown_at_once(studio):
    studio.begin(playing=False)
    studio.pass_time(BEAT / 3)
    start = studio.clock.now
    studio.answer()
    studio.pass_time(BEAT)
    assert studio.times == [start]


def test_a_hand_is_answered_at_once_though_it_trains(studio):
    studio.begin(playing=True)
    studio.pass_time(BEAT * 1.4 - studio.clock.now % BEAT)
    studio.move(5.0)
    start = studio.clock.now
    studio.answer(playing=True)
    studio.pass_time()
    assert studio.times == [start]
    # The hand rests; what comes of training after that keeps to the beat again.
    studio.moments.clear()
    studio.answer(playing=True)
    studio.pass_time()
    assert studio.times == []
    studio.pass_time(BEAT)
    assert len(studio.times) == 1


def test_what_was_waited_for_is_shown_as_soon_as_it_is_known(studio):
    studio.begin(playing=True)
    studio.pass_time(BEAT * 1.4 - studio.clock.now % BEAT)
    studio.move(5.0, by_hand=False)  # as undo does
    start = studio.clock.now
    studio.answer(playing=True)
    studio.pass_time()
    assert studio.times == [start]
    assert studio.belongs_together()


def test_a_slow_run_answers_the_hand_at_once_too(studio):
    studio.begin(playing=True)
    slow = studio.move(5.0)
    studio.pass_time(PATIENCE + 0.001)
    studio.move(6.0)
    studio.pass_time(BEAT * 1.4 - studio.clock.now % BEAT)
    studio.moments.clear()
    start = studio.clock.now
    studio.answer(slow, playing=True)
    studio.pass_time()
    assert studio.times == [start]


def test_who_stops_makes_no_more_moments(studio):
    studio.begin()
    studio.move(5.0)
    studio.frames.stop()
    studio.pass_time(1.0)
    assert studio.moments == []


def test_with_qts_own_clocks_moments_come(qtbot):
    frames = Frames(FakeStage())
    came = []
    frames.moment_came.connect(came.append)
    frames.set_scene(Scene(object(), DRAGONS))
    qtbot.waitUntil(lambda: bool(came))
    frames.stop()


# At rest


def rest_seconds():
    return frames_module._REST_MS / 1000


@pytest.mark.parametrize("n_epochs", [0, 2])
def test_a_network_is_looked_at_finely_when_nothing_has_changed_for_a_while(studio, n_epochs):
    studio.begin(model="mlp", n_epochs=n_epochs)
    last = studio.answer(n_epochs=n_epochs)
    studio.pass_time(rest_seconds() - 0.01)
    assert studio.stage.refined == []
    last = studio.answer(n_epochs=n_epochs)
    studio.pass_time(rest_seconds() - 0.01)
    assert studio.stage.refined == []
    studio.pass_time(0.02)
    assert studio.stage.refined == [last.report]
    # What is fine already is not looked at again.
    studio.answer(n_epochs=n_epochs, at_rest=True)
    studio.pass_time(10 * rest_seconds())
    assert studio.stage.refined == [last.report]


@pytest.mark.parametrize("n_epochs", [0, 2])
def test_what_is_exact_is_not_looked_at_again(studio, n_epochs):
    studio.begin(model="perceptron", n_epochs=n_epochs)
    studio.pass_time(10 * rest_seconds())
    assert studio.stage.refined == []


def test_what_is_gone_is_not_looked_at_again(studio):
    studio.begin(model="mlp")
    studio.stage.spec, studio.stage.obstacle = None, "Training stopped."
    studio.stage.state_changed.emit()
    studio.pass_time(10 * rest_seconds())
    assert studio.stage.refined == []
