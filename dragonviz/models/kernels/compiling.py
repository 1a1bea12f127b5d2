"""How the inner loops are compiled: without the GIL, exactly as written, and kept on disk between starts."""

from __future__ import annotations

import hashlib
import logging
import pickle
from collections.abc import Callable
from typing import Any, ClassVar

import numba
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from dragonviz.models.kernels import cache

_log = logging.getLogger(__name__)
_DIGEST = hashlib.sha256
_DIGEST_SIZE = _DIGEST().digest_size


def compiled(function: Callable | None = None, *, from_python: bool = False, **options: Any) -> Callable:
    """Compile a function with numba, as ``@compiled`` or ``@compiled(fastmath={"contract"})``.

    The GIL is released, divisions follow IEEE 754 (so that loops with a division vectorise), and the result is kept on
    disk. It belongs in this room: see `dragonviz.models.kernels.cache.fingerprint`.

    Parameters
    ----------
    function : callable
    from_python : bool
        Whether Python may call it, or only other compiled functions: without a way in from Python, it is compiled in
        four fifths of the time.
    **options
        More of `numba.njit`'s. With ``inline="always"``, what is called in one place only, and has no flags of its own,
        is compiled in less time.
    """
    decorate = numba.njit(
        nogil=True,
        error_model="numpy",
        no_cpython_wrapper=not from_python,
        no_cfunc_wrapper=True,
        **options,
    )

    def decorate_and_keep(function):
        dispatcher = decorate(function)
        if not numba.config.DISABLE_JIT:
            dispatcher._cache = FunctionFiles(function)
        return dispatcher

    return decorate_and_keep if function is None else decorate_and_keep(function)


class FunctionFiles:
    """What numba asks for a function's compiled code, in place of its own `FunctionCache`.

    That one raises when a file of its is cut, empty or unreadable, as after a power cut or with a full disk, and never
    gets over it; and it executes code that was changed. Here each compiled signature is one file, which begins with
    the digest of the rest; what is not as it was written is compiled again.

    Parameters
    ----------
    function : callable

    Attributes
    ----------
    used : set of str
        The names of the files that any function was loaded from, or saved to, in this process.
    """

    used: ClassVar[set[str]] = set()

    def __init__(self, function: Callable) -> None:
        self._function = function

    @property
    def cache_path(self) -> str:
        """The folder, for `Dispatcher.stats`."""
        return str(cache.folder())

    def load_overload(self, signature: Any, target: Any) -> CompileResult | None:
        """The compiled code for a signature; None if there is none, or none that is whole."""
        target.refresh()
        file = self._file(signature, target.codegen())
        try:
            content = file.read_bytes()
            digest, reduced = content[:_DIGEST_SIZE], content[_DIGEST_SIZE:]
            if _DIGEST(reduced).digest() != digest:
                raise ValueError("it is not as it was written")
            result = CompileResult._rebuild(target, *pickle.loads(reduced))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except Exception as error:  # whatever is wrong with it, the source is still there
            _log.warning("Compiling %s again, since %s cannot be used: %s", self._function.__name__, file, error)
            return None
        self.used.add(file.name)
        return result

    def save_overload(self, signature: Any, result: CompileResult) -> None:
        """Keep compiled code, if there is room."""
        file = self._file(signature, result.codegen)
        try:
            reduced = dumps(result._reduce())
            cache.write(file, _DIGEST(reduced).digest() + reduced)
        except OSError as error:
            _log.warning("The compiled code of %s cannot be kept: %s", self._function.__name__, error)
            return
        self.used.add(file.name)

    def _file(self, signature, codegen):
        name = f"{self._function.__module__.rpartition('.')[2]}.{self._function.__qualname__}"
        of_this = repr((self._function.__module__, name, signature, codegen.magic_tuple())).encode()
        return cache.folder() / f"{name.replace('<locals>.', '')}-{_DIGEST(of_this).hexdigest()[:16]}"
