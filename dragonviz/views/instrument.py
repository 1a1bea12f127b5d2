"""What every view is: it shows moments, and says what a person wants."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dragonviz.app.moment import Moment
from dragonviz.scenes.setup import Setup
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style


class Place(StrEnum):
    """Where an instrument stands until somebody moves it."""

    CENTRE = "centre"
    SENTENCE = "sentence"
    LEFT = "left"
    RIGHT = "right"
    BOTTOM = "bottom"


NEURON_MAPS = "neuron maps"


class Instrument(QWidget):
    """A view that is entered in `dragonviz.views.window.instruments.INSTRUMENTS`, and known by nobody else.

    It holds no fact: whatever it shows is in the moment, so that it can be made anew at any time, in another style.

    Parameters
    ----------
    style : Style

    Attributes
    ----------
    name : str
        The widget's object name, and what `ViewState.shown` calls it while it is open.
    title : str
        What its panel and the menu call it.
    help : str
        What it shows, in a sentence.
    keys : tuple of str
        What opens and closes it.
    place : Place
    opens : bool
        Whether it is open in the lesson's layout.
    tab_beside : str
        The instrument, further up in the list, whose place it shares as a tab; empty for a place of its own.
    lines : int
        How many lines of text there should be room for, even if there are fewer at first.
    grows : bool
        Whether it gets the room that others of its column leave.
    needs : frozenset of str
        What is computed only while somebody looks at it: `NEURON_MAPS`.
    wanted : Signal(Edit or Command)
    """

    name: ClassVar[str]
    title: ClassVar[str]
    help: ClassVar[str]
    keys: ClassVar[tuple[str, ...]] = ()
    place: ClassVar[Place] = Place.RIGHT
    opens: ClassVar[bool] = True
    tab_beside: ClassVar[str] = ""
    lines: ClassVar[int] = 0
    grows: ClassVar[bool] = False
    needs: ClassVar[frozenset[str]] = frozenset()

    wanted = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__(objectName=self.name)
        self.setAccessibleName(self.title)
        self.setFont(make_font(style.text_px))
        self.look = style

    @classmethod
    def serves(cls, setup: Setup) -> bool:
        """Whether it has anything to show of such a model."""
        return True

    @classmethod
    def can_be_closed(cls) -> bool:
        """Whether it is a panel, and no fixed part of the window."""
        return cls.place not in (Place.CENTRE, Place.SENTENCE)

    def show_moment(self, moment: Moment) -> None:
        """Show a moment; what is as it was is not drawn again."""
        raise NotImplementedError
