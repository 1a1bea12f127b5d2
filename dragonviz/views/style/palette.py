"""Every colour, shape and size on screen, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

# Okabe and Ito's set, which colour-blind people can tell apart (Okabe & Ito 2008, "Color Universal Design").
CLASS_COLOURS = ("#0072B2", "#D55E00", "#F0E442", "#009E73", "#56B4E9", "#CC79A7", "#E69F00", "#000000")
# pyqtgraph's names for circle, triangle, square, diamond, pentagon, star, hexagon, downward triangle.
CLASS_SHAPES = ("o", "t1", "s", "d", "p", "star", "h", "t")

GRID = 8  # px: every margin and gap is a multiple of it
TEXT_PX = 14
SMALL_TEXT_PX = 12  # nothing is smaller
HEADING_PX = 16
FIGURE_PX = 32  # the one figure that the last row must read
DRAGON_PX = 12
LINE_PX = 2.0
CURVE_PX = 1.5
LEFT_PX, RIGHT_PX = 220, 220  # the columns beside the canvas
HIT_PX = 12  # how near to a dragon the mouse must be to take it


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as ``#rrggbb``.

    Parameters
    ----------
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
    classes : tuple of str
    """

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
    classes: tuple[str, ...] = CLASS_COLOURS

    def qt_palette(self):
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
        ):
            for each in roles:
                palette.setColor(each, QColor(colour))
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(self.quiet))
        return palette


LIGHT = Palette(
    window="#F4F5F7",
    surface="#FFFFFF",
    text="#1B1F24",
    quiet="#5A6470",
    grid="#D9DDE2",
    outline="#2B2F36",
    border="#14171A",
    accent="#0B57A4",
    on_accent="#FFFFFF",
    ghost="#A9B0B8",
    warning="#A32A00",
)
