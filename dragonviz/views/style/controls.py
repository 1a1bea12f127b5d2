"""Check boxes, radio buttons, sliders, scroll bars and menus that grow with the text beside them.

Qt's Fusion style draws them equally large whatever the font is.
"""

from __future__ import annotations

from dragonviz.views.style.style import GRID, Style

_INDICATOR, _SCROLL_BAR = 0.95, 1.0  # times the height of text
_HANDLE, _GROOVE = 1.1, 0.3


def indicators(style: Style) -> str:
    """A style sheet for check boxes and radio buttons."""
    side = round(_INDICATOR * style.text_px)
    return (
        f"QCheckBox::indicator, QRadioButton::indicator {{ width: {side}px; height: {side}px; }}"
        f"QCheckBox, QRadioButton {{ spacing: {style.grid_px // 2}px; }}"
    )


def scroll_bars(style: Style) -> str:
    """A style sheet for scroll bars."""
    width = round(_SCROLL_BAR * style.text_px)
    return f"QScrollBar:vertical {{ width: {width}px; }} QScrollBar:horizontal {{ height: {width}px; }}"


def sliders(style: Style) -> str:
    """A style sheet for sliders."""
    theme, groove = style.theme, max(2, round(_GROOVE * style.text_px))
    out = round((_HANDLE * style.text_px - groove) / 2)
    handle = groove + 2 * out
    return (
        f"QSlider:horizontal {{ min-height: {handle}px; }}"
        f"QSlider::groove:horizontal {{ height: {groove}px; border-radius: {groove // 2}px;"
        f" background: {theme.grid}; }}"
        f"QSlider::sub-page:horizontal {{ border-radius: {groove // 2}px; background: {theme.accent}; }}"
        f"QSlider::handle:horizontal {{ width: {handle - 2}px; margin: -{out}px 0; border-radius: {handle // 2}px;"
        f" border: 1px solid {theme.quiet}; background: {theme.surface}; }}"
        f"QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{ border-color: {theme.accent};"
        f" background: {theme.accent}; }}"
    )


def menu_bars(style: Style) -> str:
    """A style sheet for menu bars."""
    return f"QMenuBar {{ spacing: {style.grid_px - GRID}px; }}"
