"""Edits: each makes another scene, says what it does, and leaves the old scene alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragonviz.dragons import DragonsError
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import (
    AddDragon,
    ChooseModel,
    DragonsGoneError,
    Edit,
    Look,
    MoveDragons,
    Pick,
    RelabelDragons,
    RemoveDragons,
    SetMembership,
    SetSeed,
    SetSetting,
    Show,
    TogglePick,
    UseSource,
    Zoom,
)
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import Setup
from dragonviz.scenes.source import Source
from dragonviz.scenes.view_state import BOUNDARY, LOSS, NOBODY

N = 12
SOURCE = Source.bundled()
COLOUR = SOURCE.choosing("colour")


def scene_of(source=SOURCE, n=N):
    dataset = source.dataset()
    return Scene(source, dataset.remove(range(n, len(dataset)))).with_view(picked=np.array([1, 4]), label=1)


@pytest.fixture
def scene():
    return scene_of()


def facts(scene):
    """Everything that a scene says, as values."""
    dataset, view = scene.dataset, scene.view
    return (
        scene.source,
        dataset.task,
        *(array.tobytes() for array in (dataset.X, dataset.y, dataset.is_train)),
        [
            (setup.model, {name: dict(values) for name, values in setup.settings.items()}, setup.seed)
            for setup in scene.setups
        ],
        {**vars(view), "picked": view.picked.tobytes(), "speeds": dict(view.speeds)},
    )


def of_some(make):
    return [make([3]), make([0, 5, 7])]


# What each does


def test_a_dragon_is_added_as_the_last_one(scene):
    after = AddDragon((7.0, 150.0), 1, False).apply(scene)
    assert len(after.dataset) == N + 1
    assert (after.dataset.X[-1].tolist(), after.dataset.y[-1], after.dataset.is_train[-1]) == ([7.0, 150.0], 1, False)


def test_dragons_are_moved(scene):
    gesture = object()
    edit = MoveDragons(scene, [3, 5], [[1.0, 2.0], [3.0, 4.0]], gesture)
    after = edit.apply(scene)
    assert after.dataset.X[[3, 5]].tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert edit.gesture is gesture
    others = np.setdiff1d(np.arange(N), [3, 5])
    np.testing.assert_array_equal(after.dataset.X[others], scene.dataset.X[others])


def test_dragons_that_are_moved_to_where_they_are_change_nothing(scene):
    assert MoveDragons(scene, [3, 5], scene.dataset.X[[3, 5]], object()).apply(scene) is scene


def test_dragons_are_removed_relabelled_and_made_test_dragons(scene):
    removed = RemoveDragons(scene, [0, 2]).apply(scene).dataset
    np.testing.assert_array_equal(removed.X, scene.dataset.X[[1, *range(3, N)]])
    relabelled = RelabelDragons(scene, [0, 2], 1 - scene.dataset.y[0]).apply(scene).dataset
    assert relabelled.y[0] == relabelled.y[2] == 1 - scene.dataset.y[0]
    for is_train in (False, True):
        assert SetMembership(scene, [0, 2], is_train).apply(scene).dataset.is_train[[0, 2]].tolist() == [is_train] * 2


@pytest.mark.parametrize(
    "make",
    [
        lambda scene, indices: MoveDragons(scene, indices, np.empty((0, 2)), object()),
        RemoveDragons,
        lambda scene, indices: RelabelDragons(scene, indices, 1),
        lambda scene, indices: SetMembership(scene, indices, True),
    ],
)
def test_about_no_dragon_nothing_is_done(scene, make):
    assert make(scene, []).apply(scene) is scene


def test_the_model_its_settings_and_its_seed_are_changed_and_what_is_chosen_already_is_no_change(scene):
    after = ChooseModel("mlp").apply(scene)
    assert after.setup.model == "mlp"
    after = SetSetting("max_iter", 3).apply(after)
    assert after.setup.values["max_iter"] == 3
    after = SetSeed(7).apply(after)
    assert after.setup.seed == 7
    assert after.dataset is scene.dataset
    for edit in (ChooseModel("mlp"), SetSetting("max_iter", 3), SetSeed(7)):
        assert edit.apply(after) is after


def test_only_the_setup_that_is_shown_is_changed():
    other = Setup("mlp")
    scene = Scene(SOURCE, SOURCE.dataset(), (Setup(), other))
    for edit in (ChooseModel("perceptron"), SetSetting("C", 2.0), SetSeed(7)):
        after = edit.apply(scene)
        assert after.setups[1] is other
        assert len(after.setups) == 2


def test_another_model_has_no_neuron_on_the_canvas(scene):
    scene = ChooseModel("mlp").apply(scene).with_view(neuron=(0, 3))
    assert ChooseModel("logistic").apply(scene).view.neuron is None
    assert SetSetting("max_iter", 3).apply(scene).view.neuron == (0, 3)


def test_what_is_looked_at_is_changed(scene):
    after = Look({"live": False, "label": 0}).apply(scene)
    assert (after.view.live, after.view.label, after.dataset) == (False, 0, scene.dataset)
    after = Show(LOSS, True).apply(scene)
    assert after.view.shown == {BOUNDARY, LOSS}
    assert Show(LOSS, True).apply(after) is after
    assert Show(LOSS, False).apply(after).view.shown == {BOUNDARY}
    assert Show(LOSS, False).apply(scene) is scene


def test_dragons_are_picked_and_those_that_there_are_not_are_left_out(scene):
    after = Pick([7, 2, -1, N]).apply(scene)
    assert after.view.picked.tolist() == [7, 2]
    assert not after.view.picked.flags.writeable
    assert Pick([7, 2]).apply(after) is after
    assert Pick([]).apply(after).view.picked.tolist() == []


def test_one_dragon_more_or_less_is_picked(scene):
    after = TogglePick(7).apply(scene)
    assert after.view.picked.tolist() == [1, 4, 7]
    assert TogglePick(4).apply(after).view.picked.tolist() == [1, 7]
    assert TogglePick(N).apply(after) is after


def test_what_is_picked_does_not_change_with_the_array_that_was_given(scene):
    given_indices = np.array([7, 2])
    after = Pick(given_indices).apply(scene)
    given_indices[0] = 5
    assert after.view.picked.tolist() == [7, 2]


# Whether, and in which words, it is undone


def test_only_what_changes_dragons_or_models_is_undone(scene):
    changes = (AddDragon, MoveDragons, RemoveDragons, RelabelDragons, SetMembership)
    assert all(edit.undoable for edit in (*changes, UseSource, ChooseModel, SetSetting, SetSeed))
    assert not any(edit.undoable for edit in (Look, Show, Pick, TogglePick, Zoom))


def test_only_moves_are_of_a_gesture(scene):
    for edit in every_edit(scene):
        assert (edit.gesture is not None) is isinstance(edit, MoveDragons)


def test_every_edit_says_what_it_does(scene):
    texts = [edit.text for edit in every_edit(scene)]
    assert texts == [
        "add a dragon",
        "move a dragon",
        "remove 2 dragons",
        "relabel a dragon",
        "make 2 dragons test",
        "make a dragon training",
        "change what is predicted",
        "open planets.csv",
        "choose MLP",
        "change C",
        "change the seed",
        "look",
        "show",
        "pick",
        "zoom",
    ]


def every_edit(scene):
    return [
        AddDragon((7.0, 150.0), 1, True),
        MoveDragons(scene, [3], [[1.0, 1.0]], object()),
        RemoveDragons(scene, [0, 5]),
        RelabelDragons(scene, [3], 1),
        SetMembership(scene, [0, 5], False),
        SetMembership(scene, [0], True),
        UseSource(COLOUR),
        UseSource(Source.bundled(), "open planets.csv"),
        ChooseModel("mlp"),
        SetSetting("C", 2.0),
        SetSeed(7),
        Look({"live": False}),
        Show(LOSS, True),
        Pick([3]),
        Zoom(0.5),
    ]


def test_thousands_of_dragons_can_be_counted():
    scene = Scene(SOURCE, SOURCE.dataset())
    assert RemoveDragons(scene, range(2_000)).text == "remove 2,000 dragons"


# Dragons that are gone


ABOUT_SOME = [
    lambda scene: MoveDragons(scene, [3], [[1.0, 1.0]], object()),
    lambda scene: RemoveDragons(scene, [3]),
    lambda scene: RelabelDragons(scene, [3], 1),
    lambda scene: SetMembership(scene, [3], False),
]


@pytest.mark.parametrize("make", ABOUT_SOME)
def test_what_was_meant_for_dragons_of_another_source_is_not_done_to_these(scene, make):
    # As many, of the same task, and yet others.
    with pytest.raises(DragonsGoneError):
        make(scene).apply(scene_of(Source.bundled()))


@pytest.mark.parametrize("make", ABOUT_SOME)
def test_what_was_meant_for_another_number_of_dragons_is_not_done(scene, make):
    for other in (RemoveDragons(scene, [0]), AddDragon((1.0, 1.0), 0, True)):
        with pytest.raises(DragonsGoneError):
            make(scene).apply(other.apply(scene))


@pytest.mark.parametrize("make", ABOUT_SOME)
def test_the_same_dragons_elsewhere_or_with_another_model_are_the_same(scene, make):
    for other in (MoveDragons(scene, [5], [[1.0, 1.0]]), RelabelDragons(scene, [5], 1), ChooseModel("mlp"), Pick([1])):
        there = other.apply(scene)
        assert make(scene).apply(there) is not there


def test_that_dragons_are_gone_is_no_refusal():
    assert not issubclass(DragonsGoneError, DragonsError)


def test_who_is_picked_is_forgotten_when_the_number_changes_and_kept_otherwise(scene):
    for edit in (RemoveDragons(scene, [9]), AddDragon((1.0, 1.0), 0, True)):
        assert edit.apply(scene).view.picked is NOBODY
    for edit in (
        MoveDragons(scene, [1], [[1.0, 1.0]]),
        RelabelDragons(scene, [1], 1),
        SetMembership(scene, [1], False),
    ):
        assert edit.apply(scene).view.picked is scene.view.picked


# Another source


def test_another_source_is_seen_whole_with_nobody_picked_and_the_first_class_at_hand(scene):
    scene = Zoom(0.5).apply(scene).with_view(live=False)
    assert scene.view.rect is not None
    after = UseSource(COLOUR).apply(scene)
    assert after.source is COLOUR
    assert after.dataset is COLOUR.dataset()
    assert (after.view.rect, after.view.label, after.view.live) == (None, 0, False)
    assert len(after.view.picked) == 0


@pytest.mark.parametrize("model", list(MODELS))
def test_a_model_that_tells_only_two_classes_apart_gives_way_and_that_is_said(scene, model):
    scene = ChooseModel(model).apply(scene)
    edit = UseSource(COLOUR)
    gives_way = MODELS[model].two_classes_only
    assert edit.apply(scene).setup.model == ("multiclass" if gives_way else model)
    assert ("tells only two classes apart" in edit.remark(scene)) is gives_way
    assert UseSource(Source.bundled()).remark(scene) == ""


def test_another_task_of_the_lesson_moves_every_dragon_and_that_is_said():
    scene = Scene.of(Source.bundled())
    edit = UseSource(scene.source.choosing("colour"))
    assert (edit.apply(scene).dataset.X != scene.dataset.X).any(axis=1).mean() > 0.9
    assert edit.remark(scene).startswith("Every dragon has moved")
    assert UseSource(scene.source.choosing("fire")).remark(scene) == ""
    assert UseSource(scene.source.choosing(scene.source.columns_chosen)).remark(scene) == ""


def test_a_source_that_poses_no_task_is_refused_in_words(scene):
    with pytest.raises(DragonsError, match="columns"):
        UseSource(Source("drawn", {}, None, SOURCE.columns_chosen)).apply(scene)


# Zoom


def test_zooming_keeps_its_centre_where_it_is(scene):
    x_min, x_max, y_min, y_max = scene.rect
    after = Zoom(0.5, centre=(x_min, y_max)).apply(scene).rect
    assert after == pytest.approx((x_min, (x_min + x_max) / 2, (y_min + y_max) / 2, y_max))
    middle = Zoom(2.0).apply(scene).rect
    assert middle[0] + middle[1] == pytest.approx(x_min + x_max)
    assert middle[1] - middle[0] == pytest.approx(2 * (x_max - x_min))


@given(st.floats(0.01, 100.0), st.floats(-20.0, 20.0), st.floats(-200.0, 200.0))
def test_zooming_in_and_out_again_leads_back(factor, x, y):
    scene = scene_of()
    back = Zoom(1 / factor, (x, y)).apply(Zoom(factor, (x, y)).apply(scene))
    np.testing.assert_allclose(back.rect, scene.rect, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_zooming_ends_somewhere(scene, factor):
    for _ in range(100):
        after = Zoom(factor).apply(scene)
        if after is scene:
            break
        scene = after
    else:
        pytest.fail("one can zoom for ever")
    x_min, x_max, y_min, y_max = scene.rect
    left, right, bottom, top = scene.dataset.bounds
    for times in ((x_max - x_min) / (right - left), (y_max - y_min) / (top - bottom)):
        assert 1e-4 < times < 1e3
        assert not 2e-4 < times < 5e2
    # The way back is open.
    assert Zoom(1 / factor).apply(scene) is not scene


# Of any edit


some = st.lists(st.integers(0, N - 1), unique=True, max_size=4)
number = st.floats(-1e6, 1e6)


@st.composite
def edits(draw):
    scene, indices = scene_of(), draw(some)
    points = np.array([(draw(number), draw(number)) for _ in indices]).reshape(-1, 2)
    return scene, draw(
        st.sampled_from(
            [
                AddDragon((draw(number), draw(number)), draw(st.integers(0, 2)), draw(st.booleans())),
                MoveDragons(scene, indices, points, object()),
                RemoveDragons(scene, indices),
                RelabelDragons(scene, indices, draw(st.integers(0, 2))),
                SetMembership(scene, indices, draw(st.booleans())),
                UseSource(COLOUR),
                ChooseModel(draw(st.sampled_from(list(MODELS)))),
                SetSetting("C", draw(st.sampled_from([1.0, 2.0]))),
                SetSeed(draw(st.integers(0, 3000))),
                Look({"live": draw(st.booleans())}),
                Show(LOSS, draw(st.booleans())),
                Pick(indices),
                Zoom(draw(st.floats(0.1, 10.0)), draw(st.none() | st.tuples(number, number))),
            ]
        )
    )


@given(edits())
def test_no_edit_changes_the_old_scene_and_each_says_when_nothing_changes(case):
    scene, edit = case
    assert isinstance(edit, Edit)
    before = facts(scene)
    try:
        after = edit.apply(scene)
    except DragonsError:
        after = scene  # a label that there is not
    assert facts(scene) == before
    assert edit.text
    if after is not scene and not isinstance(edit, (RelabelDragons, SetMembership, Look, Zoom)):
        assert facts(after) != before


@given(some.filter(len), st.data())
def test_to_move_dragons_and_to_move_them_back_is_to_do_nothing(indices, data):
    scene = scene_of()
    points = np.array([data.draw(st.tuples(number, number)) for _ in indices])
    there = MoveDragons(scene, indices, points, object()).apply(scene)
    back = MoveDragons(there, indices, scene.dataset.X[indices], object()).apply(there)
    # But for the view, which a hand at work fixes where it is.
    assert facts(back) == facts(scene.with_view(rect=back.view.rect))
    assert back.rect == scene.rect


def test_the_view_stays_where_it_is_when_dragons_change(scene):
    """Fitted anew, it would slip away under the hand."""
    for edit in (
        MoveDragons(scene, [1], [[1e5, 1e5]], object()),
        AddDragon((1e5, 1e5), 0, True),
        RemoveDragons(scene, range(1, N)),
    ):
        after = edit.apply(scene)
        assert after.dataset.bounds != scene.dataset.bounds
        assert after.rect == scene.rect
    looked_at = scene.with_view(rect=(0.0, 1.0, 2.0, 3.0))
    assert AddDragon((1e5, 1e5), 0, True).apply(looked_at).rect == (0.0, 1.0, 2.0, 3.0)
