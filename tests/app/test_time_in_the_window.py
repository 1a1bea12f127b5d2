"""Back and forth in time, with mouse and keys: each moment is again what it was, and training goes on from it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QStyle

from dragonviz.explain.wording import share_in_figures
from dragonviz.models.learner import Verdict
from dragonviz.models.regions import SURENESS_LEVELS, regions_of
from dragonviz.scenes.edits import ChooseModel, Look, SetSetting, UseSource
from dragonviz.scenes.speed import FASTEST
from dragonviz.scenes.view_state import default_speeds
from dragonviz.training.run import Run
from tests import on_screen
from tests.explain.line_ends import plain
from tests.robot import Robot
from tests.test_one_moment import contradictions

FLAT_OUT = Look({"speeds": dict.fromkeys(default_speeds(), FASTEST)})
# Each ends of itself, after enough epochs to go back to.
RUNS = {
    "logistic": ("colour", {}),
    "perceptron": ("fire", {"max_iter": 40, "tol": 0.0}),
    "multiclass": ("colour", {"max_iter": 40, "tol": 0.0, "shuffle": True}),
    "mlp": ("colour", {"hidden_layer_sizes": (8, 8), "batch_size": 96, "max_iter": 30, "learning_rate_init": 0.01}),
}
every_model = pytest.mark.parametrize("model", RUNS)


class Lecturer(Robot):
    """Trains a model to its end, and goes back."""

    # What is there

    @property
    def snapshot(self):
        return on_screen.snapshot(self.window)

    @property
    def place_in_time(self):
        return self.snapshot.epoch, self.snapshot.step

    @property
    def slider(self):
        return self.find("epoch-slider")

    @property
    def begun(self):
        """The run at hand, begun anew without any thread."""
        setup = self.scene.setup
        return Run(self.scene.dataset, setup.model, setup.values, setup.seed)

    def on_slider(self, epoch):
        """Where the middle of its handle is at an epoch."""
        slider = self.slider
        length = slider.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, slider)
        left = QStyle.sliderPositionFromValue(slider.minimum(), slider.maximum(), epoch, slider.width() - length)
        return QPoint(left + length // 2, slider.height() // 2)

    def on_curve(self, epoch):
        plot = self.find("curves-plot")
        return plot.mapFromScene(plot.view.mapViewToScene(QPointF(epoch, 0.5)))

    # What it does

    def set_up(self, model, task=None, **chosen):
        usual_task, usual = RUNS[model]
        source = self.scene.source.choosing(task or usual_task)
        settings = (SetSetting(*setting) for setting in {**usual, **chosen}.items())
        self.window.do((UseSource(source), ChooseModel(model), *settings, FLAT_OUT))
        self.wait_until(self.knows_the_scene, "there is such a run")

    def train(self):
        self.canvas.setFocus()
        self.trigger("train")
        self.wait_until(lambda: self.has_ended, "it has ended")

    @property
    def has_ended(self):
        ended = self.snapshot is not None and self.snapshot.verdict is not Verdict.UNDER_WAY
        return ended and not on_screen.is_training(self.window)

    def do_epochs(self, n):
        self.canvas.setFocus()
        for _ in range(n):
            epoch = self.snapshot.epoch
            self.key(Qt.Key.Key_Right)
            self.wait_until(lambda epoch=epoch: self.snapshot.epoch == epoch + 1, "an epoch is over")

    def click_curve(self, epoch):
        self.click(self.on_curve(epoch), on=self.find("curves-plot").viewport())

    def go_to(self, epoch):
        self.click_curve(epoch)
        self.arrive(epoch)

    def arrive(self, epoch, step=0):
        self.wait_until(lambda: self.snapshot is not None and self.place_in_time == (epoch, step), f"it is at {epoch}")

    def knows_the_scene(self):
        snapshot = self.snapshot
        return (
            snapshot is not None
            and self.window.moment.scene is self.scene
            and snapshot.dataset is self.dragons
            and snapshot.model == self.scene.setup.model
            and snapshot.settings == self.scene.setup.values
        )

    def remove(self, index):
        self.click(self.seen_at(index))
        self.canvas.setFocus()
        self.trigger("delete")

    def relabel(self, index):
        """Give a dragon the class of the second key."""
        self.click(self.seen_at(index))
        self.wait_until(lambda: self.picked == [index], "it is picked")
        self.canvas.setFocus()
        self.key(Qt.Key.Key_2 if self.seen.y[index] == 0 else Qt.Key.Key_1)

    @property
    def seen(self):
        """The dragons on screen."""
        return on_screen.shown(self.window).dataset

    def seen_at(self, index):
        return self.canvas.pixel_of(*self.seen.X[index])


@pytest.fixture
def robot(window):
    lecturer = Lecturer(window)
    lecturer.come_to_front()
    lecturer.be_quiet()
    return lecturer


def parameters(snapshot):
    predictor = snapshot.predictor
    layers = predictor.layers if hasattr(predictor, "layers") else [(predictor.weights, predictor.biases)]
    return [array.tobytes() for layer in layers for array in layer]


def history(snapshot):
    return [column.tobytes() for column in snapshot.history[:-1]]


def check_moment(robot, expected):
    """All that is on screen is what a run says that has come just as far as `expected`, and no further."""
    snapshot, shown = robot.snapshot, on_screen.shown(robot.window)
    assert parameters(snapshot) == parameters(expected)
    assert (snapshot.epoch, snapshot.step) == (expected.epoch, expected.step)
    assert shown.dataset is snapshot.dataset is expected.dataset
    np.testing.assert_array_equal(shown.ringed, expected.predicted != expected.dataset.y)
    assert shown.matrix_is_of_test
    np.testing.assert_array_equal(shown.matrix, expected.test.matrix)
    regions = regions_of(expected.predictor, shown.rect, len(shown.region_classes))
    np.testing.assert_array_equal(shown.region_classes, regions.image.astype(np.int64) // SURENESS_LEVELS)
    assert robot.find("test-accuracy").text() == share_in_figures(expected.test.accuracy)


def advanced_to(run, epoch):
    run.advance((epoch - run.snapshot().epoch) * run.steps_per_epoch)
    return run.snapshot()


# The moment before the first step


def test_zero_weights_are_drawn_and_scored(robot):
    robot.set_up("perceptron")
    robot.wait_until(lambda: not contradictions(on_screen.shown(robot.window)), "all agrees", 10)
    assert robot.snapshot.untrained
    said = plain(on_screen.sentence(robot.window))
    assert said.startswith("Not trained yet: press Space to train. Zero weights say “no fire” everywhere.")
    shown = on_screen.shown(robot.window)
    fire = shown.dataset.y == 1
    np.testing.assert_array_equal(shown.ringed, fire)
    is_test = ~shown.dataset.is_train
    np.testing.assert_array_equal(shown.matrix, [[(is_test & ~fire).sum(), 0], [(is_test & fire).sum(), 0]])
    assert np.unique(shown.region_classes).tolist() == [0]
    check_moment(robot, robot.begun.snapshot())


def test_a_networks_random_weights_are_drawn_with_their_regions(robot):
    robot.set_up("mlp")
    robot.wait_until(lambda: not contradictions(on_screen.shown(robot.window)), "all agrees", 10)
    assert "Zero weights" not in on_screen.sentence(robot.window)
    check_moment(robot, robot.begun.snapshot())
    # Other ones at a new start.
    before = robot.snapshot
    robot.canvas.setFocus()
    robot.trigger("new-start")
    robot.wait_until(lambda: robot.snapshot not in (None, before), "there is a new run")
    assert parameters(robot.snapshot) != parameters(before)
    check_moment(robot, robot.begun.snapshot())


@every_model
def test_the_curve_begins_before_the_first_step(robot, model):
    robot.set_up(model)
    first = robot.begun.snapshot()
    plot, training = robot.find("curves-plot").viewport(), f"training {first.train.accuracy:.3f}"
    for epochs in (0, 3):
        robot.do_epochs(epochs)
        robot.move(robot.on_curve(0) + QPoint(0, 3), on=plot)
        robot.move(robot.on_curve(0), on=plot)
        assert robot.find("curves-readout").text() == "epoch 0"
        assert robot.find("curves")._legends["train"].value == training.split()[1]


# Back to any epoch


@every_model
def test_while_the_slider_is_dragged_each_epoch_is_what_it_was(robot, model):
    robot.set_up(model)
    robot.train()
    end = robot.snapshot
    assert end.epoch >= 12
    robot.press(robot.on_slider(end.epoch), on=robot.slider)
    for epoch in (end.epoch // 2, 3, end.epoch - 2, 1, 0, 7):
        robot.move(robot.on_slider(epoch), on=robot.slider)
        robot.arrive(epoch)
        assert not on_screen.is_training(robot.window)
        assert robot.snapshot.is_looking_back
        assert on_screen.sentence(robot.window).startswith("Looking back: epoch")
        check_moment(robot, advanced_to(robot.begun, epoch))
        assert history(robot.snapshot) == history(end)
    robot.release(robot.on_slider(7), on=robot.slider)
    assert robot.slider.value() == 7
    # And at rest, where a network is drawn more finely.
    robot.let_run(300)
    check_moment(robot, advanced_to(robot.begun, 7))
    robot.click(robot.on_slider(end.epoch), on=robot.slider)
    robot.arrive(end.epoch)
    assert not robot.snapshot.is_looking_back
    assert robot.snapshot.verdict is end.verdict
    check_moment(robot, end)


@every_model
def test_a_drag_that_the_run_cannot_follow_ends_where_the_hand_does(robot, model):
    robot.set_up(model)
    robot.train()
    end = robot.snapshot.epoch
    robot.press(robot.on_slider(end), on=robot.slider)
    for epoch in [*range(end - 1, -1, -1), *range(1, end - 3)]:
        robot.move(robot.on_slider(epoch), on=robot.slider)
    robot.release(robot.on_slider(end - 4), on=robot.slider)
    robot.arrive(end - 4)
    robot.let_run(100)
    assert robot.slider.value() == end - 4
    check_moment(robot, advanced_to(robot.begun, end - 4))


@every_model
def test_a_click_on_the_curve_goes_there(robot, model):
    robot.set_up(model)
    robot.train()
    end = robot.snapshot.epoch
    for epoch in (4, end - 1, 0):
        robot.click_curve(epoch)
        robot.arrive(epoch)
        assert robot.slider.value() == epoch
        check_moment(robot, advanced_to(robot.begun, epoch))
    # A drag looks elsewhere and goes nowhere.
    robot.drag(robot.on_curve(5), robot.on_curve(5) + QPoint(60, 0), on=robot.find("curves-plot").viewport())
    robot.let_run(100)
    assert robot.place_in_time == (0, 0)


@every_model
def test_the_axis_stays_as_it_is_while_one_looks_back(robot, model):
    robot.set_up(model)
    plot = robot.find("curves-plot")
    for prepare in (lambda: robot.do_epochs(4), robot.train):
        prepare()
        end, epoch = plot.end, robot.snapshot.epoch
        for back in (epoch - 1, 0, 2):
            robot.go_to(back)
            assert (plot.end, robot.slider.maximum()) == (end, int(end))
        robot.go_to(epoch)
        assert plot.end == end


def test_a_double_click_shows_the_whole_run_and_goes_nowhere(robot):
    robot.set_up("perceptron")
    robot.train()
    plot = robot.find("curves-plot")
    robot.wheel(robot.on_curve(10), 5, on=plot.viewport())
    assert plot.zoomed
    place, at = robot.on_curve(10), robot.place_in_time
    robot.click(place, on=plot.viewport())
    robot.double_click(place, on=plot.viewport())
    assert not plot.zoomed
    robot.let_run(QApplication.doubleClickInterval() + 100)
    assert robot.place_in_time == at
    # A single click goes there, zoomed or not.
    robot.wheel(robot.on_curve(10), 5, on=plot.viewport())
    assert plot.zoomed
    robot.go_to(10)


def test_the_slider_has_keys_of_its_own(robot):
    robot.set_up("perceptron")
    robot.train()
    end = robot.snapshot.epoch
    robot.slider.setFocus(Qt.FocusReason.TabFocusReason)
    for key, epoch in (
        (Qt.Key.Key_PageDown, end - robot.slider.pageStep()),
        (Qt.Key.Key_Left, end - robot.slider.pageStep() - 1),
        (Qt.Key.Key_PageDown, end - 2 * robot.slider.pageStep() - 1),
        (Qt.Key.Key_PageUp, end - robot.slider.pageStep() - 1),
        (Qt.Key.Key_Right, end - robot.slider.pageStep()),
        (Qt.Key.Key_End, end),
    ):
        robot.key(key)
        robot.arrive(epoch)
        assert robot.slider.value() == epoch


def test_a_click_while_it_trains_pauses_there(robot):
    robot.set_up("perceptron", max_iter=1_000_000)
    robot.canvas.setFocus()
    robot.trigger("train")
    robot.wait_until(lambda: robot.snapshot.epoch > 20, "it trains")
    robot.click_curve(1)
    robot.wait_until(lambda: robot.snapshot.is_looking_back, "it is there")
    robot.let_run(100)
    assert not on_screen.is_training(robot.window)
    # However many epochs share a pixel by now.
    assert robot.snapshot.epoch <= 0.02 * robot.snapshot.furthest_epoch
    check_moment(robot, advanced_to(robot.begun, robot.snapshot.epoch))


@every_model
def test_keys_go_back_and_forth_by_epoch_and_by_step(robot, model):
    robot.set_up(model)
    robot.do_epochs(4)
    n, left, right = robot.snapshot.steps_per_epoch, Qt.Key.Key_Left, Qt.Key.Key_Right
    shift, plain = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    keys = [(left, plain, (3, 0)), (left, shift, (2, n - 1)), (right, plain, (3, 0)), (left, plain, (2, 0))]
    if n > 1:
        keys += [(right, shift, (2, 1)), (left, plain, (2, 0)), (left, shift, (1, n - 1))]
    else:
        keys += [(right, shift, (3, 0)), (left, shift, (2, 0)), (left, plain, (1, 0))]
    keys += [(left, plain, (1, 0))] if n > 1 else []
    keys += [(left, plain, (0, 0)), (left, plain, (0, 0)), (left, shift, (0, 0)), (right, plain, (1, 0))]
    for key, modifiers, place in keys:
        robot.key(key, modifiers)
        robot.arrive(*place)
        literal = robot.begun
        literal.advance(place[0] * n + place[1])
        assert parameters(robot.snapshot) == parameters(literal.snapshot())
    assert robot.snapshot.furthest_epoch == 4


def test_keys_that_come_faster_than_the_run_goes_are_all_obeyed(robot):
    robot.set_up("perceptron")
    robot.train()
    end = robot.snapshot.epoch
    for _ in range(9):
        robot.key(Qt.Key.Key_Left)
    robot.arrive(end - 9)
    check_moment(robot, advanced_to(robot.begun, end - 9))


# On from there


@every_model
def test_played_on_from_the_past_it_ends_as_the_unbroken_run(robot, model):
    robot.set_up(model)
    robot.train()
    for epoch in (5, 0):
        robot.go_to(epoch)
        robot.train()
        unbroken = robot.begun
        unbroken.finish()
        check_moment(robot, unbroken.snapshot())
        assert history(robot.snapshot) == history(unbroken.snapshot())
        assert robot.snapshot.branches == ()


def test_epochs_beyond_where_the_run_has_come_are_refused(robot):
    robot.set_up("perceptron")
    robot.do_epochs(6)
    assert robot.slider.maximum() > 30
    robot.click(robot.on_slider(30), on=robot.slider)
    robot.let_run(100)
    assert (robot.slider.value(), robot.place_in_time) == (6, (6, 0))
    robot.press(robot.on_slider(6), on=robot.slider)
    robot.move(robot.on_slider(2), on=robot.slider)
    robot.arrive(2)
    robot.move(robot.on_slider(33), on=robot.slider)
    robot.arrive(6)
    assert robot.slider.value() == 6
    robot.release(robot.on_slider(33), on=robot.slider)
    robot.click_curve(2)
    robot.arrive(2)
    robot.click_curve(31)
    robot.arrive(6)
    robot.let_run(100)
    assert (robot.slider.value(), robot.snapshot.furthest_epoch) == (6, 6)


def test_before_the_first_epoch_there_is_nothing_to_drag(robot):
    robot.set_up("perceptron")
    assert not robot.slider.isEnabled()
    robot.do_epochs(1)
    assert robot.slider.isEnabled()


def test_a_network_too_large_to_be_kept_cannot_be_looked_back_at(robot):
    robot.set_up("mlp", hidden_layer_sizes=(1000, 1000), batch_size="all", max_iter=50)
    robot.do_epochs(1)
    assert not robot.snapshot.can_look_back
    assert not robot.slider.isEnabled()
    robot.click(robot.on_slider(0), on=robot.slider)
    robot.click_curve(0)
    robot.let_run(100)
    robot.canvas.setFocus()
    robot.key(Qt.Key.Key_Left)
    robot.let_run(100)
    assert robot.place_in_time == (1, 0)
    # A smaller one can.
    robot.set_up("mlp", max_iter=50)
    robot.do_epochs(1)
    assert robot.slider.isEnabled()


# Elsewhere from there


def learned_on(before, after, epochs, model, more):
    """A run that learned some epochs on the one dragons, and then more on the others."""
    setup, first, second = before.setup, before.dataset, after
    run = Run(first, model, setup.values, setup.seed)
    run.advance(epochs * run.steps_per_epoch)
    run.replace(second)
    run.advance(more * run.steps_per_epoch)
    return run.snapshot()


@every_model
def test_an_edit_while_looking_back_leaves_the_known_way_and_undo_gives_the_dragons_back(robot, model):
    robot.set_up(model)
    before = robot.scene
    robot.train()
    end = robot.snapshot
    robot.go_to(5)
    index = robot.lonely(0)
    robot.relabel(index)
    robot.wait_until(lambda: robot.snapshot.branches and robot.snapshot.dataset is robot.dragons, "it has left")
    assert robot.dragons.y[index] == 1
    assert robot.place_in_time == (5, 0)
    assert not robot.snapshot.is_looking_back
    assert robot.snapshot.history.epoch.tolist() == [0, 1, 2, 3, 4, 5]
    (branch,) = robot.snapshot.branches
    assert branch.left_at == 5
    np.testing.assert_array_equal(branch.epochs.epoch, np.arange(5, end.epoch + 1))
    np.testing.assert_array_equal(branch.epochs.train_accuracy, end.history.train_accuracy[5:])
    robot.do_epochs(2)
    check_moment(robot, learned_on(before, robot.dragons, 5, model, more=2))
    robot.canvas.setFocus()
    robot.trigger("undo")
    robot.wait_until(lambda: robot.snapshot.dataset is before.dataset, "the dragons are those of before")
    assert robot.dragons is before.dataset
    assert robot.seen is before.dataset


def with_another_past(robot, edit):
    """A run whose dragons `edit` changes after epoch 4, and that looks back at epoch 2 then; the dragons before."""
    robot.set_up("perceptron", tol=0.0)
    first = robot.dragons
    robot.do_epochs(4)
    edit()
    robot.wait_until(lambda: robot.dragons is not first and robot.knows_the_scene(), "it knows")
    robot.do_epochs(4)
    robot.go_to(2)
    assert robot.seen is first
    check_moment(robot, advanced_to(Run(first, "perceptron", robot.scene.setup.values, robot.scene.setup.seed), 2))
    return first


def two_lonely(robot):
    places = [robot.place(i) for i in range(len(robot.dragons))]
    near = [sum((place - other).manhattanLength() <= 40 for other in places if other is not place) for place in places]
    alone = [i for i in np.flatnonzero(np.array(near) == 0) if robot.dragons.is_train[i] and robot.can_take(i)]
    return int(alone[0]), int(alone[-1])


def test_dragons_that_were_others_then_are_changed_as_they_are_seen(robot):
    first, last = 0, 0

    def remove():
        nonlocal first, last
        first, last = two_lonely(robot)
        robot.remove(first)

    dragons = with_another_past(robot, remove)
    assert len(robot.dragons) == len(dragons) - 1
    place = robot.seen_at(last)
    assert robot.canvas.dragon_at(place.toPointF()) == last
    robot.drag(place, place + QPoint(30, 20))
    robot.wait_until(robot.knows_the_scene, "it knows")
    assert len(robot.dragons) == len(dragons)
    moved = np.flatnonzero((robot.dragons.X != dragons.X).any(axis=1))
    assert moved.tolist() == [last]
    assert not contradictions(on_screen.shown(robot.window))
    # What was seen then comes back, and with another undo what was before the removal: the same.
    for _ in range(2):
        robot.canvas.setFocus()
        robot.trigger("undo")
        robot.wait_until(robot.knows_the_scene, "it knows")
        assert robot.dragons is dragons


def test_what_is_undone_while_looking_back_does_not_come_again(robot):
    index = 0

    def relabel():
        nonlocal index
        index = robot.lonely(0)
        robot.relabel(index)

    dragons = with_another_past(robot, relabel)
    robot.canvas.setFocus()
    robot.trigger("undo")
    robot.wait_until(lambda: robot.dragons is dragons and robot.snapshot.branches, "the way is left")
    assert not robot.snapshot.is_looking_back
    robot.do_epochs(5)
    assert robot.snapshot.epoch == 7
    check_moment(robot, advanced_to(robot.begun, 7))


def test_played_on_it_comes_to_the_dragons_of_now_again(robot):
    dragons = with_another_past(robot, lambda: robot.relabel(robot.lonely(0)))
    now = robot.dragons
    assert now is not dragons
    robot.do_epochs(6)
    assert robot.seen is robot.snapshot.dataset is now
    assert robot.snapshot.branches == ()
    assert not robot.snapshot.is_looking_back
    assert not contradictions(on_screen.shown(robot.window))


def test_a_setting_that_is_changed_while_looking_back_leaves_the_dragons_that_are_seen(robot):
    dragons = with_another_past(robot, lambda: robot.relabel(robot.lonely(0)))
    robot.type_into("setting-max_iter", "77")
    robot.wait_until(robot.knows_the_scene, "it knows")
    assert robot.dragons is robot.seen is dragons
    assert robot.place_in_time == (2, 0)
    assert len(robot.snapshot.branches) == 1


def test_a_model_that_was_left_while_it_looked_back_is_found_there(robot):
    dragons = with_another_past(robot, lambda: robot.relabel(robot.lonely(0)))
    before = robot.snapshot
    alt = Qt.KeyboardModifier.AltModifier
    robot.key(Qt.Key.Key_1, alt)
    robot.wait_until(robot.knows_the_scene, "there is another")
    assert robot.dragons is dragons
    robot.key(Qt.Key.Key_2, alt)
    robot.wait_until(robot.knows_the_scene, "it is there again")
    assert robot.place_in_time == (2, 0)
    assert parameters(robot.snapshot) == parameters(before)
    robot.do_epochs(6)
    assert robot.seen is robot.dragons is dragons
    check_moment(robot, advanced_to(robot.begun, 8))


def test_the_sentence_names_every_epoch_that_is_looked_at(robot):
    robot.set_up("perceptron")
    robot.train()
    end, said = robot.snapshot.epoch, []
    for epoch in (9, 2):
        robot.go_to(epoch)
        said.append(plain(on_screen.sentence(robot.window)))
    assert all(one != other for one, other in pairwise(said))
    assert said[-1].startswith(f"Looking back: epoch 2 of the {end} done. Space trains on from here.")
