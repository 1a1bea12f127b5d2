"""How inner loops are compiled, and that damage to the compiled code on disk is mended."""

import logging
import os

import numpy as np
import pytest

from dragonviz.models.kernels import cache
from dragonviz.models.kernels.compiling import compiled


def divide(a, b):
    return a / b


@pytest.fixture
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    return tmp_path


def compile_or_load():
    """As a process does that has not called the function yet; also whether it was loaded."""
    function = compiled(divide, from_python=True)
    assert function(1.0, 4.0) == 0.25
    return function, bool(function.stats.cache_hits)


def test_division_follows_ieee_754_and_the_result_is_kept(own_folder):
    function, loaded = compile_or_load()
    assert function(1.0, 0.0) == float("inf")
    assert function.stats.cache_path == str(own_folder)
    assert not loaded
    function, loaded = compile_or_load()
    assert loaded
    assert function(1.0, 0.0) == float("inf")


def test_each_signature_is_a_file_of_its_own(own_folder):
    function, _ = compile_or_load()
    assert function(np.float32(1), np.float32(4)) == 0.25
    assert len(list(own_folder.iterdir())) == 2


def make_unreadable(file):
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")


def put_folder_in_place(file):
    file.unlink()
    file.mkdir()
    (file / "something").touch()


DAMAGE = {
    "gone": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut in its first bytes": lambda file: file.write_bytes(file.read_bytes()[:7]),
    "cut in the middle": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "cut by one byte": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"\0"),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "garbage": lambda file: file.write_bytes(np.random.default_rng(0).bytes(file.stat().st_size)),
    "one bit": lambda file: file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:]),
    "one bit of the code": lambda file: file.write_bytes(flip_a_bit_in_the_middle(file.read_bytes())),
    "unreadable": make_unreadable,
    "a folder in its place": put_folder_in_place,
}


def flip_a_bit_in_the_middle(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 16]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_code_is_compiled_again_and_said_in_the_log(own_folder, caplog, damage):
    compile_or_load()
    (file,) = own_folder.iterdir()
    DAMAGE[damage](file)
    with caplog.at_level(logging.WARNING):
        _, loaded = compile_or_load()
    assert not loaded
    assert (damage == "gone") != ("Compiling divide again" in caplog.text)
    _, loaded = compile_or_load()
    assert loaded


def test_what_cannot_be_kept_is_said_in_the_log_and_used_all_the_same(monkeypatch, tmp_path, caplog):
    (tmp_path / "full").touch()
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "full")
    function, loaded = compile_or_load()
    assert not loaded
    assert "cannot be kept" in caplog.text
    assert function(1.0, 2.0) == 0.5
