"""What the window remembers between starts, and what it does with what cannot be read."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QByteArray, QSettings

from dragonviz.views.instrument import Place
from dragonviz.views.window.appearance import Appearance
from dragonviz.views.window.memory import VERSION, Memory

pytestmark = pytest.mark.usefixtures("qapp")
APPEARANCE = Appearance("dark", 2)
SHOWN = frozenset({"boundary", "scores"})
PULLED = frozenset({Place.RIGHT})


def save(appearance=APPEARANCE):
    Memory().save(appearance, QByteArray(b"place"), QByteArray(b"docks"), SHOWN, PULLED)


def test_at_the_very_first_start_there_are_defaults_and_no_complaint():
    remembered = Memory().load()
    assert remembered.appearance == Appearance()
    assert remembered.shown is None
    assert remembered.recent == ()
    assert remembered.complaint == ""


def test_what_was_saved_is_there_again():
    save()
    remembered = Memory().load()
    assert remembered.appearance == APPEARANCE
    assert bytes(remembered.geometry) == b"place"
    assert bytes(remembered.arrangement) == b"docks"
    assert remembered.shown == SHOWN
    assert remembered.pulled == PULLED
    assert remembered.complaint == ""


def test_presenting_is_not_remembered():
    save(replace(APPEARANCE, presenting=True))
    assert not Memory().load().appearance.presenting


def test_recent_files_come_newest_first_each_once_and_no_more_than_eight(tmp_path):
    memory = Memory()
    paths = [str(tmp_path / f"{k}.csv") for k in range(10)]
    for path in (*paths, paths[5]):
        recent = memory.add_recent(path)
    assert recent == (paths[5], paths[9], paths[8], paths[7], paths[6], paths[4], paths[3], paths[2])
    save()
    assert Memory().load().recent == recent


def test_an_arrangement_of_another_version_is_left_and_said_so():
    save()
    QSettings("dragonviz", "dragonviz").setValue("version", VERSION + 1)
    remembered = Memory().load()
    assert remembered.arrangement.isEmpty()
    assert remembered.appearance == APPEARANCE
    assert "another version" in remembered.complaint


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "plaid"),
        ("zoom", "large"),
        ("version", "newest"),
        ("geometry", "left"),
        ("recent", 7),
        ("pulled", "up"),
    ],
)
def test_a_value_that_makes_no_sense_is_forgotten_with_one_sentence(key, value):
    save()
    QSettings("dragonviz", "dragonviz").setValue(key, value)
    remembered = Memory().load()
    assert remembered.appearance in (Appearance(), APPEARANCE)
    assert remembered.geometry.isEmpty() or key == "recent"
    assert remembered.complaint.count(".") == 1


def test_a_file_that_is_no_settings_file_is_as_none(tmp_path):
    save()
    path = QSettings("dragonviz", "dragonviz").fileName()
    with open(path, "wb") as file:
        file.write(b"\x00\xff[broken\x00")
    assert Memory().load().appearance == Appearance()
