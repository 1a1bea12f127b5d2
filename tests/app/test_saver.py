"""Files are written behind the window, one after the other, and closing waits for them."""

import threading

import pytest

from dragonviz.app import saver as saver_module
from dragonviz.app.saver import Saver
from dragonviz.dragons import write_table
from tests.training.few_dragons import make_dragons

DRAGONS, OTHERS = make_dragons(0, n=20), make_dragons(1, n=30)


@pytest.fixture
def saver(qapp):
    saver = Saver()
    yield saver
    saver.stop()


@pytest.fixture
def held_up(monkeypatch):
    """Has writing wait until it may go on."""
    at_it, go_on = threading.Event(), threading.Event()
    threads = []

    def slow_write(path, dataset):
        threads.append(threading.current_thread())
        at_it.set()
        assert go_on.wait(60)
        write_table(path, dataset)

    monkeypatch.setattr(saver_module, "write_table", slow_write)
    held_up = type("HeldUp", (), {"at_it": at_it, "go_on": go_on, "threads": threads})
    yield held_up
    go_on.set()


def test_a_file_is_written_behind_the_window(saver, tmp_path, qtbot, held_up):
    path = tmp_path / "dragons.csv"
    with qtbot.waitSignal(saver.saved) as saved:
        saver.save(str(path), DRAGONS)
        assert held_up.at_it.wait(30)
        assert not path.exists()
        held_up.go_on.set()
    assert saved.args == [str(path), DRAGONS]
    assert threading.main_thread() not in held_up.threads
    assert len(path.read_text().splitlines()) == 21


def test_of_two_in_one_place_the_later_one_is_there_at_the_end(saver, tmp_path, qtbot, held_up):
    path, told = tmp_path / "dragons.csv", []
    saver.saved.connect(lambda _, dataset: told.append(dataset))
    saver.refused.connect(told.append)
    saver.save(str(path), DRAGONS)
    assert held_up.at_it.wait(30)
    saver.save(str(path), OTHERS)
    held_up.go_on.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [DRAGONS, OTHERS]
    assert len(path.read_text().splitlines()) == 31


def test_what_cannot_be_written_is_refused_in_a_sentence(saver, tmp_path, qtbot):
    with qtbot.waitSignal(saver.refused) as refused:
        saver.save(str(tmp_path / "gone" / "dragons.csv"), DRAGONS)
    assert refused.args == ["“dragons.csv” cannot be written: No such file or directory."]


def test_stopping_waits_for_what_is_being_written(saver, tmp_path, held_up):
    path = tmp_path / "dragons.csv"
    saver.save(str(path), DRAGONS)
    assert held_up.at_it.wait(30)
    threading.Timer(0.01, held_up.go_on.set).start()
    saver.stop()
    assert len(path.read_text().splitlines()) == 21
