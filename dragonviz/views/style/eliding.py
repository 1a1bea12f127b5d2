"""Names that have too little room, cut so that they can still be told apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

ELLIPSIS = "…"


def told_apart(names: Sequence[str], room: float, advance: Callable[[str], float]) -> list[str]:
    """Each name as it fits: whole, or its beginning and its end, or what only it has.

    Parameters
    ----------
    names : sequence of str
        All different.
    room : float
        For each of them.
    advance : callable
        The width of a text.

    Returns
    -------
    list of str
        All different, unless there is too little room for that.
    """
    shown = [middle_elided(name, room, advance) for name in names]
    if len(set(shown)) == len(shown):
        return shown
    head = len(os.path.commonprefix(list(names)))
    tail = len(os.path.commonprefix([name[head:][::-1] for name in names]))
    own = [name[head : len(name) - tail] for name in names]
    marked = [f"{ELLIPSIS if head else ''}{part}{ELLIPSIS if tail else ''}" for part in own]
    return [name if advance(name) <= room else middle_elided(part, room, advance)
            for name, part in zip(names, marked, strict=True)]  # fmt: skip


def middle_elided(text: str, room: float, advance: Callable[[str], float]) -> str:
    """`text`, without so much of its middle that it fits; a mere "…" if nothing does."""
    if advance(text) <= room:
        return text
    for kept in range(len(text) - 1, 0, -1):
        head = kept // 2
        shorter = f"{text[:head]}{ELLIPSIS}{text[len(text) - kept + head :]}"
        if advance(shorter) <= room:
            return shorter
    return ELLIPSIS
