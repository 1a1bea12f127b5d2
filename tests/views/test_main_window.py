"""The window, used as a person uses it: with the mouse and the keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel

from dragonviz.app.commands import OpenFile
from dragonviz.models import network_size
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import ChooseModel, Look, RemoveDragons, SetSetting, UseSource
from dragonviz.scenes.speed import FASTEST
from dragonviz.scenes.view_state import default_speeds
from dragonviz.training.run import Run
from tests import on_screen

FLAT_OUT = Look({"speeds": dict.fromkeys(default_speeds(), FASTEST)})


def dragons(window):
    return window.controller.scene.dataset


def said(window):
    return window.findChild(QLabel, "status").text()


def refused(window):
    label = window.findChild(QLabel, "refusal")
    return label.text() if label.isVisible() else ""


def trigger(window, name):
    window.action_set.by_name[name].trigger()


def test_a_click_adds_a_dragon_and_undo_takes_it_away(window, robot):
    before = len(dragons(window))
    robot.click(window.canvas.pixel_of(15.0, 200.0))
    assert len(dragons(window)) == before + 1
    assert abs(dragons(window).X[-1] - [15.0, 200.0]).max() < 1.0
    trigger(window, "undo")
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
    trigger(window, "undo")
    assert dragons(window) is original


@pytest.mark.timeout(300)
@pytest.mark.parametrize("model", ["logistic", "perceptron"])
def test_space_trains_and_the_scores_appear(window, qtbot, model):
    window.do((ChooseModel(model), FLAT_OUT))
    trigger(window, "train")

    def snapshot():
        return window.moment.side.snapshot

    qtbot.waitUntil(
        lambda: snapshot() is not None and snapshot().verdict in ("converged", "epochs reached"), timeout=240_000
    )
    assert snapshot().model == model
    assert snapshot().test.accuracy > 0.6
    assert len(snapshot().history.epoch) == 1 + snapshot().epoch
    assert f"{snapshot().test.accuracy:.0%}".rstrip("%") in window.findChild(QLabel, "test-accuracy").text()


def test_once_at_rest_it_says_whether_the_mistakes_need_be(window, qtbot):
    window.do((ChooseModel("perceptron"), SetSetting("max_iter", 20), FLAT_OUT))
    trigger(window, "train")
    qtbot.waitUntil(lambda: "No line can separate all training dragons." in said(window), timeout=60_000)
    snapshot = window.moment.side.snapshot
    assert snapshot.verdict == "epochs reached"
    assert snapshot.train.n_wrong > 0


def test_a_run_that_diverges_in_its_first_epoch_says_so_and_shows_what_it_began_with(window, robot, qtbot):
    wild = {"activation": "leaky_relu", "solver": "sgd", "learning_rate_init": 10.0, "momentum": 0.9}
    window.do((ChooseModel("mlp"), *(SetSetting(name, value) for name, value in wild.items())))
    robot.key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Diverged in epoch\xa01" in said(window), timeout=60_000)
    assert "nothing is learned" in said(window)
    snapshot = window.moment.side.snapshot
    first = Run(snapshot.dataset, "mlp", snapshot.settings, window.controller.scene.setup.seed).snapshot()
    for (weights, biases), (first_weights, first_biases) in zip(
        snapshot.predictor.layers, first.predictor.layers, strict=True
    ):
        assert np.array_equal(weights, first_weights)
        assert np.array_equal(biases, first_biases)
    assert window.canvas._drawing.regions.isVisible()


def test_a_bad_setting_is_refused_in_words_and_changes_nothing(window, robot):
    scene = window.controller.scene
    robot.type_into("setting-C", "much")
    assert "much" in refused(window)
    assert window.controller.scene is scene
    robot.canvas.setFocus()
    assert robot.find("setting-C").currentText() == "1"


def test_derived_inputs_bend_the_border_and_what_cannot_be_is_refused(window, robot, qtbot):
    window.do((SetSetting("standardize", True), FLAT_OUT))
    robot.click_on(robot.find("setting-inputs-x2"))
    robot.click_on(robot.find("setting-inputs-xy"))
    assert window.controller.scene.setup.values["inputs"] == ("x2", "xy")
    trigger(window, "train")
    qtbot.waitUntil(lambda: on_screen.learns(window) and not on_screen.is_training(window), timeout=60_000)
    assert not on_screen.snapshot(window).predictor.is_linear
    qtbot.waitUntil(lambda: window.moment.side.regions is not None)
    border = window.moment.side.regions.borders[0]
    ways = np.diff(border, axis=0)
    assert np.ptp(np.arctan2(*ways.T)) > 0.1
    trigger(window, "show-border")
    assert "Where borders bend" in refused(window)
    scene = window.controller.scene
    window.do(SetSetting("inputs", ("x3",)))
    assert "x3" in refused(window)
    assert window.controller.scene is scene


def test_a_class_without_training_dragons_stops_training_with_a_sentence(window, qtbot):
    scene = window.controller.scene
    window.do(RemoveDragons(scene, (scene.dataset.y == 1).nonzero()[0]))
    qtbot.waitUntil(lambda: "breathes\xa0fire" in said(window))
    trigger(window, "undo")
    assert len(dragons(window)) == 480


@pytest.mark.parametrize(
    ("classes", "named"), [(None, "no file"), (1, "only one class"), (9, "9 classes")], ids=["missing", "one", "nine"]
)
def test_a_file_that_cannot_be_used_is_refused_in_words(window, qtbot, tmp_path, classes, named):
    scene = window.controller.scene
    path = tmp_path / "dragons.csv"
    if classes:
        rows = [f"{k}.5,{2 * k}.25,k{k % classes}" for k in range(30)]
        path.write_text("\n".join(["a,b,c", *rows]))
    with qtbot.waitSignal(window.controller.refused, timeout=60_000) as refusal:
        window.do(OpenFile(str(path)))
    assert "dragons.csv" in refusal.args[0]
    assert named in refusal.args[0]
    assert refused(window) == refusal.args[0]
    assert window.controller.scene is scene


def test_a_column_that_is_refused_leaves_the_one_before_chosen(window, robot, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "dragons.csv"
    path.write_text("\n".join(["a,b,two,eight", *(f"{k}.5,{2 * k}.25,t{k % 2},e{k % 8}" for k in range(40))]))
    controller = window.controller
    window.do(OpenFile(str(path)))
    qtbot.waitUntil(lambda: window.moment.scene.source.title == "dragons.csv", timeout=60_000)
    columns = window.findChild(QComboBox, "column-label")
    columns.setCurrentText("two")
    columns.activated.emit(columns.currentIndex())
    assert controller.scene.dataset.task.classes == ("t0", "t1")
    window.do((ChooseModel("mlp"), SetSetting("hidden_layer_sizes", (8,))))
    scene = controller.scene
    qtbot.waitUntil(lambda: window.moment.scene is scene)
    monkeypatch.setattr(network_size, "_MOST_GB", 2e-6)  # enough for two classes, not for eight
    columns.setFocus()
    robot.key(Qt.Key.Key_Down)
    assert "2-8-8" in refused(window)
    assert controller.scene is scene
    qtbot.waitUntil(lambda: columns.currentText() == "two")


def checked_models(window):
    return [name for name in MODELS if window.action_set.by_name[f"model-{name}"].isChecked()]


def test_a_click_chooses_each_model_and_undo_the_one_before(window, robot, qtbot):
    for name in ("perceptron", "multiclass", "mlp", "logistic", "mlp"):
        robot.click_on(f"model-{name}-button")
        assert window.controller.scene.setup.model == name
        qtbot.waitUntil(lambda name=name: checked_models(window) == [name])
    trigger(window, "undo")
    assert window.controller.scene.setup.model == "logistic"
    qtbot.waitUntil(lambda: checked_models(window) == ["logistic"])


def test_a_model_that_does_not_fit_the_task_is_refused_and_the_present_one_stays_checked(window, robot, qtbot):
    window.do(UseSource(window.controller.scene.source.choosing("colour")))
    robot.click_on("model-perceptron-button")
    assert window.controller.scene.setup.model == "logistic"
    assert "two classes" in refused(window)
    qtbot.waitUntil(lambda: checked_models(window) == ["logistic"])
