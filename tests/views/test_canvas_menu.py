"""The menu of the right mouse button."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.robot import SHIFT


@pytest.fixture
def open_menu(robot):
    yield robot.right_click
    if robot.popup() is not None:
        robot.popup().close()


def checked(menu):
    return {action.objectName() for action in menu.actions() if action.isChecked()}


def test_it_says_what_the_dragon_is_and_changes_its_class(window, robot, open_menu):
    index = robot.lonely(0)
    menu = open_menu(robot.place(index))
    assert robot.picked == [index]
    assert checked(menu) == {"relabel-0", "make-train" if robot.dragons.is_train[index] else "make-test"}
    robot.choose(menu, "relabel-1")
    assert robot.dragons.y[index] == 1
    window.action_set.by_name["undo"].trigger()
    assert robot.dragons.y[index] == 0


def test_it_makes_training_and_test_dragons(robot, open_menu):
    index = robot.lonely()
    for name, is_train in (("make-test", False), ("make-train", True)):
        robot.choose(open_menu(robot.place(index)), name)
        assert robot.dragons.is_train[index] == is_train


def test_it_is_for_all_selected_dragons_if_it_is_opened_on_one_of_them(robot, open_menu):
    first, second = robot.lonely(0), robot.lonely(1)
    robot.click(robot.place(first))
    robot.click(robot.place(second), modifiers=SHIFT)
    menu = open_menu(robot.place(second))
    assert not checked(menu) & {"relabel-0", "relabel-1"}
    robot.choose(menu, "relabel-1")
    assert (robot.dragons.y[[first, second]] == 1).all()


def test_inspect_takes_one_of_several_and_brings_its_card_into_view(window, robot, open_menu):
    index = robot.lonely(1)
    robot.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    window.resize(1280, 480)
    robot.be_quiet()
    robot.choose(open_menu(robot.place(index)), "inspect")
    assert robot.picked == [index]
    robot.wait_until(lambda: window.moment.scene is robot.scene, "it is on screen")
    card = robot.find("picked-text")
    assert f"{robot.dragons.X[index, 1]:.4g}" in card.text()
    robot.wait_until(lambda: card.visibleRegion().boundingRect().height() > 0, "the card is in view", seconds=5)


def test_remove_takes_the_dragon_away(robot, open_menu):
    index = robot.lonely()
    gone, n = robot.dragons.X[index].copy(), len(robot.dragons)
    robot.choose(open_menu(robot.place(index)), "delete")
    assert len(robot.dragons) == n - 1
    assert not (gone == robot.dragons.X).all(axis=1).any()


@pytest.mark.parametrize(("name", "is_train", "label"), [("add-test-1", False, 1), ("add-training-0", True, 0)])
def test_on_an_empty_place_it_adds_there(robot, open_menu, name, is_train, label):
    n, place = len(robot.dragons), robot.empty_place()
    robot.choose(open_menu(place), name)
    assert len(robot.dragons) == n + 1
    assert (robot.dragons.y[-1], robot.dragons.is_train[-1]) == (label, is_train)
    assert (robot.place(n) - place).manhattanLength() <= 1


def test_on_an_empty_place_it_fits_the_view(window, robot, open_menu):
    before = window.canvas.rect_in_view()
    robot.wheel(robot.empty_place(), 2)
    robot.choose(open_menu(robot.empty_place()), "fit")
    robot.wait_until(lambda: window.moment.scene is robot.scene, "it is on screen")
    np.testing.assert_allclose(window.canvas.rect_in_view(), before)


def test_closing_it_changes_nothing(window, robot, open_menu):
    scene, n_changes = robot.scene, len(window.controller.undo_stack)
    open_menu(robot.place(robot.lonely())).close()
    assert robot.scene.dataset is scene.dataset
    assert robot.scene.setups is scene.setups
    assert len(window.controller.undo_stack) == n_changes
