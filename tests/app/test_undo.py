"""The undo stack: gestures are one change, memory has a bound, and what is dropped is gone."""

from dataclasses import replace
from weakref import ref

import numpy as np
import pytest

from dragonviz.app import undo
from dragonviz.app.undo import UndoStack
from dragonviz.scenes.scene import Scene
from tests.training.few_dragons import make_dragons

pytestmark = pytest.mark.usefixtures("qapp")

N = 100
BYTES_OF_X, BYTES_OF_ALL = N * 16, N * (16 + 8 + 1)


class Canvas:
    """What is on screen: the scene, and how often it was set."""

    def __init__(self, scene):
        self.scene, self.n_shown = scene, 0

    def show(self, scene):
        self.scene = scene
        self.n_shown += 1


@pytest.fixture
def canvas():
    return Canvas(a_scene())


@pytest.fixture
def stack(canvas):
    return UndoStack(canvas.show)


def a_scene():
    return Scene(object(), make_dragons(0, n=N))


def moved(scene, k=0):
    """The scene with one dragon elsewhere, and with the same labels."""
    return replace(scene, dataset=scene.dataset.move([0], [[k, k]]))


def change(stack, canvas, text="move", gesture=None, after=None):
    before = canvas.scene
    canvas.scene = moved(before, len(stack)) if after is None else after
    stack.push(before, canvas.scene, text, gesture)
    return canvas.scene


def test_at_first_there_is_nothing_to_undo_or_redo(stack, canvas):
    assert (len(stack), stack.can_undo, stack.can_redo, stack.undo_text, stack.redo_text) == (0, False, False, "", "")
    stack.undo()
    stack.redo()
    assert canvas.n_shown == 0


def test_it_goes_back_and_forth_and_says_what_comes_next(stack, canvas):
    first = canvas.scene
    second, third = change(stack, canvas, "add a dragon"), change(stack, canvas, "remove a dragon")
    seen = []
    for step in (stack.undo, stack.undo, stack.redo, stack.redo):
        step()
        seen.append((canvas.scene, stack.undo_text, stack.redo_text))
    assert seen == [
        (second, "add a dragon", "remove a dragon"),
        (first, "", "add a dragon"),
        (second, "add a dragon", "remove a dragon"),
        (third, "remove a dragon", ""),
    ]


def test_it_tells_that_there_is_something_else_to_undo(stack, canvas):
    told = []
    stack.changed.connect(lambda: told.append((stack.can_undo, stack.can_redo)))
    change(stack, canvas)
    stack.undo()
    stack.undo()  # of nothing
    stack.redo()
    stack.clear()
    assert told == [(True, False), (False, True), (True, False), (False, False)]


def test_whoever_is_shown_a_scene_sees_the_stack_as_it_is_then(stack, canvas):
    change(stack, canvas)
    seen = []
    stack._set_scene = lambda scene: seen.append((stack.can_undo, stack.can_redo))
    stack.undo()
    stack.redo()
    assert seen == [(False, True), (True, False)]


def test_the_changes_of_a_gesture_are_one_from_its_first_scene_to_its_last(stack, canvas):
    gesture, first = object(), canvas.scene
    scenes = [change(stack, canvas, gesture=gesture) for _ in range(5)]
    assert len(stack) == 1
    stack.undo()
    assert canvas.scene is first
    stack.redo()
    assert canvas.scene is scenes[-1]


def test_two_gestures_or_none_are_changes_of_their_own(stack, canvas):
    one, other = object(), object()
    for gesture in (one, other, None, None, one):
        change(stack, canvas, gesture=gesture)
    assert len(stack) == 5


def test_a_gesture_that_goes_on_after_it_was_undone_is_another_change(stack, canvas):
    gesture, first = object(), canvas.scene
    change(stack, canvas)
    second = canvas.scene
    change(stack, canvas, gesture=gesture)
    stack.undo()
    change(stack, canvas, gesture=gesture)
    assert len(stack) == 2
    stack.undo()
    assert canvas.scene is second
    stack.undo()
    assert canvas.scene is first


