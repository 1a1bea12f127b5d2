"""Named arrangements: which instruments are open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """One arrangement.

    Parameters
    ----------
    title, meaning : str
    opened, closed : frozenset of str
        The names of instruments that are open besides those of the lesson, and of those that are not.
    only : frozenset of str, optional
        If given, these are open and no others.
    """

    title: str
    meaning: str
    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    only: frozenset[str] | None = None


LESSON, PRESENT = "lesson", "present"
LAYOUTS = {
    LESSON: Layout("Lesson", "Canvas, dragons, settings, scores and curve."),
    "look-inside": Layout(
        "Look inside",
        "What the model is made of: its hidden neurons, and its equation.",
        opened=frozenset({"neurons", "epoch-and-loss"}),
        closed=frozenset({"confusion"}),
    ),
    "compare": Layout(
        "Compare", "The true classes beside the predicted ones.", opened=frozenset({"ground-truth", "options"})
    ),
    "what-if": Layout(
        "What if",
        "Other data, noise, and another split: what changes?",
        opened=frozenset({"ready-made", "noise-and-split"}),
    ),
    PRESENT: Layout(
        "Present",
        "Canvas and curve, as large as can be.",
        only=frozenset({"curves", "canvas", "status-line"}),
    ),
}
