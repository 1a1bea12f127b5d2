"""What a row of the table claims, and whether the goal is met."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.figures import in_digits


class Outcome(StrEnum):
    """How a figure stands to its goal."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True)
class Goal:
    """A limit for a figure; make one with `at_least` or `at_most`.

    Parameters
    ----------
    sign : {"≥", "≤"}
    limit : float
    unit : str
        "×" for a ratio.
    """

    sign: str
    limit: float
    unit: str

    def outcome(self, figure):
        """Whether a figure meets it; open where there is no figure (None or NaN)."""
        if figure is None or math.isnan(figure):
            return Outcome.OPEN
        met = figure >= self.limit if self.sign == "≥" else figure <= self.limit
        return Outcome.MET if met else Outcome.MISSED

    def shortfall(self, figure):
        """By how much a figure misses it, in words; empty if it does not."""
        if self.outcome(figure) is not Outcome.MISSED:
            return ""
        share = in_digits(100 * abs(figure - self.limit) / self.limit)
        return f"Missed by {share} %: {in_digits(figure)} {self.unit} instead of {self.limit:,g} {self.unit}."

    def __str__(self):
        return f"{self.sign} {self.limit:,g} {self.unit}"


def at_least(limit, unit="×"):
    """The goal of a figure that should be large."""
    return Goal("≥", limit, unit)


def at_most(limit, unit):
    """The goal of a figure that should be small."""
    return Goal("≤", limit, unit)


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Parameters
    ----------
    what : str
        What was measured, with its sizes.
    goal : Goal
    figure : float or None
        What is compared with the goal, in its unit; None if it could not be measured.
    unit : str
        Of `ours` and `theirs`.
    ours, theirs : float or None
        The medians that the figure comes from.
    peer : str
        What `theirs` belongs to.
    note : str
        What a reader should know besides.
    decides : bool
        Whether the figure can meet the goal at all; what was measured for too short a time can only miss it.
    profile : callable, optional
        Does the work of `ours` once more and says where the time goes, in lines of text. To be called before the next
        row is asked for, while what it works with is still there.
    """

    what: str
    goal: Goal
    figure: float | None
    unit: str
    ours: float | None = None
    peer: str = ""
    theirs: float | None = None
    note: str = ""
    decides: bool = True
    profile: Callable[[], str] | None = None

    @property
    def outcome(self):
        """Met, missed, or open."""
        outcome = self.goal.outcome(self.figure)
        return Outcome.OPEN if outcome is Outcome.MET and not self.decides else outcome

    @property
    def shortfall(self):
        """By how much the goal is missed, in words; empty if it is not."""
        return self.goal.shortfall(self.figure)

    def as_json(self):
        """A dictionary of plain values."""
        return {
            "what": self.what,
            "ours": self.ours,
            "peer": self.peer,
            "theirs": self.theirs,
            "unit": self.unit,
            "figure": self.figure,
            "goal": {"sign": self.goal.sign, "limit": self.goal.limit, "unit": self.goal.unit},
            "outcome": str(self.outcome),
            "note": self.note,
            "shortfall": self.shortfall,
        }
