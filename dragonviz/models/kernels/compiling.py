"""How the inner loops are compiled: without the GIL, exactly as written, and kept on disk between starts."""

from __future__ import annotations

import numba

from dragonviz.models.kernels.cache import FOLDER

numba.config.CACHE_DIR = str(FOLDER)


def compiled(function=None, *, from_python=False, **options):
    """Compile a function with numba, as ``@compiled`` or ``@compiled(fastmath={"contract"})``.

    The GIL is released, divisions follow IEEE 754 (so that loops with a division vectorise), and the result is cached
    on disk. It belongs in this room: see `dragonviz.models.kernels.cache.fingerprint`.

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
        cache=True,
        error_model="numpy",
        no_cpython_wrapper=not from_python,
        no_cfunc_wrapper=True,
        **options,
    )
    return decorate if function is None else decorate(function)
