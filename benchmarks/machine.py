"""Which machine, which versions: without them a figure says nothing."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("numpy", "scipy", "scikit-learn", "torch", "numba", "PySide6-Essentials", "pyqtgraph", "contourpy")


def describe():
    """The machine and the software, as a dictionary of plain values."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "load average": list(os.getloadavg()) if hasattr(os, "getloadavg") else None,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _PACKAGES},
    }


def in_words(machine):
    """The description in two lines."""
    load = machine["load average"]
    busy = f", load average {load[0]:.1f} before the start" if load else ""
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    return (
        f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}{busy}\nPython {machine['python']}, {versions}"
    )


def resident_megabytes():
    """What this process has in memory (its resident set size), or None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _cpu():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else "unknown processor"
