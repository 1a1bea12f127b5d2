"""Where compiled code is kept, under which name, and what is known of it."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from dragonviz.models.kernels import cache


@pytest.fixture
def asked_anew():
    """As in a process that has not asked yet where the folder is."""
    cache._folder.cache_clear()
    yield
    cache._folder.cache_clear()


@pytest.fixture
def own_folder(monkeypatch, tmp_path, asked_anew):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    return cache.folder()


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [
        ("linux", "XDG_CACHE_HOME", "dragonviz/compiled"),
        ("win32", "LOCALAPPDATA", "dragonviz/compiled"),
        ("darwin", "HOME", "Library/Caches/dragonviz/compiled"),
        ("linux", "NUMBA_CACHE_DIR", ""),
    ],
)
def test_it_is_kept_in_the_users_cache(monkeypatch, tmp_path, asked_anew, platform, variable, below):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    assert cache.folder().parent == tmp_path / below
    assert list(cache.folder().iterdir()) == []
    assert cache.is_kept()


def test_where_that_cannot_be_written_it_is_kept_for_the_process(monkeypatch, tmp_path, asked_anew):
    (tmp_path / "a file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "a file"))
    assert tmp_path not in cache.folder().parents
    assert not cache.is_kept()
    (cache.folder() / "writable").touch()


def test_a_file_in_its_place_gives_way(monkeypatch, tmp_path, own_folder):
    own_folder.rmdir()
    own_folder.touch()
    cache._folder.cache_clear()
    assert cache.folder() == own_folder
    assert own_folder.is_dir()


def test_with_no_room_at_all_nothing_is_compiled_and_nothing_fails_but_writing(monkeypatch, asked_anew):
    def no_room(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr(cache.tempfile, "TemporaryFile", no_room)
    assert not cache.is_kept()
    assert not cache.is_compiled("logistic")
    with cache.locked("logistic"), pytest.raises(OSError, match=r"\w"):
        cache.write(cache.folder() / "a file", b"content")


def test_another_state_of_any_source_is_another_folder(tmp_path):
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.py").write_text("2")
    first = cache.fingerprint(tmp_path)
    assert cache.fingerprint(tmp_path) == first
    (tmp_path / "b.py").write_text("4")
    second = cache.fingerprint(tmp_path)
    (tmp_path / "b.py").rename(tmp_path / "c.py")
    assert len({first, second, cache.fingerprint(tmp_path)}) == 3


def test_the_sources_are_all_of_the_room():
    folder = Path(cache.__file__).parent
    assert cache.folder().name.endswith(cache.fingerprint(folder))
    assert {"compiling.py", "mlp_layers.py", "perceptron.py"} <= {file.name for file in folder.glob("*.py")}


@pytest.mark.parametrize("package", ["numba", "llvmlite", "numpy", "scipy"])
def test_another_version_of_what_compiles_is_another_folder(monkeypatch, tmp_path, package):
    before, version = cache.fingerprint(tmp_path), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "99.9" if name == package else version(name))
    assert cache.fingerprint(tmp_path) != before


def test_another_python_is_another_folder(monkeypatch, tmp_path):
    before = cache.fingerprint(tmp_path)
    monkeypatch.setattr(sys, "version", "3.99.0 (main)")
    assert cache.fingerprint(tmp_path) != before


CPU_INFO = """processor\t: 0
vendor_id\t: GenuineIntel
model name\t: Some CPU @ 2.00GHz
cpu MHz\t\t: {frequency}
flags\t\t: fpu vme {feature}

processor\t: 1
"""


def test_another_processor_is_another_folder_and_another_moment_is_not(monkeypatch, tmp_path):
    def fingerprint_with(**info):
        (tmp_path / "cpuinfo").write_text(CPU_INFO.format(**info))
        return cache.fingerprint(tmp_path)

    monkeypatch.setattr(cache, "_PROCESSOR_FILE", str(tmp_path / "cpuinfo"))
    first = fingerprint_with(frequency=2000.0, feature="avx2")
    assert fingerprint_with(frequency=3100.5, feature="avx2") == first
    assert fingerprint_with(frequency=2000.0, feature="avx512f") != first


def test_where_no_file_tells_the_processor_python_does(monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "_PROCESSOR_FILE", str(tmp_path / "none"))
    monkeypatch.setattr(cache.platform, "processor", lambda: "Intel64 Family 6")
    first = cache.fingerprint(tmp_path)
    monkeypatch.setattr(cache.platform, "processor", lambda: "Intel64 Family 7")
    assert cache.fingerprint(tmp_path) != first


def test_a_new_folder_takes_the_place_of_the_one_that_was_not_used_for_longest(monkeypatch, tmp_path, asked_anew):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    old = [tmp_path / f"dragonviz-{n}" for n in range(cache._MOST_FOLDERS)]
    for n, folder in enumerate([*old, tmp_path / "of another program"]):
        folder.mkdir()
        (folder / "a file").touch()
        os.utime(folder, (n, n))
    expected = {cache.folder(), *old[1:], tmp_path / "of another program"}
    assert set(tmp_path.iterdir()) == expected
    cache._folder.cache_clear()
    assert cache.folder() in expected
    assert set(tmp_path.iterdir()) == expected


def test_what_is_compiled_is_known_until_a_file_is_cut_or_gone(own_folder):
    assert not cache.is_compiled("logistic")
    cache.write(own_folder / "advance", b"code")
    cache.note_that_it_is_compiled("logistic", {"advance"})
    assert cache.is_compiled("logistic")
    (own_folder / "advance").write_bytes(b"cod")
    assert not cache.is_compiled("logistic")
    (own_folder / "advance").unlink()
    assert not cache.is_compiled("logistic")
    cache.write(own_folder / "advance", b"code")
    assert cache.is_compiled("logistic")


@pytest.mark.parametrize("content", [b"", b"4", b"4 advance\nx", b"\x00\xff", None], ids=repr)
def test_a_damaged_note_says_nothing_and_is_replaced(own_folder, content):
    cache.write(own_folder / "advance", b"code")
    note = own_folder / "logistic-is-compiled"
    note.mkdir() if content is None else note.write_bytes(content)
    assert not cache.is_compiled("logistic")
    cache.note_that_it_is_compiled("logistic", {"advance"})
    assert cache.is_compiled("logistic")
    assert not list(own_folder.glob("*.tmp"))


COMPILE_UNLESS_COMPILED = """
import sys, time
from dragonviz.models.kernels import cache

with cache.locked("logistic"):
    if not cache.is_compiled("logistic"):
        print("compiled here", flush=True)
        sys.stdin.read()
        cache.write(cache.folder() / "advance", b"code")
        cache.note_that_it_is_compiled("logistic", {"advance"})
"""


@pytest.mark.parametrize("dies", [False, True])
def test_a_second_process_waits_for_the_first_to_compile_or_die(own_folder, dies):
    def start():
        command = [sys.executable, "-c", COMPILE_UNLESS_COMPILED]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    with start() as first:
        assert first.stdout.readline() == "compiled here\n"
        with start() as second:
            # It cannot end before the first does; killing gives the lock free, too.
            if dies:
                first.kill()
            else:
                first.stdin.close()
            assert (second.communicate(timeout=60)[0] == "compiled here\n") == dies
    assert cache.is_compiled("logistic")
