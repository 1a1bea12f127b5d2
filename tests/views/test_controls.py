"""Every control of the window can be found, is named for a screen reader, and says what it means."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QScrollBar

from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import ChooseModel, Show, UseSource
from dragonviz.views.window.instruments import INSTRUMENTS

CONTROLS = (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QAbstractSlider)
COMPOUND = (QComboBox, QAbstractSpinBox)  # what is inside speaks through them


def controls(window):
    for kind in CONTROLS:
        for widget in window.findChildren(kind):
            inside = isinstance(widget.parentWidget(), COMPOUND)
            if widget.isVisible() and not inside and not isinstance(widget, QScrollBar):
                yield widget


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("task", ["fire", "colour"])
def test_every_control_is_named_and_explained(window, robot, model, task):
    window.resize(1920, 1400)
    window.do(UseSource(window.controller.scene.source.choosing(task)))
    window.do((ChooseModel(model), *(Show(kind.name, True) for kind in INSTRUMENTS if kind.can_be_closed())))
    robot.wait_until(lambda: window.moment.scene is robot.scene, "all is on screen")
    robot.let_run(300)
    robot.be_quiet()
    window.status.refuse("Something was refused.", "Where, and in which line.")
    found = list(controls(window))
    assert len(found) > 30
    for widget in found:
        described = f"{type(widget).__name__} {widget.objectName()!r}"
        assert widget.objectName(), described
        assert not widget.objectName().startswith("qt_"), described
        assert widget.accessibleName(), described
        assert len(widget.toolTip()) >= 8, described
    names = [widget.objectName() for widget in found]
    assert len(set(names)) == len(names), sorted(names)
