"""Writes the bundled dragons again: ``python -m dragonviz.dragons > data/dragons.csv``."""

from __future__ import annotations

from dragonviz.dragons.bundled import bundled_csv

print(bundled_csv(), end="")
