"""Keys and switches act when they can be seen to act."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests import on_screen
from tests.robot import CONTROL

ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize("button", ["model-mlp-button", "fit-button"])
def test_a_click_on_the_toolbar_takes_the_help_card_away(robot, button):
    robot.trigger("help")
    assert robot.find("help-card").isVisible()
    robot.click_on(button)
    assert not robot.find("help-card").isVisible()


def test_with_nothing_to_train_on_the_same_is_not_said_twice(robot):
    robot.key(Qt.Key.Key_A, CONTROL)
    robot.key(Qt.Key.Key_Delete)
    robot.trigger("train")
    assert on_screen.refusal(robot.window) != on_screen.sentence(robot.window)


@pytest.mark.parametrize(("action", "model_that_has_it"), [("class-lines", 3), ("show-neurons", 4), ("mlp-again", 4)])
def test_a_key_of_something_that_the_model_does_not_have_does_nothing(robot, action, model_that_has_it):
    robot.trigger(action)
    robot.key(Qt.Key(Qt.Key.Key_0 + model_that_has_it), ALT)
    robot.let_run(100)
    assert not robot.find(action).isChecked()
