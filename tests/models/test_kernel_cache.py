"""Where compiled code is kept."""

import sys

import pytest

from dragonviz.models.kernels import cache


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [
        ("linux", "XDG_CACHE_HOME", "dragonviz/compiled"),
        ("win32", "LOCALAPPDATA", "dragonviz/compiled"),
        ("darwin", "HOME", "Library/Caches/dragonviz/compiled"),
    ],
)
def test_it_is_kept_in_the_users_cache(monkeypatch, tmp_path, platform, variable, below):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert cache.cache_folder() == tmp_path / below
    assert list((tmp_path / below).iterdir()) == []


def test_where_that_cannot_be_written_it_is_kept_for_the_process(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "a file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a file"))
    folder = cache.cache_folder()
    assert tmp_path not in folder.parents
    (folder / "writable").touch()


def test_another_state_of_any_file_is_another_cache(tmp_path):
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.py").write_text("2")
    first = cache.fingerprint(tmp_path)
    assert cache.fingerprint(tmp_path) == first
    (tmp_path / "b.py").write_text("4")
    assert cache.fingerprint(tmp_path) != first
