"""The window, used as a person uses it: with the mouse and the keys."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from dragonviz.models import network_size
from dragonviz.models.catalogue import MODELS


def dragons(window):
    return window.controller.scene.dataset


def test_a_click_adds_a_dragon_and_undo_takes_it_away(window, robot):
    before = len(dragons(window))
    robot.click(window.canvas.pixel_of(15.0, 200.0))
    assert len(dragons(window)) == before + 1
    assert abs(dragons(window).X[-1] - [15.0, 200.0]).max() < 1.0
    window.actions_by_name["undo"].trigger()
    assert len(dragons(window)) == before


def test_a_drag_moves_a_dragon_and_is_undone_at_once(window, robot):
    original = dragons(window)
    index = int(original.X[:, 1].argmax())
    start = window.canvas.pixel_of(*original.X[index])
    robot.press(start)
    for shift in (10, 40, 80):
        robot.move(start + QPoint(shift, shift))
    robot.release(start + QPoint(80, 80))
    moved = [i for i in range(len(original)) if (dragons(window).X[i] != original.X[i]).any()]
    assert len(moved) == 1
    there = window.canvas.pixel_of(*dragons(window).X[moved[0]])
    assert (there - start - QPoint(80, 80)).manhattanLength() <= 2
    window.actions_by_name["undo"].trigger()
    assert dragons(window) is original


@pytest.mark.timeout(300)
@pytest.mark.parametrize("model", ["logistic", "perceptron"])
def test_space_trains_and_the_scores_appear(window, qtbot, model):
    window.controller.choose_model(model)
    window.engine.set_speed.emit(math.inf)
    window.actions_by_name["train"].trigger()

    def trained():
        assert window._report is not None
        assert window._report.snapshot.verdict in ("converged", "epochs reached")

    qtbot.waitUntil(trained, timeout=240_000)
    snapshot = window._report.snapshot
    assert snapshot.model == model
    assert snapshot.test.accuracy > 0.6
    assert len(snapshot.history.epoch) == snapshot.epoch


def test_a_run_that_diverges_in_its_first_epoch_says_so_and_shows_nothing_learned(window, robot, qtbot):
    scene = replace(window.controller.scene, model="mlp")
    wild = {"activation": "leaky_relu", "solver": "sgd", "learning_rate_init": 10.0, "momentum": 0.9}
    window.controller.show(replace(scene, settings={**scene.settings, "mlp": {**scene.values, **wild}}))
    robot.key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Diverged in epoch\xa01" in window.status._sentence.text(), timeout=60_000)
    assert not window.canvas._regions.isVisible()
    assert not window.canvas._borders.isVisible()


def test_a_bad_setting_is_refused_in_words_and_changes_nothing(window, qtbot):
    scene = window.controller.scene
    field = window.findChild(object, "setting-C")
    field.setEditText("much")
    with qtbot.waitSignal(window.settings_panel.refused) as refusal:
        QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert "much" in refusal.args[0]
    assert window.controller.scene is scene
    assert field.currentText() == "1"


def test_a_class_without_training_dragons_stops_training_with_a_sentence(window):
    controller = window.controller
    controller.remove((dragons(window).y == 1).nonzero()[0])
    assert "breathes\xa0fire" in window.status._sentence.text()
    window.actions_by_name["undo"].trigger()
    assert len(dragons(window)) == 480


@pytest.mark.parametrize(
    ("classes", "said"), [(None, "no file"), (1, "only one class"), (9, "9 classes")], ids=["missing", "one", "nine"]
)
def test_a_file_that_cannot_be_used_is_refused_in_words(window, qtbot, tmp_path, classes, said):
    scene = window.controller.scene
    path = tmp_path / "dragons.csv"
    if classes:
        rows = [f"{k}.5,{2 * k}.25,k{k % classes}" for k in range(30)]
        path.write_text("\n".join(["a,b,c", *rows]))
    with qtbot.waitSignal(window.engine.refused, timeout=60_000) as refusal:
        window.controller.open(path)
    assert "dragons.csv" in refusal.args[0]
    assert said in refusal.args[0]
    assert window.status._notice._sentence.text() == refusal.args[0]
    assert window.controller.scene is scene


def test_a_column_that_is_refused_leaves_the_one_before_chosen(window, robot, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "dragons.csv"
    path.write_text("\n".join(["a,b,two,eight", *(f"{k}.5,{2 * k}.25,t{k % 2},e{k % 8}" for k in range(40))]))
    controller = window.controller
    controller.open(path)
    qtbot.waitUntil(lambda: controller.scene.source.title == "dragons.csv", timeout=60_000)
    columns = window.findChild(QComboBox, "column-label")
    columns.setCurrentText("two")
    columns.activated.emit(columns.currentIndex())
    assert controller.scene.dataset.task.classes == ("t0", "t1")
    controller.choose_model("mlp")
    controller.set_setting("hidden_layer_sizes", (8,))
    scene = controller.scene
    monkeypatch.setattr(network_size, "_MOST_GB", 2e-6)  # enough for two classes, not for eight
    columns.setFocus()
    robot.key(Qt.Key.Key_Down)
    assert "2-8-8" in window.status._notice._sentence.text()
    assert controller.scene is scene
    assert columns.currentText() == "two"


def checked_models(window):
    return [name for name in MODELS if window.actions_by_name[f"model-{name}"].isChecked()]


def test_a_click_chooses_each_model_and_undo_the_one_before(window, robot):
    for name in ("perceptron", "multiclass", "mlp", "logistic", "mlp"):
        robot.click_on(f"model-{name}-button")
        assert window.controller.scene.model == name
        assert checked_models(window) == [name]
    window.actions_by_name["undo"].trigger()
    assert window.controller.scene.model == "logistic"
    assert checked_models(window) == ["logistic"]


def test_a_model_that_does_not_fit_the_task_is_refused_and_the_present_one_stays_checked(window, robot):
    window.controller.choose_columns("colour")
    robot.click_on("model-perceptron-button")
    assert window.controller.scene.model == "logistic"
    assert checked_models(window) == ["logistic"]
    assert "two classes" in window.status._notice._sentence.text()
