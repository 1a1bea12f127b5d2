"""The controller: every edit can be undone, what does not fit is refused, and the stage follows what the scene says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.app.commands import (
    DoEpoch,
    DoStep,
    EndGesture,
    NewStart,
    OpenFile,
    Redo,
    Refuse,
    SameStart,
    ToggleTraining,
    Undo,
)
from dragonviz.dragons import Columns, MissingValuesError, pasted_table
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import (
    AddDragon,
    ChooseModel,
    Look,
    MoveDragons,
    Pick,
    RelabelDragons,
    RemoveDragons,
    SetMembership,
    SetSeed,
    SetSetting,
    UseSource,
    Zoom,
)
from dragonviz.scenes.source import Source
from tests.app.desk import Desk, same_but_for_the_view

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk():
    return Desk()


def choose_columns(desk, chosen):
    desk.do(UseSource(desk.scene.source.choosing(chosen)))


# Any sequence of edits

GESTURES = [object(), object()]
some_indices = st.lists(st.integers(0, 11), unique=True, max_size=4)
number = st.floats(-1e6, 1e6)


def about_some(indices, make):
    """What to do with some dragons of the scene at that time."""
    return lambda scene: make(scene, indices)


def moving(indices, shift, gesture):
    def make(scene):
        there = [index for index in indices if index < len(scene.dataset)]
        return MoveDragons(scene, there, scene.dataset.X[there] + shift, GESTURES[gesture])

    return make


def same_whatever_the_scene(wanted):
    return lambda scene: wanted


changes = st.one_of(
    st.builds(AddDragon, st.tuples(number, number), st.integers(0, 2), st.booleans()).map(same_whatever_the_scene),
    st.builds(moving, some_indices, number, st.integers(0, 1)),
    st.builds(about_some, some_indices, st.just(RemoveDragons)),
    st.builds(
        lambda indices, label: about_some(indices, lambda *which: RelabelDragons(*which, label)),
        some_indices,
        st.integers(0, 2),
    ),
    st.builds(
        lambda indices, wanted: about_some(indices, lambda *which: SetMembership(*which, wanted)),
        some_indices,
        st.booleans(),
    ),
    st.sampled_from(["fire", "colour"]).map(lambda name: lambda scene: UseSource(scene.source.choosing(name))),
    st.builds(ChooseModel, st.sampled_from(list(MODELS))).map(same_whatever_the_scene),
    st.builds(SetSetting, st.just("standardize"), st.booleans()).map(same_whatever_the_scene),
    st.builds(SetSeed, st.integers(0, 2)).map(same_whatever_the_scene),
    st.just(NewStart()).map(same_whatever_the_scene),
)
looks = st.one_of(
    st.builds(Pick, some_indices),
    st.builds(Zoom, st.sampled_from([0.5, 2.0])),
    st.builds(Look, st.fixed_dictionaries({"live": st.booleans()})),
).map(same_whatever_the_scene)


def carry_out(desk, make):
    desk.do(make(desk.scene))
    assert desk.stage.scene is desk.scene
    assert desk.frames.shown[-1][0] is desk.scene


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(changes, looks), max_size=12))
def test_undoing_everything_gives_the_first_scene_and_redoing_the_last(deeds):
    desk = Desk(n_dragons=12)
    first = desk.scene
    for make in deeds:
        carry_out(desk, make)
    last = desk.scene
    for way, there in ((Undo(), first), (Redo(), last)):
        while desk.stack.can_undo if isinstance(way, Undo) else desk.stack.can_redo:
            desk.do(way)
            assert desk.stage.scene is desk.scene
        assert same_but_for_the_view(desk.scene, there)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(changes, min_size=1, max_size=12), st.lists(st.integers(0, 12), max_size=6))
def test_undo_and_redo_in_any_order_step_through_the_same_scenes(deeds, places):
    desk = Desk(n_dragons=12)
    scenes = [desk.scene]
    for make in deeds:
        carry_out(desk, make)
        # What was refused, or changed nothing, leaves no trace; the moves of one gesture leave one.
        del scenes[len(desk.stack) :]
        scenes.append(desk.scene)
    for place in places:
        while len(desk.stack) > place % len(scenes):
            desk.undo()
        while len(desk.stack) < place % len(scenes):
            desk.redo()
        assert same_but_for_the_view(desk.scene, scenes[place % len(scenes)])


@settings(max_examples=60, deadline=None)
@given(st.lists(changes, max_size=12))
def test_whatever_is_refused_changes_nothing(deeds):
    desk = Desk(n_dragons=12)
    for make in deeds:
        scene, count, n_refusals, n_shown = desk.scene, len(desk.stack), len(desk.refusals), len(desk.frames.shown)
        carry_out(desk, make)
        if len(desk.refusals) > n_refusals:
            assert desk.scene is scene
            assert len(desk.stack) == count
            # A control that shows what was chosen has to show again what there is.
            assert len(desk.frames.shown) == n_shown + 1


def test_the_moves_of_one_drag_are_undone_together_and_those_of_two_apart(desk):
    first = desk.scene
    for gesture, places in ((object(), (1.0, 2.0, 3.0)), (object(), (4.0, 5.0))):
        for place in places:
            desk.do(MoveDragons(desk.scene, [7], [[place, place]], gesture))
    assert desk.scene.dataset.X[7].tolist() == [5.0, 5.0]
    desk.undo()
    assert desk.scene.dataset.X[7].tolist() == [3.0, 3.0]
    desk.undo()
    assert same_but_for_the_view(desk.scene, first)
    desk.redo()
    assert desk.scene.dataset.X[7].tolist() == [3.0, 3.0]


# How it is looked at


def test_what_is_looked_at_is_neither_undone_nor_on_the_stack(desk):
    desk.do(AddDragon((7.0, 150.0), 1, True))
    rect = (0.0, 1.0, 0.0, 1.0)
    desk.do(Look({"rect": rect}), Pick([3]), Look({"live": False}))
    assert len(desk.stack) == 1
    desk.undo()
    assert (desk.scene.view.rect, desk.scene.view.live) == (rect, False)


def test_undo_keeps_who_is_picked_only_where_they_are_the_same_dragons(desk):
    desk.do(MoveDragons(desk.scene, [3], [[1.0, 1.0]], object()), Pick([3, 4]))
    desk.undo()
    assert desk.scene.view.picked.tolist() == [3, 4]
    desk.do(RemoveDragons(desk.scene, [0]), Pick([5]))
    desk.undo()
    assert desk.scene.view.picked.tolist() == []


def test_undoing_another_file_shows_the_old_dragons_as_they_were_looked_at(desk):
    desk.do(Zoom(0.5), Pick([3]))
    before = desk.scene
    desk.open(Source.bundled())
    assert desk.scene.view.rect is None
    desk.undo()
    assert desk.scene is before


def test_a_look_clears_no_refusal_and_every_other_deed_does(desk):
    desk.do(Refuse("No."))
    desk.deeds.clear()
    desk.do(Pick([3]), Zoom(0.5), Look({"live": False}), EndGesture(None))
    assert desk.deeds == []
    for wanted in (
        AddDragon((7.0, 150.0), 1, True),
        SetSetting("C", 1.0),  # which it is already
        *(ToggleTraining(), DoStep(), DoEpoch(), SameStart(), NewStart(), OpenFile("a.csv"), Undo(), Redo()),
    ):
        desk.deeds.clear()
        desk.do(wanted)
        assert desk.deeds, wanted


# What does not fit


def test_a_model_that_the_classes_do_not_allow_is_refused(desk):
    choose_columns(desk, "colour")
    scene = desk.scene
    desk.do(ChooseModel("perceptron"))
    assert desk.scene is scene
    assert desk.refusals == [
        "The perceptron tells two classes apart, and there are 3 here: choose Multi-class, or a task with two classes."
    ]


def test_a_task_that_the_perceptron_cannot_learn_brings_the_multi_class_one(desk):
    desk.do(ChooseModel("perceptron"))
    choose_columns(desk, "colour")
    assert (desk.scene.setup.model, len(desk.scene.dataset.task.classes)) == ("multiclass", 3)
    assert "Multi-class was chosen" in desk.told[0]
    desk.undo()
    assert (desk.scene.setup.model, len(desk.scene.dataset.task.classes)) == ("perceptron", 2)


def test_a_network_that_does_not_fit_is_refused_and_the_run_goes_on(desk):
    desk.do(ChooseModel("mlp"))
    scene, n_edits = desk.scene, len(desk.stage.edits)
    desk.do(SetSetting("hidden_layer_sizes", (100_000, 100_000)))
    assert desk.scene is scene
    assert len(desk.stage.edits) == n_edits
    assert "10,001 million weights" in desk.refusals[0]
    assert desk.deeds == [None]  # the choice of the model


def test_a_task_whose_classes_make_the_network_too_large_is_refused(desk):
    desk.do(ChooseModel("mlp"), SetSetting("hidden_layer_sizes", (621, 100_000)))
    assert desk.refusals == []
    scene = desk.scene
    choose_columns(desk, "colour")
    assert desk.scene is scene
    assert "2-621-100000-3" in desk.refusals[0]
    # Nor can it be reached by way of another model.
    desk.do(ChooseModel("logistic"))
    choose_columns(desk, "colour")
    desk.do(ChooseModel("mlp"))
    assert desk.scene.setup.model == "logistic"
    assert len(desk.refusals) == 2


def test_what_is_chosen_already_is_no_change(desk):
    n_edits = len(desk.stage.edits)
    desk.do(
        ChooseModel("logistic"), SetSetting("C", 1.0), SetSeed(desk.scene.setup.seed), RemoveDragons(desk.scene, [])
    )
    assert len(desk.stack) == 0
    assert len(desk.stage.edits) == n_edits


def test_what_is_wanted_of_dragons_that_are_gone_is_not_done_and_nobody_is_blamed(desk):
    shown = desk.scene
    desk.open(Source.bundled())
    there = desk.scene
    desk.do(RelabelDragons(shown, [3], 1), RemoveDragons(shown, [3]), MoveDragons(shown, [3], [[0.0, 0.0]], object()))
    assert desk.scene is there
    assert desk.refusals == []


def test_what_nobody_knows_how_to_do_is_a_mistake_of_the_programs():
    with pytest.raises(TypeError, match="'dance'"):
        Desk(n_dragons=4).do("dance")


# A dataset that no model can learn


@pytest.mark.parametrize("task", ["fire", "colour"])
def test_with_one_class_left_training_waits_and_nothing_is_lost(desk, task):
    choose_columns(desk, task)
    before = desk.scene
    desk.do(RemoveDragons(before, np.flatnonzero(before.dataset.y != 1)))
    dataset = desk.scene.dataset
    assert set(dataset.y.tolist()) == {1}
    assert len(dataset) == (before.dataset.y == 1).sum()
    assert desk.stage.obstacle.startswith("Training waits: no training dragon is ")
    # Why stands on screen; what needs a run is not done, and not refused in the same words again.
    n_stack = len(desk.stack)
    desk.told.clear()  # that another task moves every dragon
    desk.do(ToggleTraining(), DoStep(), DoEpoch(), SameStart(), NewStart())
    assert desk.stage.asked == []
    assert desk.refusals == desk.told == []
    assert len(desk.stack) == n_stack
    desk.undo()
    assert same_but_for_the_view(desk.scene, before)


# The run


def test_what_is_wanted_of_the_run_is_asked_of_the_stage(desk):
    desk.do(ToggleTraining(), DoStep(), DoEpoch(), SameStart(), EndGesture(None))
    assert desk.stage.asked == ["toggle_training", "step", "epoch", "restart", "drop"]
    assert len(desk.stack) == 0


def test_the_new_start_is_another_seed_and_can_be_undone(desk):
    desk.do(ChooseModel("mlp"))
    seed = desk.scene.setup.seed
    desk.do(SameStart())
    assert desk.scene.setup.seed == seed
    desk.do(NewStart())
    assert desk.scene.setup.seed == seed + 1
    assert len(desk.stack) == 2
    desk.undo()
    assert desk.scene.setup.seed == seed


def test_after_the_largest_seed_comes_the_first(desk):
    desk.do(ChooseModel("mlp"), SetSeed(2**31 - 1), NewStart())
    assert desk.scene.setup.seed == 0


def test_a_model_that_always_starts_alike_says_so(desk):
    desk.do(ChooseModel("perceptron"), NewStart())
    assert desk.stage.asked == ["restart"]
    assert "a new start is the same start" in desk.told[0]
    desk.do(SetSetting("shuffle", True), NewStart())
    assert desk.scene.setup.seed == 2022
    assert len(desk.told) == 1


# Files


def test_a_file_becomes_the_source_when_it_is_there(desk):
    before = desk.scene
    desk.do(OpenFile("a.csv"))
    assert desk.opener.paths == ["a.csv"]
    assert desk.scene is before
    source = Source.bundled()
    desk.opener.opened.emit(source, "a.csv")
    assert desk.scene.source is source
    assert desk.stack.undo_text == "open The lesson's dragons"


def test_a_file_that_cannot_be_read_is_refused(desk):
    desk.opener.refused.emit("a.csv is empty.")
    assert desk.refusals == ["a.csv is empty."]
    assert len(desk.stack) == 0


@pytest.fixture
def with_gaps():
    """Data with a third feature that two rows lack."""
    rows = "\n".join(f"{k},{k * k},{'' if k in (3, 7) else k % 5},{'ab'[k % 2]}" for k in range(12))
    return Source.of(pasted_table(f"x,y,z,kind\n{rows}"))


def test_a_column_with_gaps_is_refused_with_an_offer_that_keeps_the_choice(desk, with_gaps):
    desk.open(with_gaps)
    before = desk.scene
    desk.do(UseSource(with_gaps.choosing(Columns("x", "z", "kind"))))
    assert desk.scene is before
    [(sentence, offer)] = desk.offers
    assert "line 5, column “z”: the value is missing" in sentence
    assert offer.text == "open without these 2 rows"
    assert desk.refusals == []
    desk.do(offer.command)
    assert desk.opener.without_missing == [offer.command]
    assert desk.scene is before
    left = offer.command.source.without_missing(offer.command.refusal)
    assert left.chosen == Columns("x", "z", "kind")
    assert len(left.dataset()) == 10
    desk.opener.opened.emit(left, "")
    assert desk.told == ["2 rows that lack values were left out of “pasted table”."]
    desk.undo()
    assert desk.scene.source is with_gaps


def test_of_rows_that_were_left_out_and_of_another_model_both_are_told(desk, with_gaps):
    rows = "\n".join(f"{k},{'' if k == 5 else k},{'abc'[k % 3]}" for k in range(12))
    source = Source.of(pasted_table(f"x,y,kind\n{rows}"))
    with pytest.raises(MissingValuesError) as refusal:
        source.dataset()
    desk.do(ChooseModel("perceptron"))
    desk.opener.opened.emit(source.without_missing(refusal.value), "")
    assert desk.told[0].startswith("1 row that lacks values was left out of “pasted table”. The ")
    assert desk.told[0].endswith("Multi-class was chosen.")


def test_the_stage_hears_which_edit_a_scene_is_made_by_and_none_at_undo(desk):
    add = AddDragon((7.0, 150.0), 1, True)
    desk.do(add)
    desk.undo()
    assert desk.stage.edits == [None, add, None]


def test_only_what_the_hand_still_holds_is_answered_at_once(desk):
    desk.do(AddDragon((7.0, 150.0), 1, True), MoveDragons(desk.scene, [0], [[1.0, 1.0]], object()))
    # The second edit was about the scene before the first, and came too late.
    desk.do(MoveDragons(desk.scene, [0], [[1.0, 1.0]], object()))
    desk.undo()
    assert [by_hand for _, by_hand in desk.frames.shown] == [False, False, True, False]


def test_a_scene_is_followed_by_the_stage_before_it_is_shown(desk):
    asked = []
    desk.stage.follow = lambda scene, edit: asked.append(("follow", scene))
    desk.frames.set_scene = lambda scene, by_hand: asked.append(("show", scene))
    after = replace(desk.scene)
    desk.controller.set_scene(after)
    assert asked == [("follow", after), ("show", after)]


def test_a_drag_that_is_undone_does_not_go_on(desk):
    first, gesture = desk.scene.dataset, object()
    desk.do(MoveDragons(desk.scene, [3], [[1.0, 1.0]], gesture))
    desk.undo()
    desk.do(MoveDragons(desk.scene, [3], [[2.0, 2.0]], gesture))
    assert desk.scene.dataset is first
    desk.redo()
    desk.do(MoveDragons(desk.scene, [3], [[3.0, 3.0]], gesture))
    assert desk.scene.dataset.X[3].tolist() == [3.0, 3.0]
    desk.undo()
    assert desk.scene.dataset is first
    desk.do(MoveDragons(desk.scene, [3], [[4.0, 4.0]], object()))
    assert desk.scene.dataset.X[3].tolist() == [4.0, 4.0]
