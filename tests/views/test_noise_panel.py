"""Noise, flipped labels, rare classes and the split, as sliders that show what the scene holds."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from dragonviz.app.commands import EndGesture
from dragonviz.dragons.dirt import Dirt
from dragonviz.dragons.splitting import Splitting
from dragonviz.scenes.data_edits import AddNoise, FlipLabels, Imbalance, Split
from dragonviz.scenes.edits import AddDragon, Look
from dragonviz.views.panels.noise_panel import NoisePanel
from tests.robot import CONTROL
from tests.views.moments import after, moment_of, scene
from tests.views.shown import click, find, show


def position(panel, name):
    return find(panel, name).value()


def in_words(panel, name):
    return panel.findChild(QLabel, f"{name}-in-words").text()


CLEAN = moment_of(scene())
DIRTY = after(CLEAN, AddNoise(0.35, 3), FlipLabels(0.12, 4), Imbalance(1, 0.3, 5), Split(0.7, True, 9))


def test_it_shows_what_the_scene_holds(qtbot):
    panel, wanted = show(qtbot, NoisePanel, DIRTY)
    named = ("noise", "flipped-labels", "kept-0", "kept-1", "training-share")
    assert [position(panel, name) for name in named] == [7, 12, 100, 30, 70]
    assert [in_words(panel, name) for name in named] == ["0.35 σ", "12 %", "all", "30 %", "70 %"]
    assert find(panel, "stratified").isChecked()
    is_train = DIRTY.scene.dataset.is_train
    assert find(panel, "split-in-numbers").text() == f"{is_train.sum()} training\n{(~is_train).sum()} test"
    panel.show_moment(CLEAN)
    assert [position(panel, name) for name in named] == [0, 0, 100, 100, 60]
    assert [in_words(panel, name) for name in named] == ["none", "none", "all", "all", "60 %"]
    assert find(panel, "split-in-numbers").text() == "288 training\n192 test"
    assert not wanted


def test_each_slider_wants_its_edit_and_keeps_the_seed(qtbot):
    panel, wanted = show(qtbot, NoisePanel, DIRTY)
    for name, value in (("noise", 20), ("flipped-labels", 0), ("kept-0", 55), ("training-share", 80)):
        find(panel, name).setValue(value)
    assert wanted == [AddNoise(1.0, 3), FlipLabels(0.0, 4), Imbalance(0, 0.55, 5), Split(0.8, True, 9)]


def test_another_seed_is_one_click(qtbot):
    panel, wanted = show(qtbot, NoisePanel, DIRTY)
    for name in ("other-noise", "other-labels", "others-kept", "split-anew"):
        click(panel, name)
    assert wanted == [AddNoise(0.35, 4), FlipLabels(0.12, 5), Imbalance(1, 0.3, 6), Split(0.7, True, 10)]


def test_where_there_is_no_dirt_there_is_no_other(qtbot):
    panel, wanted = show(qtbot, NoisePanel, CLEAN)
    for name in ("other-noise", "other-labels", "others-kept"):
        assert not find(panel, name).isEnabled()
        click(panel, name)
    assert not wanted
    panel.show_moment(DIRTY)
    assert all(find(panel, name).isEnabled() for name in ("other-noise", "other-labels", "others-kept"))


def test_the_split_can_be_stratified(qtbot):
    panel, wanted = show(qtbot, NoisePanel, CLEAN)
    click(panel, "stratified")
    assert wanted == [Split(0.6, True, Splitting().seed)]


def test_other_classes_have_other_sliders(qtbot):
    panel, _ = show(qtbot, NoisePanel, CLEAN)
    panel.show_moment(moment_of(scene(task="colour")))
    assert [find(panel, f"kept-{label}").accessibleName() for label in range(3)] == [
        f"Share of class {name} that stays" for name in ("Blue", "Red", "Yellow")
    ]
    assert panel.findChild(object, "kept-3") is None


def test_what_was_done_in_another_way_sets_the_sliders_to_nothing(qtbot):
    panel, _ = show(qtbot, NoisePanel, DIRTY)
    panel.show_moment(after(DIRTY, AddDragon((7.0, 150.0), 1, True)))
    assert (position(panel, "noise"), position(panel, "kept-1")) == (0, 100)


# In the window


@pytest.fixture
def opened(window, robot):
    """A person at the window with the panel open, and a trained model."""
    robot.trigger("show-noise-and-split")
    robot.wait_until(lambda: not robot.find("noise-and-split-dock").isHidden(), "the panel is open")
    robot.let_run(50)
    return robot


def drag(robot, name, *shares, let_go=True):
    """Take a slider's handle, and move it to shares of its width."""
    slider = robot.find(name)
    span = slider.maximum() - slider.minimum()
    at = (slider.value() - slider.minimum()) / span
    place = QPoint(round(6 + at * (slider.width() - 12)), slider.height() // 2)
    robot.press(place, on=slider)
    for share in shares:
        place = QPoint(round(6 + share * (slider.width() - 12)), slider.height() // 2)
        robot.move(place, on=slider)
    if let_go:
        robot.release(place, on=slider)
    return place


def test_a_drag_is_undone_as_one_and_back_at_nothing_are_the_first_dragons(window, opened):
    first, n = opened.scene, len(window.controller.undo_stack)
    drag(opened, "noise", 0.1, 0.2, 0.4)
    assert opened.scene.dirt.noise == pytest.approx(1.2, abs=0.1)
    assert len(window.controller.undo_stack) == n + 1
    drag(opened, "noise", 0.2, 0.0)
    assert opened.scene.dataset is first.dataset
    opened.trigger("undo")
    opened.trigger("undo")
    assert (opened.scene.dataset, opened.scene.dirt) == (first.dataset, Dirt())
    opened.wait_for_screen()
    assert opened.find("noise").value() == 0
    assert opened.find("noise-in-words").text() == "none"
    opened.trigger("redo")
    opened.wait_for_screen()
    assert opened.find("noise").value() > 0


def test_the_model_answers_while_the_slider_is_moved(window, opened):
    opened.trigger("epoch")
    opened.wait_until(lambda: window.moment.current is not None, "it has learned")
    place = drag(opened, "flipped-labels", 0.1, 0.3, let_go=False)
    opened.wait_until(
        lambda: window.moment.current is not None and window.moment.current.dataset is opened.dragons,
        "what it has learned of these is on screen",
    )
    assert (opened.dragons.y != opened.scene.clean.y).any()
    opened.release(place, on=opened.find("flipped-labels"))


def test_it_waits_for_the_release_if_models_follow_no_drag(window, opened, monkeypatch):
    window.do(Look({"live": False}))
    asked, order = [], window.stage._order
    monkeypatch.setattr(window.stage, "_order", lambda what: (asked.append(what), order(what)))
    place = drag(opened, "noise", 0.2, let_go=False)
    assert not asked
    opened.release(place, on=opened.find("noise"))
    assert [each.dataset for each in asked] == [opened.dragons]


def test_training_goes_on_while_the_slider_is_moved(window, opened):
    opened.key(Qt.Key.Key_Space)
    opened.wait_until(lambda: window.moment.current is not None, "it learns")
    drag(opened, "noise", 0.1, 0.3)
    opened.wait_until(
        lambda: window.moment.current is not None and window.moment.current.dataset is opened.dragons, "it follows"
    )
    assert np.isfinite(window.moment.current.history.train_accuracy[-1])


def test_a_class_is_thinned_out_but_never_wholly(window, opened):
    drag(opened, "kept-1", 0.5, 0.0)
    assert opened.scene.dirt.kept == (1.0, 0.0)
    assert (opened.dragons.y == 1).sum() == 1
    opened.trigger("undo")
    assert opened.scene.dirt == Dirt()


def test_each_key_is_undone_by_itself_and_means_nothing_else(window, opened):
    opened.find("noise").setFocus(Qt.FocusReason.TabFocusReason)
    n, spec = len(window.controller.undo_stack), window.stage.spec
    for _ in range(3):
        opened.key(Qt.Key.Key_Right)
    assert opened.scene.dirt.noise == pytest.approx(0.15)
    assert len(window.controller.undo_stack) == n + 3
    opened.key(Qt.Key.Key_Z, CONTROL)
    assert opened.scene.dirt.noise == pytest.approx(0.1)
    opened.wait_for_screen()
    assert opened.find("noise").value() == 2
    assert window.moment.side.snapshot.epoch == 0
    assert window.stage.spec is spec


def test_the_split_is_made_anew_with_the_next_seed(window, opened):
    before = opened.dragons
    opened.click_on("split-anew")
    assert opened.scene.splitting == replace(Splitting(), seed=Splitting().seed + 1)
    assert (opened.dragons.is_train != before.is_train).any()
    np.testing.assert_array_equal(opened.dragons.X, before.X)
    opened.wait_for_screen()
    opened.click_on("stratified")
    assert opened.scene.splitting == Splitting(0.6, True, Splitting().seed + 1)
    opened.wait_for_screen()
    drag(opened, "training-share", 0.2, 0.9)
    assert opened.scene.splitting.share > 0.8
    for _ in range(3):
        opened.trigger("undo")
    assert opened.dragons is before


def test_a_split_that_leaves_a_class_untrained_is_refused_and_the_slider_goes_back(window, opened):
    window.do(Imbalance(1, 0.0))  # one is left
    window.do(AddDragon((7.0, 150.0), 0, True))  # and its class has no others any more, whatever the sliders do
    opened.wait_for_screen()
    before, refused = opened.scene, []
    window.controller.refused.connect(refused.append)
    drag(opened, "training-share", 0.0)
    assert "the class “breathes fire” would have no training dragons" in refused[0]
    assert opened.scene is before
    opened.wait_until(lambda: opened.find("training-share").value() == 60, "it goes back")
    assert opened.find("training-share-in-words").text() == "60 %"


def test_a_gesture_ends_when_its_panel_is_closed(window, opened):
    ended = []
    window.instruments["noise-and-split"].wanted.connect(
        lambda wanted: ended.append(wanted) if isinstance(wanted, EndGesture) else None
    )
    drag(opened, "noise", 0.3, let_go=False)
    opened.trigger("show-noise-and-split")
    opened.wait_until(lambda: ended, "it has ended")
    assert opened.scene.dirt.noise > 0
