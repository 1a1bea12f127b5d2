"""The stage: the run is always that of the scene, on the scene's dragons, however busy the training thread is."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.app.commands import EndGesture, SameStart, ToggleTraining
from dragonviz.app.region_worker import Picture
from dragonviz.app.run_order import RunFailure, RunOrder, RunReport, RunSpec
from dragonviz.models.learner import Verdict
from dragonviz.scenes.edits import (
    AddDragon,
    ChooseModel,
    Look,
    MoveDragons,
    RelabelDragons,
    RemoveDragons,
    SetMembership,
    SetSeed,
    SetSetting,
    UseSource,
    Zoom,
)
from dragonviz.scenes.setup import Setup
from dragonviz.scenes.source import Source
from dragonviz.scenes.speed import Speed, Unit
from dragonviz.training.run import Run
from tests.app.desk import Desk, IdleStage
from tests.app.laboratory import ENDLESS, Laboratory, ended, scene_of
from tests.training.few_dragons import make_dragons

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk():
    return Desk(stage=IdleStage())


@pytest.fixture
def stage(desk):
    return desk.stage


@pytest.fixture
def laboratory(qtbot):
    laboratory = Laboratory(qtbot)
    yield laboratory
    assert laboratory.stop()


@pytest.fixture
def busy(laboratory, monkeypatch):
    """A laboratory whose training thread is held up within a step until `let_go` is set."""
    laboratory.let_go, laboratory.at_it = Event(), Event()
    advance = Run.advance

    def slow_advance(run, steps):
        laboratory.at_it.set()
        assert laboratory.let_go.wait(60)
        return advance(run, steps)

    monkeypatch.setattr(Run, "advance", slow_advance)
    yield laboratory
    laboratory.let_go.set()


@pytest.fixture
def stuck(laboratory, monkeypatch):
    """A laboratory whose run is within a step that would never end, until `go_on` is set."""
    laboratory.at_it, laboratory.go_on = Event(), Event()
    advance = Run.advance

    def endless_advance(run, steps):
        laboratory.at_it.set()
        while not run.interrupt.is_set and not laboratory.go_on.wait(0.001):
            pass
        return advance(run, steps)

    monkeypatch.setattr(Run, "advance", endless_advance)
    laboratory.begin(dataset=make_dragons(0, n=40, overlap=9.0), **ENDLESS)
    laboratory.stage.toggle_training()
    assert laboratory.at_it.wait(30)
    yield laboratory
    laboratory.go_on.set()


def report_of(stage, playing=False, heard=None, spec=None):
    """Have the region thread's box hold a picture with such a report."""
    spec = stage.spec if spec is None else spec
    report = RunReport(spec, SimpleNamespace(furthest_epoch=1), playing, stage._n_commands if heard is None else heard)
    stage._regions.pictures.put(Picture(report, None, None, False))
    return report


# What is ordered


