"""Dragged dragons reach the run at every move, or when they are dropped; and what the run is to do with them."""

import numpy as np
import pytest

from dragonviz.models.catalogue import MODELS
from tests.app.desk import Desk

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk():
    return Desk()


def drag(desk, *lengths, gesture=None):
    """Move dragon 7 to these lengths, without letting go."""
    gesture = object() if gesture is None else gesture
    for length in lengths:
        desk.controller.move([7], [[9.0, length]], gesture)
    return gesture


def lengths_handed_over(desk):
    return [change.dataset.X[7, 1] for change in desk.engine.changes]


def test_live_every_move_reaches_the_run_and_the_drop_adds_nothing(desk):
    gesture = drag(desk, 100.0, 110.0, 120.0)
    assert lengths_handed_over(desk) == [100.0, 110.0, 120.0]
    assert all(change.dragged for change in desk.engine.changes)
    drag(desk, 120.0, gesture=gesture)  # where the mouse lets go
    desk.controller.drop()
    assert len(desk.engine.changes) == 3


def test_on_release_the_run_hears_of_the_last_place_when_the_dragon_is_dropped(desk):
    desk.controller.live = False
    drag(desk, 100.0, 110.0, 120.0)
    assert desk.engine.changes == []
    assert desk.scene.dataset.X[7, 1] == 120.0
    desk.controller.drop()
    assert lengths_handed_over(desk) == [120.0]
    assert desk.engine.changes[0].dragged
    desk.engine_has_what_the_scene_says()
    desk.controller.drop()
    assert len(desk.engine.changes) == 1


@pytest.mark.parametrize("live", [True, False])
def test_every_other_change_reaches_the_run_at_once_and_is_no_drag(desk, live):
    desk.controller.live = live
    desk.controller.add((7.0, 150.0), 1, True)
    desk.controller.relabel([0], 1)
    desk.controller.set_membership([0], False)
    desk.controller.remove([1])
    desk.stack.undo()
    assert [change.dragged for change in desk.engine.changes] == [False] * 5
    desk.engine_has_what_the_scene_says()


def test_an_edit_in_the_midst_of_a_drag_takes_the_drag_along(desk):
    desk.controller.live = False
    drag(desk, 100.0)
    desk.controller.relabel([0], 1)
    assert lengths_handed_over(desk) == [100.0]
    desk.controller.drop()
    assert len(desk.engine.changes) == 1


def test_a_new_run_in_the_midst_of_a_drag_has_the_dragons_as_they_are(desk):
    desk.controller.live = False
    drag(desk, 100.0)
    desk.controller.same_start()
    desk.engine_has_what_the_scene_says()
    desk.controller.drop()
    assert desk.engine.changes == []


def test_dragons_without_a_run_can_be_dragged(desk):
    desk.controller.live = False
    desk.controller.remove(np.flatnonzero(desk.scene.dataset.y == 1))
    drag(desk, 100.0)
    desk.controller.drop()
    assert desk.engine.changes == []
    assert desk.scene.dataset.X[7, 1] == 100.0


@pytest.mark.parametrize("mlp_starts_again", [True, False])
def test_the_switch_decides_for_the_mlp_and_the_others_always_start_again(desk, mlp_starts_again):
    desk.controller.mlp_starts_again = mlp_starts_again
    for model in MODELS:
        desk.controller.choose_model(model)
        drag(desk, 100.0, 110.0)
        assert desk.engine.changes[-1].again is (mlp_starts_again or model != "mlp")
