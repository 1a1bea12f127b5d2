"""What is said when data cannot be used."""

from __future__ import annotations

_LONGEST = 60


class DragonsError(ValueError):
    """Data or an edit is refused; the message is one sentence for the person at the screen."""


def quoted(text: object) -> str:
    """`text` as a sentence can hold it: in quotation marks, not too long, every character visible."""
    visible = "".join(character if character.isprintable() else "�" for character in str(text)[: _LONGEST + 1])
    return f"“{visible if len(visible) <= _LONGEST else visible[: _LONGEST - 1] + '…'}”"
