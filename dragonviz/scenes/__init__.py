"""Scenes: everything needed to see the same thing again, and what may be changed of it."""
