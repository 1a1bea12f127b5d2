"""Where compiled code is kept between starts; known without loading numba, which takes half a second.

Each state of the kernels, of what compiles them and of the processor has a folder of its own. In it are the compiled
functions (see `dragonviz.models.kernels.compiling.FunctionFiles`), and for each kernel a note of what it consists of.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import itertools
import os
import platform
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

_PACKAGES = ("numba", "llvmlite", "numpy", "scipy")
_PROCESSOR_FILE = "/proc/cpuinfo"
_OF_PROCESSOR = ("vendor_id", "cpu family", "model", "model name", "flags", "Features", "CPU implementer", "CPU part")
_PREFIX = "dragonviz-"
_MOST_FOLDERS = 8  # of about 3 MB each
_NOWHERE = Path(os.devnull) / _PREFIX  # nothing can be kept there
_LONGEST_WAIT_S = 30
_LOOK_S = 0.02
_one_at_a_time = threading.Lock()


def folder() -> Path:
    """A writable folder for what these kernels are compiled to on this machine, made when it is first asked for.

    It is below ``NUMBA_CACHE_DIR`` if that is set, else in the user's cache; or where that cannot be written, it is one
    for this process and those that it starts (`is_kept` tells). With no room for any, it is one that cannot exist.
    """
    with _one_at_a_time:
        return _folder()


def is_kept() -> bool:
    """Whether the folder outlives this process."""
    try:
        return folder().parent == _wanted_parent()
    except RuntimeError:
        return False


@functools.cache
def _folder():
    name = f"{_PREFIX}{fingerprint(Path(__file__).parent)}"
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: there is no home directory
        return _made_writable(_wanted_parent() / name)
    # Not a name that others could guess: whatever lies in the cache is executed.
    with contextlib.suppress(OSError):
        temporary = Path(tempfile.mkdtemp(prefix=_PREFIX))
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        return _made_writable(temporary / name)
    return _NOWHERE


def _wanted_parent():
    return Path(os.environ.get("NUMBA_CACHE_DIR") or _user_cache() / "dragonviz" / "compiled").absolute()


def _user_cache():
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _made_writable(folder):
    if folder.is_file():
        folder.unlink()
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _remove_all_but_the_latest(folder.parent)
    with tempfile.TemporaryFile(dir=folder):
        os.utime(folder)  # the latest that was used
        return folder


def _remove_all_but_the_latest(parent):
    # Whoever still runs with one of the others has loaded what it needs, and would only have to compile again.
    folders = sorted(parent.glob(f"{_PREFIX}*"), key=_last_use, reverse=True)
    for old in folders[_MOST_FOLDERS:]:
        shutil.rmtree(old, ignore_errors=True)


def _last_use(folder):
    try:
        return folder.stat().st_mtime
    except OSError:  # another process has removed it
        return 0.0


def fingerprint(sources: Path) -> str:
    """A name for the state of the files in a folder, of Python and the packages that compile, and of the processor.

    Parameters
    ----------
    sources : Path
        numba notices a change in a function's own file, but not in those of the functions that it calls.
    """
    # Imported now, since it takes longer than all else here, and the window is painted first.
    from importlib import metadata

    digest = hashlib.sha256()
    for file in sorted(sources.glob("*.py")):
        digest.update(f"{file.name} {file.stat().st_size}\n".encode() + file.read_bytes())
    for line in (sys.version, *map(metadata.version, _PACKAGES), *_processor()):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()[:16]


def _processor():
    """What tells kinds of processors apart, and never two moments of the same."""
    try:
        with open(_PROCESSOR_FILE, encoding="utf-8", errors="replace") as file:
            first = list(itertools.takewhile(str.strip, file))
    except OSError:
        first = []
    known = [line for line in first if line.split(":")[0].strip() in _OF_PROCESSOR]
    return [platform.system(), platform.machine(), *(known or [platform.processor()])]


def is_compiled(kernel: str) -> bool:
    """Whether a process has left a kernel in the cache, and its files still have the sizes that they had.

    Parameters
    ----------
    kernel : str
        A name in `dragonviz.models.kernels.first_compilation.KERNELS`.
    """
    try:
        parts = [line.split(" ", 1) for line in _note(kernel).read_text(encoding="utf-8").splitlines()]
        return bool(parts) and all((folder() / name).stat().st_size == int(size) for size, name in parts)
    except (OSError, ValueError):
        return False


def note_that_it_is_compiled(kernel: str, files: Iterable[str]) -> None:
    """Tell other processes, and which files in the folder it consists of."""
    lines = [f"{(folder() / name).stat().st_size} {name}\n" for name in sorted(files)]
    write(_note(kernel), "".join(lines).encode())


@contextlib.contextmanager
def locked(kernel: str) -> Iterator[None]:
    """Keep other processes from compiling a kernel; waits for one that does so already.

    The operating system gives the lock free when this process ends, however it ends. If the other seems to stand still,
    or the file system has no locks, they compile the same: that costs time, and no more.
    """
    end = time.monotonic() + _LONGEST_WAIT_S
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            file = stack.enter_context(open(folder() / f"{kernel}.lock", "wb"))
            while not _try_to_lock(file) and time.monotonic() < end:
                time.sleep(_LOOK_S)
        yield


def _try_to_lock(file):
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # another process has it
        return False
    return True


def write(file: Path, content: bytes) -> None:
    """Write a file in the folder whole or not at all, whatever is in its place.

    Raises
    ------
    OSError
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
        if file.is_dir():
            shutil.rmtree(file)
        os.replace(temporary, file)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _note(kernel):
    return folder() / f"{kernel}-is-compiled"
