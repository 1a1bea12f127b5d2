"""What is refused, and what fails, as a person meets it: a sentence, the scene as it was, and Space trains again."""

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QToolButton

from dragonviz.training.run import Run


def said(window):
    return window.findChild(QLabel, "status").text()


def refusal(window):
    label = window.findChild(QLabel, "refusal")
    return label.text() if label.isVisible() else None


def test_a_network_that_does_not_fit_is_refused_and_training_works(window, robot, qtbot):
    robot.click_on("model-mlp-button")
    field = window.findChild(object, "setting-hidden_layer_sizes")
    for sizes, taken in (("8", True), ("100000, 100000", False)):
        scene = window.controller.scene
        robot.type_into("setting-hidden_layer_sizes", sizes)
        assert (window.controller.scene is not scene) is taken
    assert "million weights" in refusal(window)
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
    window.engine.set_speed.emit(float("inf"))
    robot.trigger("train")
    qtbot.waitUntil(lambda: said(window).startswith("Converged"), timeout=30_000)


@pytest.mark.parametrize("order", ["train", "step", "epoch", "same-start", "new-start"])
def test_with_one_class_left_every_order_is_refused_in_the_words_of_the_status_line(window, order):
    window.controller.remove((window.controller.scene.dataset.y == 0).nonzero()[0])
    sentence = said(window)
    assert "no training dragon is “no\xa0fire”" in sentence
    window.actions_by_name[order].trigger()
    assert refusal(window) == sentence
    window.actions_by_name["undo"].trigger()
    assert len(window.controller.scene.dataset) == 480
