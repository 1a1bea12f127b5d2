"""The controller: every edit can be undone, what does not fit is refused, and the engine has what the scene says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.app.training_worker import Failure, Report
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.source import Source
from tests.app.desk import Desk

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk():
    return Desk()


# Any sequence of edits

some_indices = st.lists(st.integers(0, 11), unique=True, max_size=4)
number = st.floats(-1e6, 1e6)
edits = st.one_of(
    st.tuples(st.just("add"), st.tuples(number, number), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("move"), some_indices, number, st.integers(0, 1)),
    st.tuples(st.just("remove"), some_indices),
    st.tuples(st.just("relabel"), some_indices, st.integers(0, 2)),
    st.tuples(st.just("set_membership"), some_indices, st.booleans()),
    st.tuples(st.just("choose_columns"), st.sampled_from(["fire", "colour"])),
    st.tuples(st.just("choose_model"), st.sampled_from(list(MODELS))),
    st.tuples(st.just("set_setting"), st.just("standardize"), st.booleans()),
    st.tuples(st.just("set_seed"), st.integers(0, 2)),
    st.just(("new_start",)),
)
GESTURES = [object(), object()]


def carry_out(controller, edit):
    match edit:
        case "move", indices, shift, gesture:
            indices = [index for index in indices if index < len(controller.scene.dataset)]
            points = controller.scene.dataset.X[indices] + shift
            controller.move(indices, points, GESTURES[gesture])
        case name, *arguments:
            getattr(controller, name)(*arguments)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(edits, max_size=12))
def test_undoing_everything_gives_the_first_scene_and_redoing_the_last(edits):
    desk = Desk(n_dragons=12)
    first = desk.scene
    for edit in edits:
        carry_out(desk.controller, edit)
        desk.engine_has_what_the_scene_says()
    last = desk.scene
    while desk.stack.canUndo():
        desk.stack.undo()
        desk.engine_has_what_the_scene_says()
    assert desk.scene is first
    while desk.stack.canRedo():
        desk.stack.redo()
        desk.engine_has_what_the_scene_says()
    assert desk.scene is last


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(edits, min_size=1, max_size=12), st.lists(st.integers(0, 12), max_size=6))
def test_undo_and_redo_in_any_order_step_through_the_same_scenes(edits, places):
    desk = Desk(n_dragons=12)
    scenes = [desk.scene]
    for edit in edits:
        carry_out(desk.controller, edit)
        # What was refused, or changed nothing, leaves no trace; the moves of one gesture leave one.
        del scenes[desk.stack.index() :]
        scenes.append(desk.scene)
    for place in places:
        desk.stack.setIndex(place % len(scenes))
        assert desk.scene is scenes[place % len(scenes)]


@settings(max_examples=60, deadline=None)
@given(st.lists(edits, max_size=12))
def test_whatever_is_refused_changes_nothing(edits):
    desk = Desk(n_dragons=12)
    for edit in edits:
        scene, count, n_refusals = desk.scene, desk.stack.count(), len(desk.refusals)
        carry_out(desk.controller, edit)
        if len(desk.refusals) > n_refusals:
            assert desk.scene is scene
            assert desk.stack.count() == count


def test_the_moves_of_one_drag_are_undone_together_and_those_of_two_apart(desk):
    first = desk.scene
    for gesture, places in ((object(), (1.0, 2.0, 3.0)), (object(), (4.0, 5.0))):
        for place in places:
            desk.controller.move([7], [[place, place]], gesture)
    desk.stack.undo()
    assert desk.scene.dataset.X[7].tolist() == [3.0, 3.0]
    desk.stack.undo()
    assert desk.scene is first


# What does not fit


def test_a_model_that_the_classes_do_not_allow_is_refused(desk):
    desk.controller.choose_columns("colour")
    scene = desk.scene
    desk.controller.choose_model("perceptron")
    assert desk.scene is scene
    assert desk.refusals == [
        "The perceptron tells two classes apart, and there are 3 here: choose Multi-class, or a task with two classes."
    ]


def test_a_task_that_the_perceptron_cannot_learn_brings_the_multi_class_one(desk):
    desk.controller.choose_model("perceptron")
    desk.controller.choose_columns("colour")
    assert (desk.scene.model, len(desk.scene.dataset.task.classes)) == ("multiclass", 3)
    assert "Multi-class was chosen" in desk.told[0]
    desk.stack.undo()
    assert (desk.scene.model, len(desk.scene.dataset.task.classes)) == ("perceptron", 2)


def test_a_network_that_does_not_fit_is_refused_and_the_run_goes_on(desk):
    desk.controller.choose_model("mlp")
    scene, run = desk.scene, desk.engine.run
    desk.controller.set_setting("hidden_layer_sizes", (100_000, 100_000))
    assert desk.scene is scene
    assert desk.engine.run is run
    assert "10,001 million weights" in desk.refusals[0]


def test_a_task_whose_classes_make_the_network_too_large_is_refused(desk):
    desk.controller.choose_model("mlp")
    desk.controller.set_setting("hidden_layer_sizes", (1_246, 100_000))
    assert desk.refusals == []
    scene = desk.scene
    desk.controller.choose_columns("colour")
    assert desk.scene is scene
    assert "2-1246-100000-3" in desk.refusals[0]
    # Nor can it be reached by way of another model.
    desk.controller.choose_model("logistic")
    desk.controller.choose_columns("colour")
    desk.controller.choose_model("mlp")
    assert desk.scene.model == "logistic"
    assert len(desk.refusals) == 2


def test_what_is_chosen_already_is_no_change(desk):
    desk.controller.choose_model("logistic")
    desk.controller.set_setting("C", 1.0)
    desk.controller.set_seed(desk.scene.seed)
    desk.controller.remove([])
    assert desk.stack.count() == 0


# A dataset that no model can learn


@pytest.mark.parametrize("task", ["fire", "colour"])
def test_with_one_class_left_training_waits_and_nothing_is_lost(desk, task):
    desk.controller.choose_columns(task)
    before = desk.scene
    desk.controller.remove(np.flatnonzero(before.dataset.y != 1))
    dataset = desk.scene.dataset
    assert set(dataset.y.tolist()) == {1}
    assert len(dataset) == (before.dataset.y == 1).sum()
    (sentence,) = desk.obstacles
    assert sentence.startswith("Training waits: no training dragon is ")
    # What needs a run is refused in the same words.
    for ask in ("toggle_training", "step", "epoch", "same_start", "new_start"):
        getattr(desk.controller, ask)()
    assert desk.refusals == [sentence] * 5
    assert desk.engine.orders == []
    desk.stack.undo()
    assert desk.scene is before
    desk.engine_has_what_the_scene_says()


def test_a_dragon_of_the_class_that_lacked_begins_a_run_again(desk):
    desk.controller.remove(np.flatnonzero(desk.scene.dataset.y == 1))
    desk.controller.add((7.0, 150.0), 1, False)
    assert desk.engine.run is None  # a test dragon is not enough
    desk.controller.set_membership([len(desk.scene.dataset) - 1], True)
    desk.engine_has_what_the_scene_says()
    assert desk.engine.run is not None


# The run


def report(start, playing=False):
    return Report(start, None, playing)


def test_the_same_start_is_the_same_order_and_the_new_start_another_seed(desk):
    desk.controller.choose_model("mlp")
    seed = desk.scene.seed
    desk.controller.same_start()
    desk.controller.new_start()
    assert [start.seed for start in desk.engine.starts[-3:]] == [seed, seed, seed + 1]
    assert desk.stack.count() == 2


def test_a_model_that_always_starts_alike_says_so(desk):
    desk.controller.choose_model("perceptron")
    n_starts = len(desk.engine.starts)
    desk.controller.new_start()
    assert len(desk.engine.starts) == n_starts + 1
    assert "a new start is the same start" in desk.told[0]
    desk.controller.set_setting("shuffle", True)
    desk.controller.new_start()
    assert desk.scene.seed == 2022
    assert len(desk.told) == 1


def test_space_trains_or_pauses_as_the_run_has_told(desk):
    desk.controller.toggle_training()
    desk.engine.reported.emit(report(desk.engine.starts[-1], playing=True))
    desk.controller.toggle_training()
    desk.engine.reported.emit(report(desk.engine.starts[-1], playing=False))
    desk.controller.toggle_training()
    assert desk.engine.orders == ["play", "pause", "play"]


def test_a_report_on_an_earlier_run_is_dropped(desk):
    earlier = desk.engine.starts[-1]
    desk.controller.set_setting("C", 2.0)
    desk.engine.reported.emit(report(earlier, playing=True))
    assert desk.reports == []
    assert not desk.controller.playing
    desk.engine.reported.emit(report(desk.engine.starts[-1], playing=True))
    assert len(desk.reports) == 1
    assert desk.controller.playing


def test_a_run_that_failed_is_told_and_training_again_begins_anew(desk):
    (start,) = desk.engine.starts
    desk.engine.reported.emit(report(start, playing=True))
    desk.engine.failed.emit(Failure(start, "no memory left", "Traceback …"))
    assert desk.failures == [("no memory left", "Traceback …")]
    assert not desk.controller.playing
    assert "error" in desk.obstacles[0]
    desk.controller.toggle_training()
    assert len(desk.engine.starts) == 2
    assert desk.engine.starts[1] is not start
    assert desk.engine.orders == ["play"]


def test_the_failure_of_an_earlier_run_leaves_the_present_one_alone(desk):
    (earlier,) = desk.engine.starts
    desk.controller.set_setting("C", 2.0)
    desk.engine.failed.emit(Failure(earlier, "late", "Traceback …"))
    assert desk.failures == [("late", "Traceback …")]
    assert desk.obstacles == []
    desk.engine.reported.emit(report(desk.engine.starts[-1], playing=True))
    assert desk.controller.playing


def test_an_opened_file_begins_another_run_even_with_the_same_task(desk):
    desk.engine.opened.emit(Source.bundled())
    assert len(desk.engine.starts) == 2
    desk.engine_has_what_the_scene_says()
    desk.stack.undo()
    assert len(desk.engine.starts) == 3


def test_a_scene_is_shown_with_the_one_before_it(desk):
    seen = []
    desk.controller.scene_changed.connect(lambda old, new: seen.append((old, new)))
    before = desk.scene
    after = replace(before, seed=5)
    desk.controller.show(after)
    assert seen == [(before, after)]
