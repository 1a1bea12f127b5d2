"""What is refused, and what fails, as a person meets it: a sentence, the scene as it was, and Space trains again."""

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QToolButton

from dragonviz.scenes.edits import Look, RemoveDragons
from dragonviz.scenes.speed import FASTEST
from dragonviz.scenes.view_state import default_speeds
from dragonviz.training.run import Run

FLAT_OUT = Look({"speeds": dict.fromkeys(default_speeds(), FASTEST)})


def said(window):
    return window.findChild(QLabel, "status").text()


def refusal(window):
    label = window.findChild(QLabel, "refusal")
    return label.text() if label.isVisible() else None


def test_a_network_that_does_not_fit_is_refused_and_training_works(window, robot, qtbot):
    robot.click_on("model-mlp-button")
    robot.wait_until(lambda: window.moment.scene is robot.scene, "its settings are on screen")
    field = robot.find("setting-hidden_layer_sizes")
    for sizes, taken in (("8", True), ("100000, 100000", False)):
        scene = robot.scene
        robot.type_into("setting-hidden_layer_sizes", sizes)
        assert (robot.scene is not scene) is taken
    assert "million weights" in refusal(window)
    robot.canvas.setFocus()
    assert field.currentText() == "8"
    robot.trigger("train")
    qtbot.waitUntil(lambda: said(window).startswith("Training: epoch\xa01\xa0of\xa026"), timeout=60_000)
    assert refusal(window) is None


def test_an_error_while_training_is_told_with_its_traceback_and_training_begins_anew(window, robot, qtbot, monkeypatch):
    train_button = window.findChild(QToolButton, "train-button")
    with monkeypatch.context() as broken:
        broken.setattr(Run, "advance", lambda *_: 1 / 0)
        robot.trigger("train")
        qtbot.waitUntil(lambda: refusal(window) == "division by zero", timeout=30_000)
    assert said(window) == "Training stopped because of an error. Train again to begin anew."
    assert train_button.text() == "Train"
    robot.click_on("details")
    assert "ZeroDivisionError" in window.findChild(QPlainTextEdit, "traceback").toPlainText()
    window.do(FLAT_OUT)
    robot.trigger("train")
    qtbot.waitUntil(lambda: said(window).startswith("Converged"), timeout=30_000)


@pytest.mark.parametrize("order", ["train", "step", "epoch", "same-start", "new-start"])
def test_with_one_class_left_no_order_hides_the_sentence_that_says_why(window, robot, order):
    scene = robot.scene
    window.do(RemoveDragons(scene, (scene.dataset.y == 0).nonzero()[0]))
    robot.wait_until(lambda: "no training dragon is “no\xa0fire”" in said(window), "it says why")
    sentence = said(window)
    window.action_set.by_name[order].trigger()
    robot.let_run(50)
    assert said(window) == sentence
    assert robot.find("status").isVisible()
    assert refusal(window) is None  # it stands there already
    assert window.stage.spec is None
    window.action_set.by_name["undo"].trigger()
    assert len(robot.dragons) == 480
    robot.wait_until(lambda: said(window) != sentence, "it can be trained again")
