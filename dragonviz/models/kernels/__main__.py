"""``python -m dragonviz.models.kernels`` compiles what is missing, so that the program's first start need not."""

from __future__ import annotations

import sys

from dragonviz.models.kernels import cache
from dragonviz.models.kernels.first_compilation import KERNELS, KernelCompiler


def main() -> int:
    """Compile, with a word about it.

    Returns
    -------
    int
        0, since the program compiles what is missing itself.
    """
    if not cache.is_kept():
        print("There is no writable folder for compiled code, so every start of dragonviz will compile the models.")
        return 0
    compiler = KernelCompiler()
    compiler.start()
    if compiler.is_at_work:
        print("Compiling the models' inner loops: some seconds, once.", flush=True)
    compiler.wait()
    compiler.stop()
    missing = [kernel for kernel in KERNELS if not cache.is_compiled(kernel)]
    if missing:
        print(f"Not compiled: {', '.join(missing)}. dragonviz will try again when it starts.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
