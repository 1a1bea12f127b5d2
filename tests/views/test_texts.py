"""Texts and names at any width: wrapped, elided so that they differ, given whole in the tooltip, and never HTML."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dragonviz.views.style.choices import NameButton, SlimCombo, WrappingBox
from dragonviz.views.style.eliding import middle_elided, told_apart
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.texts import Text, broken
from dragonviz.views.style.widgets import label_control, tip
from tests.views.shown import plain, tooltip_at

WORDS = "The number of dragons whose class is not known to anybody here"
GLUED = "−0.00123·number\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}toes"


def text(qtbot, words, width, **how):
    label = Text(14, **how)
    qtbot.addWidget(label)
    label.setText(words)
    label.resize(width, label.heightForWidth(width))
    return label


@pytest.mark.parametrize("width", [30, 77, 150, 400, 2000])
@pytest.mark.parametrize("words", [WORDS, "unbreakable" * 20, "two\nparagraphs of it", "😀 emoji 😀😀 ties"])
def test_every_letter_stands_on_a_line_that_is_wide_enough(qtbot, words, width):
    font = make_font(14)
    lines = broken(words, font, width)
    assert "".join(lines).replace(" ", "") == words.replace("\n", "").replace(" ", "")
    assert max(QFontMetricsF(font).horizontalAdvance(line.rstrip()) for line in lines) <= width + 1


def test_words_that_are_held_together_part_before_letters_do(qtbot):
    font = make_font(14)
    width = int(QFontMetricsF(font).horizontalAdvance(GLUED)) - 10
    assert [line.strip() for line in broken(GLUED, font, width)] == ["−0.00123·number of", "toes"]
    assert broken(GLUED, font, width + 20) == [GLUED]


def test_what_is_left_out_is_marked_and_stands_in_the_tooltip(qtbot):
    label = text(qtbot, WORDS, 120, most_lines=2)
    assert len(label.lines(120)) == 2
    assert label.lines(120)[-1].endswith("…")
    assert tooltip_at(label, QPoint(5, 5)) == WORDS
    wide = text(qtbot, WORDS, 1000, most_lines=2)
    assert not wide.is_cut()


def test_letters_become_smaller_before_anything_is_left_out(qtbot):
    width = 210
    large, small = (text(qtbot, WORDS, width, most_lines=2, smaller=s) for s in ((), (12, 10, 8)))
    assert large.is_cut()
    assert not small.is_cut()


def test_a_text_that_keeps_its_room_is_always_as_high(qtbot):
    heights = {text(qtbot, words, 200, most_lines=2, keeps_room=True).height() for words in ("", "short", 9 * WORDS)}
    assert len(heights) == 1


def test_a_column_gives_a_text_all_the_height_that_it_needs(qtbot):
    whole, label = QWidget(), Text(14)
    qtbot.addWidget(whole)
    label.setText(WORDS)
    layout = QVBoxLayout(whole)
    layout.addWidget(label)
    layout.addStretch()
    whole.resize(150, 400)
    with qtbot.waitExposed(whole):
        whole.show()
    assert label.height() == label.heightForWidth(label.width()) > 3 * 14


@pytest.mark.parametrize("room", [20, 40, 90, 1000])
@pytest.mark.parametrize(
    "names",
    [
        ("class 1", "class 2", "class 10"),
        ("the red dragons of the north", "the big dragons of the north"),
        ("left", "left out"),
        ("a very long name 1", "another very long name 2"),
    ],
)
def test_names_are_told_apart(names, room):
    advance = lambda word: 6.0 * len(word)  # noqa: E731
    shown = told_apart(names, room, advance)
    assert all(advance(name) <= room for name in shown)
    if room >= 40:
        assert len(set(shown)) == len(names)
    if room == 1000:
        assert tuple(shown) == names


def test_a_name_keeps_its_beginning_and_its_end():
    assert middle_elided("abcdefghij", 5, len) == "ab…ij"
    assert middle_elided("abcdefghij", 10, len) == "abcdefghij"
    assert middle_elided("abcdefghij", 0, len) == "…"


@pytest.mark.parametrize("name", ["A&B", "<b>bold</b>", "&<>\"'", "one\ntwo"])
def test_a_tooltip_says_a_name_as_it_is(name):
    assert plain(tip(name)) == name


def test_no_meaning_is_no_tooltip(qtbot):
    button = label_control(NameButton("x"), "x", "the control x")
    qtbot.addWidget(button)
    assert (button.toolTip(), button.accessibleName()) == ("", "the control x")


@pytest.mark.parametrize("kind", [NameButton, WrappingBox])
def test_buttons_show_an_ampersand_and_are_no_wider_than_their_column(qtbot, kind):
    button = kind("salt & pepper, and what else there may be on a table")
    qtbot.addWidget(button)
    assert button.text().count("&&") == 1
    assert button.minimumSizeHint().width() < 100
    button.resize(120, max(button.sizeHint().height(), button.heightForWidth(120)))
    narrow = button.grab().toImage()
    edge = button.palette().window().color()
    column = [narrow.pixelColor(narrow.width() - 1, y) for y in range(narrow.height())]
    assert all(colour == edge for colour in column), "text is cut at the right edge"


def test_a_list_elides_what_is_chosen_and_offers_it_whole(qtbot):
    combo = SlimCombo()
    qtbot.addWidget(combo)
    combo.addItems(["a very long name of a column in a file", "b"])
    assert combo.minimumSizeHint().width() < 120
    combo.resize(120, combo.sizeHint().height())
    combo.show()
    combo.showPopup()
    qtbot.waitUntil(combo.view().isVisible)
    assert combo.view().width() >= combo.view().sizeHintForColumn(0)
    combo.hidePopup()


class _Paintings(QObject):
    """What is drawn of a widget."""

    def __init__(self):
        super().__init__()
        self.drawn = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.drawn.append(event.region().boundingRect())
        return False


def test_all_of_it_is_drawn_anew_where_it_gets_another_width(window, robot):
    sentence, paintings = window.findChild(Text, "status"), _Paintings()
    robot.wait_until(lambda: sentence.isVisible() and sentence.text(), "there is a sentence")
    sentence.installEventFilter(paintings)
    for loading in ("Getting ready: everything that takes its time", "Getting ready", ""):
        paintings.drawn.clear()
        width = sentence.width()
        window.status.say_loading(loading)
        robot.wait_until(lambda before=width: sentence.width() != before and paintings.drawn, "it is drawn")
        assert paintings.drawn[-1] == sentence.rect()
