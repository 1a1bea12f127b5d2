"""Files are read behind the window: the last one asked for counts, and nobody waits for the others."""

import threading
from pathlib import Path

import pytest

from dragonviz.app import opener as opener_module
from dragonviz.app.opener import Opener
from dragonviz.app.preloader import HEAVY_IMPORTS
from dragonviz.dragons import read_table


class Ear:
    """All that an opener tells, in turn."""

    def __init__(self, opener):
        self.told = []
        opener.reading.connect(lambda name: self.told.append(("reading", name)))
        opener.opened.connect(lambda source, path: self.told.append(("opened", source.title, path)))
        opener.made.connect(lambda source: self.told.append(("made", source.title)))
        opener.refused.connect(lambda why: self.told.append(("refused", why)))
        opener.offered.connect(lambda why, offer: self.told.append(("offered", why, offer)))

    def has_heard_the_end(self):
        return bool(self.told) and self.told[-1][0] in ("opened", "refused", "offered")


@pytest.fixture
def opener(qapp):
    opener = Opener()
    yield opener
    opener.stop()


@pytest.fixture
def ear(opener):
    return Ear(opener)


@pytest.fixture
def file(tmp_path):
    def make(name, n=20):
        path = tmp_path / name
        rows = (f"{k}.5,{k * k % 97}.25,{'near' if k % 2 else 'far'}" for k in range(n))
        path.write_text("\n".join(["mass,orbit,zone", *rows]))
        return str(path)

    return make


@pytest.fixture
def held_up(monkeypatch):
    """Has reading wait, for files named so, at every look whether somebody still waits for them."""
    at_it, go_on, ends = threading.Event(), threading.Event(), []

    def slow_read(path, checkpoint):
        def slow_checkpoint():
            if "slow" in path:
                at_it.set()
                assert go_on.wait(60)
            checkpoint()

        try:
            return read_table(path, slow_checkpoint)
        except Exception as end:
            ends.append(end)
            raise
        finally:
            ends.append(path)

    monkeypatch.setattr(opener_module, "read_table", slow_read)
    held_up = type("HeldUp", (), {"at_it": at_it, "go_on": go_on, "ends": ends})
    yield held_up
    go_on.set()


def test_a_file_is_read_behind_the_window(opener, ear, file, qtbot, held_up):
    path = file("slow.csv")
    opener.open(path)
    assert held_up.at_it.wait(30)
    assert ear.told == [("reading", "slow.csv")]
    held_up.go_on.set()
    qtbot.waitUntil(ear.has_heard_the_end)
    assert ear.told == [("reading", "slow.csv"), ("reading", ""), ("opened", "slow.csv", path)]


def test_its_dragons_are_made_there_too(opener, file, qtbot):
    with qtbot.waitSignal(opener.opened) as opened:
        opener.open(file("planets.csv"))
    source, _ = opened.args
    assert "_dataset" in vars(source)
    assert len(source.dataset()) == 20


def test_ready_made_data_are_made_behind_the_window_and_are_no_file(opener, ear, qtbot):
    with qtbot.waitSignal(opener.made, timeout=30_000) as made:
        opener.make("moons")
        assert ear.told == [("reading", "Moons")]
    (source,) = made.args
    assert "_dataset" in vars(source)
    assert source.ready_made == "moons"
    assert ear.told == [("reading", "Moons"), ("reading", ""), ("made", "Moons")]


def test_a_file_overtakes_ready_made_data(opener, ear, file, qtbot):
    with HEAVY_IMPORTS:  # nobody can make any
        opener.make("moons")
        path = file("quick.csv")
        opener.open(path)
        qtbot.waitUntil(ear.has_heard_the_end)
    for reader in opener._readers:
        reader.join(30)
    qtbot.wait(1)
    assert ear.told[-1] == ("opened", "quick.csv", path)


def test_a_file_that_is_none_is_refused_in_a_sentence(opener, ear, tmp_path, qtbot):
    path = tmp_path / "planets.csv"
    path.write_text("mass,orbit\n1.5")
    opener.open(str(path))
    qtbot.waitUntil(ear.has_heard_the_end)
    assert ear.told[:2] == [("reading", "planets.csv"), ("reading", "")]
    kind, why = ear.told[2]
    assert kind == "refused"
    assert "planets.csv" in why
    assert "line 2" in why


@pytest.fixture
def gaps(tmp_path):
    path = tmp_path / "gaps.csv"
    rows = [f"{k}.5,{'' if k < 12 else k * k % 97},{'near' if k % 2 else 'far'}" for k in range(30)]
    path.write_text("\n".join(["mass,orbit,zone", *rows]))
    return str(path)


def test_a_file_with_gaps_is_offered_without_them_and_read_no_second_time(opener, ear, gaps, qtbot):
    opener.open(gaps)
    qtbot.waitUntil(ear.has_heard_the_end)
    kind, why, offer = ear.told[-1]
    assert (kind, offer.text) == ("offered", "open without these 12 rows")
    assert "column “orbit”" in why
    Path(gaps).unlink()
    ear.told.clear()
    opener.open_without_missing(offer.command)
    qtbot.waitUntil(ear.has_heard_the_end)
    assert ear.told == [("reading", "gaps.csv"), ("reading", ""), ("opened", "gaps.csv", gaps)]


