"""The colours of each theme."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

# Okabe and Ito's set, which colour-blind people can tell apart (Okabe & Ito 2008, "Color Universal Design").
_OKABE_ITO = ("#0072B2", "#D55E00", "#F0E442", "#009E73", "#56B4E9", "#CC79A7", "#E69F00")


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as ``#rrggbb``.

    Parameters
    ----------
    name, title : str
        As settings know it, and as the menu calls it.
    window, surface : str
        Behind the panels; behind figures and fields.
    text, quiet : str
        Text; axes, hints and disabled text.
    grid, outline : str
        Grid lines; the thin line around dragons and cells.
    border : str
        Decision borders and the ring of a misclassified dragon.
    accent, on_accent : str
        The one accent colour, and text upon it.
    ghost : str
        The last run's curve.
    warning : str
        A sentence that says something is wrong.
    positive, negative : str
        What a hidden neuron gives above zero, and below: colours that no class wears.
    classes : tuple of str
        Blue, vermilion, yellow, green, sky, purple, orange, and black or white.
    """

    name: str
    title: str
    window: str
    surface: str
    text: str
    quiet: str
    grid: str
    outline: str
    border: str
    accent: str
    on_accent: str
    ghost: str
    warning: str
    positive: str
    negative: str
    classes: tuple[str, ...]

    def qt_palette(self) -> QPalette:
        """The Qt palette for the Fusion style."""
        palette = QPalette()
        role = QPalette.ColorRole
        for roles, colour in (
            ((role.Window, role.Button), self.window),
            ((role.Base, role.ToolTipBase), self.surface),
            ((role.AlternateBase,), self.window),
            ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), self.text),
            ((role.Highlight, role.Link, role.Accent), self.accent),
            ((role.HighlightedText,), self.on_accent),
            ((role.PlaceholderText,), self.quiet),
            ((role.Mid, role.Dark), self.grid),
        ):
            for each in roles:
                palette.setColor(each, QColor(colour))
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(self.quiet))
        return palette


LIGHT = Theme(
    name="light",
    title="Light",
    window="#F4F5F7",
    surface="#FFFFFF",
    text="#1B1F24",
    quiet="#5A6470",
    grid="#D9DDE2",
    outline="#2B2F36",
    border="#14171A",
    accent="#0B57A4",
    on_accent="#FFFFFF",
    ghost="#8A929B",
    warning="#A32A00",
    positive="#6A3D9A",
    negative="#2E7D32",
    classes=(*_OKABE_ITO, "#000000"),
)
DARK = Theme(
    name="dark",
    title="Dark",
    window="#22272E",
    surface="#16191D",
    text="#E8EAED",
    quiet="#A9B2BC",
    grid="#444C56",
    outline="#D5DAE0",
    border="#F5F7FA",
    accent="#6CB2FF",
    on_accent="#0B1117",
    ghost="#78828D",
    warning="#FF9B7A",
    positive="#B794F4",
    negative="#7BC67E",
    classes=(*_OKABE_ITO, "#FFFFFF"),
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    title="High contrast",
    window="#FFFFFF",
    surface="#FFFFFF",
    text="#000000",
    quiet="#000000",
    grid="#6B6B6B",
    outline="#000000",
    border="#000000",
    accent="#0000B0",
    on_accent="#FFFFFF",
    ghost="#5A5A5A",
    warning="#A00000",
    positive="#4B0082",
    negative="#004D00",
    classes=(*_OKABE_ITO, "#000000"),
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}
