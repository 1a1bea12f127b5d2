"""How names and numbers are written, so that no line of wrapped text ends within one."""

from __future__ import annotations

import math
import re

from dragonviz.dragons import Task

UNKNOWN = "–"
MINUS = "\N{MINUS SIGN}"
_SPACE, _JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"
# A line may end after these, and between any two ideographs.
_BREAK = re.compile("(?<=[-–—/?!|%}\\\\\u2e80-\uffff])(?=.)")
_LONGEST = 24  # characters: a longer name could be wider than its column, and wraps


def unbroken(text: str) -> str:
    """`text` with no place where a line may end, unless it is too long to stand on one line."""
    if len(text) > _LONGEST:
        return text
    return _BREAK.sub(_JOINER, re.sub(r"\s", _SPACE, text))


def quoted(name: str) -> str:
    """A name as sentences mention it."""
    return f"“{unbroken(name)}”"


def number(value: float, digits: int = 3) -> str:
    """A number to so many digits, or to the whole number from a thousand on, with a real minus sign."""
    form = ",.0f" if 1000 <= abs(value) < 1e6 else f".{digits}g"
    return format(value, form).replace("-", MINUS)


def share_in_figures(share: float) -> str:
    """A share to three decimals that says 0 or 1 only where it is; a dash if it is undefined."""
    if math.isnan(share):
        return UNKNOWN
    if 0 < share < 0.0005:
        return "< 0.001"
    if 0.9995 <= share < 1:
        return "> 0.999"
    return f"{share:.3f}"


def plus(term: str) -> str:
    """A term as the next one of a sum: its sign stands apart, and at the end of no line."""
    if term.startswith(MINUS):
        return f"{MINUS}{_SPACE}{term[1:]}"
    return f"+{_SPACE}{term}"


def counted(n: int, noun: str) -> str:
    """How many there are of something, whose name has a regular plural."""
    return f"{n:,}{_SPACE}{noun}" if n == 1 else f"{n:,}{_SPACE}{noun}s"


def called_as_in(task: Task, text: str) -> str:
    """A text about dragons, said of what the task's samples are called."""
    return text.replace("dragons", task.samples).replace("dragon", task.sample)