def test_that_is_done_behind_the_window_too(opener, gaps, qtbot, monkeypatch):
    with qtbot.waitSignal(opener.offered) as offered:
        opener.open(gaps)
    command = offered.args[1].command
    threads = []

    def without_missing(self):
        threads.append(threading.current_thread())
        return refused_rows(self)

    refused_rows = type(command.refusal).without_missing
    monkeypatch.setattr(type(command.refusal), "without_missing", without_missing)
    with qtbot.waitSignal(opener.opened) as opened:
        opener.open_without_missing(command)
    assert "_dataset" in vars(opened.args[0])
    assert len(opened.args[0].dataset()) == 18
    assert threading.main_thread() not in threads


def test_a_file_of_which_nothing_would_be_left_is_refused_without_an_offer(opener, ear, tmp_path, qtbot):
    path = tmp_path / "gaps.csv"
    path.write_text("mass,orbit,zone\n,1,near\n2,,far\n")
    opener.open(str(path))
    qtbot.waitUntil(ear.has_heard_the_end)
    assert ear.told[-1][0] == "refused"


def test_a_file_that_is_not_there_is_refused(opener, ear, tmp_path, qtbot):
    opener.open(str(tmp_path / "nowhere.csv"))
    qtbot.waitUntil(ear.has_heard_the_end)
    assert "nowhere.csv" in ear.told[-1][1]


def test_a_file_that_memory_has_no_room_for_is_refused(opener, ear, file, qtbot, monkeypatch):
    def read(path, checkpoint):
        raise MemoryError

    monkeypatch.setattr(opener_module, "read_table", read)
    opener.open(file("large.csv"))
    qtbot.waitUntil(ear.has_heard_the_end)
    assert ear.told[-1] == ("refused", "“large.csv” is too large for this machine's memory.")


def test_a_newer_file_overtakes_an_older_one_that_then_ends_by_itself(opener, ear, file, qtbot, held_up):
    slow, quick = file("slow.csv", n=5000), file("quick.csv")
    opener.open(slow)
    assert held_up.at_it.wait(30)
    opener.open(quick)
    qtbot.waitUntil(ear.has_heard_the_end)
    held_up.go_on.set()
    qtbot.waitUntil(lambda: slow in held_up.ends)
    # It did not read on to its end.
    assert [end for end in held_up.ends if isinstance(end, opener_module._NobodyWaitsError)]
    opener.stop()
    assert ear.told == [
        ("reading", "slow.csv"),
        ("reading", "quick.csv"),
        ("reading", ""),
        ("opened", "quick.csv", quick),
    ]


def test_an_answer_that_was_on_its_way_already_is_overtaken_too(opener, ear, file, qtbot):
    first, second = file("first.csv"), file("second.csv")
    opener.open(first)
    # Its answer waits for the window's thread, which is here.
    opener._readers[-1].join(30)
    opener.open(second)
    qtbot.waitUntil(ear.has_heard_the_end)
    assert ear.told == [
        ("reading", "first.csv"),
        ("reading", "second.csv"),
        ("reading", ""),
        ("opened", "second.csv", second),
    ]


def test_so_is_the_refusal_of_an_older_file(opener, ear, file, tmp_path, qtbot):
    opener.open(str(tmp_path / "nowhere.csv"))
    opener._readers[-1].join(30)
    opener.open(file("second.csv"))
    qtbot.waitUntil(ear.has_heard_the_end)
    assert [what[0] for what in ear.told] == ["reading", "reading", "reading", "opened"]


def test_who_stops_hears_nothing_any_more_and_the_reader_ends(opener, ear, file, held_up, qtbot):
    opener.open(file("slow.csv", n=5000))
    assert held_up.at_it.wait(30)
    (reader,) = opener._readers
    threading.Timer(0.01, held_up.go_on.set).start()
    opener.stop()
    reader.join(30)
    assert not reader.is_alive()
    assert isinstance(held_up.ends[0], opener_module._NobodyWaitsError)
    qtbot.waitUntil(lambda: len(held_up.ends) == 2)
    assert ear.told == [("reading", "slow.csv")]


def test_stopping_takes_less_than_a_second_however_many_are_stuck(opener, file, monkeypatch):
    class Clock:
        now = 100.0

        def perf_counter(self):
            return self.now

    class StuckThread:
        def __init__(self, **_):
            pass

        def start(self):
            pass

        def is_alive(self):
            return True

        def join(self, timeout):
            clock.now += timeout

    clock = Clock()
    monkeypatch.setattr(opener_module, "time", clock)
    monkeypatch.setattr(opener_module, "Thread", StuckThread)
    for _ in range(5):
        opener.open(file("planets.csv"))
    opener.stop()
    assert len(opener._readers) == 5
    assert clock.now - 100.0 < 1.0


def test_readers_that_have_ended_are_forgotten(opener, ear, file, qtbot):
    for _ in range(3):
        ear.told.clear()
        opener.open(file("planets.csv"))
        opener._readers[-1].join(30)
    assert len(opener._readers) == 1
