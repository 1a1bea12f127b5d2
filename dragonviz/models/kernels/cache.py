"""Where compiled code is kept between starts; known without loading numba, which takes half a second."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path


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
    """A name for the present content of the files in `folder`.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    str
    """
    files = sorted(folder.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


# numba notices a change in a function's own file, but not in those of the functions that it calls, so each state of the
# kernels has a folder. NUMBA_CACHE_DIR has the first word.
FOLDER = Path(os.environ.get("NUMBA_CACHE_DIR") or cache_folder() / fingerprint(Path(__file__).parent))


def is_compiled(kernel):
    """Whether a process has left a kernel in the cache, as `note_that_it_is_compiled` tells.

    Parameters
    ----------
    kernel : str
        A name in `dragonviz.models.kernels.first_compilation.KERNELS`.
    """
    return _note(kernel).exists()


def note_that_it_is_compiled(kernel):
    """Tell other processes."""
    _note(kernel).touch()


def _note(kernel):
    return FOLDER / f"{kernel}-is-compiled"
