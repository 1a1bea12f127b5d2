"""The sentence below the canvas, and what takes its place for a while."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from dragonviz.app.commands import Offer, Undo
from dragonviz.explain.border_place import border_in_words
from dragonviz.explain.sentences import describe
from dragonviz.views.panels import status_line
from dragonviz.views.panels.status_line import Notice, StatusLine
from dragonviz.views.style.style import Style
from tests.views.moments import moment, moment_of, scene
from tests.views.shown import click, find, plain, show

LONG = "Something quite long has been refused, and why it was refused takes many words. " * 6
NOTHING_TO_LEARN = "Training waits: no training dragon is “no fire”."


@pytest.fixture
def status(qtbot):
    return show(qtbot, StatusLine, moment(), width=800, height=46)[0]


def said(status):
    label = status.findChild(QLabel, "status")
    return label.text() if label.isVisible() else None


def refusal(status):
    label = status.findChild(QLabel, "refusal")
    return label.text() if label.isVisible() else None


def test_it_says_where_the_run_stands(status):
    shown = moment(playing=True)
    status.show_moment(shown)
    snapshot = shown.side.snapshot
    where = border_in_words(snapshot, shown.scene.rect)
    assert where.startswith("The border is below the view")
    assert said(status) == f"{describe(snapshot, playing=True)} {where}"
    assert said(status).startswith("Training: epoch")
    status.show_moment(moment(epochs=0))
    assert said(status).startswith("Not trained yet: press Space to train.")


def test_it_does_not_say_where_the_border_of_dragons_before_is(status):
    shown = moment(following=False)
    status.show_moment(shown)
    assert said(status) == describe(shown.side.snapshot, playing=False)


def test_a_run_of_which_nothing_is_known_is_one_that_has_not_begun(status):
    status.show_moment(moment(epochs=0))
    untrained = said(status)
    status.show_moment(moment_of(scene()))
    # But for what the first weights say.
    assert "Zero weights say" in untrained
    assert said(status) == re.sub("Zero weights say .* everywhere[.] ", "", untrained)


def test_it_says_why_there_is_no_run(status):
    status.show_moment(moment_of(scene(), obstacle=NOTHING_TO_LEARN))
    assert said(status) == NOTHING_TO_LEARN


@pytest.mark.parametrize("width", [300, 800])
def test_its_height_is_always_the_same(status, width):
    status.resize(width, 46)
    heights = {status.sizeHint().height(), status.height()}
    for sentence in ("short", LONG):
        status.refuse(sentence)
        heights |= {status.height(), status.minimumHeight(), status.maximumHeight()}
        status.refuse(sentence, "details")
        heights |= {status.height(), status.minimumHeight()}
    status.say_loading("Reading “dragons.csv”…")
    heights.add(status.height())
    assert len(heights) == 1


def test_a_refusal_takes_the_sentences_place_until_it_is_dismissed(status):
    before = said(status)
    status.refuse("No.")
    assert (refusal(status), said(status)) == ("No.", None)
    status.show_moment(moment(epochs=2))
    assert refusal(status) == "No."
    status.dismiss()
    assert refusal(status) is None
    assert said(status) != before


def test_a_refusal_goes_by_itself_and_one_with_details_stays(status, qtbot, monkeypatch):
    for details, stays in (("", False), ("Traceback", True)):
        status.refuse("No.", details)
        assert status._timer.isActive() is not stays
    status.refuse("No.")
    status._timer.setInterval(1)
    status._timer.start()
    qtbot.waitUntil(lambda: refusal(status) is None)


OFFER = Offer("open without these 12 rows", Undo())


def test_an_offer_is_a_button_that_wants_its_command_once(status):
    wanted = []
    status.wanted.connect(wanted.append)
    status.refuse("No.", offer=OFFER)
    assert find(status, "offer").text() == "Open without these 12 rows"
    assert not find(status, "details").isVisible()
    assert not status._timer.isActive()
    QTest.mouseClick(find(status, "offer"), Qt.MouseButton.LeftButton)
    assert wanted == [OFFER.command]
    assert refusal(status) is None
    status.refuse("No again.")
    assert not find(status, "offer").isVisible()


@pytest.mark.parametrize("button", ["offer", "details"])
def test_return_presses_a_button_of_a_notice(status, button):
    clicked = []
    status.refuse("No.", "Traceback", OFFER)
    find(status, button).clicked.connect(lambda: clicked.append(button))
    find(status, button).setFocus()
    QTest.keyClick(find(status, button), Qt.Key.Key_Return)
    assert clicked == [button]


@pytest.mark.parametrize("width", [300, 640, 1280])
def test_an_offer_takes_no_more_than_half_of_the_sentences_room(status, qtbot, width):
    status.resize(width, 46)
    status.refuse(LONG, offer=OFFER)
    button, label = find(status, "offer"), status.findChild(QLabel, "refusal")
    assert button.width() <= button.parentWidget().width() // 2
    assert (button.text() == "Open without these 12 rows") is (width > 300)
    assert button.text().startswith("Open")
    assert OFFER.text[1:] in plain(button.toolTip())
    assert label.geometry().right() < button.geometry().left()
    qtbot.waitUntil(lambda: label.width() > button.parentWidget().width() // 4)
    assert status.rect().contains(button.geometry().translated(button.parentWidget().mapTo(status, QPoint(0, 0))))


def test_what_is_told_does_not_wear_the_colour_of_refusals(status):
    label = status.findChild(QLabel, "refusal")
    warning = Style().theme.warning
    status.refuse("No.")
    assert label.palette().windowText().color().name() == warning.lower()
    status.tell("Multi-class was chosen.")
    assert refusal(status) == "Multi-class was chosen."
    assert label.palette().windowText().color().name() != warning.lower()


def test_nothing_is_said_twice(status):
    status.show_moment(moment_of(scene(), obstacle=NOTHING_TO_LEARN))
    status.refuse(NOTHING_TO_LEARN)
    assert (refusal(status), said(status)) == (None, NOTHING_TO_LEARN)
    status.show_moment(moment())
    status.refuse(NOTHING_TO_LEARN)
    assert refusal(status) == NOTHING_TO_LEARN
    status.show_moment(moment_of(scene(), obstacle=NOTHING_TO_LEARN))
    assert (refusal(status), said(status)) == (None, NOTHING_TO_LEARN)


def test_details_are_shown_over_what_is_above_which_stays_as_it_is(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    above, status = QWidget(), StatusLine(Style())
    layout = QVBoxLayout(whole)
    layout.addWidget(above, 1)
    layout.addWidget(status)
    status.show_moment(moment())
    whole.resize(800, 500)
    with qtbot.waitExposed(whole):
        whole.show()
    before = above.geometry()
    status.refuse("division by zero", "Traceback: ZeroDivisionError")
    click(status, "details")
    details = whole.findChild(QPlainTextEdit, "traceback")
    assert details.isVisible()
    assert "ZeroDivisionError" in details.toPlainText()
    assert above.geometry() == before
    assert above.geometry().contains(details.geometry().center())
    click(status, "details")
    assert not details.isVisible()
    click(status, "details")
    QTest.mouseClick(find(status, "close-notice"), Qt.MouseButton.LeftButton)
    assert not details.isVisible()
    assert said(status)


def test_a_notice_is_handed_over_to_another_status_line(status, qtbot):
    status.refuse("No.", "Traceback")
    notice = status.notice
    assert notice == Notice("No.", "Traceback")
    other, _ = show(qtbot, StatusLine, moment(), Style(scale=1.5), width=800, height=60)
    other.show_notice(notice)
    assert refusal(other) == "No."
    assert find(other, "details").isVisible()
    status.dismiss()
    assert status.notice is None


def test_it_says_what_is_loaded(status):
    loading = status.findChild(QLabel, "loading")
    assert not loading.isVisible()
    status.say_loading("Reading “dragons.csv”…")
    assert loading.isVisible()
    status.say_loading("")
    assert not loading.isVisible()


def test_the_sentence_has_no_tooltip_that_says_nothing(status):
    assert status.findChild(QLabel, "status").toolTip() == ""


def test_a_moment_in_which_nothing_changed_writes_nothing(status, monkeypatch):
    shown = moment(epochs=2)
    status.show_moment(shown)
    monkeypatch.setattr(status_line, "describe", lambda *_: pytest.fail("written again"))
    status.show_moment(replace(shown, scene=shown.scene.with_view(live=False)))
