"""Where lines of a wrapped text may end, as Qt's labels break them; it needs neither a font nor a screen."""

from PySide6.QtCore import QTextBoundaryFinder

KINDS = {"\N{NO-BREAK SPACE}": " ", "\N{WORD JOINER}": ""}


def plain(text):
    """The text with ordinary spaces, as it is read."""
    for special, ordinary in KINDS.items():
        text = text.replace(special, ordinary)
    return text


def pieces(text):
    """What can never be parted, as it is read."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    ends = [0]
    for place in range(1, len(text)):
        finder.setPosition(place)
        if finder.isAtBoundary():
            ends.append(place)
    ends.append(len(text))
    return [plain(text[begin:end]).strip() for begin, end in zip(ends, ends[1:], strict=False)]
