"""Controls grow with the text beside them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QScrollBar, QSlider, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from dragonviz.views.style.choices import NameButton, WrappingBox
from dragonviz.views.style.controls import indicators, scroll_bars, sliders
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style


@pytest.fixture(params=[1.0, 2.7])
def style(request):
    return Style(scale=request.param)


@pytest.fixture
def dressed(qtbot, style):
    """Puts a control into a panel that wears a style sheet."""
    panel = QWidget()
    qtbot.addWidget(panel)
    panel.setFont(make_font(style.text_px))

    def dress(control, sheet):
        panel.setStyleSheet(sheet(style))
        QVBoxLayout(panel).addWidget(control)
        panel.show()
        return control

    return dress


@pytest.mark.parametrize("kind", [NameButton, WrappingBox])
def test_an_indicator_is_about_as_high_as_the_text(dressed, style, kind):
    button = dressed(kind("standardise"), indicators)
    option = QStyleOptionButton()
    button.initStyleOption(option)
    elements = QStyle.SubElement
    is_radio = isinstance(button, QRadioButton)
    element = elements.SE_RadioButtonIndicator if is_radio else elements.SE_CheckBoxIndicator
    indicator = button.style().subElementRect(element, option, button)
    assert 0.8 * style.text_px <= indicator.height() <= 1.2 * style.text_px
    assert indicator.width() == indicator.height()
    assert indicator.height() <= button.height()


def test_a_scroll_bar_is_as_wide_as_the_text_is_high(dressed, style):
    assert dressed(QScrollBar(), scroll_bars).sizeHint().width() == style.text_px


def test_a_slider_is_high_enough_for_its_handle(dressed, style):
    assert dressed(QSlider(Qt.Orientation.Horizontal), sliders).height() >= style.text_px


def test_gaps_keep_their_share():
    assert Style().grid_px == 8
    assert Style(scale=2).grid_px == 16
    assert Style(presenting=True).grid_px > 8