GESTURE = object()
deeds = st.one_of(
    st.builds(lambda label: lambda scene: AddDragon((7.0, 150.0), label, True), st.integers(0, 1)),
    st.builds(
        lambda k, x: lambda scene: MoveDragons(scene, [k % len(scene.dataset)], [[x, x]], GESTURE),
        st.integers(0, 11),
        st.floats(-1e6, 1e6),
    ),
    st.builds(
        lambda label: lambda scene: RemoveDragons(scene, np.flatnonzero(scene.dataset.y == label)), st.integers(0, 1)
    ),
    st.builds(lambda k: lambda scene: SetMembership(scene, [k % len(scene.dataset)], False), st.integers(0, 11)),
    st.sampled_from(["fire", "colour"]).map(lambda name: lambda scene: UseSource(scene.source.choosing(name))),
    st.sampled_from(["logistic", "mlp"]).map(lambda name: lambda scene: ChooseModel(name)),
    st.sampled_from([ToggleTraining(), SameStart(), EndGesture(GESTURE)]).map(lambda wanted: lambda scene: wanted),
    st.builds(lambda seed: lambda scene: SetSeed(seed), st.integers(0, 1)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(deeds, max_size=12))
def test_what_waits_for_the_training_thread_is_always_all_that_it_needs_to_know(deeds):
    desk = Desk(n_dragons=12, stage=IdleStage())
    for make in deeds:
        if len(desk.scene.dataset):
            desk.do(make(desk.scene))
        assert desk.stage.has_ordered_what_belongs_to(desk.scene)
    while desk.stack.can_undo:
        desk.undo()
        assert desk.stage.has_ordered_what_belongs_to(desk.scene)


def test_an_order_that_takes_anothers_place_forgets_no_drag():
    spec, dataset = RunSpec.of(Setup()), make_dragons(0)
    dragged, relabelled = RunOrder(spec, dataset, dragged=True), RunOrder(spec, dataset.relabel([0], 1), again=True)
    both = relabelled.after(dragged)
    assert both.dataset is relabelled.dataset
    assert (both.again, both.dragged) == (True, True)
    assert dragged.after(relabelled).dragged
    assert not relabelled.after(relabelled).dragged
    # What was dragged in another run is none of this one's business.
    assert RunOrder(RunSpec.of(Setup()), dataset).after(dragged).dragged is False
    assert relabelled.after(None) is relabelled
    # Nor how the run is to begin.
    begun = RunOrder(spec, dataset, playing=True, since=3)
    both = dragged.after(begun)
    assert (both.dataset, both.dragged, both.playing, both.since) == (dataset, True, True, 3)
    assert RunOrder(None).after(dragged).spec is None


def test_the_same_start_is_the_same_order_for_another_run(desk, stage):
    desk.do(SameStart())
    first, second = stage.specs
    assert first is not second
    assert (first.model, first.settings, first.seed) == (second.model, second.settings, second.seed)


def test_what_is_only_looked_at_begins_no_run_and_changes_none(desk, stage):
    desk.do(Look({"live": False}), Zoom(0.5), Look({"rect": (0.0, 1.0, 0.0, 1.0)}))
    assert len(stage.book.orders) == 1


def test_a_dragon_of_the_class_that_lacked_begins_a_run_again(desk, stage):
    desk.do(RemoveDragons(desk.scene, np.flatnonzero(desk.scene.dataset.y == 1)))
    assert stage.obstacle.startswith("Training waits")
    desk.do(AddDragon((7.0, 150.0), 1, False))
    assert stage.spec is None  # a test dragon is not enough
    desk.do(SetMembership(desk.scene, [len(desk.scene.dataset) - 1], True))
    assert stage.spec is not None
    assert stage.obstacle == ""
    assert stage.has_ordered_what_belongs_to(desk.scene)


def test_an_opened_file_begins_another_run_even_with_the_same_task(desk, stage):
    desk.open(Source.bundled())
    assert len(stage.specs) == 2
    assert stage.has_ordered_what_belongs_to(desk.scene)
    desk.undo()
    assert len(stage.specs) == 3


def test_each_model_is_trained_at_its_own_speed(desk, stage):
    speeds = []
    stage._speed_set.connect(speeds.append)
    slow = Speed(2, Unit.STEP)
    desk.do(ChooseModel("perceptron"), Look({"speeds": {**desk.scene.view.speeds, "perceptron": slow}}))
    desk.do(SetSeed(5), ChooseModel("mlp"))
    desk.undo()
    default = {name: desk.scene.view.speeds[name] for name in ("mlp",)}
    assert speeds == [Speed(20), slow, default["mlp"], slow]


# Whether it trains


def test_space_trains_or_pauses_as_the_run_has_told(desk, stage):
    for playing in (True, False):
        desk.do(ToggleTraining())
        report_of(stage, playing=playing)
        stage.take_picture()
        assert stage.playing is playing
    desk.do(ToggleTraining())
    assert stage.commands == ["play", "pause", "play"]


def test_space_twice_before_any_report_is_train_and_pause(desk, stage):
    desk.do(ToggleTraining(), ToggleTraining())
    assert stage.commands == ["play", "pause"]
    assert not stage.playing


def test_that_it_is_going_to_train_is_told_before_it_does(desk, stage):
    told = []
    stage.state_changed.connect(lambda: told.append(stage.playing))
    stage.toggle_training()
    stage.toggle_training()
    assert told == [True, False]


def test_a_report_from_before_the_last_command_does_not_say_whether_it_trains(desk, stage):
    report_of(stage, playing=False)
    desk.do(ToggleTraining())
    stage.take_picture()
    assert stage.playing
    desk.do(ToggleTraining())
    assert stage.commands == ["play", "pause"]
    # What it tells of the play that came before the pause is late, too.
    report_of(stage, playing=True, heard=1)
    stage.take_picture()
    assert not stage.playing


def test_a_new_run_is_expected_to_train_if_the_one_before_it_did(desk, stage):
    desk.do(ToggleTraining())
    report_of(stage, playing=True)
    stage.take_picture()
    desk.do(SetSetting("standardize", True))
    assert stage.playing
    report_of(stage, playing=False)
    stage.take_picture()
    desk.do(SetSetting("standardize", False))
    assert not stage.playing


def test_a_run_that_is_not_there_does_not_train(desk, stage):
    desk.do(ToggleTraining(), RemoveDragons(desk.scene, np.flatnonzero(desk.scene.dataset.y == 1)))
    assert not stage.playing
    desk.undo()
    assert stage.spec is not None
    assert not stage.playing


# Pictures and failures


def test_a_picture_is_taken_once_and_only_of_the_present_run(desk, stage):
    earlier = stage.spec
    report_of(stage, playing=True)
    desk.do(SetSetting("standardize", True))
    assert stage.take_picture() is None
    assert not stage.playing
    report = report_of(stage, playing=True)
    assert stage.take_picture().report is report
    assert stage.take_picture() is None
    assert stage.playing
    report_of(stage, spec=earlier)
    assert stage.take_picture() is None


def test_no_picture_comes_of_dragons_that_no_model_can_learn(desk, stage):
    report_of(stage, playing=True)
    desk.do(RemoveDragons(desk.scene, range(len(desk.scene.dataset))))
    assert stage.take_picture() is None


def fail(stage, spec):
    told = []
    stage.failed.connect(lambda *failure: told.append(failure))
    stage._take_failure(RunFailure(spec, "no memory left", "Traceback …"))
    return told


def test_a_run_that_failed_is_told_and_training_again_begins_anew(desk, stage):
    failed = stage.spec
    report_of(stage, playing=True)
    stage.take_picture()
    assert fail(stage, failed) == [("no memory left", "Traceback …")]
    assert not stage.playing
    assert "error" in stage.obstacle
    desk.do(ToggleTraining())
    assert len(stage.specs) == 2
    assert stage.spec is stage.specs[1] is not failed
    assert stage.obstacle == ""
    assert stage.commands[-1] == "play"
    assert stage.playing


def test_a_look_at_a_run_that_failed_does_not_begin_it_anew_and_an_edit_does(desk, stage):
    fail(stage, stage.spec)
    desk.do(Zoom(0.5), Look({"live": False}))
    assert stage.spec is None
    assert "error" in stage.obstacle
    desk.do(AddDragon((7.0, 150.0), 1, True))
    assert stage.spec is not None
    assert stage.obstacle == ""


def test_the_failure_of_an_earlier_run_leaves_the_present_one_alone(desk, stage):
    earlier = stage.spec
    desk.do(SetSetting("standardize", True))
    assert len(fail(stage, earlier)) == 1
    assert stage.spec is stage.specs[1]
    assert stage.obstacle == ""


# A training thread that is busy


def move(laboratory, *places):
    laboratory.drag(0, *places)


@pytest.mark.parametrize("model", ["multiclass", "logistic"])
def test_the_run_has_the_dragons_on_screen_though_it_was_busy_with_another(busy, model):
    busy.begin(dataset=make_dragons(0, n=40, overlap=9.0), **ENDLESS)
    busy.stage.step()
    assert busy.at_it.wait(30)
    move(busy, (9.0, 9.0))
    busy.do(ChooseModel(model))
    move(busy, (11.0, 146.0), (12.0, 147.0))
    assert busy.failures == []
    busy.let_go.set()
    spec, dataset = busy.stage.spec, busy.scene.dataset
    busy.wait_for(lambda report: report.spec is spec and report.snapshot.dataset is dataset)
    assert busy.snapshot.dataset.X[0].tolist() == [12.0, 147.0]
    assert busy.snapshot.model == model
    # And it trains on them, not only is it scored.
    busy.stage.epoch()
    busy.wait_for_another(lambda report: not report.snapshot.untrained)
    assert busy.snapshot.dataset is dataset
    assert busy.failures == []


@pytest.mark.parametrize("classes", [(3, 2), (2, 3)])
def test_so_it_has_where_the_other_run_has_another_number_of_classes(busy, classes):
    before, after = (make_dragons(0, n_classes=n, n=40, overlap=9.0) for n in classes)
    busy.begin("multiclass", before, **ENDLESS)
    busy.stage.step()
    assert busy.at_it.wait(30)
    move(busy, (9.0, 9.0))
    busy.show(scene_of(after, "multiclass", **ENDLESS))
    move(busy, (11.0, 146.0))
    busy.let_go.set()
    busy.wait_for(lambda report: report.snapshot.dataset is busy.scene.dataset)
    assert busy.report.spec is busy.stage.spec
    assert len(busy.snapshot.dataset.task.classes) == classes[1]
    assert busy.failures == []


def test_of_a_class_taken_away_and_given_back_meanwhile_a_paused_run_is_left(busy):
    """What it was told and did not hear, that there is no run, must not be forgotten."""
    scene = busy.begin(dataset=make_dragons(0, n=40, overlap=9.0), **ENDLESS)
    busy.stage.toggle_training()
    assert busy.at_it.wait(30)
    busy.do(RemoveDragons(scene, np.flatnonzero(scene.dataset.y == 1)))
    busy.show(replace(scene))
    assert not busy.stage.playing
    busy.let_go.set()
    busy.wait_for(lambda report: report.spec is busy.stage.spec)
    assert not busy.report.playing


def test_a_drag_that_another_edit_overtakes_still_retrains(busy):
    busy.begin(dataset=make_dragons(0, n=40, overlap=9.0), max_iter=40)
    busy.stage.step()
    assert busy.at_it.wait(30)
    move(busy, (9.0, 9.0))
    busy.do(RelabelDragons(busy.scene, [1], 0))
    busy.let_go.set()
    busy.wait_for(lambda report: report.snapshot.dataset is busy.scene.dataset)
    # A relabelled dragon alone would have let the run stand where it was paused.
    busy.wait_for(ended)
    assert busy.snapshot.epoch > 1


def test_what_was_asked_of_a_run_that_is_gone_is_not_done_to_the_next(busy):
    busy.begin(dataset=make_dragons(0, n=40, overlap=9.0), **ENDLESS)
    busy.stage.step()
    assert busy.at_it.wait(30)
    move(busy, (9.0, 9.0))
    busy.stage.step()
    busy.stage.epoch()
    busy.do(ChooseModel("multiclass"))
    busy.let_go.set()
    busy.wait_for(lambda report: report.spec is busy.stage.spec and report.heard == 3)
    assert busy.snapshot.untrained
    busy.stage.step()
    busy.wait_for(lambda report: report.heard == 4)
    assert (busy.snapshot.epoch, busy.snapshot.step) == (0, 1)


@pytest.mark.parametrize("n_toggles", [1, 2])
def test_a_run_trains_if_that_was_wanted_of_the_one_that_it_replaced_unheard(busy, n_toggles):
    busy.begin(dataset=make_dragons(0, n=40, overlap=9.0), **ENDLESS)
    busy.stage.step()
    assert busy.at_it.wait(30)
    move(busy, (9.0, 9.0))
    for _ in range(n_toggles):
        busy.stage.toggle_training()
    busy.do(ChooseModel("multiclass"))
    move(busy, (11.0, 9.0))
    assert busy.stage.playing is (n_toggles == 1)
    busy.let_go.set()
    busy.wait_for(lambda report: report.spec is busy.stage.spec)
    if n_toggles == 1:
        busy.wait_for(ended)
    assert busy.snapshot.untrained is (n_toggles == 2)
    assert not busy.report.playing


def test_space_twice_on_a_busy_thread_is_train_and_pause(busy):
    busy.begin(dataset=make_dragons(0, n=40, overlap=9.0), **ENDLESS)
    busy.stage.step()
    assert busy.at_it.wait(30)
    busy.stage.toggle_training()
    busy.stage.toggle_training()
    busy.let_go.set()
    busy.wait_for(lambda report: report.heard == 3)
    assert not busy.report.playing
    assert not busy.stage.playing


# A step that takes long


def test_a_pause_does_not_wait_for_a_step_and_the_run_goes_on_from_there(stuck):
    stuck.stage.toggle_training()
    stuck.wait_for(lambda report: report.heard == 2)
    assert not stuck.report.playing
    assert stuck.snapshot.untrained
    stuck.go_on.set()
    stuck.stage.step()
    stuck.wait_for(lambda report: report.heard == 3)
    assert (stuck.snapshot.epoch, stuck.snapshot.step) == (0, 1)


def test_a_new_run_does_not_wait_for_a_step_of_the_one_before(stuck):
    stuck.do(ChooseModel("multiclass"))
    stuck.wait_for(lambda report: report.spec is stuck.stage.spec)
    stuck.go_on.set()
    stuck.wait_for(lambda report: report.snapshot.epoch > 0)


def test_nor_does_the_end_of_a_run(stuck):
    scene = stuck.scene
    stuck.do(RemoveDragons(scene, np.flatnonzero(scene.dataset.y == 1)))
    stuck.show(replace(scene))
    stuck.wait_for(lambda report: report.spec is stuck.stage.spec)
    assert stuck.snapshot.untrained
    assert not stuck.report.playing


def test_closing_does_not_wait_for_a_step(stuck):
    assert stuck.stop()


# Test dragons


@pytest.mark.parametrize("n_epochs", [2, None])
@pytest.mark.parametrize("model", ["logistic", "perceptron", "mlp"])
def test_a_dragged_test_dragon_retrains_nothing_and_the_run_stands_where_it_stood(laboratory, model, n_epochs):
    chosen = {"hidden_layer_sizes": (3,), "max_iter": 5} if model == "mlp" else {}
    laboratory.begin(model, make_dragons(0, overlap=9.0), **chosen)
    if n_epochs is None:
        laboratory.stage.toggle_training()
        laboratory.wait_for(ended)
    else:
        for _ in range(n_epochs):
            laboratory.stage.epoch()
            laboratory.wait_for_another(lambda report: True)
        laboratory.stage.step()
        laboratory.wait_for_another(lambda report: True)
    before = laboratory.snapshot
    laboratory.drag(19, (50.0, -50.0), (60.0, -60.0))  # the last dragons are the test dragons
    laboratory.wait_for(lambda report: report.snapshot.dataset is laboratory.scene.dataset)
    after = laboratory.snapshot
    assert (after.epoch, after.step, after.verdict) == (before.epoch, before.step, before.verdict)
    assert (after.verdict is Verdict.UNDER_WAY) is (n_epochs is not None)
    assert not laboratory.report.playing
    assert parameters(after) == parameters(before)
    # It is counted where it is now.
    assert after.predicted[19] == after.predictor.classify(np.array([[60.0, -60.0]]))[0]


def parameters(snapshot):
    predictor = snapshot.predictor
    layers = predictor.layers if hasattr(predictor, "layers") else [(predictor.weights, predictor.biases)]
    return [array.tobytes() for layer in layers for array in layer]
