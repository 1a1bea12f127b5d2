"""How the inner loops are compiled: without the GIL, exactly as written, and kept on disk between starts."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

import numba


def _user_cache():
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def cache_folder():
    """A writable folder for compiled code: the user's cache, or if that cannot be written, one for this process.

    Returns
    -------
    Path
    """
    try:
        folder = _user_cache() / "dragonviz" / "compiled"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError):  # RuntimeError: there is no home directory
        # Not a name that others could guess: whatever lies in the cache is executed.
        cache_folder.temporary = tempfile.TemporaryDirectory(prefix="dragonviz-", ignore_cleanup_errors=True)
        return Path(cache_folder.temporary.name)


def fingerprint(folder):
    """A name for the present content of the files in `folder` whose names say that they hold kernels.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    str
    """
    files = sorted(folder.glob("*kernel*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


# numba notices a change in a function's own file, but not in those of the functions that it calls, so each state of the
# kernels has a folder. NUMBA_CACHE_DIR, which numba has read by now, has the first word.
numba.config.CACHE_DIR = numba.config.CACHE_DIR or str(cache_folder() / fingerprint(Path(__file__).parent))

_NOTE = "all-is-compiled"


def all_is_compiled():
    """Whether a process before this one has left the code of all kernels in the cache."""
    return Path(numba.config.CACHE_DIR, _NOTE).exists()


def note_that_all_is_compiled():
    """Tell later processes."""
    Path(numba.config.CACHE_DIR, _NOTE).touch()


def compiled(function=None, *, from_python=False, **options):
    """Compile a function with numba, as ``@compiled`` or ``@compiled(fastmath={"contract"})``.

    The GIL is released, divisions follow IEEE 754 (so that loops with a division vectorise), and the result is cached
    on disk. It belongs in a file with "kernel" in its name: see `fingerprint`.

    Parameters
    ----------
    function : callable
    from_python : bool
        Whether Python may call it, or only other compiled functions: without a way in from Python, it is compiled in
        four fifths of the time.
    **options
        More of `numba.njit`'s.
    """
    decorate = numba.njit(
        nogil=True,
        cache=True,
        error_model="numpy",
        no_cpython_wrapper=not from_python,
        no_cfunc_wrapper=True,
        **options,
    )
    return decorate if function is None else decorate(function)
