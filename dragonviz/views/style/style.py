"""How everything looks: one frozen value. Whoever draws is given it, and is made anew when it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragonviz.views.style.class_colours import class_colours
from dragonviz.views.style.themes import LIGHT, Theme

GRID = 8  # px, where the window is low: every margin and gap is a multiple of it, see `Style.grid_px`
# pyqtgraph's names for circle, triangle, square, diamond, pentagon, star, hexagon, downward triangle.
CLASS_SHAPES = ("o", "t1", "s", "d", "p", "star", "h", "t")

_TEXT, _SMALL, _HEADING, _FIGURE = 14, 12, 16, 32  # px, where the window is low
_PRESENT_TEXT, _PRESENT_SMALL, _PRESENT_HEADING, _PRESENT_FIGURE = 22, 20, 24, 48
_DRAGON, _LINE, _CURVE, _HIT, _SIDE = 12, 2.0, 1.5, 12, 220
_PRESENT_DRAGON, _PRESENT_LINE = 1.6, 2.0  # times as large, as wide


@dataclass(frozen=True)
class Style:
    """Colours and sizes.

    Parameters
    ----------
    theme : Theme
    scale : float
        Of all sizes: larger in a larger window, times the content zoom.
    presenting : bool
        Whether it is for the last row of a lecture hall.
    """

    theme: Theme = LIGHT
    scale: float = 1.0
    presenting: bool = False

    @property
    def text_px(self) -> int:
        """The height of text."""
        return self._px(_PRESENT_TEXT if self.presenting else _TEXT)

    @property
    def small_px(self) -> int:
        """The height of the smallest text: axes, legends, hints."""
        return self._px(_PRESENT_SMALL if self.presenting else _SMALL)

    @property
    def heading_px(self) -> int:
        """The height of headings, and of the sentence below the canvas."""
        return self._px(_PRESENT_HEADING if self.presenting else _HEADING)

    @property
    def figure_px(self) -> int:
        """The height of the one figure that the last row must read."""
        return self._px(_PRESENT_FIGURE if self.presenting else _FIGURE)

    @property
    def dragon_px(self) -> float:
        """The size of a dragon."""
        return self.scale * _DRAGON * (_PRESENT_DRAGON if self.presenting else 1)

    @property
    def line_px(self) -> float:
        """The width of borders."""
        return self.scale**0.5 * _LINE * (_PRESENT_LINE if self.presenting else 1)

    @property
    def curve_px(self) -> float:
        """The width of curves."""
        return self.scale**0.5 * _CURVE * (_PRESENT_LINE if self.presenting else 1)

    @property
    def hit_px(self) -> float:
        """How near to a dragon the mouse must be to take it."""
        return max(_HIT, self.dragon_px)

    @property
    def side_px(self) -> int:
        """The width of a column of panels."""
        return self._px(_SIDE * (_PRESENT_TEXT / _TEXT if self.presenting else 1))

    @property
    def grid_px(self) -> int:
        """The grid of margins and gaps, which keep their share beside text of any height."""
        return self._px(GRID * (_PRESENT_TEXT / _TEXT if self.presenting else 1))

    @property
    def icon_px(self) -> int:
        """The size of an icon beside text."""
        return self.text_px + 6

    def class_colours(self, names: Sequence[str]) -> tuple[str, ...]:
        """The colour of each class: a class that is named by a colour wears it."""
        return tuple(self.theme.classes[k] for k in class_colours(tuple(names)))

    def _px(self, size: float) -> int:
        return round(self.scale * size)
