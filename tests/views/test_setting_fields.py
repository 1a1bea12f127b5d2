"""Settings as a person types them: taken, refused in words, mended, and left by Tab."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QStyle, QStyleOptionComboBox

from dragonviz.app.commands import Refuse
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import SetSeed, SetSetting
from dragonviz.views.panels.settings_panel import SettingsPanel
from dragonviz.views.style.style import Style
from tests.views.moments import after, moment_of, scene
from tests.views.shown import SIDE, click, find, plain, show

RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def settings_of(qtbot, model, style=None, width=SIDE - 16, **settings):
    return show(qtbot, SettingsPanel, moment_of(scene(model, settings=settings)), style, width, height=600)


def type_into(panel, name, text, *keys):
    """Click a field, replace its text, and press keys."""
    field = find(panel, f"setting-{name}")
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    field.lineEdit().selectAll()
    for character in text:
        QTest.keyClick(panel.windowHandle(), character)
    for key in keys:
        QTest.keyClick(panel.windowHandle(), key)
    return field


def room_for_text(field):
    """The width that a field has for its text."""
    option = QStyleOptionComboBox()
    field.initStyleOption(option)
    parts = QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, field
    return min(field.style().subControlRect(*parts).width(), field.lineEdit().width())


def test_what_is_typed_is_wanted_and_the_field_keeps_the_focus(qtbot):
    panel, wanted = settings_of(qtbot, "mlp")
    field = type_into(panel, "learning_rate_init", "0.02", RETURN)
    assert wanted == [SetSetting("learning_rate_init", 0.02)]
    assert field.hasFocus()
    assert field.lineEdit().selectedText() == "0.02"


def test_one_of_a_few_that_are_offered_is_taken_once(qtbot):
    panel, wanted = settings_of(qtbot, "logistic")
    type_into(panel, "C", "", Qt.Key.Key_Down, RETURN, TAB)
    assert wanted[0] == SetSetting("C", 10.0)
    assert len(wanted) <= 2  # Return takes it once more


def test_tab_after_return_goes_to_the_next_field(qtbot):
    panel, _ = settings_of(qtbot, "logistic")
    type_into(panel, "C", "2", RETURN, TAB)
    assert find(panel, "setting-max_iter").hasFocus()


def test_tab_takes_what_was_typed(qtbot):
    panel, wanted = settings_of(qtbot, "logistic")
    type_into(panel, "C", "3", TAB)
    assert wanted == [SetSetting("C", 3.0)]


def test_a_refused_value_stays_to_be_mended(qtbot):
    panel, wanted = settings_of(qtbot, "mlp")
    field = type_into(panel, "learning_rate_init", "0", RETURN)
    assert isinstance(wanted[0], Refuse)
    assert "0.00000001 to 10" in wanted[0].sentence
    assert field.hasFocus()
    assert field.currentText() == field.lineEdit().selectedText() == "0"
    # Typing the old value again is an answer, too: it takes the refusal away.
    del wanted[:]
    type_into(panel, "learning_rate_init", "0.0002", RETURN)
    assert wanted == [SetSetting("learning_rate_init", 0.0002)]


def test_a_refused_value_goes_when_the_field_is_left(qtbot):
    panel, wanted = settings_of(qtbot, "mlp")
    field = type_into(panel, "learning_rate_init", "fast", TAB)
    assert field.currentText() == "0.0002"
    assert [type(each) for each in wanted] == [Refuse]


def test_escape_brings_back_what_was_there(qtbot):
    panel, wanted = settings_of(qtbot, "mlp")
    field = type_into(panel, "batch_size", "77", Qt.Key.Key_Escape)
    assert field.currentText() == "1"
    assert not field.hasFocus()
    assert not wanted


def test_what_the_program_refused_is_not_shown(qtbot):
    panel, wanted = settings_of(qtbot, "mlp")
    field = type_into(panel, "hidden_layer_sizes", "100000, 100000", RETURN)
    assert wanted
    panel.show_moment(moment_of(scene("mlp")))
    assert field.currentText() == "10, 20, 1000"


def test_what_is_being_typed_is_left_alone_by_new_moments(qtbot):
    shown = moment_of(scene("mlp"))
    panel, _ = show(qtbot, SettingsPanel, shown, height=600)
    field = type_into(panel, "batch_size", "4")
    panel.show_moment(replace(shown, scene=shown.scene.with_view(live=False)))
    panel.show_moment(after(shown, SetSetting("alpha", 0.5)))
    assert field.currentText() == "4"
    assert find(panel, "setting-alpha").currentText() == "0.5"


def test_a_space_parts_the_sizes_of_layers(qtbot):
    panel, wanted = settings_of(qtbot, "mlp")
    type_into(panel, "hidden_layer_sizes", "8, 8 4", RETURN)
    assert wanted[-1] == SetSetting("hidden_layer_sizes", (8, 8, 4))


def test_switches_choices_and_the_seed_are_wanted(qtbot):
    panel, wanted = settings_of(qtbot, "mlp")
    click(panel, "setting-standardize")
    choice = find(panel, "setting-activation")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    type_into(panel, "seed", "7", RETURN)
    assert wanted[:2] == [SetSetting("standardize", True), SetSetting("activation", "logistic")]
    assert wanted[2:] == [SetSeed(7)]


def test_flags_are_wanted_together_in_their_own_order(qtbot):
    panel, wanted = settings_of(qtbot, "logistic", inputs=("xy", "sin_y"))
    checked = {
        name for name in ("x2", "y2", "xy", "sin_x", "sin_y") if find(panel, f"setting-inputs-{name}").isChecked()
    }
    assert checked == {"xy", "sin_y"}
    click(panel, "setting-inputs-x2")
    assert wanted == [SetSetting("inputs", ("x2", "xy", "sin_y"))]
    assert find(panel, "setting-inputs-x2").accessibleName() == "derived inputs: x²"
    panel.show_moment(moment_of(scene("logistic", settings={"inputs": ("y2",)})))
    click(panel, "setting-inputs-y2")
    assert wanted[1:] == [SetSetting("inputs", ())]


def test_only_what_has_an_effect_is_shown(qtbot):
    panel, _ = settings_of(qtbot, "mlp")
    assert not find(panel, "setting-momentum").isVisible()
    panel.show_moment(moment_of(scene("mlp", settings={"solver": "sgd"})))
    assert find(panel, "setting-momentum").isVisible()
    panel.show_moment(moment_of(scene("perceptron")))
    assert not find(panel, "setting-seed").isVisible()
    panel.show_moment(moment_of(scene("perceptron", settings={"shuffle": True})))
    assert find(panel, "setting-seed").isVisible()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("style", [Style(), Style(scale=1.5), Style(presenting=True)], ids=["1", "1.5", "present"])
def test_no_number_is_cut_and_nothing_is_wider_than_the_column(qtbot, model, style):
    width = style.side_px - 16
    panel, _ = settings_of(qtbot, model, style, width)
    assert panel.minimumSizeHint().width() <= width
    fields = [field for field in panel.findChildren(QComboBox) if field.isVisible() and field.isEditable()]
    assert fields
    for field in fields:
        text = QFontMetricsF(field.font()).horizontalAdvance(field.currentText())
        assert text <= room_for_text(field), field.objectName()
    inside = [w for kind in (QComboBox, QCheckBox, QLabel) for w in panel.findChildren(kind) if w.isVisible()]
    assert max(w.mapTo(panel, w.rect().topRight()).x() for w in inside) < width


def test_more_layers_than_fit_end_with_an_ellipsis_and_are_said_whole(qtbot):
    sizes = (100_000,) * 8
    panel, _ = settings_of(qtbot, "mlp", hidden_layer_sizes=sizes)
    field = find(panel, "setting-hidden_layer_sizes")
    assert ", ".join(map(str, sizes)) in plain(field.toolTip())
    panel.setFocus()
    cut = field.lineEdit().grab().toImage()
    panel.show_moment(moment_of(scene("mlp", settings={"hidden_layer_sizes": (100_000,) * 2 + (10,)})))
    QApplication.processEvents()
    assert field.lineEdit().grab().toImage() != cut


def test_every_setting_is_explained(qtbot):
    for model in MODELS:
        panel, _ = settings_of(qtbot, model)
        for setting in MODELS[model].settings:
            field = find(panel, f"setting-{setting.name}")
            assert setting.meaning in plain(field.toolTip())
            assert field.accessibleName() == setting.label
