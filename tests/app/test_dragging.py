"""Dragged dragons reach the run at every move, or when they are dropped; and what the run is to do with them."""

import numpy as np
import pytest

from dragonviz.app.commands import EndGesture, SameStart
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import (
    AddDragon,
    ChooseModel,
    Look,
    MoveDragons,
    RelabelDragons,
    RemoveDragons,
    SetMembership,
)
from tests.app.desk import Desk, IdleStage

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk():
    desk = Desk(stage=IdleStage())
    desk.stage.book.orders.clear()
    return desk


def drag(desk, *lengths, gesture=None):
    """Move dragon 7 to these lengths, without letting go."""
    gesture = object() if gesture is None else gesture
    for length in lengths:
        desk.do(MoveDragons(desk.scene, [7], [[9.0, length]], gesture))
    return gesture


def changes(desk):
    """What the run was told since it began."""
    return [order for order in desk.stage.book.orders if order.spec is desk.stage.spec]


def lengths_handed_over(desk):
    return [order.dataset.X[7, 1] for order in changes(desk)]


def test_live_every_move_reaches_the_run_and_the_drop_adds_nothing(desk):
    gesture = drag(desk, 100.0, 110.0, 120.0)
    assert lengths_handed_over(desk) == [100.0, 110.0, 120.0]
    assert all(order.dragged for order in changes(desk))
    drag(desk, 120.0, gesture=gesture)  # where the mouse lets go
    desk.do(EndGesture(gesture))
    assert len(changes(desk)) == 3


def test_on_release_the_run_hears_of_the_last_place_when_the_dragon_is_dropped(desk):
    desk.do(Look({"live": False}))
    gesture = drag(desk, 100.0, 110.0, 120.0)
    assert changes(desk) == []
    assert desk.scene.dataset.X[7, 1] == 120.0
    desk.do(EndGesture(gesture))
    assert lengths_handed_over(desk) == [120.0]
    assert changes(desk)[0].dragged
    assert desk.stage.has_ordered_what_belongs_to(desk.scene)
    desk.do(EndGesture(gesture))
    assert len(changes(desk)) == 1


@pytest.mark.parametrize("live", [True, False])
def test_every_other_change_reaches_the_run_at_once_and_is_no_drag(desk, live):
    desk.do(Look({"live": live}), AddDragon((7.0, 150.0), 1, True))
    desk.do(RelabelDragons(desk.scene, [0], 1))
    desk.do(SetMembership(desk.scene, [0], False))
    desk.do(RemoveDragons(desk.scene, [1]))
    desk.undo()
    assert [order.dragged for order in changes(desk)] == [False] * 5
    assert desk.stage.has_ordered_what_belongs_to(desk.scene)


def test_an_edit_in_the_midst_of_a_drag_takes_the_drag_along(desk):
    desk.do(Look({"live": False}))
    gesture = drag(desk, 100.0)
    desk.do(RelabelDragons(desk.scene, [0], 1))
    assert lengths_handed_over(desk) == [100.0]
    desk.do(EndGesture(gesture))
    assert len(changes(desk)) == 1


def test_a_look_in_the_midst_of_a_drag_lets_it_wait_on(desk):
    desk.do(Look({"live": False}))
    gesture = drag(desk, 100.0)
    desk.do(Look({"label": 1}))
    assert changes(desk) == []
    desk.do(EndGesture(gesture))
    assert lengths_handed_over(desk) == [100.0]


def test_a_new_run_in_the_midst_of_a_drag_has_the_dragons_as_they_are(desk):
    desk.do(Look({"live": False}))
    gesture = drag(desk, 100.0)
    desk.do(SameStart())
    assert desk.stage.has_ordered_what_belongs_to(desk.scene)
    assert lengths_handed_over(desk) == [100.0]
    desk.do(EndGesture(gesture))
    assert len(changes(desk)) == 1


def test_dragons_without_a_run_can_be_dragged(desk):
    desk.do(Look({"live": False}), RemoveDragons(desk.scene, np.flatnonzero(desk.scene.dataset.y == 1)))
    n_orders = len(desk.stage.book.orders)
    gesture = drag(desk, 100.0)
    desk.do(EndGesture(gesture))
    assert len(desk.stage.book.orders) == n_orders
    assert desk.scene.dataset.X[7, 1] == 100.0


@pytest.mark.parametrize("mlp_starts_again", [True, False])
def test_the_switch_decides_for_the_mlp_and_the_others_always_start_again(desk, mlp_starts_again):
    desk.do(Look({"mlp_starts_again": mlp_starts_again}))
    for model in MODELS:
        desk.do(ChooseModel(model))
        drag(desk, 100.0, 110.0)
        assert changes(desk)[-1].again is (mlp_starts_again or model != "mlp")
