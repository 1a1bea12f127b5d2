"""What is no table of data gets one sentence in the window, whatever it is, and changes nothing."""

import threading
import zipfile

import pytest

from dragonviz.app import opener as opener_module
from dragonviz.dragons import read_table
from tests.on_screen import refusal

LINE = "lorem ipsum dolor sit amet, consectetur adipiscing elit\n"


def a_zip(path):
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", "<document/>")


BAD = {
    "folder": lambda path: path.mkdir(),
    "empty.csv": lambda path: path.touch(),
    "blank.txt": lambda path: path.write_text("\n \n"),
    "binary.csv": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "binary.xlsx": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "letter.xlsx": a_zip,
    "30 MB.txt": lambda path: path.write_text(LINE * (30_000_000 // len(LINE))),
    "30 MB of one line.csv": lambda path: path.write_text("x" * 30_000_000),
    "gone.csv": lambda path: None,
    "gone.xlsx": lambda path: None,
}


def refused(window, robot, path, meanwhile=lambda: None):
    """The one sentence that is said of a path that is dropped."""
    said = []
    window.controller.refused.connect(said.append)
    before = robot.scene
    robot.drop(path)
    meanwhile()
    robot.wait_until(lambda: said, "it is refused")
    robot.let_run(50)
    assert robot.scene is before
    assert said == [refusal(window)]
    assert not robot.find("offer").isVisible()
    return said[0]


@pytest.mark.parametrize("name", BAD)
def test_it_gets_one_sentence(window, robot, tmp_path, name):
    BAD[name](tmp_path / name)
    sentence = refused(window, robot, tmp_path / name)
    assert f"“{name}”" in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 250


def test_a_file_that_goes_while_it_is_read(window, robot, tmp_path, monkeypatch):
    path = tmp_path / "knights.csv"
    path.write_text("height,weight,size\n" + "1,2,tall\n3,4,small\n" * 40_000)
    at_it, is_gone = threading.Event(), threading.Event()

    def read(path, checkpoint):
        def wait_once():
            if not at_it.is_set():
                at_it.set()
                assert is_gone.wait(60)
            checkpoint()

        return read_table(path, wait_once)

    def take_it_away():
        assert at_it.wait(60)
        path.write_text("")
        path.unlink()
        is_gone.set()

    monkeypatch.setattr(opener_module, "read_table", read)
    assert "“knights.csv”" in refused(window, robot, path, take_it_away)
