"""Dirt, splits, brush and eraser as edits: each makes another scene, and sliders go back to the first dragons."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragonviz.dragons import DragonsError
from dragonviz.dragons.dirt import Dirt
from dragonviz.dragons.splitting import Splitting
from dragonviz.scenes.data_edits import AddNoise, BrushDragons, EraseDragons, FlipLabels, Imbalance, Split
from dragonviz.scenes.edits import Edit, MoveDragons, RelabelDragons, UseSource
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.source import Source

SOURCE = Source.bundled().choosing("colour")


def scene_of():
    return Scene.of(SOURCE)


@pytest.fixture
def scene():
    return scene_of()


def dragons(scene):
    dataset = scene.dataset
    return dataset.task, dataset.X.tobytes(), dataset.y.tobytes(), dataset.is_train.tobytes()


share = st.floats(0, 1)
slides = st.one_of(
    st.builds(AddNoise, share, st.integers(0, 9)),
    st.builds(FlipLabels, share, st.integers(0, 9)),
    st.builds(Imbalance, st.integers(0, 2), share, st.integers(0, 9)),
)
BACK = [AddNoise(0), FlipLabels(0), *(Imbalance(label, 1.0) for label in range(3))]


@settings(deadline=None)
@given(st.lists(slides, max_size=6), st.permutations(BACK))
def test_all_sliders_back_at_0_give_exactly_the_first_dragons(edits, back):
    scene = first = scene_of()
    for edit in (*edits, *back):
        scene = edit.apply(scene)
    assert scene.dataset is first.dataset
    assert scene.undirtied is None


@settings(deadline=None)
@given(st.lists(slides, min_size=1, max_size=6))
def test_a_slider_says_the_same_wherever_it_came_from(edits):
    """What is on screen depends on where the sliders are, and not on how they got there."""
    scene = scene_of()
    for edit in edits:
        scene = edit.apply(scene)
    assert dragons(scene) == dragons(Scene(SOURCE, scene.dirt.on(SOURCE.dataset())))


@settings(deadline=None)
@given(st.lists(slides, min_size=1, max_size=4))
def test_dirt_on_dragons_leaves_the_old_scene_alone_and_does_nothing_twice(edits):
    scene = scene_of()
    before = dragons(scene)
    after = scene
    for edit in edits:
        after = edit.apply(after)
        assert edit.apply(after) is after
        assert isinstance(edit, Edit)
    assert dragons(scene) == before


def test_a_run_goes_on_with_the_dragons_as_they_are_now(scene):
    for edit in (
        AddNoise(0.3),
        FlipLabels(0.1),
        Imbalance(0, 0.5),
        Split(0.5, True, 1),
        BrushDragons([[1.0, 2.0]], 0, True),
    ):
        assert edit.apply(scene).trains_like(scene)


def test_where_the_sliders_are_is_a_fact_of_the_scene(scene):
    after = Imbalance(2, 0.5).apply(FlipLabels(0.1).apply(AddNoise(0.3).apply(scene)))
    assert after.dirt == Dirt(0.3, 0.1, (1.0, 1.0, 0.5))
    assert after.clean is scene.dataset
    assert (after.dirt.share_kept(2), after.dirt.share_kept(7)) == (0.5, 1.0)


@pytest.mark.parametrize(
    "change",
    [
        lambda scene: MoveDragons(scene, [3], [[1.0, 2.0]]),
        lambda scene: RelabelDragons(scene, [3], (scene.dataset.y[3] + 1) % 3),
        lambda scene: BrushDragons([[1.0, 2.0]], 0, True),
        lambda scene: EraseDragons(tuple(scene.dataset.X[0]), (0.1, 0.1)),
        lambda scene: UseSource(Source.bundled()),
    ],
)
def test_dragons_that_are_changed_otherwise_keep_their_dirt_and_the_sliders_begin_anew(scene, change):
    dirty = AddNoise(0.3).apply(scene)
    after = change(dirty).apply(dirty)
    assert (after.dirt, after.clean) == (Dirt(), after.dataset)
    assert AddNoise(0).apply(after) is after


def test_the_edits_of_one_drag_are_of_its_gesture_and_each_says_what_it_does():
    drag = object()
    edits = [
        AddNoise(0.1, gesture=drag),
        FlipLabels(0.1, gesture=drag),
        Imbalance(0, 0.1, gesture=drag),
        Split(0.5, True, 1, gesture=drag),
        BrushDragons([[1.0, 2.0]], 0, True, drag),
        EraseDragons((0.0, 0.0), (1.0, 1.0), drag),
    ]
    assert all(edit.gesture is drag and edit.undoable for edit in edits)
    assert [edit.text for edit in edits] == [
        "add noise", "flip labels", "thin out a class", "split anew", "paint", "erase",
    ]  # fmt: skip
    assert AddNoise(0.1).gesture is None


def test_who_is_picked_is_forgotten_when_the_number_changes_and_kept_otherwise(scene):
    scene = scene.with_view(picked=np.array([1, 4]))
    assert AddNoise(0.1).apply(scene).view.picked.tolist() == [1, 4]
    assert Split(0.5, False, 3).apply(scene).view.picked.tolist() == [1, 4]
    for edit in (Imbalance(0, 0.5), BrushDragons([[1.0, 2.0]], 0, True)):
        assert edit.apply(scene).view.picked.tolist() == []


def test_the_view_stays_where_it_is(scene):
    for edit in (AddNoise(2.0), BrushDragons([[1e6, 1e6]], 0, True)):
        assert edit.apply(scene).rect == scene.rect


# Splits


def test_a_split_is_noted_and_keeps_dragons_and_dirt(scene):
    dirty = Imbalance(0, 0.5).apply(AddNoise(0.3).apply(scene))
    after = Split(0.8, True, 5).apply(dirty)
    assert (after.splitting, after.dirt) == (Splitting(0.8, True, 5), dirty.dirt)
    np.testing.assert_array_equal(after.clean.X, scene.dataset.X)
    assert len(after.clean.train_indices) == int(0.8 * 160) * 3
    for edit in (AddNoise(0), Imbalance(0, 1.0)):
        after = edit.apply(after)
    np.testing.assert_array_equal(after.dataset.is_train, Splitting(0.8, True, 5).on(scene.dataset).is_train)
    assert after.undirtied is None


def test_the_same_split_twice_is_one(scene):
    after = Split(0.8, False, 5).apply(scene)
    assert Split(0.8, False, 5).apply(after) is after
    assert Split(0.8, False, 6).apply(after) is not after
    assert UseSource(SOURCE).apply(after).splitting == Splitting()


def test_a_split_that_leaves_a_class_without_training_dragons_changes_nothing(scene):
    with pytest.raises(DragonsError, match="would have no training dragons: choose a larger share"):
        Split(0.001, True, 1).apply(scene)


# Brush and eraser


def test_a_brush_adds_and_an_eraser_removes(scene):
    painted = BrushDragons([[1.0, 2.0], [1.1, 2.0]], 2, False).apply(scene)
    assert painted.dataset.X[-2:].tolist() == [[1.0, 2.0], [1.1, 2.0]]
    assert (painted.dataset.y[-2:].tolist(), painted.dataset.is_train[-2:].tolist()) == ([2, 2], [False, False])
    erased = EraseDragons((1.0, 2.0), (0.5, 0.5)).apply(painted)
    assert dragons(erased) == dragons(scene)


def test_where_nothing_is_painted_or_reached_nothing_changes(scene):
    assert BrushDragons([], 0, True).apply(scene) is scene
    assert EraseDragons((1e6, 1e6), (1.0, 1.0)).apply(scene) is scene


def test_more_than_the_most_are_refused_and_nothing_is_lost(scene):
    with pytest.raises(DragonsError, match="There are 480 dragons, and 100,000 is the most: these 100,000 are too"):
        BrushDragons(np.zeros((100_000, 2)), 0, True).apply(scene)
    assert len(scene.dataset) == 480
