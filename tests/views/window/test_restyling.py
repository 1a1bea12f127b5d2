"""Other colours and sizes: everything is made anew, and nothing that a person has done is lost or left over."""

import gc

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from dragonviz.scenes.edits import ChooseModel, Look, Pick, SetSetting, Show, Zoom
from dragonviz.scenes.speed import FASTEST
from dragonviz.scenes.view_state import default_speeds
from dragonviz.views.style.themes import THEMES
from tests import on_screen

FLAT_OUT = Look({"speeds": dict.fromkeys(default_speeds(), FASTEST)})
RESTYLES = [*(f"theme-{name}" for name in THEMES if name != "light"), "larger", "smaller"]


def settle(robot):
    robot.wait_until(lambda: robot.window.moment.scene is robot.scene, "it is on screen")
    robot.be_quiet()
    robot.let_run(50)


def restyle(robot, name):
    before = robot.window.dressing.style
    robot.window.action_set.by_name[name].trigger()
    assert robot.window.dressing.style != before


@pytest.mark.parametrize("name", RESTYLES)
def test_what_a_person_has_done_stays(window, robot, name):
    window.do((Pick([3, 5]), Zoom(0.5), Show("ground-truth", True), Show("confusion", False)))
    robot.click_on("add-test")
    settle(robot)
    scene, rect, plot = robot.scene, robot.canvas.rect_in_view(), robot.canvas
    widths = {dock: robot.find(f"{dock}-dock").width() for dock in ("dragons-panel", "scores")}
    restyle(robot, name)
    settle(robot)
    assert robot.canvas is not plot
    assert robot.scene is scene
    assert list(robot.canvas.picked) == [3, 5]
    np.testing.assert_allclose(robot.canvas.rect_in_view(), rect)
    assert robot.find("add-test").isChecked()
    assert not robot.find("ground-truth-dock").isHidden()
    assert robot.find("confusion-dock").isHidden()
    if name.startswith("theme"):
        assert {dock: robot.find(f"{dock}-dock").width() for dock in widths} == widths


def test_what_was_refused_can_still_be_read(window, robot):
    robot.type_into("setting-C", "much")
    sentence = robot.find("refusal").text()
    assert "much" in sentence
    robot.trigger("larger")
    settle(robot)
    assert robot.find("refusal").text() == sentence
    assert robot.find("refusal").isVisible()


def test_it_is_dressed_anew_while_it_trains_and_goes_on(window, robot):
    endless = (SetSetting("max_iter", 1_000_000), SetSetting("hidden_layer_sizes", (8,)))
    window.do((ChooseModel("mlp"), *endless, FLAT_OUT))
    robot.trigger("train")
    robot.wait_until(lambda: on_screen.learns(window), "it learns")
    spec = window.stage.spec
    for name in ("theme-dark", "larger", "theme-high-contrast", "normal-size", "theme-light"):
        epoch = window.moment.side.snapshot.epoch
        window.action_set.by_name[name].trigger()
        robot.wait_until(lambda epoch=epoch: window.moment.side.snapshot.epoch > epoch, "it learns more")
        assert window.stage.spec is spec
        assert window.moment.side.playing
        assert window.findChild(QLabel, "status").text().startswith("Training: epoch")
        assert robot.canvas._drawing.regions.isVisible()
    robot.trigger("train")
    robot.wait_until(lambda: not window.moment.side.playing, "it pauses")


def test_no_widget_is_left_of_the_styles_before(window, robot):
    def n_widgets():
        settle(robot)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return len(QApplication.allWidgets())

    def there_and_back():
        for name in ("theme-dark", "theme-light"):
            window.action_set.by_name[name].trigger()
            robot.let_run(10)

    there_and_back()
    before = n_widgets()
    for _ in range(10):
        there_and_back()
    assert n_widgets() == before


def test_the_view_and_the_hand_go_on_after_it(window, robot):
    restyle(robot, "theme-dark")
    settle(robot)
    n = len(robot.dragons)
    robot.click(robot.empty_place())
    assert len(robot.dragons) == n + 1
    robot.trigger("undo")
    assert len(robot.dragons) == n