@pytest.mark.parametrize("gesture", [None, object()])
def test_what_was_undone_is_gone_with_the_next_change(stack, canvas, gesture):
    change(stack, canvas, gesture=gesture)
    change(stack, canvas)
    stack.undo()
    assert stack.can_redo
    change(stack, canvas, gesture=gesture)
    assert not stack.can_redo
    assert stack.redo_text == ""


# Memory


def test_nothing_of_a_change_that_is_dropped_stays_alive(stack, canvas):
    undone = ref(change(stack, canvas))
    stack.undo()
    assert undone() is not None
    change(stack, canvas)
    assert undone() is None


def test_the_scenes_within_a_gesture_are_not_kept(stack, canvas):
    gesture = object()
    scenes = [ref(change(stack, canvas, gesture=gesture)) for _ in range(50)]
    assert [scene() for scene in scenes if scene() is not None] == [canvas.scene]
    gesture = ref(canvas.scene)
    stack.clear()
    canvas.scene = None
    assert gesture() is None


def test_two_hundred_drags_undone_leave_nothing_but_the_last(stack, canvas):
    made = []
    for _ in range(200):
        gesture = object()
        made += [ref(change(stack, canvas, gesture=gesture).dataset) for _ in range(3)]
        stack.undo()
    assert len([dataset for dataset in made if dataset() is not None]) == 1


@pytest.mark.parametrize("most", [3, 10])
def test_it_has_room_for_so_many_bytes_and_counts_what_scenes_share_once(canvas, most):
    # The first scene whole; of each later one its places only.
    stack = UndoStack(canvas.show, most_bytes=BYTES_OF_ALL + most * BYTES_OF_X)
    first = ref(canvas.scene)
    for _ in range(most):
        change(stack, canvas)
    assert len(stack) == most
    assert first() is not None
    change(stack, canvas)
    assert len(stack) == most
    assert first() is None
    for _ in range(20):
        change(stack, canvas)
    assert len(stack) == most


def test_the_newest_change_stays_however_large_it_is(canvas):
    stack = UndoStack(canvas.show, most_bytes=10)
    for _ in range(3):
        before = canvas.scene
        change(stack, canvas)
        assert len(stack) == 1
    stack.undo()
    assert canvas.scene is before


def test_the_default_has_room_for_a_few_changes_of_as_many_dragons_as_there_may_be(canvas):
    """A drag of all of 100,000 dragons takes 1.6 MB."""
    assert undo.MOST_BYTES // (100_000 * 16) > 100


def test_of_small_changes_there_are_a_thousand(stack, canvas):
    first = None
    for k in range(1_003):
        change(stack, canvas, text=str(k))
        if k == 3:
            first = canvas.scene
    assert len(stack) == 1_000
    while stack.can_undo:
        stack.undo()
    # The first three are forgotten: before the fourth is as far as one gets.
    assert canvas.scene.dataset.X[0].tolist() == [2.0, 2.0]
    stack.redo()
    assert canvas.scene is first


def test_a_change_of_another_kind_counts_what_it_has_of_its_own(canvas):
    """With other labels every second scene, two arrays are not shared."""
    stack = UndoStack(canvas.show, most_bytes=10**9)
    before = canvas.scene
    after = replace(before, dataset=before.dataset.relabel([0], 1))
    change(stack, canvas, after=after)
    arrays = {id(array): array.nbytes for array in undo._arrays(stack._done[0])}
    assert sum(arrays.values()) == BYTES_OF_ALL + N * 8
    assert np.shares_memory(before.dataset.X, after.dataset.X)


def test_the_dragons_under_the_dirt_count_too(canvas):
    stack = UndoStack(canvas.show, most_bytes=10**9)
    clean = canvas.scene.dataset
    soiled = clean.move(range(N), clean.X + 1)
    moved_since = replace(canvas.scene, dataset=clean.move([0], [[9, 9]]))
    change(stack, canvas, after=replace(moved_since, dataset=soiled, undirtied=moved_since.dataset))
    arrays = {id(array): array.nbytes for array in undo._arrays(stack._done[0])}
    assert sum(arrays.values()) == BYTES_OF_ALL + 2 * BYTES_OF_X
