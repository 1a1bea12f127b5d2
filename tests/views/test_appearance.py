"""Sizes grow with the window and the content zoom; presenting is legible from the last row."""

import pytest
from PySide6.QtCore import QSize

from dragonviz.views.style.style import Style
from dragonviz.views.style.themes import DARK, HIGH_CONTRAST, LIGHT
from dragonviz.views.window.appearance import Appearance

pytestmark = pytest.mark.usefixtures("qapp")
SMALL, HD, UHD = QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)


def test_type_grows_with_the_window_and_is_never_smaller_than_at_720():
    sizes = [Appearance().style_for(size).small_px for size in (QSize(640, 480), SMALL, HD, UHD)]
    assert sizes[0] == sizes[1] < sizes[2] < sizes[3]
    # At least one part in a hundred of the picture's height, as on a small projector.
    assert all(px / size.height() >= 0.01 for px, size in zip(sizes[1:], (SMALL, HD, UHD), strict=True))


def test_nothing_is_under_20_px_when_presenting_at_1280_by_720():
    style = Appearance(presenting=True).style_for(SMALL)
    assert min(style.small_px, style.text_px, style.heading_px, style.figure_px) >= 20
    usual = Appearance().style_for(SMALL)
    assert style.dragon_px == pytest.approx(1.6 * usual.dragon_px)
    assert style.line_px == pytest.approx(2 * usual.line_px)
    assert style.curve_px == pytest.approx(2 * usual.curve_px)


def test_content_zoom_is_undone_by_its_opposite_and_by_zero():
    appearance = Appearance()
    assert appearance.zoomed(1).zoomed(-1) == appearance
    assert appearance.zoomed(1).zoomed(1).zoomed(0) == appearance
    larger = appearance.zoomed(1)
    assert larger.style_for(SMALL).text_px > appearance.style_for(SMALL).text_px
    for _ in range(100):
        larger = larger.zoomed(1)
    assert larger.zoomed(1) == larger


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
def test_a_theme_is_worn_by_its_name(theme):
    assert Appearance(theme.name).style_for(SMALL).theme is theme


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
def test_text_stands_out_from_what_is_behind_it(theme):
    for colour in (theme.text, theme.quiet, theme.accent, theme.warning):
        for behind in (theme.window, theme.surface):
            assert contrast(colour, behind) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.ghost, theme.surface) >= 3


def test_a_class_named_by_a_colour_wears_it():
    colours = Style().class_colours(("Yellow", "Red", "Blue"))
    assert colours == tuple(LIGHT.classes[k] for k in (2, 1, 0))


def contrast(one, other):
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
