"""Measurements, for people to read: none of them is a test."""

import os

# As the program does, and before numpy is loaded: see `dragonviz.cli`.
os.environ.setdefault("OMP_NUM_THREADS", "1")
