"""How the inner loops are compiled: without the GIL, exactly as written, and kept on disk between starts."""

from __future__ import annotations

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


# NUMBA_CACHE_DIR, which numba has read by now, has the first word.
numba.config.CACHE_DIR = numba.config.CACHE_DIR or str(cache_folder())


def compiled(function=None, **options):
    """Compile a function with numba, as ``@compiled`` or ``@compiled(fastmath={"contract"})``.

    The GIL is released, divisions follow IEEE 754 (so that loops with a division vectorise), and the result is cached
    on disk. numba notices a change in the function's own file only: keep what a kernel calls in that file.

    Parameters
    ----------
    function : callable
    **options
        More of `numba.njit`'s.
    """
    decorate = numba.njit(nogil=True, cache=True, error_model="numpy", **options)
    return decorate if function is None else decorate(function)
